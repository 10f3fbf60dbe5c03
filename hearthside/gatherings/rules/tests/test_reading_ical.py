"""The calendar of somebody else is read as its own program shows it, and what cannot be used says why."""

import json
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events

from hearthside.core.errors import Refused
from hearthside.gatherings.rules import CalendarEntry, ChangedDate, attach, occurrences, read_calendar, read_meeting_guide
from hearthside.gatherings.rules.tests.hostile import GOOGLE, OUTLOOK, event

TORONTO = "America/Toronto"


def one(data: bytes, home: str = "America/Regina") -> CalendarEntry:
    entries = read_calendar(data, home)
    assert len(entries) == 1
    return entries[0]


def moments(entries: list[CalendarEntry], after: date, before: date) -> list[datetime]:
    """What the entries say takes place, as moments in UTC."""
    found = []
    for entry in entries:
        changed = {change.was: change for change in entry.changed}
        usual = occurrences(entry.rrule, entry.first, after - timedelta(days=7), before)
        for local in {*usual, *entry.extra}:
            change = changed.get(local)
            if local.date() not in entry.skipped and not (change and change.is_cancelled):
                found.append((change.moved_to if change and change.moved_to else local, entry.zone))
    return sorted(attach(local, ZoneInfo(zone)).astimezone(UTC) for local, zone in found if after <= local.date() <= before)


def moments_of_another_reader(data: bytes, after: date, before: date) -> list[datetime]:
    read = recurring_ical_events.of(icalendar.Calendar.from_ical(data)).between(after, before + timedelta(days=1))
    return sorted(one["DTSTART"].dt.astimezone(UTC) for one in read if one.get("STATUS") != "CANCELLED")


def test_an_export_of_google_is_read_in_local_time_with_its_changes():
    weekly, single = read_calendar(GOOGLE)
    assert (weekly.title, weekly.location, weekly.zone) == ("Family and friends", "12 Main Street, Moose Jaw", TORONTO)
    assert weekly.description == "Come as you are, no need to sign up.\nCoffee is on."
    assert (weekly.first, weekly.minutes) == (datetime(2026, 1, 6, 19), 90)
    assert weekly.rrule == "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261229"
    assert weekly.skipped == (date(2026, 2, 3),)
    assert weekly.changed == (ChangedDate(datetime(2026, 3, 10, 19), datetime(2026, 3, 10, 18), location="Library"),)
    # 01:00 UTC on the 13th is the evening of the 12th where the calendar says it lives
    assert (single.first, single.zone, single.minutes, single.problem) == (datetime(2026, 6, 12, 19), "America/Regina", 120, "")


def test_an_export_of_outlook_is_read_with_its_names_of_zones():
    board = one(OUTLOOK)
    assert (board.title, board.zone, board.problem) == ("Board", "America/New_York", "")
    assert board.rrule == "FREQ=MONTHLY;BYDAY=TH;BYSETPOS=1;WKST=SU"
    assert board.skipped == (date(2026, 7, 2), date(2026, 8, 6))


@pytest.mark.parametrize("data", [GOOGLE, OUTLOOK], ids=["google", "outlook"])
def test_the_dates_are_those_that_another_reader_finds(data):
    entries = read_calendar(data)
    days = (date(2026, 1, 1), date(2027, 6, 30))
    assert moments(entries, *days) == moments_of_another_reader(data, *days)


SERIES = "DTSTART;TZID=America/Toronto:20260106T190000\r\nDURATION:PT1H30M\r\nRRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=60\r\nUID:a\r\n"
CHANGES = {
    "skipped in UTC": SERIES + "EXDATE:20260708T230000Z\r\nEXDATE:20260707T230000Z\r\n",
    "added": SERIES + "RDATE;TZID=America/Toronto:20260305T190000,20261112T200000\r\n",
    "cancelled": SERIES
    + "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:a\r\nRECURRENCE-ID;TZID=America/Toronto:20260317T190000\r\n"
    + "DTSTART;TZID=America/Toronto:20260317T190000\r\nSTATUS:CANCELLED\r\n",
    "moved over a clock change": SERIES
    + "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:a\r\nRECURRENCE-ID;TZID=America/Toronto:20261027T190000\r\n"
    + "DTSTART;TZID=America/Toronto:20261103T120000\r\nDURATION:PT1H\r\n",
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_series_has_the_dates_that_another_reader_finds(change):
    data = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{CHANGES[change]}END:VEVENT\r\nEND:VCALENDAR\r\n".encode()
    days = (date(2026, 1, 1), date(2027, 6, 30))
    entries = read_calendar(data)
    assert [entry.problem for entry in entries] == [""]
    assert len(moments(entries, *days)) >= 59
    assert moments(entries, *days) == moments_of_another_reader(data, *days)


def test_a_cancelled_date_says_so_and_a_moved_one_has_its_own_length():
    data = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{CHANGES['cancelled']}END:VEVENT\r\nEND:VCALENDAR\r\n".encode()
    assert one(data).changed == (ChangedDate(datetime(2026, 3, 17, 19), is_cancelled=True),)
    data = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{CHANGES['moved over a clock change']}END:VEVENT\r\nEND:VCALENDAR\r\n".encode()
    assert one(data).changed == (ChangedDate(datetime(2026, 10, 27, 19), datetime(2026, 11, 3, 12), minutes=60),)


@pytest.mark.parametrize(
    ("start", "first", "zone"),
    [
        (":20260106T190000", datetime(2026, 1, 6, 19), "America/Regina"),
        (":20260107T010000Z", datetime(2026, 1, 6, 19), "America/Regina"),
        (";TZID=Europe/Paris:20260106T190000", datetime(2026, 1, 6, 19), "Europe/Paris"),
        (";TZID=/freeassociation.sourceforge.net/America/Toronto:20260106T190000", datetime(2026, 1, 6, 19), TORONTO),
        (";TZID=america/argentina/buenos_aires:20260106T190000", datetime(2026, 1, 6, 19), "America/Argentina/Buenos_Aires"),
        (';TZID="Canada Central Standard Time":20260106T190000', datetime(2026, 1, 6, 19), "America/Regina"),
        (";VALUE=DATE:20260106", datetime(2026, 1, 6), "America/Regina"),
    ],
)
def test_a_start_is_local_time_of_its_zone_or_of_home(start, first, zone):
    entry = one(event(start=start, rrule="FREQ=WEEKLY;COUNT=3"))
    assert (entry.first, entry.zone, entry.problem) == (first, zone, "")
    assert entry.is_all_day == ("VALUE=DATE" in start)


def test_a_zone_of_the_files_own_is_the_place_that_it_names():
    zone = "BEGIN:VTIMEZONE\r\nTZID:Our zone\r\nX-LIC-LOCATION:America/Halifax\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT"
    data = event(start=";TZID=Our zone:20260106T190000").replace(b"BEGIN:VEVENT", zone.encode())
    assert one(data).zone == "America/Halifax"


@pytest.mark.parametrize(
    ("start", "rrule", "local"),
    [
        (":20260107T010000Z", "FREQ=WEEKLY;BYDAY=WE", "FREQ=WEEKLY;BYDAY=TU"),
        (":20260107T010000Z", "FREQ=WEEKLY", "FREQ=WEEKLY"),
        (":20260107T010000Z", "FREQ=DAILY;UNTIL=20260110T010000Z", "FREQ=DAILY;UNTIL=20260109"),
        (":20260107T010000Z", "FREQ=DAILY;UNTIL=20260110T005959Z", "FREQ=DAILY;UNTIL=20260108"),
        (":20260106T190000Z", "FREQ=MONTHLY;BYDAY=1TU", "FREQ=MONTHLY;BYDAY=1TU"),
    ],
)
def test_a_rule_in_utc_becomes_a_rule_of_local_days(start, rrule, local):
    entry = one(event(start=start, rrule=rrule))
    assert (entry.rrule, entry.problem) == (local, "")


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"start": ";TZID=Mars/Olympus:20260106T190000"}, "The time zone “Mars/Olympus” is not known."),
        ({"start": ":00010101T000000Z"}, "The year 1 is too far away."),
        ({"start": ":99991231T235959Z"}, "The year 9999 is too far away."),
        ({"start": ":20260230T190000"}, "“20260230T190000” is no moment."),
        ({"start": ';TZID="unclosed:20260101T190000'}, "A line of this one cannot be read."),
        ({"rrule": "FREQ=SECONDLY"}, "This rule repeats within one day."),
        ({"rrule": "FREQ=SOMETIMES"}, "This is not a rule that can be read."),
        ({"rrule": "FREQ=DAILY;UNTIL=20250101"}, "The rule of this one ends before it begins."),
        ({"rrule": "FREQ=DAILY\r\nRRULE:FREQ=WEEKLY"}, "This one has more than one rule."),
        ({"more": "EXRULE:FREQ=DAILY"}, "This one has more than one rule."),
        ({"start": ":20260107T010000Z", "rrule": "FREQ=MONTHLY;BYDAY=1WE"}, "The rule of this one is written in UTC"),
        ({"more": "DURATION:-PT1H"}, "This one ends before it begins."),
        ({"more": "DURATION:P1000000W"}, "This one lasts longer than a week."),
        ({"more": "DURATION:soon"}, "“soon” is no length."),
        ({"more": "DTEND:20250101T190000Z"}, "This one ends before it begins."),
        ({"more": "DTSTART:20260101T190000Z"}, "A line of this one cannot be read."),
        ({"more": "EXDATE:" + ",".join(["20260108T190000Z"] * 1_001)}, "This one lists more than 1,000 single dates."),
        ({"more": "RDATE;TZID=Nowhere:20260108T190000"}, "The time zone “Nowhere” is not known."),
        (
            {"more": "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:a\r\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260108T190000Z"},
            "A change of this one and all later dates cannot be read.",
        ),
    ],
)
def test_an_entry_that_cannot_be_used_is_kept_and_says_why(fields, problem):
    entry = one(event(**fields))
    assert entry.problem.startswith(problem)
    assert entry.problem.endswith(".")
    assert (entry.uid, entry.title) == ("a", "Group")


def test_two_entries_of_one_mark_and_a_change_without_its_series_are_shown():
    data = event()[:-15] + event()[17:]
    assert [bool(entry.problem) for entry in read_calendar(data)] == [False, True]
    alone = one(
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:b\r\nRECURRENCE-ID:20260108T190000Z\r\nDTSTART:20260108T200000Z\r\nEND:VEVENT\r\nEND:VCALENDAR"
    )
    assert (alone.uid, alone.rrule, alone.problem) == ("b", "", "")


def test_too_many_changes_of_one_series_are_a_problem_of_that_series_alone():
    change = b"BEGIN:VEVENT\r\nUID:a\r\nRECURRENCE-ID:20260101T190000Z\r\nEND:VEVENT\r\n"
    assert "1,000 single dates" in one(event()[:-15] + change * 1_001 + b"END:VCALENDAR\r\n").problem


def test_a_first_date_outside_its_own_rule_is_one_more_date():
    entry = one(event(start=":20260105T190000", rrule="FREQ=WEEKLY;BYDAY=TU"))
    assert entry.extra == (datetime(2026, 1, 5, 19),)


def test_dates_added_as_days_and_periods_take_the_usual_time():
    entry = one(event(start=":20260106T190000", more="RDATE;VALUE=DATE:20260301\r\nRDATE;VALUE=PERIOD:20260302T180000/PT1H"))
    assert entry.extra == (datetime(2026, 3, 1, 19), datetime(2026, 3, 2, 18))


def test_a_change_named_by_its_day_is_the_date_of_that_day():
    entry = one(
        event(start=":20260106T190000", more="END:VEVENT\r\nBEGIN:VEVENT\r\nUID:a\r\nRECURRENCE-ID;VALUE=DATE:20260113\r\nSUMMARY:Guest")
    )
    assert entry.changed == (ChangedDate(datetime(2026, 1, 13, 19), title="Guest"),)


def test_only_addresses_of_pages_are_kept():
    assert one(event(more="URL:javascript:alert(1)\r\nCONFERENCE:https://meet.example.org/x")).url == "https://meet.example.org/x"
    assert one(event(more="URL:tel:+1306")).url == ""


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not a calendar file"),
        (b"<!doctype html>", "not a calendar file"),
        (b"x" * 5_300_000, "larger than 5 MB"),
        (b"BEGIN:VCALENDAR\r\nX:" + b"x" * 100_000, "too long to be a gathering"),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:X\r\n" * 20, "more entries than can be read"),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" * 2_001, "more entries than can be read"),
        (b"BEGIN:VCALENDAR\r\n" + b"\r\n" * 60_001, "more entries than can be read"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nRDATE:" + b"," * 30_000, "more entries than can be read"),
    ],
)
def test_what_is_no_calendar_or_too_much_is_refused(data, reason):
    with pytest.raises(Refused, match=reason):
        read_calendar(data)


MEETING = {
    "name": "Morning group",
    "slug": "morning",
    "day": 0,
    "time": "07:30",
    "end_time": "08:30",
    "timezone": TORONTO,
    "types": ["O", "X"],
    "address": "12 Main Street",
    "city": "Moose Jaw",
    "state": "SK",
    "location": "Library",
    "notes": "Ring twice.",
    "conference_url": "https://meet.example.org/x",
    "conference_phone": "+13065550123",
}
SUNDAY = date(2026, 11, 22)


def guide(*meetings: dict) -> bytes:
    return json.dumps(meetings).encode()


def test_a_meeting_of_a_guide_is_weekly_from_its_next_day():
    entry = read_meeting_guide(guide(MEETING), today=SUNDAY)[0]
    assert entry == CalendarEntry(
        uid="morning", title="Morning group", description="Ring twice.\nBy telephone: +13065550123",
        location="Library, 12 Main Street, Moose Jaw, SK", url="https://meet.example.org/x", first=datetime(2026, 11, 22, 7, 30),
        zone=TORONTO, minutes=60, rrule="FREQ=WEEKLY;BYDAY=SU", kinds=("O", "X"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "rrule", "first", "minutes"),
    [
        ({"day": [1, 3, "5"]}, "FREQ=WEEKLY;BYDAY=MO,WE,FR", datetime(2026, 11, 23, 7, 30), 60),
        ({"day": "6", "end_time": ""}, "FREQ=WEEKLY;BYDAY=SA", datetime(2026, 11, 28, 7, 30), None),
        ({"time": "23:30", "end_time": "0:30"}, "FREQ=WEEKLY;BYDAY=SU", datetime(2026, 11, 22, 23, 30), 60),
        ({"time": "7:30", "timezone": None, "formatted_address": "Here"}, "FREQ=WEEKLY;BYDAY=SU", datetime(2026, 11, 22, 7, 30), 60),
    ],
)
def test_days_and_times_of_a_guide(changes, rrule, first, minutes):
    entry = read_meeting_guide(guide(MEETING | changes), "America/Regina", SUNDAY)[0]
    assert (entry.rrule, entry.first, entry.minutes, entry.problem) == (rrule, first, minutes, "")
    assert entry.zone == (changes.get("timezone", TORONTO) or "America/Regina")


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"day": None}, "This one names no day: it meets by appointment."),
        ({"day": []}, "This one names no day: it meets by appointment."),
        ({"day": 7}, "“7” is no day of the week."),
        ({"day": True}, "“True” is no day of the week."),
        ({"day": {"a": 1}}, "“{'a': 1}” is no day of the week."),
        ({"time": None}, "This one names no time."),
        ({"time": "25:00"}, "There is no time “25:00”."),
        ({"timezone": "Mars/Olympus"}, "The time zone “Mars/Olympus” is not known."),
    ],
)
def test_a_meeting_that_cannot_be_used_says_why(changes, problem):
    entry = read_meeting_guide(guide(MEETING | changes), today=SUNDAY)[0]
    assert entry.problem.startswith(problem)
    assert (entry.title, entry.uid) == ("Morning group", "morning")


@pytest.mark.parametrize(
    "data",
    [b"", b"[1]", b"{}", b"null", b"\xff\xfe", b"[" * 100_000, b"[" + b"1" * 10_000 + b"]", b"BEGIN:VCALENDAR", b" " * 5_300_000,
     json.dumps([{}] * 5_001).encode()],
)  # fmt: skip
def test_what_is_no_list_of_meetings_is_refused(data):
    with pytest.raises(Refused, match="not a Meeting Guide list|larger than 5 MB|more than 5,000 meetings"):
        read_meeting_guide(data)


def test_values_of_a_strange_kind_do_no_harm():
    strange = {"name": ["a"], "slug": 12, "day": 1, "time": "19:00", "url": "javascript:x", "types": "O", "notes": "a\0b", "location": None}
    entry = read_meeting_guide(guide(strange), "America/Regina", SUNDAY)[0]
    assert (entry.title, entry.uid, entry.url, entry.kinds, entry.description, entry.problem) == ("", "12", "", ("O",), "ab", "")
