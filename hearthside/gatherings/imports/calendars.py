"""Calendars of others as rows of a schedule, so that what cannot be read is mended in the same way as a cell of a sheet."""

import re

from django.utils.translation import gettext as _

from hearthside.core.errors import Refused
from hearthside.core.sheets.reading import Row
from hearthside.gatherings.imports.columns import SCHEDULE
from hearthside.gatherings.imports.sources import MOST_ROWS, PROBLEM, Source, read_sheet
from hearthside.gatherings.rules.entries import CalendarEntry, ChangedDate
from hearthside.gatherings.rules.meeting_guide import read_meeting_guide
from hearthside.gatherings.rules.reading_ical import read_calendar
from hearthside.organisation.queries import the_organisation

BLANKS = b"\xef\xbb\xbf \t\r\n"
MEETING_LINK = re.compile(
    r"https?://[^/]*(?:zoom\.|zoomgov\.|meet\.|teams\.|webex\.|whereby\.|jit\.si|gotomeet|bluejeans\.|bigbluebutton|skype\.)", re.IGNORECASE
)


def read_schedule(data: bytes, sheet: str = "") -> Source:
    """The rows of a schedule: a sheet, an iCalendar file or a Meeting Guide list. Its content decides, not its name.

    Raises: Refused with one sentence when it is none of them.
    """
    head = data[:4096].lstrip(BLANKS)
    zone = the_organisation().zone
    if head[:15].upper() == b"BEGIN:VCALENDAR":
        entries, is_dated = read_calendar(data, zone), True
    elif head[:1] in (b"[", b"{") and not head.startswith(b"{\\rtf"):
        entries, is_dated = read_meeting_guide(data, zone), False
    else:
        return read_sheet(data, SCHEDULE, sheet)
    if not entries:
        raise Refused(_("There is no event in this calendar. Check that the right one was saved, and send it again."))
    if len(entries) > MOST_ROWS:
        raise Refused(_("This file has more than %(most)s rows. Split it, for example one file for each year.") % {"most": MOST_ROWS})
    return Source([_row(number, entry, zone, is_dated) for number, entry in enumerate(entries, start=1)], [])


def _row(number: int, entry: CalendarEntry, zone: str, is_dated: bool) -> Row:
    """An entry as a person would have typed it. `is_dated` is false where the first date only says from when the list was read."""
    has_clock = entry.first is not None and not entry.is_all_day
    is_call = bool(MEETING_LINK.match(entry.url)) or "ONL" in entry.kinds
    cells = {
        "title": " ".join(entry.title.split()),
        "rrule": entry.rrule,
        "starts": entry.first.date().isoformat() if entry.first and (is_dated or not entry.rrule) else "",
        "time": f"{entry.first:%H:%M}" if entry.first and has_clock else "",
        "minutes": str(entry.minutes or "") if has_clock else "",
        "place": " ".join(entry.location.split())[:200],
        "link": entry.url if is_call else "",
        "openness": "closed" if "C" in entry.kinds else "",
        "about": "\n".join(filter(None, (entry.description, "" if is_call else entry.url))),
        "zone": entry.zone if entry.zone != zone else "",
        "left_out": "; ".join(day.isoformat() for day in entry.skipped),
        "also_on": "; ".join(f"{moment:%Y-%m-%d %H:%M}" for moment in entry.extra),
        "cancelled": "; ".join(f"{one.was:%Y-%m-%d}" for one in entry.changed if one.is_cancelled),
        "moved": "; ".join(f"{one.was:%Y-%m-%d} > {one.moved_to:%Y-%m-%d %H:%M}" for one in entry.changed if one.moved_to),
        "uid": entry.uid,
        "unread": _unread(entry.changed),
    }
    problem = entry.problem or (_("This one is cancelled in its calendar. Leave it out, or say when it meets.") if _is_off(entry) else "")
    return Row(number, {name: text for name, text in cells.items() if text}, {}, {PROBLEM: problem} if problem else {})


def _is_off(entry: CalendarEntry) -> bool:
    return entry.status == "CANCELLED"


def _unread(changed: tuple[ChangedDate, ...]) -> str:
    """What single dates say beside their time, which stays as it is on the others; a sentence, or nothing."""
    days = [f"{one.was:%Y-%m-%d}" for one in changed if (one.title or one.location or one.minutes) and not one.is_cancelled]
    if not days:
        return ""
    return _("On %(days)s its calendar says another title, place or length. Change these dates on the group's own page.") % {
        "days": ", ".join(days[:10])
    }
