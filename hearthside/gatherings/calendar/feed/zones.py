"""Time zones as calendar files tell them (VTIMEZONE): when the clocks change, of the years that anybody looks at."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hearthside.core.late import late

icalendar = late("icalendar")


FIRST, LAST = datetime(2015, 1, 1, tzinfo=UTC), datetime(2045, 1, 1, tzinfo=UTC)  # fixed, so that a file stays the same
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@cache
def zone_text(name: str) -> str:
    """One zone out of the zone database. Each change stands on a line of its own: of several in one line, some programs read the
    first alone. It is told by the clock before the change, as RFC 5545 (3.6.5) has it.
    """
    zone, told, parts = ZoneInfo(name), icalendar.Timezone(), {}
    told.add("tzid", name)
    for moment in [FIRST, *changes(zone)]:
        before, after = (moment - SECOND).astimezone(zone), moment.astimezone(zone)
        wall = (moment + before.utcoffset()).replace(tzinfo=None)
        key = (before.utcoffset(), after.utcoffset(), after.tzname())
        if key in parts:
            parts[key].add("rdate", [wall])
            continue
        part = parts[key] = icalendar.TimezoneDaylight() if after.dst() else icalendar.TimezoneStandard()
        part.add("dtstart", wall)
        part.add("tzname", after.tzname())
        part.add("tzoffsetfrom", before.utcoffset())
        part.add("tzoffsetto", after.utcoffset())
        told.add_component(part)
    return told.to_ical().decode()


def changes(zone: ZoneInfo) -> Iterator[datetime]:
    """The moments at which the clocks of a zone change, to the second."""
    day = FIRST
    while day < LAST:
        if _offset(day, zone) != _offset(day + DAY, zone):
            yield _change_after(day, zone)
        day += DAY


def _change_after(day: datetime, zone: ZoneInfo) -> datetime:
    """The first second of this day after which the clocks show otherwise than at its beginning."""
    low, high = 0, int(DAY.total_seconds())
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(day + middle * SECOND, zone) == _offset(day, zone) else (low, middle)
    return day + high * SECOND


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta | None:
    return moment.astimezone(zone).utcoffset()
