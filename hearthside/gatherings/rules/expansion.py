"""When a rule meets, in local naive time."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr


def normalise(rrule: str) -> str:
    return rrule.strip().upper()


def occurrences(rrule: str, first: datetime, after: date, before: date, most: int = 1000) -> list[datetime]:
    """Both days included."""
    rule = rrulestr(rrule, dtstart=first)
    return list(rule.between(datetime.combine(after, time.min), datetime.combine(before, time.max), inc=True))[:most]


def attach(naive: datetime, zone: str) -> datetime:
    return naive.replace(tzinfo=ZoneInfo(zone))
