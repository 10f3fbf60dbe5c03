"""A month as HTML: a list of days that is a grid where there is room. Joined from plain text, because a template costs ten times that.

Everything that somebody typed goes through `escape`; everything else is ours.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hearthside.gatherings.calendar.periods import Period
from hearthside.gatherings.calendar.queries import Occurrence, time_of
from hearthside.gatherings.models import Series, Session

CANCELLED, ONLINE = Session.State.CANCELLED.value, Series.Mode.ONLINE.value
ONE_DAY = timedelta(days=1)
CLOCK_SIGNS = 11  # a clock time such as “10:30 a.m.” and the space behind it
# Signs in a line of a day and lines on a sheet of paper on its side, for each size of print-1 to print-5 in calendar.css.
PRINT_SIZES = ((17, 36), (21, 45), (26, 55), (30, 64), (36, 76))
MOST_ON_A_SHEET = 350


class Clocks(dict):
    """Clock times as they are written in the reader's language: 13:00:00 gives “1 p.m.”."""

    def __missing__(self, text: str) -> str:
        self[text] = clock(text)
        return self[text]


class Escaped(dict):
    """Titles as they stand in HTML; most come several times a month."""

    def __missing__(self, title: str) -> str:
        self[title] = escape(title)
        return self[title]


def clock(text: str) -> str:
    return date_format(time_of(text), "TIME_FORMAT")


def month_grid(period: Period, occurrences: Iterable[Occurrence], *, today: date, tail: str) -> SafeString:
    """The days of a period with what takes place on each. `tail` ends every link, such as ?lang=fr."""
    items, lengths = _items(occurrences, tail)
    weekdays = [str(name) for name in WEEKDAYS.values()]
    names = "".join(f"<span>{name}</span>" for name in weekdays)
    days = [period.first + ONE_DAY * number for number in range((period.last - period.first).days + 1)]
    month = date_format(period.first, "F")
    cells = "".join(
        _day(day, weekdays[day.weekday()], month, items.get(day.isoformat(), ()), "today" if day == today else "") for day in days
    )
    size = print_size([[lengths.get(day.isoformat(), []) for day in week] for week in weeks_of(days)])
    return SafeString(
        f'<div class="weekdays print-{size}" aria-hidden="true">{names}</div>'
        f'<ol class="month print-{size}" role="list">{cells}</ol>'
    )  # fmt: skip


def _items(occurrences: Iterable[Occurrence], tail: str) -> tuple[dict[str, list[str]], dict[str, list[int]]]:
    """What stands on each day, and how long each entry is on paper."""
    clocks, titles = Clocks(), Escaped()
    cancelled, moved, online = (f" <i>{words}</i>" for words in (_("cancelled"), _("moved"), _("online")))
    items, lengths = defaultdict(list), defaultdict(list)
    for key, day, at, name, state, is_moved, how in occurrences:
        lengths[day].append(len(name) + CLOCK_SIGNS)
        address = key if "-" in key else f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"  # as key_in_address does it
        link, title = f'<a href="/groups/dates/{address}/{tail}"><b>{clocks[at]}</b>', titles[name]
        if state == CANCELLED:
            items[day].append(f'<li class="off">{link} <s>{title}</s>{cancelled}</a>')
        else:
            items[day].append(f"<li>{link} {title}{moved if is_moved else ''}{online if how == ONLINE else ''}</a>")
    return items, lengths


def _day(day: date, weekday: str, month: str, items: Iterable[str], today: str) -> str:
    inside = "".join(items)
    heading = f'<h2><span class="name">{weekday} </span>{day.day}<span class="name"> {month}</span></h2>'
    current = ' aria-current="date"' if today else ""
    listed = f"<ul>{inside}</ul>" if inside else ""
    return f'<li class="day wd{day.isoweekday()} {today}{"" if inside else " bare"}"{current}>{heading}{listed}</li>'


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
