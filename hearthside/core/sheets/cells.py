"""What a cell says, whatever way it was typed, and one plain reason where it cannot be told.

A reason is the rest of a sentence that begins with the name of the column; nothing that can be read in two ways is guessed.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from hearthside.core.sheets.text import unescaped
from hearthside.core.sheets.writing import Cell, clean, plain_text

INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")  # blanks of no width and soft hyphens, never the joiners of emoji
ISO_DATE = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?", re.ASCII)
OTHER_DATE = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{2}|\d{4})\b.*", re.ASCII)
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?\s*([ap])?\.?m?\.?", re.ASCII | re.IGNORECASE)
NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?", re.ASCII)
MONTH = re.compile(r"(\d{4})-(\d{1,2})(?:-\d{1,2})?", re.ASCII)


class Unclear(Exception):
    """A cell cannot be read as what its column holds. The text is one reason for a person."""


def as_text(value: Cell | timedelta) -> str:
    """Text without blanks around it, control characters or invisible signs; whole numbers without a decimal point."""
    if isinstance(value, str):
        if value.isascii() and value.isprintable():
            return value.strip()
        text = clean(value).replace("\r\n", "\n").replace("\r", "\n")
        if text.isascii():
            return text.strip()
        return unicodedata.normalize("NFC", INVISIBLE.sub("", text)).strip()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, timedelta):
        return str(value)
    return plain_text(value)


def as_date(value: Cell | timedelta) -> date:
    """A day: a real date cell, or text with the year first.

    Raises: Unclear for everything else, with the ways in which it may have been meant.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = as_text(value)
    if not text:
        raise Unclear(_("is empty. Write the day as 2026-06-01."))
    if found := ISO_DATE.fullmatch(text) or re.fullmatch(r"(\d{4})()(\d{2})(\d{2})", text, re.ASCII):
        return _day(int(found[1]), int(found[3]), int(found[4]), text)
    if found := OTHER_DATE.fullmatch(text):
        raise Unclear(_meant(text, int(found[1]), int(found[2]), found[3]))
    if NUMBER.fullmatch(text):
        raise Unclear(_("says %(text)s, a number. Give the column the format of a date, or write the day as 2026-06-01.") % {"text": text})
    if text.casefold().partition(" ")[0].rstrip(":") in ("total", "totals", "sum", "subtotal"):
        raise Unclear(_("says '%(text)s'. Leave rows of totals out.") % {"text": shortened(text)})
    raise Unclear(_("says '%(text)s'. Write the day as 2026-06-01.") % {"text": shortened(text)})


def _day(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unclear(_("says '%(text)s', and there is no such day. Write it as 2026-06-01.") % {"text": text}) from None


def _meant(text: str, first: int, second: int, year: str) -> str:
    """What to write for a date that does not begin with its year."""
    if len(year) == 2:
        return _("says '%(text)s'. Write the whole year first, such as 2026-06-01.") % {"text": shortened(text)}
    days = []
    for month, day in dict.fromkeys([(first, second), (second, first)]):
        try:
            days.append(date(int(year), month, day).isoformat())
        except ValueError:
            continue
    if not days:
        return _("says '%(text)s', and there is no such day. Write it as 2026-06-01.") % {"text": shortened(text)}
    if len(days) == 1:
        return _("says '%(text)s'. Write it as %(day)s.") % {"text": shortened(text), "day": days[0]}
    return _("says '%(text)s', which can be read in two ways. Write it as %(one)s or %(other)s.") % {
        "text": shortened(text),
        "one": days[0],
        "other": days[1],
    }


def as_time(value: Cell | timedelta) -> time | None:
    """A clock time, or None for an empty cell.

    Raises: Unclear for what is not one.
    """
    if isinstance(value, datetime):
        value = value.time()
    if isinstance(value, timedelta) and timedelta(0) <= value < timedelta(days=1):
        value = (datetime.min + value).time()
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    text = as_text(value)
    if not text:
        return None
    if found := CLOCK.fullmatch(text):
        hour, half = int(found[1]), (found[3] or "").lower()
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "p" else 0)
        if hour < 24 and int(found[2]) < 60 and (half == "" or int(found[1]) in range(1, 13)):
            return time(hour, int(found[2]))
    raise Unclear(_("says '%(text)s'. Write the time as 14:30, or leave it empty.") % {"text": shortened(text)})


def as_whole(value: Cell | timedelta) -> int | None:
    """A whole number, or None for an empty cell. Nothing is rounded.

    Raises: Unclear for what is not one.
    """
    if isinstance(value, time | timedelta) or (isinstance(value, str) and CLOCK.fullmatch(value.strip())):
        raise Unclear(_("says %(text)s, a time. Write a whole number, such as 90.") % {"text": as_text(value)})
    text = as_text(value)
    if not text:
        return None
    if not isinstance(value, bool) and (found := re.fullmatch(r"([-+]?\d{1,9})(?:[.,]0{1,2})?", text, re.ASCII)):
        return int(found[1])
    raise Unclear(_("says '%(text)s'. Write a whole number, such as 15.") % {"text": shortened(text)})


def as_month(value: Cell | timedelta) -> int:
    """A month such as 202606. A spreadsheet turns 2026-06 into a day of that month, which is read as the month.

    Raises: Unclear for what is not one.
    """
    if isinstance(value, date):
        return value.year * 100 + value.month
    text = as_text(value)
    if not text:
        raise Unclear(_("is empty. Write the month as 2026-06."))
    found = MONTH.fullmatch(text)
    if found and 1 <= int(found[2]) <= 12 and int(found[1]) > 0:
        return int(found[1]) * 100 + int(found[2])
    raise Unclear(_("says '%(text)s'. Write the month as 2026-06.") % {"text": shortened(text)})


def as_list(value: Cell | timedelta) -> list[str]:
    """The parts of a cell that holds several, separated by `;` or by lines, each once."""
    parts = (" ".join(part.split()) for part in re.split(r"[;\n\uff1b]", as_text(value)))
    return list(dict.fromkeys(part for part in parts if part))


def as_code(value: Cell | timedelta, allowed: Iterable[str], names: dict[str, str] | None = None) -> str:
    """One of the codes allowed, or nothing for an empty cell. Case does not matter, nor a blank or hyphen for `_`.

    Raises: Unclear with the codes that are nearest, or all of them.
    """
    text = as_text(value)
    code = re.sub(r"[\s\-_]+", "_", text.casefold()).strip("_")
    allowed = list(allowed)
    if not text or code in allowed:
        return code
    by_word = {one.casefold(): one for one in allowed} | {
        str(name).casefold(): one for one, name in (names or {}).items() if one in allowed
    }
    near = difflib.get_close_matches(text.casefold(), by_word, n=4, cutoff=0.55) + difflib.get_close_matches(
        code, by_word, n=3, cutoff=0.55
    )
    codes = list(dict.fromkeys(by_word[word] for word in near))[:3]
    if codes:
        reason = _("says '%(text)s', which is not a code. Nearest are: %(codes)s.")
    else:
        reason = _("says '%(text)s', which is not a code. Codes are: %(codes)s.")
    raise Unclear(reason % {"text": shortened(text), "codes": ", ".join(codes or allowed)})


def as_codes(value: Cell | timedelta, allowed: Iterable[str], names: dict[str, str] | None = None) -> list[str]:
    """Several codes, separated by `;` or by a comma, each once.

    Raises: Unclear at the first that is none.
    """
    allowed = list(allowed)
    parts = [part for one in as_list(value) for part in one.split(",") if part.strip()]
    return list(dict.fromkeys(as_code(part, allowed, names) for part in parts))


def shortened(text: str) -> str:
    """Enough of a text to find it again."""
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"


def canonical(value: Cell | timedelta, form: str = "text") -> str:
    """The same text for the same cell, in whatever kind of file it was saved, so that content can be recognised.

    Never raises: what cannot be read as `form` (date, month, time, text) stays as it is.
    """
    try:
        if form == "date":
            return as_date(value).isoformat()
        if form == "month":
            return str(as_month(value))
        if form == "time":
            return f"{as_time(value) or ''}"
    except Unclear:
        pass
    return _canonical_text(unescaped(as_text(value)))


def _canonical_text(text: str) -> str:
    """Numbers, switches, days and clock times as a spreadsheet would keep them; every other text as it is."""
    if NUMBER.fullmatch(text):
        return text.rstrip("0").rstrip(".") if "." in text else text
    if text[:1].isdigit() and len(text) < 20:
        for pattern, read in ((MOMENT, datetime.fromisoformat), (CLOCK, as_time)):
            try:
                if pattern.fullmatch(text):
                    return str(read(text)).removesuffix(" 00:00:00")
            except (Unclear, ValueError):
                continue
    return text.upper() if text.casefold() in ("true", "false") else text


def fold(text: str) -> str:
    """Text as it is compared: case and repeated blanks do not matter."""
    return " ".join(text.split()).casefold()
