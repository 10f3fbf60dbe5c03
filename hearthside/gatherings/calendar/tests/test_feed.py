"""What stands in a feed, line by line (RFC 5545, 7986)."""

from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest
import time_machine

from hearthside.core.errors import Refused
from hearthside.gatherings.calendar.feed.zones import zone_text
from hearthside.gatherings.calendar.tests.dates import EVENING, as_rows, session_on, weekly, with_exceptions
from hearthside.gatherings.calendar.tests.readers import by_ical_js, by_recurring_ical_events
from hearthside.gatherings.hosting.actions import give_duty
from hearthside.gatherings.models import Series
from hearthside.gatherings.series.actions import (
    Timing,
    add_series,
    begin_gathering,
    cancel_session,
    change_from,
    change_session,
    end_gathering,
    skip_session,
)
from tests.cast import TESTS

FIRST = date(2026, 9, 17)


@pytest.fixture(autouse=True)
def _in_september():
    with time_machine.travel(datetime(2026, 9, 14, 12, tzinfo=UTC), tick=False):
        yield


def raw(client, address: str = "/calendar.ics") -> str:
    answer = client.get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return answer.content.decode()


def unfolded(client, address: str = "/calendar.ics") -> list[str]:
    return raw(client, address).replace("\r\n ", "").split("\r\n")


def events(client, address: str = "/calendar.ics") -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(raw(client, address)).walk("VEVENT"))


def test_the_head_says_who_and_how_often(cast, client):
    assert unfolded(client)[:9] == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Hearthside//Calendar//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        "NAME:Lantern Street", "X-WR-CALNAME:Lantern Street", "REFRESH-INTERVAL;VALUE=DURATION:PT4H", "X-PUBLISHED-TTL:PT4H",
    ]  # fmt: skip


def test_a_series_is_one_event_that_repeats_in_the_time_of_its_place(cast, client):
    gathering = weekly(cast, first=FIRST, zone="America/Toronto", until=date(2026, 12, 17))
    skip_session(by=TESTS, session=session_on(gathering, FIRST + timedelta(weeks=1)))
    lines, series = unfolded(client), gathering.series.get()
    assert lines.index("BEGIN:VTIMEZONE") < lines.index("BEGIN:VEVENT")
    for line in (
        f"UID:{series.uid}",
        "DTSTART;TZID=America/Toronto:20260917T183000",
        "DTEND;TZID=America/Toronto:20260917T200000",
        "RRULE:FREQ=WEEKLY;UNTIL=20261218T045959Z",  # the end of 17 December in Toronto
        "EXDATE;TZID=America/Toronto:20260924T183000",
        "DTSTAMP:20260914T120000Z",
        "LAST-MODIFIED:20260914T120000Z",
        "SEQUENCE:1",
        "STATUS:CONFIRMED",
        "LOCATION:14 Lantern Street\\; back door",
        "URL:http://testserver/groups/river-sky/",
    ):
        assert line in lines, line
    assert "ATTENDEE" not in "".join(lines)


def test_a_date_that_differs_is_told_in_full_in_its_place(cast, client):
    gathering = weekly(cast, first=FIRST, zone="America/Toronto", for_whom="Anyone")
    with_exceptions(gathering, FIRST)
    found = {str(one["RECURRENCE-ID"].to_ical().decode()): one for one in events(client) if "RECURRENCE-ID" in one}
    assert set(found) == {"20261001T183000", "20261008T183000", "20261022T183000", "20261112T183000"}
    moved, cancelled = found["20261001T183000"], found["20261008T183000"]
    assert moved["RECURRENCE-ID"].params["TZID"] == "America/Toronto"
    assert (moved.start.isoformat(), str(moved["DESCRIPTION"])) == ("2026-10-02T17:00:00-04:00", "The hall is let\nAnyone\nJust come")
    assert (str(cancelled["SUMMARY"]), str(cancelled["STATUS"])) == ("CANCELLED: River & sky", "CANCELLED")
    assert {int(one["SEQUENCE"]) for one in events(client)} == {5}
    assert {str(one["UID"]) for one in events(client)} == {gathering.series.get().uid}
    assert all(one["LOCATION"] == "14 Lantern Street; back door" for one in found.values())


def test_what_was_cancelled_long_ago_is_left_out_and_does_not_come_back(cast, client):
    gathering = weekly(cast, first=FIRST, zone="America/Toronto")
    cancel_session(by=TESTS, session=session_on(gathering, FIRST))
    with time_machine.travel(datetime(2026, 11, 16, 12, tzinfo=UTC), tick=False):  # sixty days later
        assert len(events(client)) == 2
    with time_machine.travel(datetime(2026, 11, 17, 12, tzinfo=UTC), tick=False):
        [only] = events(client)
        assert only["EXDATE"].to_ical() == b"20260917T183000"


@pytest.mark.parametrize(("rrule", "until", "last"), [
    ("FREQ=WEEKLY", date(2026, 10, 1), date(2026, 10, 1)),
    ("FREQ=WEEKLY;COUNT=3", None, date(2026, 10, 1)),
    ("", None, FIRST),
])  # fmt: skip
def test_a_series_that_ended_leaves_the_feed_after_sixty_days(cast, client, rrule, until, last):
    weekly(cast, first=FIRST, zone="America/Toronto", rrule=rrule, until=until)
    for days, number in ((59, 1), (60, 1), (61, 0)):
        with time_machine.travel(datetime.combine(last + timedelta(days=days), time(18), UTC), tick=False):
            assert len(events(client)) == number, days


@pytest.mark.parametrize(("until", "rule"), [
    (None, "FREQ=WEEKLY;COUNT=5"),
    (date(2026, 12, 31), "FREQ=WEEKLY;COUNT=5"),  # the count ends it first
    (date(2026, 10, 5), "FREQ=WEEKLY;UNTIL=20261006T035959Z"),  # the day ends it first
])  # fmt: skip
def test_a_count_and_a_last_day_never_stand_together(cast, client, until, rule):
    """The acts of the house turn a COUNT into a last day; a rule from elsewhere may still have one."""
    weekly(cast, first=FIRST, zone="America/Toronto")
    Series.objects.update(rrule="FREQ=WEEKLY;COUNT=5", until=until)
    assert f"RRULE:{rule}" in unfolded(client)


def test_a_series_begins_on_a_date_of_its_rule(cast, client):
    """A first day that the rule does not meet would count as a date for some programs and not for others."""
    weekly(cast, first=FIRST, zone="America/Toronto", rrule="FREQ=WEEKLY;BYDAY=MO")
    assert "DTSTART;TZID=America/Toronto:20260921T183000" in unfolded(client)


def test_a_series_without_any_date_is_not_told(cast, client):
    weekly(cast, first=FIRST, zone="America/Toronto")
    Series.objects.update(rrule="FREQ=WEEKLY;BYDAY=MO", until=FIRST + timedelta(days=1))
    assert events(client) == []


def test_a_single_date_is_one_event_wherever_it_moves(cast, client):
    gathering = weekly(cast, first=FIRST, zone="America/Toronto", rrule="")
    change_session(by=TESTS, session=session_on(gathering, FIRST), day=FIRST + timedelta(days=3))
    [only] = events(client)
    assert "RECURRENCE-ID" not in only
    assert only.start.date() == FIRST + timedelta(days=3)
    skip_session(by=TESTS, session=session_on(gathering, FIRST))
    assert events(client) == []


def test_a_zone_that_is_utc_needs_no_telling(cast, client):
    weekly(cast, first=FIRST, zone="UTC")
    assert "BEGIN:VTIMEZONE" not in unfolded(client)
    assert "DTSTART:20260917T183000Z" in unfolded(client)


def test_a_link_stands_in_a_feed_only_where_it_is_public(cast, client):
    for title, is_public in (("Open", True), ("Quiet", False)):
        gathering = begin_gathering(by=TESTS, title=title, programme=cast.river, kind=cast.group)
        timing = Timing(first_day=FIRST, starts_at=EVENING, minutes=60, rrule="FREQ=WEEKLY", mode="online", link=f"https://meet.example.org/{title}",
                        link_is_public=is_public)  # fmt: skip
        add_series(by=TESTS, gathering=gathering, timing=timing)
    said = "\n".join(unfolded(client))
    assert "CONFERENCE;FEATURE=VIDEO;VALUE=URI:https://meet.example.org/Open" in said
    assert "DESCRIPTION:Just come\\nhttps://meet.example.org/Open" in said
    assert "meet.example.org/Quiet" not in said
    assert "LOCATION:online" in said


def test_lines_are_folded_at_75_bytes_and_end_as_the_format_wants(cast, client):
    weekly(cast, first=FIRST, zone="America/Toronto", for_whom="Éé" * 80 + ", ; \\ and\nmore")
    text = client.get("/calendar.ics").content
    assert text.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in text.replace(b"\r\n", b"")
    assert max(len(line) for line in text.split(b"\r\n")) <= 75
    assert str(events(client)[0]["DESCRIPTION"]).startswith("Éé" * 80 + ", ; \\ and\nmore")
    for line in text.split(b"\r\n"):
        line.decode()  # no sign is cut in two


def test_programmes_and_groups_have_feeds_of_their_own(cast, client):
    weekly(cast, first=FIRST, zone="America/Toronto")
    other = begin_gathering(by=TESTS, title="Song", programme=cast.hill, kind=cast.group)
    add_series(by=TESTS, gathering=other, timing=Timing(first_day=FIRST, starts_at=EVENING, minutes=60, rrule="FREQ=WEEKLY"))
    assert [str(one["SUMMARY"]) for one in events(client, "/calendar/hill.ics")] == ["Song"]
    assert "NAME:Lantern Street: Hill" in unfolded(client, "/calendar/hill.ics")
    assert [str(one["SUMMARY"]) for one in events(client, "/groups/river-sky.ics")] == ["River & sky"]
    assert len(events(client)) == 2
    for address in ("/calendar/nowhere.ics", "/groups/nowhere.ics"):
        assert client.get(address).status_code == 404


def test_a_single_date_can_be_taken_along(cast, client):
    gathering = weekly(cast, first=FIRST, zone="America/Toronto")
    session = session_on(gathering, FIRST)
    answer = client.get(f"/groups/dates/{session.pk}.ics")
    assert answer["Content-Disposition"] == 'attachment; filename="date.ics"'
    [only] = events(client, f"/groups/dates/{session.pk}.ics")
    assert (str(only["UID"]), str(only["URL"])) == (str(session.pk), f"http://testserver/groups/dates/{session.pk}/")
    assert "RRULE" not in only


def test_a_zone_is_told_by_the_clock_before_each_change():
    lines = zone_text("America/Toronto").split("\r\n")
    daylight = lines[lines.index("BEGIN:DAYLIGHT") : lines.index("END:DAYLIGHT")]
    assert {"RDATE:20270314T020000", "TZOFFSETFROM:-0500", "TZOFFSETTO:-0400", "TZNAME:EDT"} <= set(daylight)
    assert "RDATE:20261101T020000" in lines
    assert "RDATE" not in zone_text("America/Regina")


def test_a_series_cannot_end_before_it_begins(cast):
    with pytest.raises(Refused):
        weekly(cast, first=FIRST, zone="UTC", until=FIRST - timedelta(days=1))


def test_a_group_that_ended_stops_in_calendars_and_what_was_called_off_says_so(cast, client):
    """Dates that were to come are gone; one that somebody holds was called off, and stands alone for sixty days."""
    gathering = weekly(cast, first=FIRST, zone="America/Toronto")
    held = session_on(gathering, FIRST + timedelta(weeks=4))
    give_duty(by=TESTS, session=held, person=cast.ben)
    with time_machine.travel(datetime(2026, 10, 2, 12, tzinfo=UTC), tick=False):
        end_gathering(by=TESTS, gathering=gathering)
        rhythm, called_off = events(client)
        assert rhythm["RRULE"].to_ical() == b"FREQ=WEEKLY;UNTIL=20261002T035959Z"  # 1 October was the last
        assert (str(called_off["UID"]), str(called_off["STATUS"])) == (str(held.pk), "CANCELLED")
        begin, end = datetime(2026, 9, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
        ours = as_rows(gathering, begin.date(), end.date())
        assert len(ours) == 4
        assert by_recurring_ical_events(raw(client), begin, end) == ours
        assert by_ical_js(raw(client), begin, end) == ours


def test_a_group_that_ended_before_it_began_is_in_no_calendar(cast, client):
    gathering = weekly(cast, first=FIRST, zone="America/Toronto")
    other = weekly(cast, first=FIRST, zone="America/Toronto", rrule="")
    for one in (gathering, other):
        end_gathering(by=TESTS, gathering=one)
    assert events(client) == []


def test_this_and_all_later_otherwise_is_an_end_and_a_new_beginning(cast, client):
    gathering = weekly(cast, first=FIRST, zone="America/Toronto")
    session = session_on(gathering, FIRST + timedelta(weeks=2))
    friday = FIRST + timedelta(weeks=2, days=1)
    later = Timing(first_day=friday, starts_at=time(10), minutes=60, rrule="FREQ=WEEKLY", zone="America/Toronto")
    change_from(by=TESTS, session=session, timing=later)
    before, after = sorted(events(client), key=lambda one: one.start)
    assert before["RRULE"].to_ical() == b"FREQ=WEEKLY;UNTIL=20261001T035959Z"
    assert after.start.isoformat() == "2026-10-02T10:00:00-04:00"
    assert before["UID"] != after["UID"]
    begin, end = datetime(2026, 9, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
    assert by_recurring_ical_events(raw(client), begin, end) == as_rows(gathering, begin.date(), end.date())


def test_what_nobody_would_see_in_a_calendar_is_not_told_twice(cast, client):
    gathering = weekly(cast, first=FIRST, zone="America/Toronto")
    before = raw(client)
    change_session(by=TESTS, session=session_on(gathering, FIRST), capacity=5)
    assert raw(client) == before
