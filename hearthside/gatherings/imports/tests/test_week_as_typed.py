"""The week of a small organisation, typed as words into a sheet, stands right on the calendar a year ahead."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
import time_machine
from icalendar import Calendar

from hearthside.core.actors import COMMAND_LINE
from hearthside.gatherings.imports.actions import import_schedule
from hearthside.gatherings.models import Gathering, Session
from hearthside.organisation.clock import live_by_its_clock

WEEK = (Path(__file__).parent / "sheets" / "moose_jaw.csv").read_bytes()
TYPED_ON = datetime(2026, 9, 15, 12, tzinfo=ZoneInfo("America/Toronto"))  # before the clocks go back, and a year before they have twice
# What a person would write for each title into another calendar.
RULES = {
    "Tuesday evening group": ("FREQ=WEEKLY;BYDAY=TU", time(19), 90),
    "Family & Friends": ("FREQ=MONTHLY;BYDAY=1TH", time(18, 30), 90),
    "High functioning autistic group": ("FREQ=MONTHLY;BYDAY=2WE", time(18), 60),
    "General mental health group": ("FREQ=WEEKLY;BYDAY=MO,WE,FR", time(13), 60),
}


@pytest.fixture(params=["America/Regina", "America/Toronto"])
def zone(request, cast):
    """The organisation lives where no clock changes, or where it does twice a year."""
    type(cast.organisation).objects.update(zone=request.param)
    with time_machine.travel(TYPED_ON, tick=False):
        live_by_its_clock()
        yield request.param


def independently(rrule: str, at: time, minutes: int, zone: str, first: date, last: date) -> list[tuple[datetime, datetime]]:
    """What another reader of calendars makes of the rule a person would have written."""
    while not recurs_on(rrule, first):
        first += timedelta(days=1)
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260901T000000Z",
        f"DTSTART;TZID={zone}:{first:%Y%m%d}T{at:%H%M%S}", f"DURATION:PT{minutes}M", f"RRULE:{rrule}", "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    events = recurring_ical_events.of(Calendar.from_ical("\r\n".join(lines) + "\r\n")).between(first, last + timedelta(days=1))
    return sorted((event["DTSTART"].dt, event["DTEND"].dt) for event in events)


def recurs_on(rrule: str, day: date) -> bool:
    from dateutil.rrule import rrulestr

    return day in [one.date() for one in rrulestr(rrule, dtstart=datetime.combine(day, time(0)), ignoretz=True)[:1]]


def test_it_imports_without_a_fix_and_every_date_of_a_year_is_right(zone):
    outcome = import_schedule(by=COMMAND_LINE, data=WEEK)
    assert (outcome.read, outcome.created, outcome.refused, outcome.adds_up) == (4, 4, [], True)
    first, last = date(2026, 9, 15), date(2027, 9, 15)
    for gathering in Gathering.objects.all():
        rrule, at, minutes = RULES[gathering.public_title]
        ours = [(one.begins, one.ends) for one in gathering.sessions.filter(day__lte=last).select_related("series").in_order()]
        assert ours == independently(rrule, at, minutes, zone, first, last)
    assert Gathering.objects.count() == 4


def test_it_begins_at_the_same_hour_on_the_wall_through_both_clock_changes(zone):
    import_schedule(by=COMMAND_LINE, data=WEEK)
    sessions = Session.objects.filter(gathering__public_title="Tuesday evening group").select_related("series").in_order()[:52]
    assert {one.begins.time() for one in sessions} == {time(19)}
    moments = Counter(one.starts.time() for one in sessions)
    assert len(moments) == (1 if zone == "America/Regina" else 2)


def test_the_closed_group_is_closed_and_stands_under_its_neutral_title(zone):
    import_schedule(by=COMMAND_LINE, data=WEEK)
    closed = Gathering.objects.get(openness="closed")
    assert (closed.public_title, closed.slug) == ("Tuesday evening group", "tuesday-evening-group")
    assert str(closed.title) == "OSI (Occupational Stress Injury) support group"
    assert Gathering.objects.exclude(pk=closed.pk).filter(openness="open").count() == 3


def test_the_same_sheet_again_adds_nothing_today_or_next_month(zone):
    import_schedule(by=COMMAND_LINE, data=WEEK)
    for day in (TYPED_ON, TYPED_ON + timedelta(days=30)):
        with time_machine.travel(day, tick=False):
            again = import_schedule(by=COMMAND_LINE, data=WEEK)
        assert (again.created, again.skipped, again.more["differing"]) == (0, 4, [])
    assert Gathering.objects.count() == 4
