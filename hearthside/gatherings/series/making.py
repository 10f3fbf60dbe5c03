"""Sessions are rows, made ahead of time: a moved date can then be found on the day to which it was moved."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hearthside.core.dates import today
from hearthside.core.rows import insert
from hearthside.gatherings.models import Series, Session
from hearthside.gatherings.rules.expansion import attach, occurrences

AHEAD = timedelta(days=400)  # a year on the calendar, and a month to turn to


def moment(day: date, series: Series, at=None) -> datetime:
    """When a local day and clock time is, for machines."""
    return attach(datetime.combine(day, at or series.starts_at), ZoneInfo(series.zone)).astimezone(UTC)


def slots(series: Series, after: date, before: date) -> list[datetime]:
    """Where the rule puts its sessions between two days, both included, in local time."""
    last = min(before, series.until) if series.until else before
    first = datetime.combine(series.first_day, series.starts_at)
    if not series.rrule:
        return [first] if after <= series.first_day <= last else []
    return occurrences(series.rrule, first, after, last) if after <= last else []


def make_sessions(series: Series, after: date, before: date) -> int:
    """Make the rows between two days that are not there yet; returns how many. Safe to run twice, inside a transaction."""
    known = set(series.sessions.filter(slot_day__range=(after, before)).values_list("slot_day", "slot_at"))
    new = [slot for slot in slots(series, after, before) if (slot.date(), slot.time()) not in known]
    insert([_session(series, slot) for slot in new])
    series.made_until = max(series.made_until, before)
    series.save(update_fields=["made_until"])
    return len(new)


def _session(series: Series, slot: datetime) -> Session:
    day, at = slot.date(), slot.time()
    return Session(
        gathering_id=series.gathering_id,
        series=series,
        slot_day=day,
        slot_at=at,
        day=day,
        starts_at=at,
        minutes=series.minutes,
        starts=moment(day, series, at),
        **where_of(series),
    )


def where_of(series: Series) -> dict:
    """Where and how, as a session takes it over from its series."""
    names = ("mode", "site_id", "room", "place", "link", "link_is_public")
    return {name: getattr(series, name) for name in names}


def horizon() -> date:
    return today() + AHEAD
