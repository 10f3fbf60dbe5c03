"""Months and weeks that can be turned to: a year back, thirteen months ahead."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hearthside.core.dates import month_end, month_of, month_start, month_text, today

Way = tuple[str, str]
BACK, AHEAD = 12, 13  # months
WEEK = timedelta(days=7)


def months_from(month: int, number: int) -> int:
    count = month // 100 * 12 + month % 100 - 1 + number
    return count // 12 * 100 + count % 12 + 1


def earliest() -> date:
    return month_start(months_from(month_of(today()), -BACK))


def latest() -> date:
    return month_end(months_from(month_of(today()), AHEAD))


@dataclass(frozen=True, slots=True)
class Period:
    """Days that stand on one page, both included, its heading, and the pages beside it: address and words, or nothing."""

    first: date
    last: date
    heading: str
    before: Way | None
    after: Way | None


def month_period(text: str) -> Period:
    """The month of an address such as 2026-12.

    Raises: Http404 for what is no month, or one too far away.
    """
    found = re.fullmatch(r"(\d{4})-(\d{2})", text, re.ASCII)
    month = int(found[1]) * 100 + int(found[2]) if found and 1 <= int(found[2]) <= 12 and int(found[1]) else 0
    if not month or not earliest() <= month_start(month) <= latest():
        raise Http404
    first, last = month_start(month), month_end(month)
    before, after = _beside(first, last)
    return Period(
        first, last, date_format(first, "F Y"),
        before and (month_address(before), date_format(before, "F").capitalize()),
        after and (month_address(after), date_format(after, "F").capitalize()),
    )  # fmt: skip


def week_period(text: str) -> Period:
    """The week of an address such as 2026-W50, from Monday to Sunday.

    Raises: Http404 for what is no week, or one too far away.
    """
    try:
        first = date.fromisoformat(text) if re.fullmatch(r"\d{4}-W\d{2}", text, re.ASCII) else date.max
    except ValueError as error:
        raise Http404 from error
    if not earliest() - WEEK < first <= latest():
        raise Http404
    last = first + timedelta(days=6)
    words = _("%(first)s to %(last)s") % {"first": date_format(first, "j F"), "last": date_format(last, "j F Y")}
    before, after = _beside(first, last)
    return Period(
        first, last, words,
        before and (week_address(before), str(_("The week before"))), after and (week_address(after), str(_("The week after"))),
    )  # fmt: skip


def _beside(first: date, last: date) -> tuple[date | None, date | None]:
    """The day before and the day after, where one can turn to them."""
    before, after = first - timedelta(days=1), last + timedelta(days=1)
    return before if before >= earliest() else None, after if after <= latest() else None


def month_address(day: date) -> str:
    return reverse("calendar_month", args=[month_text(month_of(day))])


def week_address(day: date) -> str:
    year, week, _weekday = day.isocalendar()
    return reverse("calendar_week", args=[f"{year:04d}-W{week:02d}"])
