"""When and where a row of a schedule says that people meet."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _

from hearthside.core.dates import today
from hearthside.core.errors import Refused
from hearthside.core.sheets.cells import ISO_DATE, Unclear, as_date, as_text, shortened
from hearthside.core.sheets.rows import Teller
from hearthside.gatherings.imports.columns import as_mode
from hearthside.gatherings.imports.names import KnownSites
from hearthside.gatherings.models import Series
from hearthside.gatherings.rules.clock import read_minutes, read_time
from hearthside.gatherings.rules.expansion import first_date, occurrences
from hearthside.gatherings.rules.rule import normalise
from hearthside.gatherings.rules.words import Rhythm, read_words
from hearthside.gatherings.series.actions import Timing

USUAL_MINUTES = 60  # where a row does not say how long; it is told
FAR = timedelta(days=731)
BETWEEN_DAYS = re.compile(r"[;,\n]")
MOVE = re.compile(r"(\S+)\s*(?:->|→|>|to|au)\s*(\d{4}-\d{2}-\d{2})(?:[T ](\d{1,2}:\d{2}))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Move:
    """A date that is on another day, or at another time."""

    slot: date
    day: date
    at: time | None


@dataclass(slots=True)
class Exceptions:
    """Dates on which a rhythm is not as its rule says."""

    left_out: list[date] = field(default_factory=list)
    cancelled: list[date] = field(default_factory=list)
    moved: list[Move] = field(default_factory=list)
    also_on: list[datetime] = field(default_factory=list)  # local, without a zone


def read_timing(told: Teller, sites: KnownSites) -> tuple[Timing | None, bool]:
    """When and where, and whether the row says how long. No timing when something is wrong, which `told` then says."""
    rhythm = _rhythm(told)
    start, minutes = _clock(told, rhythm)
    until = told.take("until", _day_or_none)
    where = _where(told, sites)
    zone = told.take("zone", _zone)
    if told.problems or rhythm is None or start is None:
        return None, False
    first_day = rhythm.first_day or first_date(rhythm.rrule, today())
    length = minutes or USUAL_MINUTES
    timing = Timing(first_day=first_day or today(), starts_at=start, minutes=length, rrule=rhythm.rrule, until=until, zone=zone, **where)
    _check_ahead(told, timing, is_never=first_day is None)
    return (None if told.problems else timing), minutes is not None


def next_dates(timing: Timing, most: int = 3) -> list[date]:
    """The first days from today on."""
    last = min(timing.until, today() + FAR) if timing.until else today() + FAR
    begin = max(today(), timing.first_day)
    found = occurrences(timing.rrule, datetime.combine(timing.first_day, timing.starts_at), begin, max(last, begin), most)
    return [one.date() for one in found if timing.until is None or one.date() <= timing.until]


def _rhythm(told: Teller) -> Rhythm | None:
    """The rule and the first day, by words, by a rule of RFC 5545, or one date."""
    starts = told.take("starts", _day_or_none)
    rrule = told.take("rrule", lambda cell: normalise(as_text(cell)) if as_text(cell) else "")
    words = as_text(told.row.get("when"))
    if told.problems:
        return None
    if rrule:
        if words and told.take("when", lambda cell: _agrees(as_text(cell), rrule, starts)):
            return None
        return Rhythm(rrule, first_date(rrule, starts) if starts else None)
    if words:
        return told.take("when", lambda cell: _in_words(as_text(cell), starts))
    if starts:
        return Rhythm("", starts)
    told.take("when", lambda _cell: _say_when())
    return None


def _say_when() -> None:
    raise Refused(_("Nothing says when it takes place. Write it under 'when', such as “every Tuesday” or “first Thursday”."))


def _in_words(text: str, starts: date | None) -> Rhythm:
    """Raises: Refused where the words cannot be read, or need a first date that is not there."""
    rhythm = Rhythm("", as_date(text)) if ISO_DATE.fullmatch(text) else read_words(text, first_day=starts)
    if rhythm.needs_first_day:
        raise Refused(_("“%(words)s” does not say which one is the first. Write its day under 'first day', such as %(day)s.")
                      % {"words": shortened(text), "day": today().isoformat()})  # fmt: skip
    return rhythm


def _agrees(text: str, rrule: str, starts: date | None) -> None:
    """Raises: Refused where the words say another rule than the rule beside them."""
    if read_words(text, first_day=starts).rrule != rrule:
        raise Refused(_("'when' and 'rule' say different things. Leave one of the two empty."))


def _clock(told: Teller, rhythm: Rhythm | None) -> tuple[time | None, int | None]:
    """The clock time and the minutes, wherever the row says them; once or the same."""
    times = told.take("time", lambda cell: read_time(as_text(cell)) if as_text(cell) else None)
    said = [one for one in (times, rhythm) if one is not None]
    starts = {one.start for one in said if one.start is not None}
    if len(starts) > 1:
        told.problems.append(("time", _("'when' and 'time' say different times. Leave one of them out.")))
    if not starts and not told.problems:
        told.problems.append(("time", _("Nothing says at what time it begins. Write it under 'time', such as 19:00 or 7 pm.")))
    start = starts.pop() if len(starts) == 1 else None
    minutes = {one.minutes for one in said if one.minutes is not None}
    minutes |= {told.take("minutes", _minutes), told.take("ends", lambda cell: _minutes_until(start, as_text(cell)))} - {None}
    if len(minutes) > 1:
        told.problems.append(("minutes", _("It is said in two ways how long it lasts. Leave one of them out.")))
    return start, minutes.pop() if len(minutes) == 1 else None


def _minutes(cell) -> int | None:
    text = as_text(cell)
    return read_minutes(text) if text else None


def _minutes_until(start: time | None, text: str) -> int | None:
    if not text or start is None:
        return None
    end = read_time(text).start
    minutes = ((end.hour - start.hour) * 60 + end.minute - start.minute) % (24 * 60)
    return minutes or 24 * 60


def _where(told: Teller, sites: KnownSites) -> dict:
    """The columns of Where. A place that is none of ours is kept as it was written."""
    place = told.take("place", lambda cell: _short(cell, 200)) or ""
    link = told.take("link", _link)
    mode = told.take("online", as_mode)
    if place and not mode and not link:
        mode = _mode_of_place(place)
    site = told.take("place", lambda _cell: sites.find(place)) if place else None
    if not mode:
        mode = Series.Mode.HYBRID if link and place else Series.Mode.ONLINE if link else Series.Mode.IN_PERSON
    room = told.take("room", lambda cell: _short(cell, 80)) or ""
    return {"mode": mode, "site": site, "room": room, "place": "" if site else place, "link": link}


def _mode_of_place(place: str) -> str:
    try:
        return as_mode(place)
    except Unclear:
        return ""


def _short(cell, most: int) -> str:
    text = " ".join(as_text(cell).split())
    if len(text) > most:
        raise Unclear(_("is longer than %(most)s letters. Shorten it.") % {"most": most})
    return text


def _link(cell) -> str | None:
    text = as_text(cell)
    if text and not re.fullmatch(r"https?://\S{3,500}", text):
        raise Unclear(_("says '%(text)s'. Write the whole link, beginning with https://.") % {"text": shortened(text)})
    return text or None


def _zone(cell) -> str:
    text = as_text(cell)
    if text and text not in available_timezones():
        words = _("says '%(text)s', which is no time zone. Write it as America/Toronto, or leave it empty.")
        raise Unclear(words % {"text": shortened(text)})
    return ZoneInfo(text).key if text else ""


def _day_or_none(cell) -> date | None:
    return as_date(cell) if as_text(cell) else None


def _check_ahead(told: Teller, timing: Timing, is_never: bool) -> None:
    """A row that is over, or never comes, is told."""
    if timing.until and timing.until < timing.first_day:
        told.problems.append(("until", _("The last day is before the first. Write a later one.")))
    elif is_never or not next_dates(timing, 1):
        words = _("It has no date from today on. Write its next date under 'first day', or leave this row out.")
        told.problems.append(("starts" if "starts" in told.row.cells or not told.row.get("when") else "when", words))


def read_exceptions(told: Teller, starts_at: time | None) -> Exceptions:
    """Dates that differ from the rule, as the columns say them."""
    return Exceptions(
        left_out=told.take("left_out", _days) or [],
        cancelled=told.take("cancelled", _days) or [],
        moved=told.take("moved", _moves) or [],
        also_on=told.take("also_on", lambda cell: _moments(cell, starts_at)) or [],
    )


def _parts(cell) -> list[str]:
    return [part.strip() for part in BETWEEN_DAYS.split(as_text(cell)) if part.strip()]


def _days(cell) -> list[date]:
    return sorted({as_date(part) for part in _parts(cell)})


def _moments(cell, starts_at: time | None) -> list[datetime]:
    """Days, or days with a time of their own."""
    return sorted({datetime.combine(as_date(part), _time_in(part) or starts_at or time.min) for part in _parts(cell)})


def _time_in(text: str) -> time | None:
    found = re.search(r"[T ](\d{1,2}:\d{2})$", text)
    return time.fromisoformat(found[1].rjust(5, "0")) if found else None


def _moves(cell) -> list[Move]:
    """Moves as “2026-12-22 > 2026-12-23 14:00”."""
    moves = []
    for part in _parts(cell):
        found = MOVE.fullmatch(part)
        if not found:
            raise Unclear(_("says '%(text)s'. Write it as 2026-12-22 > 2026-12-23 14:00.") % {"text": shortened(part)})
        moves.append(Move(as_date(found[1]), as_date(found[2]), time.fromisoformat(found[3].rjust(5, "0")) if found[3] else None))
    return moves
