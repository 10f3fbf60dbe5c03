"""What one to one asks of somebody today, for the first page they open: one statement over all that can wait."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import CharField, Count, DateTimeField, F, QuerySet, Subquery, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearthside.one_to_one.models import Request
from hearthside.people.models import Person

COLUMNS = ("what", "thing", "number", "since")  # every part of the union brings these, in this order


@dataclass(frozen=True, slots=True)
class Waits:
    """One thing to do, in words, and the page on which it is done with."""

    words: str
    label: str
    address: str
    at: datetime


def requests_today(actor: Person, day: date) -> list[Waits]:
    """What waits for this person, the oldest first. One query, whatever their number."""
    to_time = DateTimeField().to_python
    waits = [SAID[what](UUID(str(thing)), number, timezone.localtime(to_time(since))) for what, thing, number, since in _rows(actor, day)]
    return sorted(waits, key=lambda one: one.at)


def _rows(actor: Person, day: date) -> QuerySet:
    return _request_rows(actor)


def _request_rows(actor: Person) -> QuerySet:
    """For coordinators one row for all who wait: the first of them, and how many there are."""
    waiting = Request.objects.coordinated_by(actor).waiting().exclude(person=actor)
    first = Subquery(waiting.order_by("asked_at", "pk").values("pk")[:1])
    number = Subquery(waiting.order_by().annotate(everybody=Value(1)).values("everybody").annotate(n=Count("pk")).values("n"))
    named = {"what": Value("request", CharField()), "thing": F("pk"), "number": number, "since": F("asked_at")}
    return Request.objects.filter(pk=first).order_by().annotate(**named).values_list(*COLUMNS)


def _request(thing: UUID, number: int, at: datetime) -> Waits:
    words = ngettext(
        "%(n)s person would like to meet somebody, since %(day)s",
        "%(n)s people would like to meet somebody, the first since %(day)s",
        number,
    ) % {"n": number, "day": date_format(at, "j F")}
    return Waits(words, _("Look"), reverse("requests"), at)


SAID: dict[str, Callable[[UUID, int, datetime], Waits]] = {"request": _request}
