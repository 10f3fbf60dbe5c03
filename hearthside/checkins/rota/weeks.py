"""A week of the rota, as one page shows it to one person."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from hearthside.core.dates import now, today
from hearthside.people.models import Person, Shift
from hearthside.people.permissions import may_give_back_shift, may_keep_rota, may_take_shift
from hearthside.people.rota import buddies, shifts_between

WEEK = timedelta(days=7)
FURTHEST = timedelta(weeks=60)


@dataclass(frozen=True, slots=True)
class Place:
    """One shift, and what this person may do with it by one tap."""

    shift: Shift
    with_whom: list[str]
    is_mine: bool
    may_take: bool
    may_give_back: bool
    may_keep: bool


@dataclass(frozen=True, slots=True)
class Week:
    """Monday to Sunday, the shifts of each day that has some, and the addresses of the weeks beside it, empty at either end."""

    first: date
    last: date
    days: list[tuple[date, list[Place]]]
    gaps: int
    before: str
    after: str


def week_name(day: date) -> str:
    return f"{day:%G-W%V}"


def _is_too_far(monday: date) -> bool:
    return abs(monday - today()) > FURTHEST


def _page_of(monday: date) -> str:
    return "" if _is_too_far(monday) else reverse("rota_week", args=[week_name(monday)])


def monday_of(text: str) -> date:
    """The Monday of a week such as 2026-W48; without a text, of this week.

    Raises: Http404 for what is no week, or one too far away.
    """
    if not text:
        return today() - timedelta(days=today().weekday())
    try:
        monday = date.fromisoformat(text) if re.fullmatch(r"\d{4}-W\d{2}", text, re.ASCII) else date.max
    except ValueError as error:
        raise Http404 from error
    if _is_too_far(monday):
        raise Http404
    return monday


def week_of(actor: Person, text: str) -> Week:
    """The week for this actor. One query."""
    monday = monday_of(text)
    shifts = shifts_between(actor, _midnight(monday), _midnight(monday + WEEK))
    together = buddies(shifts)
    places = [_place(actor, shift, together.get(shift.pk, [])) for shift in shifts]
    days = [(day, list(some)) for day, some in groupby(places, key=lambda one: timezone.localdate(one.shift.begins))]
    return Week(
        first=monday,
        last=monday + WEEK - timedelta(days=1),
        days=days,
        gaps=sum(one.shift.person_id is None and one.shift.ends > now() for one in places),
        before=_page_of(monday - WEEK),
        after=_page_of(monday + WEEK),
    )


def _place(actor: Person, shift: Shift, with_whom: list[str]) -> Place:
    is_open, is_free, is_mine = shift.ends > now(), shift.person_id is None, shift.person_id == actor.pk
    return Place(
        shift=shift,
        with_whom=with_whom,
        is_mine=is_mine,
        may_take=is_open and is_free and bool(may_take_shift(actor, shift.what, shift.programme)),
        may_give_back=is_open and not is_free and bool(may_give_back_shift(actor, shift)),
        may_keep=is_open and is_free and bool(may_keep_rota(actor, shift.what, shift.programme)),
    )


def _midnight(day: date) -> datetime:
    """When a day begins by the clock of the house."""
    return datetime.combine(day, time(), timezone.get_current_timezone()).astimezone(UTC)
