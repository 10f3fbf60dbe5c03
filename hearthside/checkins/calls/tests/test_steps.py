"""The moment of the next step equals that of somebody who walks on minute by minute and looks at the clock on the wall."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from hearthside.checkins.calls.planning import outside_quiet, span
from hearthside.checkins.calls.steps import next_due
from hearthside.checkins.models import AgreedStep

ZONES = ("America/Regina", "America/Toronto", "Europe/London", "Australia/Lord_Howe", "America/St_Johns", "Africa/Casablanca")
# Days on or beside which a clock is changed somewhere: at night, at midnight, by an hour and by half an hour.
STARTS = [
    datetime(2026, 3, 7, tzinfo=UTC),
    datetime(2026, 3, 28, tzinfo=UTC),
    datetime(2026, 10, 31, tzinfo=UTC),
    datetime(2026, 4, 4, tzinfo=UTC),
]
times = st.builds(time, st.integers(0, 23), st.sampled_from((0, 15, 30, 45)))
hours = st.tuples(times, times).filter(lambda pair: pair[0] < pair[1])


def is_fine(at: datetime, zone: ZoneInfo, quiet, hours=None) -> bool:
    """Whether the clock on the wall shows an agreed time outside quiet hours."""
    shown, (begins, ends) = at.astimezone(zone).time(), quiet
    is_night = begins <= shown < ends if begins <= ends else not ends <= shown < begins
    return not is_night and (hours is None or hours[0] <= shown < hours[1])


def walk(start: datetime, zone: ZoneInfo, quiet, hours=None) -> datetime | None:
    """The first fine minute of the next three days."""
    minutes = (start + timedelta(minutes=number) for number in range(3 * 24 * 60))
    return next((at for at in minutes if is_fine(at, zone, quiet, hours)), None)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(STARTS), st.integers(0, 2 * 24 * 60), st.integers(0, 600), st.sampled_from(ZONES), times, times, st.none() | hours)
def test_the_next_step_comes_when_a_patient_walker_says(start, minutes, wait, zone, begins, ends, hours):
    zone, since = ZoneInfo(zone), start + timedelta(minutes=minutes)
    step = AgreedStep(position=2, act="call", wait_minutes=wait)
    if hours:
        step.not_before, step.not_after = hours
    due = next_due([step], 1, since, zone, (begins, ends))
    walked = walk(since + timedelta(minutes=wait), zone, (begins, ends), hours)
    assert due.fits == (walked is not None)
    assert due.at == (walked or walk(since + timedelta(minutes=wait), zone, (begins, ends)))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(STARTS), st.integers(0, 2), st.sampled_from(ZONES), hours, times, times)
def test_a_window_keeps_its_first_part_outside_quiet_hours(start, days, zone, hours, begins, ends):
    zone, day = ZoneInfo(zone), (start + timedelta(days=days)).date()
    opens, closes = span(day, *hours, zone)
    window = outside_quiet(day, opens, closes, zone, (begins, ends))
    minutes = [opens + timedelta(minutes=number) for number in range(int((closes - opens).total_seconds() // 60))]
    loud = [at for at in minutes if is_fine(at, zone, (begins, ends))]
    assert window.is_quiet == (not loud)
    if loud:
        assert window.opens == loud[0]
        gap = next((at for at in minutes if at > loud[0] and at not in loud), closes)
        assert window.closes == gap


def test_steps_come_in_order_and_after_the_last_there_is_none():
    steps = [AgreedStep(position=number, act="call", wait_minutes=10) for number in (2, 1)]
    night, noon = (time(21), time(8)), datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert next_due(steps, 0, noon, UTC, night)[:2] == (steps[1], noon + timedelta(minutes=10))
    assert next_due(steps, 1, noon, UTC, night).step is steps[0]
    assert next_due(steps, 2, noon, UTC, night) is None


def test_a_window_in_the_hour_that_is_skipped_moves_on_and_one_in_the_hour_that_comes_twice_is_the_first():
    toronto = ZoneInfo("America/Toronto")
    spring, autumn = datetime(2026, 3, 8).date(), datetime(2026, 11, 1).date()
    assert [at.astimezone(toronto).strftime("%H:%M") for at in span(spring, time(2, 30), time(3, 15), toronto)] == ["03:30", "04:15"]
    assert span(autumn, time(1, 15), time(1, 45), toronto) == (
        datetime(2026, 11, 1, 5, 15, tzinfo=UTC),
        datetime(2026, 11, 1, 5, 45, tzinfo=UTC),
    )
