"""Which date of a new rhythm takes the place of which date of the old one. Knows days and rules, and no tables."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

Period = tuple[int, ...]


def corresponding(old: Sequence[date], new: Sequence[date], *, by_month: bool) -> dict[date, date]:
    """Old day -> the new day that takes its place; an old day without one is missing. No new day stands for two old ones.

    The same day stands for itself. What is left over goes by its order within the same week (Monday to Sunday), or within
    the same month where one of the two rhythms goes by months: the first Thursday becomes the first Friday, although these
    may lie in two weeks. Order alone, over the whole list, would let one dropped date shift everybody by a week.
    """
    same = set(old) & set(new)
    pairs = {day: day for day in same}
    left_old, left_new = _by_period(set(old) - same, by_month), _by_period(set(new) - same, by_month)
    for period, days in left_old.items():
        pairs |= dict(zip(days, left_new.get(period, []), strict=False))
    return pairs


def _by_period(days: set[date], by_month: bool) -> dict[Period, list[date]]:
    found: dict[Period, list[date]] = defaultdict(list)
    for day in sorted(days):
        found[(day.year, day.month) if by_month else tuple(day.isocalendar())[:2]].append(day)
    return found


def goes_by_months(rrule: str) -> bool:
    return "FREQ=MONTHLY" in rrule or "FREQ=YEARLY" in rrule
