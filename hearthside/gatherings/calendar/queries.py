"""What stands on the calendar, as plain rows of text: a month has hundreds, and objects would cost more than the page.

Nothing here names the true title, and a closed group gives no place and no link.
"""

from datetime import date, time
from typing import NamedTuple

from django.db import models
from django.db.models import Case, CharField, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast

from hearthside.core.kept_queries import Given, KeptQuery
from hearthside.gatherings.calendar.filters import Filters
from hearthside.gatherings.models import Gathering, Session

OPEN = ~Q(gathering__openness=Gathering.Openness.CLOSED)
# Every column is text, as both databases write it, so that nothing has to be made of it and back.
SHORT = ("key", "on", "at", "gathering__public_title", "state", "is_moved", "how")


class Occurrence(NamedTuple):
    """One date in a month: `on` as 2026-12-08, `at` as 13:00:00."""

    key: str
    on: str
    at: str
    title: str
    state: str
    is_moved: int
    how: str


class Entry(NamedTuple):
    """The same with what a list of days has room for."""

    key: str
    on: str
    at: str
    title: str
    state: str
    is_moved: int
    how: str
    slug: str
    minutes: int
    openness: str
    sign_up: str
    reason: str
    room: str
    place: str
    site: str


def text_of(field: str) -> Cast:
    return Cast(field, CharField())


def where_open(field: str) -> Case:
    """A column of which a closed group shows nothing."""
    return Case(When(OPEN, then=F(field)), default=Value(""), output_field=CharField())


def on_the_calendar() -> QuerySet:
    """Dates that the public sees, in their order, with the columns of an Occurrence."""
    moved = ~Q(day=F("slot_day")) | ~Q(starts_at=F("slot_at"))
    columns = {"key": text_of("pk"), "on": text_of("day"), "at": text_of("starts_at"), "how": where_open("mode")}
    shown = Session.objects.in_public().annotate(**columns, is_moved=Case(When(moved, then=1), default=0, output_field=IntegerField()))
    return shown.order_by("day", "starts_at", "gathering__public_title", "pk")


def between(first, last, chosen: Filters) -> QuerySet:
    return chosen.narrow(on_the_calendar().filter(day__gte=first, day__lte=last))


_whole_month = KeptQuery(
    lambda: between(Given("first", models.DateField()), Given("last", models.DateField()), Filters()).values_list(*SHORT)
)


def occurrences(first: date, last: date, chosen: Filters) -> list[Occurrence]:
    """Every date of the days from first to last, in order, as bare rows in the order of an Occurrence. One statement."""
    return list(between(first, last, chosen).values_list(*SHORT)) if chosen else _whole_month(first=first, last=last)


def entries(sessions: QuerySet) -> QuerySet:
    """Rows of an Entry for any of `on_the_calendar`."""
    open_only = {f"{name}_shown": where_open(field) for name, field in
                 {"reason": "reason", "room": "room", "place": "place", "site": "site__name"}.items()}  # fmt: skip
    return sessions.annotate(**open_only).values_list(
        *SHORT, "gathering__slug", "minutes", "gathering__openness", "gathering__sign_up",
        "reason_shown", "room_shown", "place_shown", "site_shown",
    )  # fmt: skip


def as_entries(rows) -> list[Entry]:
    return [Entry(*row) for row in rows]


def key_in_address(key: str) -> str:
    """A key as addresses have it; SQLite keeps it without dashes."""
    return key if "-" in key else f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"


def day_of(text: str) -> date:
    return date.fromisoformat(text)


def time_of(text: str) -> time:
    return time.fromisoformat(text)
