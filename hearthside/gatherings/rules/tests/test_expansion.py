"""A group meets at its time on the wall, whatever the clocks do, and no rule keeps us busy."""

import time as clock
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from dateutil.rrule import rrulestr
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hearthside.core.errors import Refused
from hearthside.gatherings.rules import attach, first_date, normalise, occurrences, rule_for_feed
from hearthside.gatherings.rules.rule import DAYS

ZONES = ["America/Toronto", "Europe/Paris", "Australia/Lord_Howe", "America/Regina", "Asia/Kathmandu"]
WEEKLY = "FREQ=WEEKLY;BYDAY=TU"


def by_dateutil(rrule: str, first: datetime, after: date, before: date) -> list[datetime]:
    """What dateutil finds when it walks from the first date."""
    if "UNTIL=" in rrule and "T" not in rrule.partition("UNTIL=")[2][:10]:
        end = rrule.partition("UNTIL=")[2][:8]
        rrule = rrule.replace(end, f"{end}T235959")
    rule = rrulestr(f"{rrule};UNTIL={before:%Y%m%d}T235959" if "UNTIL" not in rrule and "COUNT" not in rrule else rrule, dtstart=first)
    return rule.between(datetime.combine(after, time.min), datetime.combine(before, time.max), inc=True)


@st.composite
def rules(draw) -> str:
    """Rules that happen sooner or later, of every frequency and with every part that people's calendars write."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}"]
    parts += draw(st.sampled_from([[], ["INTERVAL=2"], ["INTERVAL=3"], ["INTERVAL=5"]]))
    some_days = st.lists(st.sampled_from(DAYS), min_size=1, max_size=4, unique=True).map(",".join)
    if draw(st.booleans()):
        if frequency == "MONTHLY":
            nth = st.tuples(st.sampled_from([1, 2, 3, 4, 5, -1, -2]), st.sampled_from(DAYS)).map(lambda pair: f"{pair[0]}{pair[1]}")
            parts.append("BYDAY=" + draw(st.one_of(some_days, st.lists(nth, min_size=1, max_size=3, unique=True).map(",".join))))
        else:
            parts.append("BYDAY=" + draw(some_days))
    if frequency in ("MONTHLY", "YEARLY") and draw(st.booleans()) and not any("BYDAY" in part for part in parts):
        days = st.lists(st.sampled_from([*range(1, 29), -1, -2, -10, 31]), min_size=1, max_size=3, unique=True)
        parts.append("BYMONTHDAY=" + ",".join(str(day) for day in draw(days)))
    if frequency == "YEARLY" and draw(st.booleans()) and not any("BYDAY" in part or "BYMONTHDAY" in part for part in parts):
        parts.append(
            draw(st.sampled_from(["BYYEARDAY=1,100,-1", "BYWEEKNO=1,20,52;BYDAY=MO,SU", "BYWEEKNO=53;BYDAY=WE", "BYMONTH=5;BYDAY=2SU"]))
        )
    if draw(st.booleans()) and not any("BYMONTH=" in part for part in parts):
        months = st.lists(st.integers(1, 12), min_size=6, max_size=11, unique=True)
        parts.append("BYMONTH=" + ",".join(str(month) for month in draw(months)))
    if frequency in ("MONTHLY", "YEARLY") and any("BYDAY" in part for part in parts) and draw(st.booleans()):
        parts.append("BYSETPOS=" + draw(st.sampled_from(["1", "-1", "1,-1", "2"])))
    if frequency == "WEEKLY" and draw(st.booleans()):
        parts.append("WKST=" + draw(st.sampled_from(DAYS)))
    parts += draw(st.sampled_from([[], [], ["COUNT=1"], ["COUNT=30"], ["UNTIL=20260315"], ["UNTIL=20251231T190000"]]))
    return ";".join(parts)


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(
    rule=rules(),
    begun=st.integers(0, 3_000),
    at=st.sampled_from([time(19, 0), time(0, 0), time(23, 30)]),
    from_day=st.integers(-400, 400),
    length=st.integers(0, 500),
)
@example(rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;WKST=SU", begun=2_922, at=time(19), from_day=0, length=60)
@example(rule="FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=31", begun=2_922, at=time(19), from_day=0, length=500)
def test_dates_are_those_that_a_walk_from_the_first_day_finds(rule, begun, at, from_day, length):
    first = datetime.combine(date(2026, 1, 1) - timedelta(days=begun), at)
    after = date(2026, 1, 1) + timedelta(days=from_day)
    before = after + timedelta(days=length)
    assert occurrences(normalise(rule, UTC), first, after, before) == by_dateutil(rule, first, after, before)


def test_a_rule_of_every_week_and_of_one_in_the_month_together_is_two_rules():
    with pytest.raises(Refused, match="not a rule that can be read"):
        normalise("FREQ=MONTHLY;BYDAY=1MO,WE")


@pytest.mark.parametrize("zone", ZONES)
def test_a_weekly_group_stays_at_seven_through_both_clock_changes(zone):
    """Read by an independent reader of the same feed."""
    place, first = ZoneInfo(zone), datetime(2026, 1, 6, 19)
    found = [attach(one, place) for one in occurrences(WEEKLY, first, date(2026, 1, 1), date(2027, 1, 31))]
    feed = icalendar.Calendar()
    event = icalendar.Event(summary="Group", uid="one")
    event.add("dtstart", attach(first, place))
    event.add("rrule", icalendar.vRecur.from_ical(rule_for_feed(WEEKLY, place)))
    feed.add_component(event)
    feed.add_missing_timezones()
    read = recurring_ical_events.of(icalendar.Calendar.from_ical(feed.to_ical())).between(date(2026, 1, 1), date(2027, 2, 1))
    assert sorted(one["DTSTART"].dt.astimezone(UTC) for one in read) == [one.astimezone(UTC) for one in found]
    assert {one.time() for one in found} == {time(19)}
    assert len(found) == 56
    offsets = {one.utcoffset() for one in found}
    assert len(offsets) == (1 if zone in ("America/Regina", "Asia/Kathmandu") else 2)


@pytest.mark.parametrize(
    ("zone", "local", "meant"),
    [
        ("America/Toronto", datetime(2026, 3, 8, 2, 30), "2026-03-08T03:30:00-04:00"),  # skipped: an hour later
        ("Australia/Lord_Howe", datetime(2026, 10, 4, 2, 10), "2026-10-04T02:40:00+11:00"),  # half an hour is skipped there
        ("America/Toronto", datetime(2026, 11, 1, 1, 30), "2026-11-01T01:30:00-04:00"),  # twice: the first
        ("Europe/Paris", datetime(2026, 10, 25, 2, 30), "2026-10-25T02:30:00+02:00"),
        ("Asia/Kathmandu", datetime(2026, 6, 1, 19), "2026-06-01T19:00:00+05:45"),
    ],
)
def test_a_time_that_is_skipped_moves_on_and_of_two_the_first_is_meant(zone, local, meant):
    assert attach(local, ZoneInfo(zone)).isoformat() == meant


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTH=4;BYMONTHDAY=31;INTERVAL=999",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=10000", "FREQ=DAILY;BYMONTHDAY=31;BYMONTH=2;COUNT=10000",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=366", "FREQ=YEARLY;BYYEARDAY=366;BYDAY=MO;BYMONTH=1",
    ],
)  # fmt: skip
def test_a_rule_that_never_happens_has_no_dates_and_takes_no_time(rule):
    begun = clock.process_time()
    for year in range(1926, 2026):  # as often as a file of others may hold such a rule
        assert occurrences(rule, datetime(year, 1, 1, 19), date(2026, 1, 1), date(2036, 1, 1)) == []
    assert clock.process_time() - begun < 2


def test_nobody_gets_more_than_a_thousand_dates_or_two_years():
    first = datetime(2020, 1, 1, 9)
    daily = occurrences("FREQ=DAILY", first, date(2026, 1, 1), date(2099, 1, 1))
    assert (len(daily), daily[-1].date()) == (732, date(2028, 1, 2))
    assert len(occurrences("FREQ=DAILY", first, date(2026, 1, 1), date(2099, 1, 1), most=10)) == 10
    assert len(occurrences("FREQ=DAILY;COUNT=10000", first, date(2020, 1, 1), date(2020, 12, 31), most=99_999)) == 366


def test_a_count_is_counted_from_the_true_first_date():
    found = occurrences("FREQ=WEEKLY;BYDAY=TU;COUNT=420", datetime(2018, 11, 27, 19), date(2026, 11, 22), date(2027, 11, 22))
    assert [one.date() for one in found] == [date(2026, 11, 24), date(2026, 12, 1), date(2026, 12, 8)]


def test_a_single_date_is_there_in_its_window_alone():
    first = datetime(2026, 12, 12, 14)
    assert occurrences("", first, date(2026, 12, 12), date(2026, 12, 12)) == [first]
    assert occurrences("", first, date(2026, 12, 13), date(2027, 12, 12)) == []


def test_windows_at_the_ends_of_the_calendar_are_answered():
    assert occurrences(WEEKLY, datetime(9999, 12, 1, 9), date(9999, 12, 1), date.max)[-1] == datetime(9999, 12, 28, 9)
    assert occurrences("FREQ=DAILY;UNTIL=99991231", datetime(9999, 12, 30, 9), date.max, date.max) == [datetime(9999, 12, 31, 9)]
    assert occurrences("FREQ=WEEKLY;WKST=SU", datetime(1, 1, 1, 9), date.min, date(1, 1, 7)) == [datetime(1, 1, 1, 9)]


def test_a_series_begins_on_a_date_of_its_own_rule():
    assert first_date("FREQ=WEEKLY;BYDAY=TU;INTERVAL=2", date(2026, 6, 3)) == date(2026, 6, 9)
    assert first_date("FREQ=MONTHLY;BYDAY=1TH", date(2026, 6, 5)) == date(2026, 7, 2)
    assert first_date("FREQ=DAILY;UNTIL=20260101", date(2026, 6, 5)) is None
    assert first_date("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", date(2026, 6, 5)) is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("freq=weekly;byday=fr,mo,mo", "FREQ=WEEKLY;BYDAY=MO,FR"),
        ("RRULE:INTERVAL=1;WKST=MO;FREQ=DAILY;", "FREQ=DAILY"),
        ("FREQ=MONTHLY;BYDAY=-1FR,+1MO", "FREQ=MONTHLY;BYDAY=1MO,-1FR"),
        ("FREQ=WEEKLY;COUNT=010;BYDAY=TU", "FREQ=WEEKLY;BYDAY=TU;COUNT=10"),
        ("FREQ=WEEKLY;UNTIL=20270630", "FREQ=WEEKLY;UNTIL=20270630"),
        ("FREQ=WEEKLY;UNTIL=20270701T010000Z", "FREQ=WEEKLY;UNTIL=20270630T190000"),  # in Regina, where the cast lives
        ("FREQ=WEEKLY;WKST=SU;INTERVAL=2", "FREQ=WEEKLY;INTERVAL=2;WKST=SU"),
        ("FREQ=YEARLY;BYMONTHDAY=-1,1,2;BYMONTH=12,1", "FREQ=YEARLY;BYMONTH=1,12;BYMONTHDAY=1,2,-1"),
    ],
)
def test_a_rule_is_written_one_way(typed, kept):
    assert normalise(typed) == kept
    assert normalise(kept) == kept


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        *[(rule, "within one day") for rule in ("FREQ=SECONDLY", "FREQ=MINUTELY", "freq=hourly", "FREQ=DAILY;BYHOUR=9,10",
                                                "FREQ=DAILY;BYSECOND=1", "FREQ=DAILY;BYMINUTE=1")],
        *[(rule, "not a rule that can be read") for rule in (
            "", "weekly", "FREQ=", "FREQ=SOMETIMES", "FREQ=WEEKLY;FREQ=DAILY", "FREQ=WEEKLY;X=1", "FREQ=WEEKLY;INTERVAL=0",
            "FREQ=WEEKLY;INTERVAL=-1", "FREQ=WEEKLY;INTERVAL=x", "FREQ=WEEKLY;COUNT=0", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;BYDAY=",
            "FREQ=WEEKLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=0MO", "FREQ=MONTHLY;BYDAY=6MO", "FREQ=YEARLY;BYDAY=54MO",
            "FREQ=WEEKLY;BYMONTHDAY=1", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=YEARLY;BYMONTH=13",
            "FREQ=YEARLY;BYMONTH=-1", "FREQ=MONTHLY;BYWEEKNO=1", "FREQ=MONTHLY;BYYEARDAY=1", "FREQ=MONTHLY;BYSETPOS=1",
            "FREQ=WEEKLY;COUNT=1;UNTIL=20270101", "FREQ=WEEKLY;UNTIL=20271301", "FREQ=WEEKLY;UNTIL=soon", "FREQ=WEEKLY;WKST=XX",
            "FREQ=WEEKLY;UNTIL=00010101T000000Z", "FREQ=WEEKLY;COUNT=١")],
        ("FREQ=WEEKLY;BYDAY=" + "MO," * 500 + "MO", "longer than any"),
        ("FREQ=WEEKLY;INTERVAL=1001", "larger than any"),
        ("FREQ=WEEKLY;COUNT=10001", "larger than any"),
    ],
)  # fmt: skip
def test_what_is_no_rule_is_refused_with_what_to_write(typed, reason):
    with pytest.raises(Refused, match=reason):
        normalise(typed)


def test_the_end_of_a_series_stands_in_utc_in_a_feed():
    toronto = ZoneInfo("America/Toronto")
    assert rule_for_feed(WEEKLY, toronto) == WEEKLY
    assert rule_for_feed("FREQ=WEEKLY;UNTIL=20270630", toronto) == "FREQ=WEEKLY;UNTIL=20270701T035959Z"
    assert rule_for_feed("FREQ=WEEKLY;UNTIL=20271230T190000", toronto) == "FREQ=WEEKLY;UNTIL=20271231T000000Z"
