"""Which waiting answers may be opened into which group: never one smaller than ten.

A group is a programme, a period and a kind of contact. Ten of one kind in one month are opened at once. What is left when
the month has closed goes to the month without the kind; then, as each period closes, to the programme's quarter, the
quarter of all programmes, the year of all programmes. What is still too few then stays sealed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from hearthside.core.dates import month_end, month_text
from hearthside.surveys.answers.seal import Envelope

SMALLEST = 10
LATE_DAYS = 14  # an answer is accepted for this long after the end of its month


class Group(NamedTuple):
    """Where an answer is counted: "" means several programmes, or several kinds."""

    programme: str
    period: str
    kind: str


def is_closed(month: int, day: date) -> bool:
    """Whether answers for a month are no longer accepted on this local day."""
    return day > month_end(month) + timedelta(days=LATE_DAYS)


def quarter_text(month: int) -> str:
    return f"{month // 100:04d}-Q{(month % 100 + 2) // 3}"


def last_of_quarter(month: int) -> int:
    return month + -(month % 100) % 3


def _always(month: int, day: date) -> bool:
    return True


def _quarter_closed(month: int, day: date) -> bool:
    return is_closed(last_of_quarter(month), day)


def _year_closed(month: int, day: date) -> bool:
    return is_closed(month // 100 * 100 + 12, day)


LADDER: list[tuple[Callable[[Envelope], Group], Callable[[int, date], bool]]] = [
    (lambda one: Group(one.programme, month_text(one.month), one.kind), _always),
    (lambda one: Group(one.programme, month_text(one.month), ""), is_closed),
    (lambda one: Group(one.programme, quarter_text(one.month), ""), _quarter_closed),
    (lambda one: Group("", quarter_text(one.month), ""), _quarter_closed),
    (lambda one: Group("", f"{one.month // 100:04d}", ""), _year_closed),
]


def sort_out(waiting: Iterable[Envelope], day: date) -> tuple[dict[Group, list[Envelope]], list[Envelope]]:
    """The groups of ten or more that may be opened on a day, and those who wait on."""
    opened: dict[Group, list[Envelope]] = defaultdict(list)
    rest = list(waiting)
    for group_of, is_due in LADDER:
        gathered: dict[Group, list[Envelope]] = defaultdict(list)
        later = []
        for one in rest:
            (gathered[group_of(one)] if is_due(one.month, day) else later).append(one)
        for group, members in gathered.items():
            (opened[group] if len(members) >= SMALLEST else later).extend(members)
        rest = later
    return opened, rest
