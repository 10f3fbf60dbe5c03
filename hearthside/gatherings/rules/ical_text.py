"""The text of a calendar file cut into its entries, with cheap checks first: no parser sees a line or a depth that nobody means."""

import codecs
import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from hearthside.core.errors import Refused
from hearthside.core.late import late
from hearthside.core.sheets.writing import clean

icalendar = late("icalendar")

LARGEST_FILE = 5 * 1024 * 1024
MOST_COMPONENTS = 2_000
LONGEST_LINE = 64 * 1024
MOST_LINES = 60_000
MOST_SINGLE_DATES = 30_000  # of all entries together
DEEPEST = 10
MOST_ALIKE = 1_001  # lines of one name in one entry: one more than anything that is taken
LONGEST_TEXT = 8 * 1024  # of a line that is text, of which only the beginning is kept
PLAIN_LINE = re.compile(r"[A-Za-z0-9-]+((?:;[A-Za-z0-9-]+=[A-Za-z0-9 /_+.-]+){0,9}):([^\\]*)")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
USED = {
    "UID", "SUMMARY", "DESCRIPTION", "LOCATION", "URL", "CONFERENCE", "X-GOOGLE-CONFERENCE", "DTSTART", "DTEND", "DURATION", "RRULE",
    "EXRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "STATUS", "TZID", "X-LIC-LOCATION",
}  # fmt: skip


TEXTS = {"SUMMARY", "DESCRIPTION", "LOCATION", "URL", "CONFERENCE", "X-GOOGLE-CONFERENCE"}


@dataclass
class Property:
    """One line of an entry: its parameters by name in capitals, and its value as it was written."""

    parameters: dict[str, str]
    value: str


@dataclass
class Component:
    """One VEVENT or VTIMEZONE: its lines by name. `is_broken` when a line that matters could not be read."""

    name: str
    lines: dict[str, list[Property]] = field(default_factory=dict)
    is_broken: bool = False

    def value(self, name: str) -> str:
        return self.lines[name][0].value if name in self.lines else ""


def read_components(data: bytes) -> tuple[list[Component], str]:
    """The entries and zones of a calendar, and the zone that the whole file names (X-WR-TIMEZONE).

    Raises: Refused for what is no calendar, or larger or deeper than any that people keep.
    """
    lines = _lines(_text(data))
    found: list[Component] = []
    stack: list[str] = []
    count, zone, current = 0, "", None
    for line in lines:
        upper = line[:40].upper()
        if upper.startswith("BEGIN:"):
            stack.append(upper[6:].strip())
            count += 1
            if len(stack) > DEEPEST or count > MOST_COMPONENTS:
                raise _too_much()
            if stack[-1] in ("VEVENT", "VTIMEZONE"):
                current = Component(stack[-1])
                found.append(current)
        elif upper.startswith("END:") and stack:
            if stack.pop() in ("VEVENT", "VTIMEZONE"):
                current = None
        elif current is not None and stack[-1] == current.name:
            _add(current, line)
        elif upper.startswith("X-WR-TIMEZONE") and not zone:
            zone = line.partition(":")[2].strip()
    if (
        sum(one.value.count(",") + 1 for each in found for name in ("RDATE", "EXDATE") for one in each.lines.get(name, []))
        > MOST_SINGLE_DATES
    ):
        raise _too_much()
    return found, zone


def _text(data: bytes) -> str:
    if len(data) > LARGEST_FILE:
        raise Refused(_("This file is larger than 5 MB. Send the calendar of one year, or of one group."))
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), "")
    if not encoding and data[:2] in (b"B\0", b"\0B"):
        encoding = "utf-16-le" if data[:1] == b"B" else "utf-16-be"
    for each in (encoding, "utf-8", "cp1252") if encoding else ("utf-8", "cp1252"):
        try:
            return data.decode(each)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _lines(text: str) -> list[str]:
    """Lines unfolded, whatever their ends are, without control characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff \t\n\0")
    if not text[:15].upper().startswith("BEGIN:VCALENDAR"):
        raise Refused(_("This is not a calendar file. Choose one that ends in .ics, as a calendar exports it."))
    if text.count("\n") > MOST_LINES:
        raise _too_much()
    lines = [line for line in re.sub(r"\n[ \t]", "", text).split("\n") if line]
    if max(len(line) for line in lines) > LONGEST_LINE:
        raise Refused(_("One line of this file is too long to be a gathering. Export the calendar again, without attachments."))
    return [clean(line) for line in lines]


def _too_much() -> Refused:
    return Refused(_("This file holds more entries than can be read at once. Send the calendar of one year, or of one group."))


def _add(component: Component, line: str) -> None:
    name = re.match(r"[A-Za-z0-9-]*", line)[0].upper()
    if name not in USED:
        return
    kept = component.lines.get(name, [])
    if len(kept) >= (1 if name in TEXTS else MOST_ALIKE):
        return
    try:
        parameters, value = _parts(line[:LONGEST_TEXT] if name in TEXTS else line)
    except ValueError:
        component.is_broken = component.is_broken or name not in TEXTS
        return
    component.lines.setdefault(name, []).append(Property(parameters, value))


def _parts(line: str) -> tuple[dict[str, str], str]:
    """Parameters by name in capitals, and the value. Most lines are plain; icalendar reads the others, and refuses with ValueError."""
    if found := PLAIN_LINE.fullmatch(line):
        pairs = (one.partition("=") for one in found[1].split(";")[1:])
        return {name.upper(): value for name, _equals, value in pairs}, found[2]
    _name, parameters, value = icalendar.parser.Contentline(line).parts()
    return {key.upper(): _first(one) for key, one in parameters.items()}, value


def _first(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "".join(value[:1])
