"""The dates of a rule inside a window, through dateutil, in local time without a zone."""

from dataclasses import replace
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice

from dateutil import rrule as dateutil

from hearthside.gatherings.rules.rule import read_rule

MOST_OCCURRENCES = 1_000
LONGEST_WINDOW = timedelta(days=731)  # two years, one of which may be a leap year
CYCLE = 400  # years after which the calendar repeats, weekdays and leap years included


def occurrences(rrule: str, first: datetime, after: date, before: date, most: int = MOST_OCCURRENCES) -> list[datetime]:
    """When it takes place from the day `after` to the day `before`, both included, in local time without a zone.

    `first` is the local moment of the true first date, from which COUNT counts and INTERVAL steps; without a rule it is the only
    one. At most 1,000 dates and two years from `after`. A local time that a clock change skips is among them: see `attach`.
    """
    if not rrule:
        return [first] if after <= first.date() <= before else []
    before = min(before, after + min(LONGEST_WINDOW, date.max - after))
    shift = _shift(before.year)
    rule = _dateutil_rule(rrule, first, shift)
    window = rule.xafter(_years(datetime.combine(after, time.min), shift), inc=True)
    last = _years(datetime.combine(before, time.max), shift)
    found = []
    for one in islice(window, max(0, min(most, MOST_OCCURRENCES))):
        if one > last:
            break
        found.append(_years(one, -shift))
    return found


def first_date(rrule: str, day: date) -> date | None:
    """The first day on or after `day` that fits the rule, whatever its INTERVAL; None where there is none within five years.

    A series must begin on a date of its own rule: programmes disagree about a first date that is none.
    """
    plain = str(replace(read_rule(rrule, UTC), interval=1, count=None))
    for start in (day, day + LONGEST_WINDOW, day + 2 * LONGEST_WINDOW):
        if found := occurrences(plain, datetime.combine(day, time.min), start, start + LONGEST_WINDOW, most=1):
            return found[0].date()
    return None


def attach(naive: datetime, zone: tzinfo) -> datetime:
    """A local time with its zone. One that a clock change skips moves forward by what was skipped (2:30 becomes 3:30 where an hour
    is lost); of one that happens twice the first is meant."""
    return naive.replace(tzinfo=zone, fold=0).astimezone(UTC).astimezone(zone)


def _shift(year: int) -> int:
    """Whole cycles by which all is moved, to where the calendar ends soon. dateutil walks to the year 9999 where a rule never
    happens (30 February, every seventh Monday that is a Tuesday): from here that takes it a tenth of a second.
    """
    return (MAXYEAR - year) // CYCLE * CYCLE


def _years(moment: datetime, years: int) -> datetime:
    return moment.replace(year=moment.year + years)


def _dateutil_rule(rrule: str, first: datetime, shift: int) -> dateutil.rrule:
    """The rule as dateutil knows it, moved; a day at which it ends is meant to its end."""
    rule = read_rule(rrule, UTC)
    found = dateutil.rrulestr(str(replace(rule, until=None)), dtstart=_years(first, shift))
    if rule.until is None:
        return found
    end = rule.until if isinstance(rule.until, datetime) else datetime.combine(rule.until, time.max)
    return found.replace(until=_years(end, min(shift, MAXYEAR - end.year)))
