"""Whole calendar files: a head, the time zones, then the events."""

from collections.abc import Iterable
from datetime import timedelta

from hearthside.core.late import late
from hearthside.gatherings.calendar.feed.zones import zone_text

icalendar = late("icalendar")

PRODUCT = "-//Hearthside//Calendar//EN"
REFRESH = timedelta(hours=4)


def calendar_file(name: str, zones: Iterable[str], events: Iterable[str]) -> str:
    """A calendar of this name. Zones stand before the events that use them."""
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", icalendar.vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", icalendar.vDuration(REFRESH))
    head, end = calendar.to_ical().decode().split("END:VCALENDAR")
    told = [zone_text(zone) for zone in sorted({*zones} - {"UTC"})]
    return "".join([head, *told, *events, "END:VCALENDAR", end])
