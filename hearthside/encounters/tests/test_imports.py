"""A sheet of contacts comes in whole or not at all, and every row of it is accounted for."""

import json
from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearthside.audit.models import Entry
from hearthside.core.errors import NotAllowed, Refused
from hearthside.core.sheets.tests.workbook import workbook
from hearthside.core.sheets.writing import write_csv
from hearthside.encounters.imports import import_encounters
from hearthside.encounters.models import Encounter, ImportedFile, ImportedRow, KeptCells
from hearthside.encounters.tests.sheets import HEADERS, bring, count_of_everything, reasons, sheet
from hearthside.organisation.models import Programme
from hearthside.people.actions import add_person
from hearthside.people.models import Person
from tests.cast import TESTS


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


@pytest.mark.slow
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
