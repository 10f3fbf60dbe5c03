"""What waits for somebody on the first page they open. Each room says its rows in the same shape, so that all of them are
read in one statement, and what each row means in words (its `SAID`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import CharField, DateTimeField, F, QuerySet, UUIDField, Value
from django.db.models.functions import Cast
from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Waits:
    """One thing to do, in words, and the page on which it is done with."""

    words: str
    label: str
    address: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Row:
    """What it is, its key, up to three texts that its words need, and since when (local time)."""

    what: str
    thing: UUID
    first: str
    second: str
    third: str
    since: datetime


COLUMNS = ("row_kind", "row_key", "first_text", "second_text", "third_text", "since_when")


def rows(queryset: QuerySet, what: str, *, since: str, thing: str = "pk", texts: tuple[str, ...] = ()) -> QuerySet:
    """The rows of one kind. `since`, `thing` and `texts` are names of columns, also of related tables."""
    named: dict = {"row_kind": Value(what, CharField()), "row_key": Cast(F(thing), UUIDField()), "since_when": F(since)}
    places = dict(zip(COLUMNS[2:5], texts, strict=False))
    named |= {column: Cast(F(places[column]), CharField()) if column in places else Value("", CharField()) for column in COLUMNS[2:5]}
    return queryset.order_by().annotate(**named).values_list(*COLUMNS)


def read(parts: Iterable[QuerySet]) -> list[Row]:
    """All rows of all rooms, the oldest first, in one statement; none at all where there is no part."""
    first, *others = [*parts] or [None]
    if first is None:
        return []
    to_time = DateTimeField().to_python
    found = first.union(*others, all=True) if others else first
    plain = [(what, UUID(str(key)), *(text or "" for text in texts), timezone.localtime(to_time(at))) for what, key, *texts, at in found]
    return sorted((Row(*one) for one in plain), key=lambda row: row.since)
