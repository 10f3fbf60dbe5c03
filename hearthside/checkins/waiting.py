"""What check-in calls ask of somebody today, for the first page they open: one statement over all that can wait."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import CharField, DateTimeField, F, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearthside.checkins.models import Call
from hearthside.checkins.queries import questions_for, shouts_for, todays_calls
from hearthside.people.models import Person


@dataclass(frozen=True, slots=True)
class CallToMake:
    """A call of today that one was given or took: when it is due, and whom it is to."""

    id: UUID
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Waits:
    """Something to decide or to see to, in words. A question names nobody here: the page behind it does."""

    id: UUID
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CallsToday:
    """One's own calls in the order in which they are due, how many wait that nobody has, and what else waits."""

    mine: list[CallToMake]
    free: int
    waits: list[Waits]

    @property
    def free_words(self) -> str:
        return ngettext("%(count)s call that nobody has yet", "%(count)s calls that nobody has yet", self.free) % {"count": self.free}


def calls_today(actor: Person, day: date) -> CallsToday:
    """What the round asks of this person on a day, which is today. One query, whatever their number."""
    to_time = DateTimeField().to_python
    mine, free, waits = [], 0, []
    for what, thing, name, holder, given, due in _rows(actor):
        at, key = timezone.localtime(to_time(due)), UUID(str(thing))
        if what != "call":
            waits.append(Waits(key, SAID[what](), at))
        elif holder or given:
            mine.append(CallToMake(key, name, at))
        else:
            free += 1
    return CallsToday(sorted(mine, key=lambda one: one.at), free, sorted(waits, key=lambda one: one.at))


def _rows(actor: Person) -> QuerySet:
    def rows(queryset: QuerySet, what: str, way: str, at: str) -> QuerySet:
        called = {"called": F(f"{way}person__name"), "holder": F(f"{way}claimed_by"), "given": F(f"{way}given_to")}
        named = {"what": Value(what, CharField()), "thing": F(f"{way}pk" if way else "pk"), "since": F(at)}
        return queryset.order_by().select_related(None).annotate(**named, **called).values_list(*NAMES)

    shouts = shouts_for(actor) if actor.coordinated_programmes else Call.objects.none()
    return rows(todays_calls(actor), "call", "", "due").union(
        rows(questions_for(actor), "question", "call__", "asked_at"), rows(shouts, "shout", "", "shouted_at"), all=True
    )


NAMES = ("what", "thing", "called", "holder", "given", "since")
SAID: dict[str, Callable[[], str]] = {
    "question": lambda: _("Somebody was not reached. Decide what happens, if anything"),
    "shout": lambda: _("Nobody has made a call that is due"),
}
