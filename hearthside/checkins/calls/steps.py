"""When the next agreed step comes. Nothing here reads or writes; moments are exact, also where the clock is changed.

A step waits its minutes, then for its time of day, then until quiet hours are over, all by the clock where the person is.
Whether a moment is allowed depends on that clock alone, so it can only change at a few edges of each day: where an hour that
was agreed begins or ends, and where the clock itself jumps. The first allowed edge is the answer.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from hearthside.checkins.models import AgreedStep
from hearthside.core.dates import is_quiet

Quiet = tuple[time, time]
DAYS_LOOKED_AT = 4  # hours return each day; a day on which the clock is changed may lack them


class Due(NamedTuple):
    """A step and its moment. A step whose hours never come (they lie in quiet hours) does not fit, and is left out then."""

    step: AgreedStep
    at: datetime
    fits: bool = True


def next_due(steps: Iterable[AgreedStep], after_position: int, from_moment: datetime, zone: tzinfo, quiet: Quiet) -> Due | None:
    """The step after a position and the first moment at which it may be taken; None when all are over."""
    step = min((one for one in steps if one.position > after_position), key=lambda one: one.position, default=None)
    if step is None:
        return None
    start = from_moment.astimezone(UTC) + timedelta(minutes=step.wait_minutes)
    at = first_allowed(start, zone, quiet, step.not_before, step.not_after)
    return Due(step, at) if at else Due(step, after_quiet_hours(start, zone, quiet), fits=False)


def first_allowed(
    start: datetime, zone: tzinfo, quiet: Quiet, not_before: time | None = None, not_after: time | None = None
) -> datetime | None:
    """The first moment from `start` on whose clock time is within the hours and not quiet; None if there never is one."""

    def allows(clock: time) -> bool:
        is_early, is_late = not_before and clock < not_before, not_after and clock >= not_after
        return not (is_early or is_late or is_quiet(clock, *quiet))

    return _first(start, zone, [one for one in (*quiet, not_before, not_after) if one], allows)


def after_quiet_hours(start: datetime, zone: tzinfo, quiet: Quiet) -> datetime:
    """The first moment from `start` on that is not quiet. Quiet hours never fill a day, so there is one."""
    return first_allowed(start, zone, quiet) or start


def quiet_begins(start: datetime, zone: tzinfo, quiet: Quiet) -> datetime | None:
    """The first quiet moment from `start` on; None for somebody who has no quiet hours."""
    return _first(start, zone, list(quiet), lambda clock: is_quiet(clock, *quiet))


def _first(start: datetime, zone: tzinfo, marks: list[time], allows: Callable[[time], bool]) -> datetime | None:
    if allows(_clock(start, zone)):
        return start
    edges = sorted(edge for edge in _edges(start, zone, marks) if edge > start)
    return next((edge for edge in edges if allows(_clock(edge, zone))), None)


def _clock(at: datetime, zone: tzinfo) -> time:
    return at.astimezone(zone).time()


def _edges(start: datetime, zone: tzinfo, marks: list[time]) -> Iterator[datetime]:
    """Every moment of the coming days at which the clock shows one of these times, or jumps. A few too many do no harm."""
    first = start.astimezone(zone).date()
    for day in (first + timedelta(days=number) for number in range(DAYS_LOOKED_AT)):
        for mark in {*marks, time(0)}:
            for fold in (0, 1):
                yield datetime.combine(day, mark.replace(fold=fold), tzinfo=zone).astimezone(UTC)
        yield from _jump(datetime.combine(day, time(0), tzinfo=zone).astimezone(UTC), zone)


def _jump(midnight: datetime, zone: tzinfo) -> Iterator[datetime]:
    """The moment within the day after a midnight at which the clock is put forward or back, if there is one."""
    low, high = midnight - timedelta(hours=3), midnight + timedelta(hours=27)
    if _offset(low, zone) == _offset(high, zone):
        return
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        low, high = (middle, high) if _offset(middle, zone) == _offset(low, zone) else (low, middle)
    yield high.replace(microsecond=0)


def _offset(at: datetime, zone: tzinfo) -> timedelta | None:
    return at.astimezone(zone).utcoffset()
