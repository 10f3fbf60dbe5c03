"""What one row of a sheet becomes, and what is said of a row that cannot be right."""

import json
from datetime import date, time, timedelta

import pytest

from hearthside.audit.models import Entry
from hearthside.audit.queries import first_break
from hearthside.core.dates import now, today
from hearthside.encounters.models import Attempt, Encounter
from hearthside.encounters.tests.sheets import bring, count_of_everything, reasons, sheet
from hearthside.organisation.actions import open_programme
from hearthside.organisation.models import Programme
from hearthside.people.actions import add_person
from hearthside.people.models import Person, ReachPermission, Role, WayToReach
from tests.cast import TESTS


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
