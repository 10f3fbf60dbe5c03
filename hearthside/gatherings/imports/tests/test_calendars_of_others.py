"""Calendars and lists that other programs wrote come in like a sheet, exceptions included."""

import json
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine

from hearthside.core.actors import COMMAND_LINE
from hearthside.core.errors import Refused
from hearthside.gatherings.imports.actions import import_schedule
from hearthside.gatherings.imports.tests.typed import reasons
from hearthside.gatherings.models import Gathering, ImportedSeries, Series, Session

NOW = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("America/Regina"))
HEAD = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//elsewhere//"]
ART = [
    "BEGIN:VEVENT", "UID:art@elsewhere", "DTSTAMP:20260101T000000Z", "SUMMARY:Art night", "DTSTART;TZID=America/Toronto:20260106T190000",
    "DTEND;TZID=America/Toronto:20260106T203000", "RRULE:FREQ=WEEKLY;BYDAY=TU", "EXDATE;TZID=America/Toronto:20261201T190000",
    "LOCATION:The hall", "END:VEVENT",
    "BEGIN:VEVENT", "UID:art@elsewhere", "DTSTAMP:20260101T000000Z", "SUMMARY:Art night",
    "RECURRENCE-ID;TZID=America/Toronto:20261208T190000", "DTSTART;TZID=America/Toronto:20261209T180000",
    "DTEND;TZID=America/Toronto:20261209T193000", "LOCATION:The hall", "END:VEVENT",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _the_day(cast):
    with time_machine.travel(NOW, tick=False):
        yield


def calendar(*lines: str) -> bytes:
    return "\r\n".join([*HEAD, *lines, "END:VCALENDAR", ""]).encode()


def bring(data: bytes, **options):
    return import_schedule(by=COMMAND_LINE, data=data, **options)


def test_a_weekly_event_keeps_its_zone_its_skipped_and_its_moved_date():
    outcome = bring(calendar(*ART))
    assert (outcome.read, outcome.created, outcome.refused) == (1, 1, [])
    series = Series.objects.get()
    assert (series.zone, series.starts_at, series.minutes, series.place) == ("America/Toronto", time(19), 90, "The hall")
    dates = {one.slot_day: (one.state, one.day, one.starts_at) for one in Session.objects.filter(slot_day__lte=date(2026, 12, 15))}
    assert dates == {
        date(2026, 11, 24): ("planned", date(2026, 11, 24), time(19)),
        date(2026, 12, 1): ("skipped", date(2026, 12, 1), time(19)),
        date(2026, 12, 8): ("planned", date(2026, 12, 9), time(18)),
        date(2026, 12, 15): ("planned", date(2026, 12, 15), time(19)),
    }


def test_an_event_is_known_by_its_own_mark_also_under_another_title_and_the_mark_is_not_kept():
    bring(calendar(*ART))
    again = bring(calendar(*(line.replace("Art night", "Painting").replace("T190000", "T193000") for line in ART)))
    assert (again.created, again.skipped) == (0, 1)
    assert "title, time" in again.more["differing"][0]
    assert "art@elsewhere" not in ImportedSeries.objects.get().digest
    assert bring(calendar(*ART)).more["differing"] == []


def test_what_is_over_cancelled_or_without_an_hour_is_told_and_the_rest_waits():
    event = ["BEGIN:VEVENT", "DTSTAMP:20260101T000000Z"]
    outcome = bring(calendar(
        *ART,
        *event, "UID:2", "SUMMARY:Picnic", "DTSTART:20260801T190000Z", "DTEND:20260801T200000Z", "END:VEVENT",
        *event, "UID:3", "SUMMARY:Walk", "DTSTART;VALUE=DATE:20261224", "END:VEVENT",
        *event, "UID:4", "SUMMARY:Choir", "STATUS:CANCELLED", "DTSTART:20261224T190000Z", "DURATION:PT1H", "END:VEVENT",
    ))  # fmt: skip
    assert (outcome.read, outcome.created, outcome.waiting, outcome.adds_up) == (4, 0, 1, True)
    said = {row: words for row, (_column, words) in reasons(outcome).items()}
    assert "no date from today on" in said[2]
    assert "Nothing says at what time" in said[3]
    assert "cancelled in its calendar" in said[4]


def test_a_meeting_guide_list_comes_in_and_is_known_again_next_week():
    meetings = [
        {"name": "Morning", "slug": "morning", "day": [1, 3], "time": "07:30", "end_time": "08:30", "types": ["O"], "location": "Hall"}
    ]
    data = json.dumps(meetings).encode()
    assert bring(data).created == 1
    assert (Series.objects.get().rrule, Series.objects.get().minutes) == ("FREQ=WEEKLY;BYDAY=MO,WE", 60)
    with time_machine.travel(datetime(2026, 12, 3, tzinfo=ZoneInfo("America/Regina")), tick=False):
        again = bring(data)
    assert (again.created, again.skipped, again.more["differing"]) == (0, 1, [])


def test_a_closed_meeting_of_a_list_needs_a_neutral_title_first():
    data = json.dumps([{"name": "Closed one", "slug": "c", "day": 2, "time": "19:00", "types": ["C"]}]).encode()
    assert reasons(bring(data))[1][0] == "public_title"
    assert not Gathering.objects.exists()


@pytest.mark.parametrize("data", [b"[1, 2]", b"{", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", b"[]"])
def test_a_file_without_any_event_is_one_sentence(data):
    with pytest.raises(Refused):
        bring(data)
