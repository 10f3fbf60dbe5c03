"""Local days and months. Counting goes by the day on the organisation's wall, never by UTC."""

from datetime import date, datetime, timedelta

from django.utils import timezone


def today() -> date:
    """The local date in the active time zone (the organisation's, or the person's where a page says so)."""
    return timezone.localdate()


def now() -> datetime:
    return timezone.now()


def month_of(day: date) -> int:
    """A month as one sortable number, such as 202606, kept beside dates so that no query has to compute it."""
    return day.year * 100 + day.month


def month_start(month: int) -> date:
    return date(month // 100, month % 100, 1)


def month_after(month: int) -> int:
    return month_of(month_start(month) + timedelta(days=32))


def month_end(month: int) -> date:
    return month_start(month_after(month)) - timedelta(days=1)


def months_between(first: date, last: date) -> list[int]:
    """Every month that has a day between the two dates, both included, in order."""
    months, month = [], month_of(first)
    while month <= month_of(last):
        months.append(month)
        month = month_after(month)
    return months


def month_text(month: int) -> str:
    return f"{month // 100:04d}-{month % 100:02d}"
