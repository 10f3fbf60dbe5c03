"""One page of a long list, without counting the whole: whether there is more is seen by asking for one row too many."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

FURTHEST = 10_000  # pages; whoever wants to go further asks in another way


@dataclass(frozen=True, slots=True)
class Slice:
    """The rows of one page, its number from 1, and whether there are later ones."""

    rows: list[Any]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1


def slice_of(queryset: QuerySet, asked: str | None, size: int) -> Slice:
    """The page that an address asks for (`?page=2`); what is not a number is the first. One query."""
    return slice_from(lambda first, after: queryset[first:after], asked, size)


def slice_from(read: Callable[[int, int], Iterable], asked: str | None, size: int) -> Slice:
    """The same of rows that are read by their places: from the first, up to the one after the last."""
    number = min(int(asked), FURTHEST) if asked and asked.isascii() and asked.isdigit() and int(asked) else 1
    rows = list(read((number - 1) * size, number * size + 1))
    return Slice(rows[:size], number, len(rows) > size)
