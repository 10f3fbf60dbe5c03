"""Times of day and lengths as people type them, in English and French. What may mean two times is refused with both."""

import re
from dataclasses import dataclass
from datetime import time
from fractions import Fraction

from django.utils.translation import gettext as _

from hearthside.core.errors import Refused
from hearthside.gatherings.rules.lexicon import LONGEST_WORDS, NUMBERS, TIME_WORD, plain

LONGEST_MINUTES = 24 * 60
LONGEST_RANGE = 12 * 60  # a range of times over twelve hours is a slip, or morning and evening are not said
RANGE = re.compile(rf"(?:(?:from|de|between|entre|at|a|@) ?)?({TIME_WORD}) ?(?:-|to|until|till|a|and|et) ?({TIME_WORD})")
SINGLE = re.compile(rf"(?:(?:at|a|@|from|vers|de) ?)?({TIME_WORD})")
PART = re.compile(
    r" ?\b(?:(?P<am>(?:in the |du |le )?(?:mornings?|matins?|matinees?|avant-midi))"
    r"|(?P<pm>(?:in the |at |du |le |de l')?(?:afternoons?|evenings?|nights?|apres-midis?|soirs?|soirees?)))\b"
)
POINT = re.compile(
    r"(\d{1,2})(?:[:.](\d{2}))?(?P<seconds>:\d{2})?(?P<french> ?h(?:eures?|rs?)?)?(?: ?(\d{2}))?(?: ?([ap])\.? ?m\.?| o'?clock)?"
)
NAMED = {"noon": 12, "midday": 12, "midi": 12, "midnight": 24, "minuit": 24}
WHOLE = "|".join(f"(?P<n{number}>{words})" for number, words in NUMBERS.items())


@dataclass(frozen=True)
class Times:
    """When it starts on its days, and for how many minutes where that was said."""

    start: time
    minutes: int | None = None


@dataclass(frozen=True)
class Point:
    """One time as typed: minutes since midnight, and whether it may be half a day later as well."""

    minutes: int
    is_open: bool
    said: str


def read_time(text: str) -> Times:
    """A time or a range of times: “7pm”, “19:00”, “noon”, “19 h 30”, “7-8:30 pm”.

    A clock of 24 hours is read where the hour has two figures or stands before an h; one figure (“7:30”) needs am or pm.
    Raises: Refused, with both readings where there are two.
    """
    line = plain(text[: LONGEST_WORDS + 1])
    part, line = _part_of_day(line)
    if len(line) <= LONGEST_WORDS and (RANGE.fullmatch(line) or SINGLE.fullmatch(line)):
        return times_in(line, part)
    raise Refused(_("“%(typed)s” is not a time that can be read. Write it as 19:00 or 7 pm, or from when to when.") % {"typed": text[:60]})


def times_in(line: str, part: str = "") -> Times:
    """The times of a line made `plain` that holds nothing else. `part` is am or pm where a word such as evening says it."""
    if found := RANGE.fullmatch(line):
        return _range(_point(found[1]), _point(found[2]), part, line)
    point = _point(SINGLE.fullmatch(line)[1])
    return Times(_clock(_settled(point, part)))


def _part_of_day(line: str) -> tuple[str, str]:
    found = list(PART.finditer(line))
    if len(found) != 1:
        return "", line
    return found[0].lastgroup or "", (line[: found[0].start()] + line[found[0].end() :]).strip()


def _point(said: str) -> Point:
    if said in NAMED:
        return Point(NAMED[said] * 60, False, said)
    found = POINT.fullmatch(said)
    hour, minute, half = int(found[1]), int(found[2] or found[5] or 0), found[6]
    if hour > 24 or minute > 59 or (hour == 24 and minute) or (half and not 1 <= hour <= 12):
        raise Refused(_("There is no time “%(typed)s”. Write it as 19:00 or 7 pm.") % {"typed": said})
    if half:
        return Point((hour % 12 + (12 if half == "p" else 0)) * 60 + minute, False, said)
    has_clock = bool(found[2]) and len(found[1]) == 2
    is_open = not (has_clock or found["seconds"] or found["french"]) and 1 <= hour <= 12
    return Point(hour * 60 + minute, is_open, said)


def _settled(point: Point, part: str) -> int:
    """Minutes since midnight of a time alone."""
    if point.minutes == 1440:
        raise Refused(_("“%(typed)s” ends one day and begins the next. Write 00:00 for the beginning of the day.") % {"typed": point.said})
    if part and 60 <= point.minutes < 13 * 60:
        minutes = point.minutes % 720 + (720 if part == "pm" else 0)
        if point.is_open or minutes == point.minutes or part == "pm":
            return minutes
    if part == "am" and point.minutes >= 720:
        raise Refused(_("“%(typed)s” is not in the morning. Leave one of the two out.") % {"typed": point.said})
    if point.is_open:
        raise _two_times(point)
    return point.minutes


def _two_times(point: Point) -> Refused:
    early, late = point.minutes % 720, point.minutes % 720 + 720
    return Refused(
        _("“%(typed)s” may be in the morning or in the evening. Write %(early)s or %(late)s.")
        % {"typed": point.said, "early": f"{_clock(early):%H:%M}", "late": f"{_clock(late):%H:%M}"}
    )


def _range(start: Point, end: Point, part: str, said: str) -> Times:
    """A side without am or pm takes that of the other side, or the other half of the day where it would stand the wrong way round."""
    if part and start.is_open:
        start = Point(_settled(start, part), False, start.said)
    if start.is_open and not end.is_open and _is_half_day_clock(end):
        late = end.minutes >= 720
        begin = start.minutes % 720 + (720 if late else 0)
        begin = begin if begin < end.minutes or (end.minutes == 0) else begin - 720
        start = Point(begin if begin >= 0 else begin + 1440, False, start.said)
    if start.is_open and not end.is_open and 13 * 60 <= end.minutes < 1440:
        start = Point(start.minutes, False, start.said)  # the other side is written on a clock of 24 hours
    start_minutes = _settled(start, "")
    finish = end.minutes
    if end.is_open:
        finish = finish % 720 + (720 if start_minutes >= 720 else 0)
        finish = finish if finish > start_minutes else finish + 720
    minutes = (finish - start_minutes) % 1440
    if not minutes or minutes > LONGEST_RANGE:
        raise Refused(_("“%(typed)s” is no time and then a later one. Write it as 19:00-20:30 or 7-8:30 pm.") % {"typed": said})
    return Times(_clock(start_minutes), minutes)


def _is_half_day_clock(point: Point) -> bool:
    """Whether the time was written with am or pm, or by its name, so that a bare hour beside it may share it."""
    return bool(re.search(r"[ap]\.? ?m\.?$", point.said)) or point.said in NAMED


def _clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


def read_minutes(text: str) -> int:
    """How long: “90”, “1.5 h”, “1h30”, “1:30”, “an hour and a half”, “deux heures”. A number alone from ten on is minutes.

    Raises: Refused for what is no length, may be two, or is longer than a day.
    """
    minutes = _length(plain(text[:60]))
    if minutes is None:
        raise Refused(_("“%(typed)s” is not a length that can be read. Write it in minutes, such as 90.") % {"typed": text[:60]})
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise Refused(_("A meeting lasts from 1 minute to 24 hours. Write its minutes, such as 90."))
    return minutes


LENGTHS: list[tuple[re.Pattern, str]] = [
    (re.compile(r"half an hour|(?:une )?demi-? ?heure"), "half"),
    (re.compile(r"three quarters of an hour|trois quarts d'heure"), "quarters"),
    (re.compile(r"(\d{1,2}):(\d{2})(?::00)?"), "clock"),
    (re.compile(r"(?P<n>[\w.,]+) ?(?:minutes?|mins?|mn|m)\.?"), "minutes"),
    (re.compile(r"(?P<n>[\w.,]+?)(?P<half> and a half| 1/2)? ?(?:hours?|heures?|hrs?|h)\.?(?:,? ?(?:and |et )?(?P<rest>.+))?"), "hours"),
]
RESTS = {"a half": 30, "half": 30, "demie": 30, "demi": 30, "1/2": 30, "a quarter": 15, "quart": 15, "un quart": 15}


def _length(line: str) -> int | None:
    if re.fullmatch(r"\d{1,4}(?:[.,]0+)?", line):
        number = int(re.split("[.,]", line)[0])
        if 0 < number < 10:
            raise Refused(
                _("“%(typed)s” may be hours or minutes. Write %(typed)s h or %(minutes)s.") % {"typed": line, "minutes": number * 60}
            )
        return number
    for pattern, kind in LENGTHS:
        if found := pattern.fullmatch(line):
            return _measured(kind, found)
    return None


def _measured(kind: str, found: re.Match) -> int | None:
    if kind in ("half", "quarters"):
        return 30 if kind == "half" else 45
    if kind == "clock":
        return int(found[1]) * 60 + int(found[2]) if int(found[2]) < 60 else None
    number = _number(found["n"])
    if number is None or kind == "minutes":
        return None if number is None or number % 1 else int(number)
    rest = found["rest"] or ""
    more = RESTS.get(rest)
    if rest and more is None:
        figures = re.fullmatch(r"([0-5]?\d) ?(?:minutes?|mins?|mn|m)?\.?", rest)
        more = int(figures[1]) if figures else None
        if more is None:
            return None
    minutes = number * 60 + (30 if found["half"] else 0) + (more or 0)
    return None if minutes % 1 else int(minutes)


def _number(said: str) -> Fraction | None:
    if re.fullmatch(r"\d{1,4}(?:[.,]\d{1,2})?", said):
        return Fraction(said.replace(",", "."))
    if said in ("a", "an"):
        return Fraction(1)
    found = re.fullmatch(WHOLE, said)
    return Fraction(found.lastgroup[1:]) if found and found.lastgroup else None
