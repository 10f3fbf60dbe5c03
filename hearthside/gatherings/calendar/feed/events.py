"""One series as the events of a calendar file: the rhythm, and each date that differs from it."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hearthside.core.late import late
from hearthside.gatherings.calendar.days import how_to_come
from hearthside.gatherings.calendar.feed.rows import DateRow, Place, SeriesRow
from hearthside.gatherings.models import Series, Session
from hearthside.gatherings.rules.expansion import occurrences

icalendar = late("icalendar")

TWO_YEARS = timedelta(days=731)
END_OF_DAY = time(23, 59, 59)


def series_text(series: SeriesRow, exceptions: tuple[DateRow, ...]) -> str:
    """Its events as lines of a calendar file, kept as long as no row of it changes; empty when no date is left."""
    return _series_text(series, exceptions, get_language() or "")


@lru_cache(maxsize=2_000)
def _series_text(series: SeriesRow, exceptions: tuple[DateRow, ...], language: str) -> str:
    return "".join(event.to_ical().decode() for event in events_of(series, exceptions))


def events_of(series: SeriesRow, exceptions: Sequence[DateRow]) -> list["icalendar.Event"]:
    """The rhythm, each date that differs from it, and dates that were called off after its end, which stand alone."""
    told = [one for one in exceptions if one.state != Session.State.SKIPPED]
    if not series.rrule:
        return [date_event(series, one) for one in told]
    within = [one for one in told if not series.until or one.slot_day <= series.until]
    alone = [date_event(series, one, uid=str(one.key)) for one in told if one not in within]
    first = datetime.combine(series.first_day, series.starts_at)
    slots = occurrences(series.rrule, first, series.first_day, series.first_day + TWO_YEARS, 1)
    if not slots or (series.until and slots[0].date() > series.until):
        return alone
    skipped = [one for one in exceptions if one.state == Session.State.SKIPPED and (not series.until or one.slot_day <= series.until)]
    left_out = [local(series, one.slot_day, one.slot_at) for one in skipped]
    return [_rhythm(series, slots[0], left_out), *(_override(series, one) for one in within if differs(series, one)), *alone]


def differs(series: SeriesRow, one: DateRow) -> bool:
    """Whether a reader of the calendar would see anything else than the rhythm says."""
    own = (one.day, one.starts_at, one.minutes, one.place, one.reason, one.state == Session.State.CANCELLED)
    return own != (one.slot_day, one.slot_at, series.minutes, series.place, "", False)


def plain_date(series: SeriesRow) -> DateRow:
    """The one date of a series without a rule, as the series says it."""
    day, at = series.first_day, series.starts_at
    return DateRow(series.key, day, at, day, at, series.minutes, Session.State.PLANNED, "", series.place)


def _rhythm(series: SeriesRow, first: datetime, left_out: list[datetime]) -> "icalendar.Event":
    """The event that repeats. Dates that are left out stand as EXDATE, with the zone of the first."""
    event = _event(series, plain_date(series)._replace(day=first.date(), starts_at=first.time()), "gathering", series.group.slug)
    event.add("rrule", _rule(series))
    if left_out:
        event.add("exdate", left_out)
    return event


def _rule(series: SeriesRow) -> "icalendar.vRecur":
    """The rule with its end. COUNT and UNTIL may not stand together: whichever ends it first is said."""
    rule = icalendar.vRecur.from_ical(series.rrule)
    if series.until is None:
        return rule
    if "COUNT" in rule:
        first, after = datetime.combine(series.first_day, series.starts_at), series.until + timedelta(days=1)
        if not occurrences(series.rrule, first, after, after + TWO_YEARS, 1):
            return rule
        rule.pop("COUNT")
    rule["UNTIL"] = [local(series, series.until, END_OF_DAY).astimezone(UTC)]
    return rule


def _override(series: SeriesRow, one: DateRow) -> "icalendar.Event":
    """One date in full, in the place of the one the rhythm has there."""
    event = date_event(series, one)
    event.add("recurrence-id", local(series, one.slot_day, one.slot_at))
    return event


def date_event(series: SeriesRow, one: DateRow, uid: str = "") -> "icalendar.Event":
    """One date on its own; with a `uid` of its own it is no part of the series."""
    event = _event(series, one, "calendar_date", one.key)
    if uid:
        event["UID"] = uid
    return event


def _event(series: SeriesRow, one: DateRow, address: str, key) -> "icalendar.Event":
    cancelled = one.state == Session.State.CANCELLED
    title = series.group.title
    start = local(series, one.day, one.starts_at)
    event = icalendar.Event()
    event.add("uid", series.uid)
    event.add("dtstamp", series.changed_at)
    event.add("last-modified", series.changed_at)
    event.add("sequence", series.sequence)
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=one.minutes))
    event.add("summary", _("CANCELLED: %(title)s") % {"title": title} if cancelled else title)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    event.add("url", settings.BASE_URL + reverse(address, args=[key]))
    if where := location(one.place):
        event.add("location", where)
    if words := _description(series, one, cancelled):
        event.add("description", words)
    if one.place.link:
        event.add("conference", icalendar.vUri(one.place.link), parameters={"VALUE": "URI", "FEATURE": "VIDEO"})
    return event


def _description(series: SeriesRow, one: DateRow, cancelled: bool) -> str:
    group = series.group
    coming = how_to_come(group.openness, group.sign_up, cancelled)
    return "\n".join(part for part in (one.reason, group.for_whom, coming[:1].upper() + coming[1:], one.place.link) if part)


def location(place: Place) -> str:
    """Where, in one line."""
    if place.mode == Series.Mode.ONLINE:
        return _("online")
    return ", ".join(" ".join(part.split()) for part in (place.site, place.room, place.place, place.address) if part)


def local(series: SeriesRow, day, at: time) -> datetime:
    return datetime.combine(day, at, ZoneInfo(series.zone))
