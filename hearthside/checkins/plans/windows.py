"""Days and times by the clock where somebody is, and whether they make sense beside quiet hours."""

from collections.abc import Iterable, Sequence
from datetime import time
from typing import NamedTuple

from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from hearthside.core.errors import Refused
from hearthside.people.models import Person

DAY = 24 * 60


class Window(NamedTuple):
    """A weekday (0 = Monday) and from when to when."""

    weekday: int
    opens: time
    closes: time


def is_all_quiet(person: Person, opens: time | None, closes: time | None) -> bool:
    """Whether every minute from `opens` to `closes` lies in the person's quiet hours; None is the start or the end of the day."""
    first, end = (minutes(opens) if opens else 0), (minutes(closes) if closes else DAY)
    return all(person.is_quiet_at(time(*divmod(minute, 60))) for minute in range(first, end))


def minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def check_windows(person: Person, windows: Sequence[Window]) -> None:
    """Raises: Refused where one is empty, lies wholly in quiet hours, or runs into another of the same day."""
    for one in windows:
        check_hours(person, one.opens, one.closes)
    for one, other in _neighbours(windows):
        if one.weekday == other.weekday and other.opens < one.closes:
            words = {"day": WEEKDAYS[one.weekday], "from": time_format(one.opens), "to": time_format(one.closes)}
            raise Refused(_("%(day)s has a time from %(from)s to %(to)s. Take that one away first, or choose other hours.") % words)


def check_hours(person: Person, opens: time | None, closes: time | None) -> None:
    """Raises: Refused when no call can fall between the two."""
    if opens and closes and closes <= opens:
        words = {"from": time_format(opens), "to": time_format(closes)}
        raise Refused(_("From %(from)s to %(to)s is no time at all. Choose an end that is later.") % words)
    if is_all_quiet(person, opens, closes):
        words = {"from": time_format(person.quiet_from), "to": time_format(person.quiet_until)}
        raise Refused(_("All of this is in quiet hours, %(from)s to %(to)s. Choose other times, or move the quiet hours first.") % words)


def _neighbours(windows: Iterable[Window]) -> Iterable[tuple[Window, Window]]:
    ordered = sorted(windows)
    return zip(ordered, ordered[1:], strict=False)
