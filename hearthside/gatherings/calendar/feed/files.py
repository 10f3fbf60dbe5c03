"""Whole calendar files: a head, the time zones, then the events."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone, vDuration

PRODUCT = "-//Hearthside//Calendar//EN"
REFRESH = timedelta(hours=4)
FIRST, LAST = date(2000, 1, 1), date(2050, 1, 1)  # a zone is told for these years; fixed, so that a file stays the same


def calendar_file(name: str, zones: Iterable[str], events: Iterable[str]) -> str:
    """A calendar of this name. Zones stand before the events that use them."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    head, end = calendar.to_ical().decode().split("END:VCALENDAR")
    told = [zone_text(zone) for zone in sorted({*zones} - {"UTC"})]
    return "".join([head, *told, *events, "END:VCALENDAR", end])


@cache
def zone_text(zone: str) -> str:
    """The rules of a time zone, from the zone database."""
    return Timezone.from_tzinfo(ZoneInfo(zone), zone, first_date=FIRST, last_date=LAST).to_ical().decode()
