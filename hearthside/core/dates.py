"""Local days and months. Counting goes by the day on the organisation's wall, never by UTC."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.utils import timezone


def today() -> date:
    """The local date in the active time zone (the organisation's, or the person's where a page says so)."""
    return timezone.localdate()


def now() -> datetime:
    return timezone.now()


def is_quiet(clock: time, quiet_from: time, quiet_until: time) -> bool:
    """Whether a clock time falls in quiet hours, which may run over midnight."""
    if quiet_from <= quiet_until:
        return quiet_from <= clock < quiet_until
    return clock >= quiet_from or clock < quiet_until


def after_quiet(at: datetime, zone: tzinfo, quiet_from: time, quiet_until: time) -> datetime:
    """The first moment from `at` on that is outside quiet hours by the clock of a zone."""
    local = at.astimezone(zone)
    if not is_quiet(local.time(), quiet_from, quiet_until):
        return at
    day = local.date() if local.time() < quiet_until else local.date() + timedelta(days=1)
    end = datetime.combine(day, quiet_until, tzinfo=zone)
    # Where clocks go back, that time of day comes twice: the quiet that begins again between the two ends with the second.
    return end if end.astimezone(UTC) > at.astimezone(UTC) else end.replace(fold=1)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """The hours in which somebody is not written to, by the clock where they are."""

    zone: str
    begins: time
    ends: time

    def after(self, at: datetime) -> datetime:
        """`at` itself outside these hours, else the moment they end."""
        return after_quiet(at, ZoneInfo(self.zone), self.begins, self.ends)

    def next_begin(self, at: datetime) -> datetime:
        """The first moment after `at` at which they begin."""
        local = at.astimezone(ZoneInfo(self.zone))
        day = local.date() if local.time() < self.begins else local.date() + timedelta(days=1)
        return datetime.combine(day, self.begins, tzinfo=ZoneInfo(self.zone))

    def hold_at(self, at: datetime) -> bool:
        return is_quiet(at.astimezone(ZoneInfo(self.zone)).time(), self.begins, self.ends)


def usual_quiet_hours() -> QuietHours:
    """From nine in the evening to eight by the clock of the house, for those whose own night nobody knows."""
    return QuietHours(timezone.get_current_timezone_name(), time(21), time(8))


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
