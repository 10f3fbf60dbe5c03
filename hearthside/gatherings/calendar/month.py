"""A month as HTML: a list of days that is a grid where there is room. Joined from plain text, because a template costs ten times that.

Everything that somebody typed goes through `escape`; everything else is ours.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hearthside.gatherings.calendar.periods import Period
from hearthside.gatherings.calendar.queries import Occurrence, key_in_address, time_of
from hearthside.gatherings.models import Series, Session

CANCELLED, ONLINE = Session.State.CANCELLED, Series.Mode.ONLINE
ONE_DAY = timedelta(days=1)
CLOCK_SIGNS = 11  # a clock time such as “10:30 a.m.” and the space behind it
# Signs in a line of a day and lines on a sheet of paper on its side, for each size of print-1 to print-5 in calendar.css.
PRINT_SIZES = ((17, 36), (21, 45), (26, 55), (30, 64), (36, 76))
MOST_ON_A_SHEET = 350


def month_grid(period: Period, occurrences: Sequence[Occurrence], *, today: date, tail: str) -> SafeString:
    """The days of a period with what takes place on each. `tail` ends every link, such as ?lang=fr."""
    items, lengths = defaultdict(list), defaultdict(list)
    for one in occurrences:
        items[one.on].append(_item(one, tail))
        lengths[one.on].append(len(one.title) + CLOCK_SIGNS)
    names = "".join(f"<span>{name}</span>" for name in WEEKDAYS.values())
    days = [period.first + ONE_DAY * number for number in range((period.last - period.first).days + 1)]
    cells = "".join(_day(day, items.get(day.isoformat(), ()), day == today) for day in days)
    size = print_size([[lengths.get(day.isoformat(), []) for day in week] for week in weeks_of(days)])
    return SafeString(
        f'<div class="weekdays print-{size}" aria-hidden="true">{names}</div>'
        f'<ol class="month print-{size}" role="list">{cells}</ol>'
    )  # fmt: skip


def _day(day: date, items: Iterable[str], is_today: bool) -> str:
    inside = "".join(items)
    classes = f"day wd{day.isoweekday()}" + (" today" if is_today else "") + ("" if inside else " bare")
    heading = f'<h2><span class="name">{date_format(day, "l")} </span>{day.day}<span class="name"> {date_format(day, "F")}</span></h2>'
    current = ' aria-current="date"' if is_today else ""
    return f'<li class="{classes}"{current}>{heading}{f"<ul>{inside}</ul>" if inside else ""}</li>'


def _item(one: Occurrence, tail: str) -> str:
    link = f'<a href="/groups/dates/{key_in_address(one.key)}/{tail}"><b>{clock(one.at)}</b>'
    title = escape(one.title)
    if one.state == CANCELLED:
        return f'<li class="off">{link} <s>{title}</s> <i>{_("cancelled")}</i></a>'
    note = f" <i>{_('moved')}</i>" if one.is_moved else ""
    where = f" <i>{_('online')}</i>" if one.how == ONLINE else ""
    return f"<li>{link} {title}{note}{where}</a>"


def clock(text: str) -> str:
    """A clock time as it is written in the reader's language; `text` is 13:00:00."""
    return _clock(text, get_language() or "")


@lru_cache(maxsize=2_000)
def _clock(text: str, language: str) -> str:
    return date_format(time_of(text), "TIME_FORMAT")


def weeks_of(days: list[date]) -> list[list[date]]:
    """The days in rows from Monday to Sunday."""
    return [list(week) for _number, week in groupby(days, key=lambda day: day.isocalendar()[1])]


def print_size(weeks: list[list[list[int]]]) -> int:
    """Which of PRINT_SIZES stands on one sheet, 1 the largest; of each day the lengths of its entries are given.

    Each week is as tall as its fullest day. What is too much for one sheet in the smallest size goes on to a second.
    """
    if sum(len(day) for week in weeks for day in week) > MOST_ON_A_SHEET:
        return len(PRINT_SIZES)
    for size, (signs, lines) in enumerate(PRINT_SIZES, 1):
        if sum(max(1.7 + sum(-(-length // signs) for length in day) for day in week) for week in weeks) <= lines:
            return size
    return len(PRINT_SIZES)
