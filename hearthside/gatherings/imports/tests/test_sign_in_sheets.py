"""Sign-in sheets: who came is found by exact name alone, likenesses are decided by a person, closed groups give no names."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from hearthside.core.errors import NotAllowed, Refused
from hearthside.gatherings.imports.actions import bring_in_attendance, decide_names, undo_import
from hearthside.gatherings.imports.shown import Shown
from hearthside.gatherings.imports.tests.typed import note, reasons, sheet_of
from hearthside.gatherings.models import Attendance, Gathering, GroupMember, ImportBatch, ImportDraft, Session
from hearthside.gatherings.series.actions import Timing, add_series, begin_gathering, cancel_session
from hearthside.people.actions import add_person
from tests.cast import TESTS

NOW = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("America/Regina"))
TUESDAY, EARLIER, FRIDAY = "2026-11-17", "2026-11-10", "2026-11-20"


@pytest.fixture(autouse=True)
def _the_day(cast):
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def circle(cast) -> Gathering:
    """An open group of River since September, every Tuesday at 13:00; Ben holds it."""
    return meeting(cast.river, cast, "Tuesday circle", [cast.ben])


@pytest.fixture
def closed(cast) -> Gathering:
    """A closed group of River under a neutral title; Ben holds it, Cora coordinates its programme and does not."""
    return meeting(cast.river, cast, "Injury group", [cast.ben], public_title="Afternoon", openness="closed")


def meeting(programme, cast, title, hosts, **details) -> Gathering:
    gathering = begin_gathering(by=TESTS, title=title, programme=programme, kind=cast.group, hosts=hosts, **details)
    timing = Timing(first_day=date(2026, 9, 1), starts_at=time(13), minutes=60, rrule="FREQ=WEEKLY;BYDAY=TU")
    add_series(by=TESTS, gathering=gathering, timing=timing)
    return gathering


def lines() -> list[tuple]:
    """Who came: person, name as given, heads; those who are known first."""
    found = [(one.person.name if one.person else None, one.name, one.heads) for one in Attendance.objects.select_related("person")]
    return sorted(found, key=lambda line: (line[0] is None, line[0] or "", line[1] is None, line[1] or "", line[2]))


def test_dates_that_the_rule_gives_are_made_when_somebody_came(cast, circle):
    assert not Session.objects.filter(day__lt=NOW.date()).exists()
    outcome = note((TUESDAY, "Tuesday circle", "Ana", ""), (EARLIER, "tuesday  CIRCLE", "", "9"))
    assert (outcome.read, outcome.created, outcome.refused, outcome.adds_up) == (2, 2, [], True)
    assert lines() == [("Ana", None, 1), (None, None, 9)]
    assert sorted(Session.objects.filter(day__lt=NOW.date()).values_list("day", flat=True)) == [date(2026, 11, 10), date(2026, 11, 17)]


def test_the_command_links_exact_names_and_only_counts_every_other(cast, circle):
    outcome = note((TUESDAY, "Tuesday circle", "ana, Anna, Zoe", "5"))
    assert (outcome.more["people_linked"], outcome.more["names_kept"], outcome.more["only_counted"]) == (1, 0, 4)
    assert lines() == [("Ana", None, 1), (None, None, 1), (None, None, 1), (None, None, 2)]
    assert "4 people were only counted, without a link to anybody." in outcome.notes


def test_two_of_one_name_are_never_guessed_at(cast, circle):
    add_person(by=TESTS, name="Ana", programme=cast.river)
    assert note((TUESDAY, "Tuesday circle", "Ana", "")).more["people_linked"] == 0


def test_the_same_sheet_again_adds_nothing_in_whatever_form(cast, circle):
    rows = [(TUESDAY, "Tuesday circle", "Ana, Zoe, Zoe", "4")]
    note(*rows)
    before = lines()
    again = note(*rows)
    assert (again.created, again.skipped) == (0, 1)
    assert note(*((TUESDAY, "Tuesday circle", name, "") for name in ("Zoe", "Ana", "Zoe"))).created == 0
    assert lines() == before


def test_somebody_who_is_there_already_is_not_noted_twice(cast, circle):
    note((TUESDAY, "Tuesday circle", "Ana", ""))
    Attendance.objects.all().delete()
    session = Session.objects.get(day=date(2026, 11, 17))
    Attendance.objects.create(session=session, person=cast.ana)
    assert note((TUESDAY, "Tuesday circle", "ana", "")).skipped == 1
    assert Attendance.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ((TUESDAY, "Some circle", "Ana", ""), "group", "No group that you look after"),
        ((TUESDAY, "", "Ana", ""), "group", "No group is named"),
        (("", "Tuesday circle", "Ana", ""), "date", "is empty"),
        (("2026-11-24", "Tuesday circle", "Ana", ""), "date", "still to come"),
        ((FRIDAY, "Tuesday circle", "Ana", ""), "date", "does not meet on 2026-11-20"),
        (("2026-08-04", "Tuesday circle", "Ana", ""), "date", "does not meet on 2026-08-04"),
        ((TUESDAY, "Tuesday circle", "", ""), "count", "no name and no number"),
        ((TUESDAY, "Tuesday circle", "", "0"), "count", "how many came"),
        ((TUESDAY, "Tuesday circle", "Ana, Zoe", "1"), "count", "how many came"),
        ((TUESDAY, "Tuesday circle", "", "some"), "count", "whole number"),
        ((TUESDAY, "Tuesday circle", "A" * 81, ""), "name", "more than 80"),
    ],
)
def test_a_row_that_cannot_be_read_says_why(circle, row, column, said):
    outcome = note(row, (TUESDAY, "Tuesday circle", "", "3"))
    assert reasons(outcome)[2][0] == column
    assert said in reasons(outcome)[2][1]
    assert (outcome.waiting, outcome.adds_up, Attendance.objects.count()) == (1, True, 0)


def test_a_cancelled_date_and_two_on_one_day_are_told_apart(cast, circle):
    add_series(by=TESTS, gathering=circle, timing=Timing(first_day=date(2026, 9, 1), starts_at=time(19), minutes=60, rrule="FREQ=WEEKLY"))
    assert "13:00, 19:00" in reasons(note((TUESDAY, "Tuesday circle", "", "3")))[2][1]
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        for session in Session.objects.filter(day=date(2026, 11, 24)).select_related("series", "gathering"):
            cancel_session(by=TESTS, session=session)
        assert "was cancelled" in reasons(note(("2026-11-24", "Tuesday circle", "", "3")))[2][1]


def test_a_closed_group_is_only_counted_by_the_command_and_it_is_said(cast, closed):
    GroupMember.objects.create(gathering=closed, name="Ana", person=cast.ana, state="belongs")
    outcome = note((TUESDAY, "Afternoon", "Ana, Zoe", ""))
    assert lines() == [(None, None, 2)]
    assert "Row 2: Names were only counted, since the group is closed." in outcome.notes


def test_names_of_a_closed_group_are_taken_from_its_hosts_alone(cast, closed):
    with pytest.raises(Refused, match="Nothing can be brought in yet"):
        bring_in_attendance(by=cast.cora, draft=sheet_of(cast.cora, (TUESDAY, "Afternoon", "Ana", "")))
    assert bring_in_attendance(by=cast.cora, draft=sheet_of(cast.cora, (TUESDAY, "Afternoon", "", "6"))).created == 1
    assert bring_in_attendance(by=cast.ben, draft=sheet_of(cast.ben, (TUESDAY, "Injury group", "Ana", ""))).created == 1


def test_the_true_title_of_a_closed_group_finds_nothing_for_a_coordinator(cast, closed):
    draft = sheet_of(cast.cora, (TUESDAY, "Injury group", "", "6"), (TUESDAY, "Made up", "", "6"))
    said = [told.problems[0][1].replace("Injury group", "Made up") for told in Shown(cast.cora, draft).wrong]
    assert said[0] == said[1]


def test_a_person_decides_on_each_name_and_a_likeness_links_nobody(cast, circle):
    draft = sheet_of(cast.ben, (TUESDAY, "Tuesday circle", "Ana, Anna, Zoe, Lou", ""), (EARLIER, "Tuesday circle", "Ana", ""))
    assert bring_in_attendance(by=cast.ben, draft=draft).created == 1  # the row whose name fits; the other waits
    assert lines() == [("Ana", None, 1)]
    decide_names(by=cast.ben, draft=draft, decided={circle.pk: {"Zoe": "name", "Lou": "count"}})
    with pytest.raises(Refused):
        bring_in_attendance(by=cast.ben, draft=draft)  # Anna is still nobody's
    decide_names(by=cast.ben, draft=draft, decided={circle.pk: {"anna": "name"}})
    bring_in_attendance(by=cast.ben, draft=draft)
    assert lines() == [("Ana", None, 1), ("Ana", None, 1), (None, "Anna", 1), (None, "Zoe", 1), (None, None, 1)]
    assert not ImportDraft.objects.exists()


def test_nobody_is_linked_who_is_not_open_to_the_importer(cast, circle):
    draft = sheet_of(cast.ben, (TUESDAY, "Tuesday circle", "Mo", ""))
    with pytest.raises(Refused, match="cannot be meant"):
        decide_names(by=cast.ben, draft=draft, decided={circle.pk: {"Mo": f"person:{cast.mo.pk}"}})


def test_a_group_that_only_counts_takes_no_names(cast, circle):
    Gathering.objects.update(only_counted=True)
    outcome = note((TUESDAY, "Tuesday circle", "Ana, Zoe", ""))
    assert lines() == [(None, None, 2)]
    assert "since the group only counts" in outcome.notes[0]


def test_what_came_in_is_taken_back_within_a_day_and_comes_in_again(cast, circle):
    bring_in_attendance(by=cast.ben, draft=sheet_of(cast.ben, (TUESDAY, "Tuesday circle", "Ana", "")))
    undo_import(by=cast.ben, batch=ImportBatch.objects.get())
    assert not Attendance.objects.exists()
    with pytest.raises(NotAllowed):
        undo_import(by=cast.ben, batch=ImportBatch.objects.get())
    bring_in_attendance(by=cast.ben, draft=sheet_of(cast.ben, (TUESDAY, "Tuesday circle", "Ana", "")))
    Session.objects.update(closed_at=NOW)
    with pytest.raises(Refused, match="closed meanwhile"):
        undo_import(by=cast.ben, batch=ImportBatch.objects.get(undone_at=None))


def test_a_line_that_a_host_took_off_does_not_come_back_with_its_sheet(cast, circle):
    note((TUESDAY, "Tuesday circle", "Ana", ""))
    Attendance.objects.all().delete()
    assert note((TUESDAY, "Tuesday circle", "Ana", "")).skipped == 1
    assert not Attendance.objects.exists()


def test_only_hosts_and_coordinators_bring_in_sheets(cast, circle):
    for person in (cast.ana, cast.eve, cast.kim, cast.ada):
        with pytest.raises(NotAllowed, match="Only hosts and coordinators"):
            sheet_of(person, (TUESDAY, "Tuesday circle", "Ana", ""))
