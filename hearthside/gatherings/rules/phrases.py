"""What each phrase of a schedule says. A phrase is a pattern over the letters that `lexicon.KINDS` gives to words."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from hearthside.core.errors import Refused
from hearthside.gatherings.rules.clock import read_minutes
from hearthside.gatherings.rules.days import read_day
from hearthside.gatherings.rules.facts import Facts
from hearthside.gatherings.rules.lexicon import Word
from hearthside.gatherings.rules.rule import DAYS

ADJACENT = 1
ALL_RANGES = ((0, 4), (0, 5), (0, 6))  # Monday to Friday, Saturday or Sunday: nobody means only the two ends


def said(words: list[Word]) -> str:
    return " ".join(word.said for word in words)


def weekdays(words: list[Word]) -> list[int]:
    return [DAYS.index(code) for word in words if word.kind in "DGW" for code in str(word.value).split()]


def number(word: Word) -> int:
    return int(word.value or word.said)  # type: ignore[call-overload]


def the_nth_weekdays(facts: Facts, words: list[Word]) -> None:
    """“first and third Thursday”, “every second Thursday”, “every last Friday of the month”."""
    nths = [number(word) for word in words if word.kind == "O"]
    day, phrase = weekdays(words)[0], said(words)
    has_month = words[-1].kind in "Mm"
    if words[0].kind == "E" and len(nths) == 1 and nths[0] > 1 and not has_month:
        if nths[0] > 2:
            raise Refused(
                _("“%(words)s” can be read in two ways. Write “every %(nth)s weeks” or “of the month” with it.")
                % {"words": phrase, "nth": nths[0]}
            )
        facts.every("WEEKLY", 2, phrase)
        facts.days.append(day)
        return
    if any(nth > 5 for nth in nths):
        raise Refused(_("No month has “%(words)s”. Write the first to the fifth, or the last.") % {"words": phrase})
    facts.every("MONTHLY", None, phrase)
    facts.nths += [(nth, day) for nth in nths]


def every_few(facts: Facts, words: list[Word]) -> None:
    """“every other Tuesday”, “every two Tuesdays”, “un mardi sur deux”: one weekday alone, since two could alternate."""
    if len(weekdays(words)) > 1:
        raise Refused(
            _("“%(words)s” can be read in two ways. Write “every 2 weeks on” and the days, or one row for each day.")
            % {"words": said(words)}
        )
    interval = next((number(word) for word in words if word.kind == "N"), 2)
    facts.every("WEEKLY", checked_step(interval, words), said(words))
    facts.days += weekdays(words)


def checked_step(step: int, words: list[Word]) -> int:
    if step < 1:
        raise Refused(_("“%(words)s” is no step. Write how many weeks or months lie between.") % {"words": said(words)})
    return step


def every_unit(facts: Facts, words: list[Word]) -> None:
    """“every week”, “every other month”, “every 3 months”, “every second week”."""
    unit = str(words[-1].value)
    interval = 2 if any(word.kind == "X" for word in words) else next((number(word) for word in words if word.kind in "NO"), 1)
    facts.every(unit, checked_step(interval, words), said(words))


def frequency(facts: Facts, words: list[Word]) -> None:
    unit, interval = words[-1].value  # type: ignore[misc]
    facts.every(unit, interval, said(words))


def by_the_month(facts: Facts, words: list[Word]) -> None:
    facts.every("MONTHLY", None, said(words))


def times_per(facts: Facts, words: list[Word]) -> None:
    count, unit = words[0].value  # type: ignore[misc]
    facts.every(unit, None if unit == "MONTHLY" else 1, said(words))
    if count > 1:
        facts.how_often = (count, said(words))


def doubtful_weeks(facts: Facts, words: list[Word]) -> None:
    facts.doubtful = said(words)
    facts.every("WEEKLY", 2, said(words))


def doubtful_months(facts: Facts, words: list[Word]) -> None:
    raise Refused(
        _("“%(words)s” can be read in two ways. Write “every 2 months” or “twice a month”, and the day.") % {"words": said(words)}
    )


def plain_days(facts: Facts, words: list[Word]) -> None:
    facts.days += weekdays(words)


def days_from_to(facts: Facts, words: list[Word]) -> None:
    """“Monday to Friday”; with a hyphen only where both readings are the same days, or the whole working week."""
    first, last = weekdays(words)
    span = (last - first) % 7
    if not span:
        raise Refused(_("“%(words)s” names one day twice. Write it once, or both ends.") % {"words": said(words)})
    if words[1].kind == "H" and span != ADJACENT and (first, last) not in ALL_RANGES:
        raise Refused(
            _("“%(words)s” can be read in two ways. Write “%(one)s to %(other)s” or “%(one)s and %(other)s”.")
            % {"words": said(words), "one": words[0].said, "other": words[2].said}
        )
    facts.days += [(first + step) % 7 for step in range(span + 1)]


def month_days(facts: Facts, words: list[Word]) -> None:
    """“the 1st and 15th”. Days that not every month has are asked about."""
    numbers = [number(word) for word in words if word.kind in "ON"]
    for each in numbers:
        if each in (29, 30, 31):
            raise Refused(_("Not every month has a day %(day)s. Write “last day of the month”, or a day up to 28.") % {"day": each})
        if not 1 <= each <= 28:
            raise Refused(
                _("“%(words)s” is no day of a month. Write one from the 1st to the 28th, or a weekday with it.") % {"words": said(words)}
            )
    facts.every("MONTHLY", None, said(words))
    facts.month_days += numbers


def last_day(facts: Facts, words: list[Word]) -> None:
    facts.every("MONTHLY", None, said(words))
    facts.month_days.append(-1)


def in_months(facts: Facts, words: list[Word]) -> None:
    facts.months |= months_named(words)


def months_named(words: list[Word]) -> set[int]:
    months = [number(word) for word in words if word.kind == "V"]
    if any(word.kind in "RH" for word in words):
        first, last = months
        return {(first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1)}
    return set(months)


def except_months(facts: Facts, words: list[Word]) -> None:
    facts.without_months |= months_named(words)


def except_days(facts: Facts, words: list[Word]) -> None:
    facts.without_days |= set(weekdays(words))


def except_other(facts: Facts, words: list[Word]) -> None:
    raise Refused(
        _("Only months and weekdays can be left out in words. Take “%(words)s” out, and skip single dates afterwards.")
        % {"words": said(words)}
    )


def until(facts: Facts, words: list[Word]) -> None:
    facts.set_once("until", read_day(words[-1].said), said(words))


def starting(facts: Facts, words: list[Word]) -> None:
    facts.set_once("start_day", read_day(words[1].said).in_full(), said(words))
    if len(words) == 4:
        until(facts, words[2:])


def open_end(facts: Facts, words: list[Word]) -> None:
    raise Refused(_("“%(words)s” names no day. Write it such as “until 2027-06-30”.") % {"words": said(words)})


def a_date(facts: Facts, words: list[Word]) -> None:
    facts.set_once("day", read_day(words[0].said), said(words))


def for_weeks(facts: Facts, words: list[Word]) -> None:
    if words[2].value != "WEEKLY":
        raise Refused(_("“%(words)s” is no clear end. Write it such as “until 2027-06-30” or “for 8 weeks”.") % {"words": said(words)})
    facts.set_once("weeks", number(words[1]), said(words))


def so_many(facts: Facts, words: list[Word]) -> None:
    facts.set_once("count", int(str(words[0].value)), said(words))


def clock_time(facts: Facts, words: list[Word]) -> None:
    facts.set_once("clock", words[0].said, said(words))


def part_of_day(facts: Facts, words: list[Word]) -> None:
    facts.set_once("part", str(words[0].value), said(words))


def length(facts: Facts, words: list[Word]) -> None:
    facts.set_once("minutes", read_minutes(words[0].said.split(" ", 1)[1]), said(words))


# In the order in which they are tried: the longer phrase before the one that begins like it.
PHRASES: list[tuple[str, Callable[[Facts, list[Word]], None]]] = [
    ("P?n?V[RH]V", in_months),
    ("nV+", in_months),
    ("Yn?(V[RH]V|V+)(?!A)", except_months),
    ("Y[DGW]+", except_days),
    ("Y.", except_other),
    ("PA(R|Q)A", starting),
    ("PA", starting),
    ("[QR]A", until),
    ("[QP].?", open_end),
    ("JNU", for_weeks),
    ("I", so_many),
    ("C", clock_time),
    ("z", part_of_day),
    ("l", length),
    ("A", a_date),
    ("T", times_per),
    ("E?B", doubtful_weeks),
    ("K", doubtful_months),
    ("E?L", last_day),
    ("E?O+D[Mm]?", the_nth_weekdays),
    ("(EX|EN|X)D+", every_few),
    ("hDi", every_few),
    ("E[XNO]?U", every_unit),
    ("XU", every_unit),
    ("F", frequency),
    ("E?O[ON]*M?|[ON]+M", month_days),
    ("[Mm]", by_the_month),
    ("E?DHD(?!H)|E?DRD", lambda facts, words: days_from_to(facts, [word for word in words if word.kind != "E"])),
    ("E?[DGW](H?[DGW])*", plain_days),
]
