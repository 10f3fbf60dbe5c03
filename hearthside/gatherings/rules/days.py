"""A day of the calendar as people write it inside a schedule, in English and French."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils import dateformat
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hearthside.core.errors import Refused
from hearthside.gatherings.rules.lexicon import DAY_WORD, MONTHS, WEEKDAYS

ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
FIGURES = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{2,4})")
DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er)? (?:of |de |d')?([a-z]+)\.?(?:,? (\d{4}))?")
MONTH_FIRST = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?")
SHOWN_YEARS = (1900, 2200)


@dataclass(frozen=True)
class Day:
    """A day as it was named: its year and its weekday may be left open."""

    month: int
    number: int
    year: int | None
    weekday: int | None
    said: str

    def in_full(self) -> date:
        """Raises: Refused where the year is missing, there is no such day, or it is another weekday."""
        if self.year is None:
            raise Refused(_("“%(day)s” has no year. Write it with its year, such as 2026-12-12.") % {"day": self.said})
        try:
            day = date(self.year, self.month, self.number)
        except ValueError:
            raise _no_day(self.said) from None
        if not SHOWN_YEARS[0] <= day.year < SHOWN_YEARS[1]:
            raise _no_day(self.said)
        if self.weekday not in (None, day.weekday()):
            raise Refused(
                _("“%(day)s” is a %(weekday)s. Correct the day or the date.") % {"day": self.said, "weekday": date_format(day, "l")}
            )
        return day

    def next_after(self, start: date) -> date:
        """The day in full; without a year the first one on or after `start`."""
        if self.year is not None:
            return self.in_full()
        for year in range(start.year, start.year + 9):  # a leap day comes within eight years
            try:
                day = date(year, self.month, self.number)
            except ValueError:
                continue
            if day >= start and self.weekday in (None, day.weekday()):
                return day
        raise _no_day(self.said)


def read_day(said: str) -> Day:
    """A day out of a line made `plain`.

    Raises: Refused for figures that may be two days, with both.
    """
    found = re.fullmatch(rf"(?:on )?(?:({DAY_WORD}),? )?(?:the |le )?(.+)", said)
    weekday, rest = _weekday(found[1]), found[2]
    if iso := ISO.fullmatch(rest):
        return Day(int(iso[3]), int(iso[4]), int(iso[1]), weekday, said)
    if figures := FIGURES.fullmatch(rest):
        raise _two_days(said, int(figures[1]), int(figures[2]), figures[3])
    if (named := DAY_FIRST.fullmatch(rest)) and (month := _month(named[2])):
        return Day(month, int(named[1]), _year(named[3]), weekday, said)
    if (named := MONTH_FIRST.fullmatch(rest)) and (month := _month(named[1])):
        return Day(month, int(named[2]), _year(named[3]), weekday, said)
    raise _no_day(said)


def _weekday(word: str | None) -> int | None:
    if word is None:
        return None
    return next(number for number, words in enumerate(WEEKDAYS.values()) if re.fullmatch(words, word.rstrip(".")))


def _month(word: str) -> int:
    return next((number for number, words in enumerate(MONTHS, 1) if re.fullmatch(words, word)), 0)


def _year(text: str | None) -> int | None:
    return int(text) if text else None


def _no_day(said: str) -> Refused:
    return Refused(_("There is no day “%(day)s”. Write the day as 2026-12-12.") % {"day": said})


def _two_days(said: str, first: int, second: int, year: str) -> Refused:
    days = []
    for month, number in dict.fromkeys([(first, second), (second, first)]):
        try:
            days.append(date(int(year) + (2000 if len(year) == 2 else 0), month, number).isoformat())
        except ValueError:
            continue
    if not days:
        return _no_day(said)
    if len(days) == 1:
        return Refused(_("“%(day)s” does not begin with its year. Write it as %(one)s.") % {"day": said, "one": days[0]})
    return Refused(
        _("“%(day)s” can be read in two ways. Write it as %(one)s or %(other)s.") % {"day": said, "one": days[0], "other": days[1]}
    )


def day_words(day: date) -> str:
    """A day in full with its weekday, in the reader's language, such as Saturday, December 12, 2026."""
    return dateformat.format(day, pgettext("a day with its weekday, in the letters of Django's date formats", "l, F j, Y"))


def until_words(day: date) -> str:
    return dateformat.format(day, pgettext("a day with its year, in the letters of Django's date formats", "F j, Y"))


def day_and_month(day: date) -> str:
    return dateformat.format(day, pgettext("a day of every year, in the letters of Django's date formats", "F j"))
