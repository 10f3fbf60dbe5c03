"""Meeting Guide lists (TSML), in which mutual-aid groups publish their weekly meetings, as entries."""

import json
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from hearthside.core.dates import today as current_day
from hearthside.core.errors import Refused
from hearthside.core.sheets.writing import clean
from hearthside.gatherings.rules.entries import CalendarEntry
from hearthside.gatherings.rules.ical_text import LARGEST_FILE
from hearthside.gatherings.rules.ical_times import zone_named
from hearthside.gatherings.rules.rule import Rule

MOST_MEETINGS = 5_000


def read_meeting_guide(data: bytes, home: str = "UTC", today: date | None = None) -> list[CalendarEntry]:
    """The meetings of a Meeting Guide file, each weekly on its days, from the next of them on.

    `home` is the zone of meetings that name none. Raises: Refused for what is no such file, over 5 MB, or of over 5,000 meetings.
    """
    if len(data) > LARGEST_FILE:
        raise Refused(_("This file is larger than 5 MB. Send the meetings of one place at a time."))
    try:
        meetings = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise _no_list() from None
    if isinstance(meetings, dict):
        meetings = meetings.get("meetings")
    if not isinstance(meetings, list) or not all(isinstance(meeting, dict) for meeting in meetings):
        raise _no_list()
    if len(meetings) > MOST_MEETINGS:
        raise Refused(_("This file holds more than 5,000 meetings. Send those of one place at a time."))
    return [_entry(meeting, home, today or current_day()) for meeting in meetings]


def _no_list() -> Refused:
    return Refused(_("This is not a Meeting Guide list. Choose a JSON file with one object for each meeting."))


def _entry(meeting: dict, home: str, today: date) -> CalendarEntry:
    call = _said(meeting, "conference_phone", 40)
    notes = [_said(meeting, "notes", 5_000), _("By telephone: %(number)s") % {"number": call} if call else ""]
    place = _said(meeting, "formatted_address", 300) or ", ".join(
        filter(None, (_said(meeting, part, 100) for part in ("address", "city", "state")))
    )
    fields = {
        "uid": _said(meeting, "slug", 255),
        "title": _said(meeting, "name", 200),
        "description": "\n".join(filter(None, notes)),
        "location": ", ".join(filter(None, (_said(meeting, "location", 200), place)))[:300],
        "url": _address(meeting),
        "kinds": tuple(str(kind)[:20] for kind in _listed(meeting.get("types")))[:50],
    }
    try:
        return CalendarEntry(**fields, **_timed(meeting, home, today))
    except Refused as refused:
        return CalendarEntry(**fields, problem=str(refused))


def _timed(meeting: dict, home: str, today: date) -> dict:
    called = _said(meeting, "timezone", 100)
    zone = zone_named(called or home)
    if not zone:
        raise Refused(_("The time zone “%(zone)s” is not known. Choose the place where it happens.") % {"zone": called[:60]})
    days = sorted({_weekday(day) for day in _listed(meeting.get("day"))})
    if not days:
        raise Refused(_("This one names no day: it meets by appointment. Leave it out, or write when it meets."))
    start = _clock(_said(meeting, "time", 20))
    if start is None:
        raise Refused(_("This one names no time. Write when it begins, such as 19:00."))
    first = min(today + timedelta(days=(day - today.weekday()) % 7) for day in days)
    end = _clock(_said(meeting, "end_time", 20))
    minutes = (end.hour * 60 + end.minute - start.hour * 60 - start.minute) % 1440 or None if end else None
    rule = Rule("WEEKLY", days=tuple((0, day) for day in days))
    return {"first": datetime.combine(first, start), "zone": zone, "minutes": minutes, "rrule": str(rule)}


def _listed(value: object) -> Iterable:
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def _weekday(day: object) -> int:
    """Their days begin with Sunday, which is 0; ours with Monday."""
    if isinstance(day, bool) or str(day) not in "0123456" or len(str(day)) != 1:
        raise Refused(_("“%(day)s” is no day of the week. Write 0 for Sunday to 6 for Saturday.") % {"day": str(day)[:40]})
    return (int(str(day)) - 1) % 7


def _clock(text: str) -> time | None:
    if not text:
        return None
    try:
        return time.fromisoformat(text.rjust(5, "0")).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise Refused(_("There is no time “%(typed)s”. Write it as 19:00 or 7 pm.") % {"typed": text}) from None


def _said(meeting: dict, name: str, most: int) -> str:
    value = meeting.get(name)
    return clean(str(value)).strip()[:most] if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _address(meeting: dict) -> str:
    for name in ("conference_url", "url"):
        value = _said(meeting, name, 501)
        if value.lower().startswith(("https://", "http://")) and len(value) <= 500:
            return value
    return ""
