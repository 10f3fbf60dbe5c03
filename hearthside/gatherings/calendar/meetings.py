"""Meeting Guide JSON, which lists of mutual-aid groups read: weekly meetings by weekday. It cannot say "first Thursday", so
other rhythms are left out; so are closed groups, which are for nobody who reads such a list.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from hearthside.core.late import late
from hearthside.gatherings.calendar.feed.rows import SeriesRow

icalendar = late("icalendar")

DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")  # their number in the format
TYPES = {"online": ["ONL"], "hybrid": ["ONL"]}


def meetings(series: list[SeriesRow], today: date) -> list[dict[str, Any]]:
    """One entry for each weekday of each weekly series that goes on."""
    open_ones = [one for one in series if one.group.openness != "closed" and (one.until is None or one.until >= today)]
    return [_meeting(one, day, number) for one in open_ones for number, day in enumerate(weekdays(one))]


def weekdays(series: SeriesRow) -> list[int]:
    """0 (Sunday) to 6 of a rule that says every week and nothing else; none of any other rule."""
    rule = icalendar.vRecur.from_ical(series.rrule) if series.rrule else {}
    if rule.get("FREQ") != ["WEEKLY"] or rule.get("INTERVAL", [1]) != [1] or not set(rule) <= {"FREQ", "INTERVAL", "BYDAY", "WKST"}:
        return []
    if "BYDAY" not in rule:
        return [series.first_day.isoweekday() % 7]
    return sorted(DAYS.index(str(day)) for day in rule["BYDAY"])


def _meeting(series: SeriesRow, day: int, number: int) -> dict[str, Any]:
    group, place = series.group, series.place
    end = (datetime.combine(date.min, series.starts_at) + timedelta(minutes=series.minutes)).time()
    address = " ".join((place.address or place.place).split())
    entry = {
        "name": group.title,
        "slug": f"{group.slug}-{number + 1}" if number else group.slug,
        "day": day,
        "time": _clock(series.starts_at),
        "end_time": _clock(end),
        "timezone": series.zone,
        "types": TYPES.get(place.mode, []),
        "location": ", ".join(part for part in (place.site, place.room) if part),
        "formatted_address": address,
        "conference_url": place.link,
        "notes": group.for_whom,
        "url": settings.BASE_URL + reverse("gathering", args=[group.slug]),
        "updated": series.changed_at.strftime("%Y-%m-%d %H:%M:%S"),
    }
    return {name: value for name, value in entry.items() if value not in ("", [])}


def _clock(at: time) -> str:
    return at.strftime("%H:%M")
