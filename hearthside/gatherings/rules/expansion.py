"""The dates of a rule inside a window, found period by period, so that no rule can keep us busy.

dateutil walks from the first date, and to the year 9999 where a rule never happens (30 February). Here the walk begins in the
window, in step with INTERVAL, and ends with it; the tests hold every date found to what dateutil finds.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from itertools import islice

from hearthside.gatherings.rules.rule import Rule, read_rule

MOST_OCCURRENCES = 1_000
LONGEST_WINDOW = timedelta(days=731)  # two years, one of which may be a leap year
ONE_DAY = timedelta(days=1)


def occurrences(rrule: str, first: datetime, after: date, before: date, most: int = MOST_OCCURRENCES) -> list[datetime]:
    """When it takes place from the day `after` to the day `before`, both included, in local time without a zone.

    `first` is the local moment of the true first date, from which COUNT counts and INTERVAL steps; without a rule it is the only
    one. At most 1,000 dates and two years from `after`. A local time that a clock change skips is among them: see `attach`.
    """
    before = min(before, after + LONGEST_WINDOW if date.max - after > LONGEST_WINDOW else date.max)
    if not rrule:
        return [first] if after <= first.date() <= before else []
    rule = _rule(rrule)
    last = _last_day(rule, first.time(), before)
    start = first.date() if rule.count else max(first.date(), after)  # a COUNT is counted from the true first date
    days = (day for day in _days(rule, first.date(), start, last) if day >= first.date())
    if rule.count:
        days = islice(days, rule.count)
    wanted = (datetime.combine(day, first.time()) for day in days if after <= day)
    return list(islice(wanted, max(0, min(most, MOST_OCCURRENCES))))


def first_date(rrule: str, day: date) -> date | None:
    """The first day on or after `day` that fits the rule, whatever its INTERVAL; None where there is none within five years.

    A series must begin on a date of its own rule: programmes disagree about a first date that is none.
    """
    rule = _rule(rrule)
    plain = Rule(**{**vars(rule), "interval": 1, "count": None})
    last = _last_day(plain, time.min, min(date.max, day + 5 * timedelta(days=366)))
    return next((one for one in _days(plain, day, day, last) if one >= day), None)


def attach(naive: datetime, zone: tzinfo) -> datetime:
    """A local time with its zone. One that a clock change skips moves forward by what was skipped (2:30 becomes 3:30 where an hour
    is lost); of one that happens twice the first is meant."""
    return naive.replace(tzinfo=zone, fold=0).astimezone(UTC).astimezone(zone)


@lru_cache(maxsize=2_000)
def _rule(rrule: str) -> Rule:
    return read_rule(rrule, UTC)


def _last_day(rule: Rule, at: time, before: date) -> date:
    if rule.until is None:
        return before
    if isinstance(rule.until, datetime):
        is_over = rule.until.time() < at
        return min(before, rule.until.date() - (ONE_DAY if is_over and rule.until.date() > date.min else timedelta(0)))
    return min(before, rule.until)


def _days(rule: Rule, first: date, start: date, last: date) -> Iterator[date]:
    """Every day of the rule in the periods that touch `start` to `last`, in order."""
    filled = _filled(rule, first)
    for begin, end in _periods(filled, first, start, last):
        found = sorted(set(_candidates(filled, begin, end)))
        if rule.positions:
            found = _at_positions(found, rule.positions)
        for day in found:
            if day > last:
                return
            if day >= start:
                yield day


def _filled(rule: Rule, first: date) -> Rule:
    """What a rule does not say it takes from its first date (RFC 5545, 3.3.10)."""
    parts = vars(rule)
    if rule.frequency == "DAILY" and rule.interval == 1 and not rule.positions:
        return Rule(**{**parts, "frequency": "MONTHLY"})  # the same days, found a month at a time
    if rule.weeks or rule.year_days or rule.month_days or rule.days or rule.frequency == "DAILY":
        return rule
    if rule.frequency == "WEEKLY":
        return Rule(**{**parts, "days": ((0, first.weekday()),)})
    months = rule.months or ((first.month,) if rule.frequency == "YEARLY" else ())
    return Rule(**{**parts, "months": months, "month_days": (first.day,)})


def _periods(rule: Rule, first: date, start: date, last: date) -> Iterator[tuple[date, date]]:
    """First and last day of each year, month, week or day of the rule, from the one that holds `start`, in step with INTERVAL."""
    unit = {"YEARLY": _year, "MONTHLY": _month, "WEEKLY": _week, "DAILY": _day}[rule.frequency]
    base, begin = _number(rule, first), _number(rule, start)
    number = base + -(-(begin - base) // rule.interval) * rule.interval
    end = _number(rule, last)
    while number <= end:
        yield unit(number, rule.week_start)
        number += rule.interval


def _number(rule: Rule, day: date) -> int:
    """Which year, month, week or day it is, counted without a gap."""
    match rule.frequency:
        case "YEARLY":
            return day.year
        case "MONTHLY":
            return day.year * 12 + day.month - 1
        case "WEEKLY":
            return (day.toordinal() - 1 - rule.week_start) // 7
        case _:
            return day.toordinal()


def _year(number: int, week_start: int) -> tuple[date, date]:
    return date(number, 1, 1), date(number, 12, 31)


def _month(number: int, week_start: int) -> tuple[date, date]:
    year, month = number // 12, number % 12 + 1
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _week(number: int, week_start: int) -> tuple[date, date]:
    begin = number * 7 + week_start + 1
    return date.fromordinal(max(begin, 1)), date.fromordinal(min(begin + 6, date.max.toordinal()))


def _day(number: int, week_start: int) -> tuple[date, date]:
    return date.fromordinal(number), date.fromordinal(number)


def _candidates(rule: Rule, begin: date, end: date) -> Iterator[date]:
    """The days of one period that fit every part of the rule."""
    if rule.frequency == "YEARLY" and rule.months:
        for month in rule.months:
            yield from _fitting(rule, *_month(begin.year * 12 + month - 1, 0))
    elif rule.frequency == "YEARLY" or not rule.months or begin.month in rule.months or end.month in rule.months:
        yield from _fitting(rule, begin, end)


def _fitting(rule: Rule, begin: date, end: date) -> Iterator[date]:
    month_days = set(rule.month_days)
    for ordinal in _weekdays(rule, begin, end) if rule.days else range(begin.toordinal(), end.toordinal() + 1):
        day = date.fromordinal(ordinal)
        if rule.months and day.month not in rule.months:
            continue
        if month_days and day.day not in month_days and day.day - monthrange(day.year, day.month)[1] - 1 not in month_days:
            continue
        if (rule.year_days and not _is_year_day(rule, day)) or (rule.weeks and not _is_in_week(rule, day)):
            continue
        yield day


def _weekdays(rule: Rule, begin: date, end: date) -> Iterator[int]:
    """The days of the period that are one of the weekdays, or say the first Thursday of it, as ordinals."""
    start, stop = begin.toordinal(), end.toordinal()
    for nth, weekday in rule.days:
        earliest = start + (weekday - begin.weekday()) % 7
        latest = stop - (end.weekday() - weekday) % 7
        if not nth:
            yield from range(earliest, stop + 1, 7)
        elif start <= (found := earliest + 7 * (nth - 1) if nth > 0 else latest + 7 * (nth + 1)) <= stop:
            yield found


def _is_year_day(rule: Rule, day: date) -> bool:
    number = day.timetuple().tm_yday
    return number in rule.year_days or number - date(day.year, 12, 31).timetuple().tm_yday - 1 in rule.year_days


def _is_in_week(rule: Rule, day: date) -> bool:
    """Whether the day is in one of the weeks by number; the first week of a year is the one that has four of its days."""
    fourth = day - timedelta(days=(day.weekday() - rule.week_start) % 7) + timedelta(days=3)
    number = (fourth.timetuple().tm_yday - 1) // 7 + 1
    weeks_left = (date(fourth.year, 12, 31) - fourth).days // 7
    return number in rule.weeks or -weeks_left - 1 in rule.weeks


def _at_positions(days: list[date], positions: tuple[int, ...]) -> list[date]:
    count = len(days)
    chosen = {place - 1 if place > 0 else count + place for place in positions}
    return [days[place] for place in sorted(chosen) if 0 <= place < count]
