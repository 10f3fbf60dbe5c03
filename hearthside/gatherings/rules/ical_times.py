"""Moments of a calendar file as local times: zones under the names that other programs give them, days, lengths."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _

from hearthside.core.errors import Refused
from hearthside.core.late import late
from hearthside.gatherings.rules.ical_text import Component, Property

icalendar = late("icalendar")

FIRST_YEAR, LAST_YEAR = 1900, 2199
MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?", re.ASCII)
LENGTH = re.compile(r"([+-]?)P(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?", re.ASCII)
MOST_DATES = 1_000
PLACES = re.compile(r"[A-Za-z]+/[A-Za-z_+-]+(?:/[A-Za-z_+-]+)?(?:[+-]\d{1,2})?$")


@cache
def _known() -> dict[str, str]:
    """Zone names in small letters -> IANA names; names of Windows are among them."""
    names = {name.lower(): name for name in available_timezones()}
    return names | {
        name.lower(): place for name, place in icalendar.timezone.windows_to_olson.WINDOWS_TO_OLSON.items() if place.lower() in names
    }


def zone_named(name: str) -> str:
    """The IANA name of a zone as a program called it, empty when it is not known."""
    plain = name.strip().strip('"').lower()
    if found := _known().get(plain):
        return found
    if place := PLACES.search(plain[:200]):  # /freeassociation.sourceforge.net/America/Toronto
        parts = place[0].split("/")
        return _known().get("/".join(parts[-3:])) or _known().get("/".join(parts[-2:])) or ""
    return ""


def zones_of(components: list[Component]) -> dict[str, str]:
    """What the file itself calls its zones -> IANA names, where a zone says what place it means."""
    zones = {}
    for each in components:
        if each.name == "VTIMEZONE" and (name := each.value("TZID")):
            zones[name] = zone_named(name) or zone_named(each.value("X-LIC-LOCATION"))
    return zones


def moments(properties: list[Property]) -> list[tuple[str, Property]]:
    """Every single value of lines that may hold several.

    Raises: Refused where there are more than a thousand.
    """
    if sum(one.value.count(",") + 1 for one in properties) > MOST_DATES:
        raise Refused(_("This one lists more than 1,000 single dates. Give it a rule, such as “every Tuesday”."))
    return [(value.strip(), one) for one in properties for value in one.value.split(",") if value.strip()]


def is_day(text: str) -> bool:
    return bool(re.fullmatch(r"\d{8}", text, re.ASCII))


def local(text: str, zone: ZoneInfo, own: ZoneInfo | None = None) -> datetime:
    """A value of DTSTART and its like as local time of `zone`; `own` is the zone it was written in, where that is another one.

    Raises: Refused for what is no moment between 1900 and 2199.
    """
    found = MOMENT.fullmatch(text)
    try:
        moment = datetime(*(int(part or 0) for part in found.groups()[:5])) if found else None
    except ValueError:
        moment = None
    if moment is None:
        raise Refused(_("“%(text)s” is no moment. Correct the date and the time.") % {"text": text[:40]})
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise Refused(_("The year %(year)s is too far away. Correct the date.") % {"year": moment.year})
    source = UTC if found[6] else own
    if source is None or source is zone or found[4] is None:
        return moment
    return moment.replace(tzinfo=source).astimezone(zone).replace(tzinfo=None)


def minutes_of(text: str) -> int:
    """Whole minutes of a DURATION.

    Raises: Refused for what is none, for none at all, and for more than a week.
    """
    found = LENGTH.fullmatch(text.strip().upper())
    if not found or not any(found.groups()[1:]):
        raise Refused(_("“%(text)s” is no length. Write how many minutes it takes.") % {"text": text[:40]})
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    total = (weeks * 7 + days) * 1440 + hours * 60 + minutes + seconds // 60
    return checked_minutes(-total if found[1] == "-" else total)


def checked_minutes(minutes: int) -> int:
    if minutes < 0:
        raise Refused(_("This one ends before it begins. Correct the two times."))
    if minutes > 7 * 1440:
        raise Refused(_("This one lasts longer than a week. Correct its end, or give it a rule of days."))
    return minutes


def minutes_between(first: datetime, last: datetime, zone: ZoneInfo) -> int:
    """True minutes between two local times, through a clock change."""
    length = last.replace(tzinfo=zone).astimezone(UTC) - first.replace(tzinfo=zone).astimezone(UTC)
    return checked_minutes(length // timedelta(minutes=1))


def shifted_days(text: str, first: datetime) -> int:
    """How many days the local date lies after the one that the file writes: a late evening in Canada is the next day in UTC."""
    written: date = datetime.strptime(text[:8], "%Y%m%d").date()
    return (first.date() - written).days
