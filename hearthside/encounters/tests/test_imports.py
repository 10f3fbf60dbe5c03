"""A sheet of contacts comes in whole or not at all, and every row of it is accounted for."""

import json
from datetime import date, time, timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearthside.audit.models import Entry
from hearthside.audit.queries import first_break
from hearthside.core.actors import COMMAND_LINE
from hearthside.core.dates import now, today
from hearthside.core.errors import NotAllowed, Refused
from hearthside.core.sheets.tests.workbook import workbook
from hearthside.core.sheets.writing import write_csv
from hearthside.encounters.imports import import_encounters
from hearthside.encounters.models import Attempt, Encounter, ImportedFile, ImportedRow, KeptCells
from hearthside.organisation.actions import open_programme
from hearthside.organisation.models import Programme
from hearthside.people.actions import add_person
from hearthside.people.models import Person, ReachPermission, Role, WayToReach
from tests.cast import TESTS

HEADERS = ["date", "start", "minutes", "programme", "kind", "who", "headcount", "supporters", "support", "topics", "outcome", "note"]
GOOD = {"date": "2026-06-01", "minutes": "15", "programme": "River", "kind": "one_to_one_phone"}


def sheet(*rows: dict, extra: tuple[str, ...] = ()) -> bytes:
    """A CSV of good rows, each changed by what is given."""
    headers = [*HEADERS, *extra]
    return write_csv(headers, [[(GOOD | row).get(header, "") for header in headers] for row in rows])


def bring(data: bytes, **options):
    return import_encounters(by=COMMAND_LINE, data=data, **options)


def count_of_everything() -> dict[str, int]:
    """How many rows each table of the house holds."""
    return {model._meta.label: model.objects.count() for model in apps.get_models() if model._meta.app_label != "answers"}


def reasons(outcome) -> dict[int, tuple[str, str]]:
    return {one.row: (one.column, one.reason) for one in outcome.refused}


def test_a_row_becomes_a_contact_with_all_it_says(cast):
    outcome = bring(
        sheet(
            {"start": "9:30", "who": "Ana", "supporters": "Ben; Kim", "support": "emotional;Social", "topics": "grief", "note": "Tea 🌱"},
            {"who": "", "headcount": "7", "kind": "Support group", "supporters": "Ben"},
        )
    )
    assert (outcome.read, outcome.created, outcome.refused, outcome.more["people_created"]) == (2, 2, [], 0)
    contact = Encounter.objects.get(starts_at__isnull=False)
    assert (contact.day, contact.starts_at, contact.minutes, contact.programme) == (date(2026, 6, 1), time(9, 30), 15, cast.river)
    assert (contact.support, contact.topics, contact.note.text) == (["emotional", "social"], ["grief"], "Tea 🌱")
    assert [presence.person for presence in contact.presences.all()] == [cast.ana]
    assert {doing.supporter for doing in contact.doings.all()} == {cast.ben, cast.kim}
    group = Encounter.objects.get(kind=cast.group)
    assert (group.unnamed, group.named, group.doers) == (7, 0, 1)
    assert first_break() is None


def test_headcount_counts_everyone_who_came(cast):
    rows = [
        {"who": "Ana", "headcount": "5"},
        {"who": "", "headcount": ""},
        {"who": "anonymous; Anon; Ana", "headcount": ""},
        {"who": "Ana;Mo", "headcount": "1"},
        {"who": "", "headcount": "0"},
        {"who": "", "headcount": "100001"},
    ]
    outcome = bring(sheet(*rows), accept_good_rows=True)
    assert sorted(Encounter.objects.values_list("named", "unnamed")) == [(0, 1), (1, 2), (1, 4)]
    assert [one.row for one in outcome.refused] == [5, 6, 7]
    assert {one.column for one in outcome.refused} == {"headcount"}
    assert "all who are named included" in outcome.refused[0].reason


def test_people_are_found_by_reference_then_by_exact_name_and_never_by_a_likeness(cast):
    mara = add_person(by=TESTS, name="Mara", reference="P-12", programme=cast.river)
    bring(sheet({"who": "p-12 "}, {"who": "ANA"}, {"who": "Mar"}))
    assert {str(person) for person in Person.objects.filter(presences__isnull=False)} == {"Mara", "Ana", "Mar"}
    assert mara.presences.count() == 1


def test_a_reference_wins_over_a_name_and_two_of_one_name_have_to_be_told_apart(cast):
    add_person(by=TESTS, name="Sam", reference="Ana", programme=cast.river)
    add_person(by=TESTS, name="Sam", programme=cast.river)
    outcome = bring(sheet({"who": "Ana"}, {"who": "sam"}), accept_good_rows=True)
    assert reasons(outcome) == {3: ("who", "Who names 'sam', and 2 people are called that. Write their reference instead.")}
    assert Encounter.objects.get().presences.get().person.name == "Sam"


def test_the_reference_of_somebody_put_together_with_another_means_that_other(cast):
    old = Person.objects.create(name="Anna", reference="A-1")
    older = Person.objects.create(name="Annie", reference="A-0", merged_into=old)
    Person.objects.filter(pk=old.pk).update(merged_into=cast.ana)
    outcome = bring(sheet({"who": "A-1"}, {"who": "A-0"}))
    assert older.presences.count() == 0
    assert (cast.ana.presences.count(), outcome.more["people_created"]) == (2, 0)


def test_people_and_programmes_that_are_new_are_written_down_where_they_were_met(cast):
    outcome = bring(
        sheet(
            {"date": "2026-05-02", "who": "P-7; Zoé 🌱", "supporters": "Nils", "programme": "Garden"},
            {"date": "2026-04-01", "who": "p-7", "supporters": "Nils", "programme": "River"},
            {"date": "2026-04-03", "who": "Nils", "supporters": "Ben", "programme": "garden"},
        )
    )
    assert (outcome.more["people_created"], outcome.more["programmes_created"]) == (3, 1)
    garden, seven, nils = Programme.objects.get(name="Garden"), Person.objects.get(reference="P-7"), Person.objects.get(name="Nils")
    assert seven.known_since == date(2026, 4, 1)
    assert set(seven.roles.values_list("kind", "programme", "starts_on")) == {
        ("participant", garden.pk, date(2026, 5, 2)),
        ("participant", cast.river.pk, date(2026, 4, 1)),
    }
    assert set(nils.roles.values_list("kind", "programme")) == {
        (Role.Kind.SUPPORTER, garden.pk),
        (Role.Kind.SUPPORTER, cast.river.pk),
        (Role.Kind.PARTICIPANT, garden.pk),
    }
    assert not nils.supports.exists()
    assert Entry.objects.filter(act="added people from a list").get().details == {"count": 3}


def test_a_programme_is_found_by_code_or_name_and_two_of_one_name_have_to_be_told_apart(cast):
    for code in ("north", "north-2"):
        open_programme(by=TESTS, name="North", code=code)
    outcome = bring(sheet({"programme": "RIVER"}, {"programme": "north-2"}, {"programme": "North"}), accept_good_rows=True)
    assert sorted(Encounter.objects.values_list("programme__code", flat=True)) == ["north-2", "river"]
    assert "Write one of their codes: north, north-2." in reasons(outcome)[4][1]


def test_a_try_that_did_not_connect_is_no_contact(cast):
    outcome = bring(
        sheet(
            {"who": "Ana", "supporters": "Ben", "outcome": "Voicemail", "minutes": "0",
             "note": "will try again", "start": "10:00"},
            {"who": "", "outcome": "no_answer", "minutes": ""},
            {"who": "Ana", "outcome": "Talked"},
        )
    )  # fmt: skip
    assert (outcome.created, Encounter.objects.count()) == (3, 1)
    message = Attempt.objects.get(outcome="voicemail")
    assert (message.person, message.supporter, message.day, message.month) == (cast.ana, cast.ben, date(2026, 6, 1), 202606)
    assert json.loads(message.kept_cells.cells) == {"minutes": "0", "note": "will try again"}
    assert Attempt.objects.get(outcome="no_answer").person is None


def test_a_try_is_between_two_people(cast):
    outcome = bring(sheet({"who": "Ana;Mo", "outcome": "voicemail"}, {"supporters": "Ben;Kim", "outcome": "voicemail"}))
    assert {row: column for row, (column, _reason) in reasons(outcome).items()} == {2: "who", 3: "supporters"}


def test_who_asked_to_stop_is_not_reached_again_by_what_was_agreed_before(cast):
    for person in (cast.ana, cast.mo):
        way = WayToReach.objects.create(person=person, kind="phone", value="+13065550100")
        ReachPermission.objects.create(way=way, purpose="news", may_call=True, said_at=now() - timedelta(days=30))
    ReachPermission.objects.filter(way__person=cast.mo).update(said_at=now())
    long_ago = (today() - timedelta(days=3)).isoformat()
    rows = [{"who": name, "outcome": "stop_asked", "date": long_ago} for name in ("Ana", "Mo", "New")]
    bring(sheet(*rows, {"who": "Ana", "outcome": "voicemail"}))
    assert ReachPermission.objects.get(way__person=cast.ana).ended_at
    assert not ReachPermission.objects.get(way__person=cast.mo).ended_at


@pytest.mark.parametrize(
    ("changed", "column", "sentence"),
    [
        ({"date": "1899-06-01"}, "date", "1899-06-01 is too long ago. Check the year."),
        ({"date": f"{today().year + 1}-12-31"}, "date", "This day is in the future."),
        ({"date": "03/04/2026"}, "date", "Date says '03/04/2026', which can be read in two ways"),
        ({"date": ""}, "date", "Date is empty."),
        ({"minutes": "4000"}, "minutes", "Minutes must be between 1 and 1440."),
        ({"minutes": "0"}, "minutes", "Minutes must be between 1 and 1440."),
        ({"minutes": "-5"}, "minutes", "Minutes must be between 1 and 1440."),
        ({"minutes": "15.5"}, "minutes", "Minutes says '15.5'. Write a whole number"),
        ({"minutes": ""}, "minutes", "Minutes is empty."),
        ({"start": "noon"}, "start", "Start says 'noon'. Write the time as 14:30"),
        ({"kind": "phone call"}, "kind", "which is not a code. Nearest are: "),
        ({"kind": ""}, "kind", "Kind is empty. Codes are: one_to_one_phone"),
        ({"programme": ""}, "programme", "Programme is empty."),
        ({"programme": "x" * 121}, "programme", "more than 120 letters"),
        ({"who": "x" * 121}, "who", "Separate names with ;"),
        ({"headcount": "many"}, "headcount", "Write a whole number"),
        ({"support": "emotion"}, "support", "Nearest are: emotional"),
        ({"topics": "grieff"}, "topics", "Nearest are: grief"),
        ({"outcome": "voice mail left"}, "outcome", "Nearest are: voicemail"),
        ({"outcome": "voicemail", "date": ""}, "date", "Date is empty."),
        ({"kind": "support_group", "note": "about Ana"}, "note", "A group has no note about people."),
        ({"who": "Ben", "supporters": "Ben"}, "who", "The same person cannot be on both sides"),
    ],
)
def test_what_cannot_be_right_is_said_and_nothing_is_stored(cast, changed, column, sentence):
    before = count_of_everything()
    outcome = bring(sheet({"who": "Somebody new", "programme": "New here"}, changed, {"who": "Ana"}, extra=("ward",)))
    assert (outcome.read, outcome.created, outcome.waiting) == (3, 0, 2)
    [one] = outcome.refused
    assert (one.row, one.column) == (3, column)
    assert sentence in one.reason
    assert count_of_everything() == before


def test_everything_wrong_with_a_row_is_said_at_once(cast):
    [one] = bring(sheet({"date": "", "minutes": "x", "kind": "?"})).refused
    assert one.column == "date"
    assert "Date is empty" in one.reason
    assert "Minutes says 'x'" in one.reason
    assert "Kind says '?'" in one.reason


def test_good_rows_are_stored_without_the_others_only_when_asked_to(cast):
    data = sheet({"who": "P-1"}, {"who": "P-2", "minutes": "0", "programme": "Nowhere"})
    outcome = bring(data, accept_good_rows=True)
    assert (outcome.created, len(outcome.refused), outcome.waiting) == (1, 1, 0)
    assert "--only-new" in outcome.notes[0]
    assert not Person.objects.filter(name="P-2").exists()
    assert not Programme.objects.filter(name="Nowhere").exists()
    again = bring(data, accept_good_rows=True)
    assert (again.created, again.skipped, len(again.refused)) == (0, 1, 1)


def test_a_row_that_became_right_since_is_added_once(cast):
    twin = add_person(by=TESTS, name="Ana", programme=cast.river)
    data = sheet({"who": "Ana"}, {"who": "Mo"})
    assert bring(data, accept_good_rows=True).created == 1
    Person.objects.filter(pk=twin.pk).update(name="Other")
    outcome = bring(data)
    assert (outcome.created, outcome.skipped, outcome.more["look_alike"]) == (1, 1, 0)
    assert bring(data).skipped == 2
    assert Encounter.objects.count() == 2


def test_a_formula_without_a_result_never_reads_as_nobody(cast):
    def broken(_book, page):
        page.write_formula(1, 4, "=A9", None, "#REF!")

    data = workbook(["date", "minutes", "programme", "kind", "who"], ["2026-06-01", 5, "River", "outreach"], also=broken)
    assert reasons(bring(data)) == {2: ("who", "Who shows an error. Mend its formula, or type the value.")}


@pytest.mark.parametrize(
    "again",
    [
        lambda rows: write_csv(HEADERS, rows).decode("utf-8-sig").replace(",", ";").encode("cp1252"),
        lambda rows: write_csv(HEADERS[::-1], [row[::-1] for row in rows]),
        lambda rows: write_csv(HEADERS, rows[::-1]),
        lambda rows: workbook(["River"], [], HEADERS, *[[date(2026, 6, 1), time(9, 30), 15, *row[3:]] for row in rows]),
    ],
    ids=["semicolons, Windows-1252", "columns in another order", "rows in another order", "xlsx, real dates, a title above"],
)
def test_the_same_content_in_another_file_adds_nothing(cast, again):
    rows = [["2026-06-01", "09:30", "15", "River", "outreach", who, "", "Ben", "", "", "", "é"] for who in ("Ana", "", "", "P-9")]
    assert bring(write_csv(HEADERS, rows)).created == 4
    before = count_of_everything()
    outcome = bring(again(rows))
    assert (outcome.read, outcome.created, outcome.skipped, outcome.refused) == (4, 0, 4, [])
    assert outcome.notes == ["This file was imported before, so nothing was added."]
    assert count_of_everything() == before


def test_what_was_taken_back_does_not_return_with_its_file(cast):
    data = sheet({"who": "Ana"}, extra=("ward",))
    bring(data)
    Encounter.objects.all().delete()
    assert bring(data).skipped == 1
    assert (Encounter.objects.count(), KeptCells.objects.count(), ImportedRow.objects.get().encounter) == (0, 0, None)


def test_rows_that_look_alike_within_a_file_are_all_kept(cast):
    assert bring(sheet({}, {}, {})).created == 3
    assert Encounter.objects.count() == 3


def test_rows_that_look_like_those_of_another_file_are_stored_and_said(cast):
    bring(sheet({}, {}))
    outcome = bring(sheet({}, {}, {}, {"who": "Ana"}))
    assert (outcome.created, outcome.more["look_alike"]) == (4, 2)
    assert outcome.notes == [
        "2 rows look the same as rows imported from another file, and were stored all the same; --only-new leaves such rows out."
    ]


def test_only_new_leaves_out_as_many_as_are_known_and_no_more(cast):
    bring(sheet({}, {}))
    outcome = bring(sheet({}, {}, {}, {"who": "Ana"}, {"who": "P-3", "minutes": "9"}), only_new=True)
    assert (outcome.read, outcome.created, outcome.skipped, outcome.more["look_alike"]) == (5, 3, 2, 2)
    assert "were left out" in outcome.notes[0]
    assert bring(sheet({}, {"who": "P-3", "minutes": "9"}), only_new=True).created == 0
    assert Encounter.objects.count() == 5


def test_a_mended_file_is_completed_with_only_new(cast):
    bring(sheet({"who": "Ana"}, {"minutes": "0"}), accept_good_rows=True)
    outcome = bring(sheet({"who": "Ana"}, {"minutes": "10"}), only_new=True)
    assert (outcome.created, outcome.skipped) == (1, 1)


def test_columns_nobody_asked_for_are_kept_sealed_beside_the_contact(cast):
    outcome = bring(sheet({"who": "Ana", "ward": "Étage 3"}, {"who": "Mo"}, {"outcome": "voicemail", "ward": "2"}, extra=("ward", "unit")))
    assert outcome.kept_columns == ["ward", "unit"]
    kept = Encounter.objects.get(presences__person=cast.ana).kept_cells
    assert json.loads(kept.cells) == {"ward": "Étage 3"}
    assert sorted(json.loads(one.cells)["ward"] for one in KeptCells.objects.all()) == ["2", "Étage 3"]


def test_a_sheet_without_names_is_said(cast):
    outcome = bring(b"date,minutes,program,type\n2026-06-01,15,River,outreach\n")
    assert outcome.notes == ["There is no column 'who', so everyone is counted without a name."]
    assert Encounter.objects.get().unnamed == 1


def test_a_sheet_with_nothing_but_names_of_columns_stores_nothing(cast):
    before = count_of_everything()
    assert bring(sheet()).read == 0
    assert count_of_everything() == before


def test_a_file_without_a_table_is_said(cast):
    with pytest.raises(Refused, match="is empty"):
        bring(b"")


def test_nobody_imports_in_their_own_name(cast):
    for person in (cast.ben, cast.cora, cast.ada):
        with pytest.raises(NotAllowed, match="on the server"):
            import_encounters(by=person, data=sheet({}))


def test_two_imports_of_one_file_at_once_store_it_once(cast, monkeypatch):
    """The second has looked before the first was done."""
    data = sheet({"who": "Ana"})
    bring(data)
    monkeypatch.setattr("hearthside.encounters.imports.ImportedFile.objects.filter", lambda **_asked: ImportedFile.objects.none())
    outcome = bring(data)
    assert (outcome.created, outcome.skipped) == (0, 1)


def test_the_trail_says_how_many_and_never_what(cast):
    bring(sheet({"who": "P-1", "note": "about the garden"}))
    said = " ".join(str(entry.details) + entry.act for entry in Entry.objects.order_by("-seq")[:4])
    assert "imported contacts" in said
    assert "garden" not in said
    assert "P-1" not in said


def test_names_and_notes_in_the_lists_of_imports_cannot_be_read_without_the_key(cast):
    bring(sheet({"who": "P-1", "ward": "three"}, extra=("ward",)))
    assert "P-1" not in str(list(ImportedRow.objects.values_list()) + list(ImportedFile.objects.values_list()))


def test_what_is_remembered_says_what_it_is_and_no_more(cast):
    bring(sheet({"who": "P-1", "ward": "three"}, extra=("ward",)))
    file = ImportedFile.objects.get()
    assert str(file) == "file of 1 rows"
    assert str(ImportedRow.objects.get()) == f"row of {file.pk}"
    assert str(KeptCells.objects.get()) == f"kept cells of {Encounter.objects.get().pk}"


CELLS = {
    "date": st.sampled_from(["2026-06-01", "2026-05-30", "01/02/2026", "", "1899-01-01"]),
    "minutes": st.sampled_from(["15", "60", "0", "x", "15.0"]),
    "programme": st.sampled_from(["River", "Garden", ""]),
    "kind": st.sampled_from(["one_to_one_phone", "support_group", "nothing"]),
    "who": st.sampled_from(["Ana", "P-1;P-2", "", "anonymous", "Ben"]),
    "headcount": st.sampled_from(["", "3", "0"]),
    "supporters": st.sampled_from(["Ben", "", "New one"]),
    "outcome": st.sampled_from(["", "talked", "voicemail", "oops"]),
    "note": st.sampled_from(["", "tea 🌱"]),
    "ward": st.sampled_from(["", "2"]),
}


@given(st.lists(st.fixed_dictionaries(CELLS), max_size=8), st.booleans(), st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_every_row_is_accounted_for(cast, rows, accept_good_rows, only_new):
    headers = list(CELLS)
    data = write_csv(headers, [[row[header] for header in headers] for row in rows])
    blank = sum(not any(row.values()) for row in rows)
    before, stored = count_of_everything(), ImportedRow.objects.count()
    outcome = bring(data, accept_good_rows=accept_good_rows, only_new=only_new)
    assert outcome.adds_up
    assert outcome.read == len(rows) - blank
    if outcome.refused and not accept_good_rows:
        assert count_of_everything() == before
    assert ImportedRow.objects.count() - stored == outcome.created


@pytest.mark.slow
def test_statements_grow_by_batches_and_not_by_rows(cast):
    def statements(count: int, minutes: str) -> int:
        rows = [{"who": f"P-{number % 300}", "supporters": "Ben", "minutes": minutes, "ward": "1"} for number in range(count)]
        with CaptureQueriesContext(connection) as captured:
            bring(sheet(*rows, extra=("ward",)))
        return len(captured)

    bring(sheet(*[{"who": f"P-{number}"} for number in range(300)]))
    one, five = statements(1000, "11"), statements(5000, "12")
    assert one < 100
    assert five < 5 * one
