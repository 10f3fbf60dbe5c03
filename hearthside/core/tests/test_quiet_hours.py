"""Nobody is written to at night where they are, also on days on which clocks change."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hearthside.core.dates import QuietHours, usual_quiet_hours

ZONES = ["America/Regina", "America/Toronto", "America/St_Johns", "Europe/London", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"]
CLOCKS = st.times().map(lambda one: one.replace(second=0, microsecond=0))
AROUND_CHANGES = st.one_of(
    st.datetimes(datetime(2026, 3, 7, 20), datetime(2026, 3, 9, 20)),
    st.datetimes(datetime(2026, 3, 28, 12), datetime(2026, 3, 30, 12)),
    st.datetimes(datetime(2026, 4, 4, 0), datetime(2026, 4, 6, 0)),
    st.datetimes(datetime(2026, 10, 31, 20), datetime(2026, 11, 2, 20)),
    st.datetimes(datetime(2011, 12, 29, 0), datetime(2011, 12, 31, 0)),  # Samoa had no 30 December
).map(lambda one: one.replace(second=0, microsecond=0, tzinfo=UTC))


def is_night(quiet: QuietHours, at: datetime) -> bool:
    """By the plain meaning of the words: the clock on the wall there stands between the two times."""
    clock = at.astimezone(ZoneInfo(quiet.zone)).time()
    if quiet.begins <= quiet.ends:
        return quiet.begins <= clock < quiet.ends
    return clock >= quiet.begins or clock < quiet.ends


@given(st.builds(QuietHours, st.sampled_from(ZONES), CLOCKS, CLOCKS), AROUND_CHANGES)
def test_the_moment_after_is_never_before_and_never_later_than_the_first_that_is_free(quiet, at):
    """Counted anew minute by minute. Where clocks go back the quiet may come twice; then the moment may be in the second one's
    evening, never in the night, since whoever claims looks again.
    """
    after = quiet.after(at).astimezone(UTC)
    assert quiet.hold_at(at) == is_night(quiet, at)
    if not is_night(quiet, at):
        assert after == at
        return
    first = next(moment for moment in (at + timedelta(minutes=turn) for turn in range(1, 3 * 24 * 60)) if not is_night(quiet, moment))
    assert at < after
    assert first <= after <= first + timedelta(hours=1, minutes=1)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ((21, 0), (2, 8, 0)), ((23, 59), (2, 8, 0)), ((0, 0), (1, 8, 0)), ((7, 59), (1, 8, 0)), ((8, 0), (1, 8, 0)),
        ((20, 59), (1, 20, 59)),
    ],
)  # fmt: skip
def test_the_usual_night_is_from_nine_to_eight_by_the_clock_of_the_house(at, expected):
    with timezone.override("America/Toronto"):
        quiet = usual_quiet_hours()
    day, hour, minute = expected
    zone = ZoneInfo("America/Toronto")
    assert quiet.after(datetime(2026, 5, 1, *at, tzinfo=zone)) == datetime(2026, 5, day, hour, minute, tzinfo=zone)


def test_hours_of_no_length_are_none():
    quiet = QuietHours("UTC", time(8), time(8))
    assert quiet.after(datetime(2026, 5, 1, 8, tzinfo=UTC)) == datetime(2026, 5, 1, 8, tzinfo=UTC)


def test_the_next_night_begins_today_or_tomorrow():
    quiet = QuietHours("America/Regina", time(21), time(8))
    zone = ZoneInfo("America/Regina")
    assert quiet.next_begin(datetime(2026, 5, 1, 20, 59, tzinfo=zone)) == datetime(2026, 5, 1, 21, tzinfo=zone)
    assert quiet.next_begin(datetime(2026, 5, 1, 21, tzinfo=zone)) == datetime(2026, 5, 2, 21, tzinfo=zone)
