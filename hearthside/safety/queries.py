"""Reading what belongs to the hard moments."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hearthside.core.numbers import show_number
from hearthside.organisation.queries import the_organisation
from hearthside.people.models import Person, ReachPermission, Role, Shift, WayToReach, current
from hearthside.safety.defaults import PROMISE
from hearthside.safety.models import Promise, SafetyEvent


def promise_now() -> tuple[Promise | None, list[str]]:
    """The wording that holds, with its lines; without one of the organisation's own, the one that the house came with."""
    promise = Promise.objects.order_by("-written_at", "-pk").first()
    lines = promise.words.splitlines() if promise else [str(line) for line in PROMISE]
    return promise, [line.strip() for line in lines if line.strip()]


def who_is_there(actor: Person) -> QuerySet[Person]:
    """Whom somebody may call for backup: everybody on duty at this moment, and the coordinators of their programmes."""
    programmes = {role.programme_id for role in actor.current_roles if role.kind in Role.WORKING and role.programme_id}
    coordinating = Role.objects.filter(current(), kind=Role.Kind.COORDINATOR)
    if programmes:
        coordinating = coordinating.filter(Q(programme=None) | Q(programme__in=programmes))
    on_duty = Shift.objects.running().filter(person__isnull=False)
    people = Person.objects.filter(Q(pk__in=on_duty.values("person")) | Q(pk__in=coordinating.values("person")), merged_into=None)
    return people.exclude(pk=actor.pk).by_name()


def held_on(person: Person) -> dict[str, Any]:
    """What this room holds on a person, for their own record: what was said to them beforehand, and what was written down."""
    said = person.promises_heard.select_related("said_by", "promise").order_by("-said_on")
    events = SafetyEvent.objects.filter(person=person).select_related("written_by").prefetch_related("earlier").order_by("-day")
    return {
        "promises_heard": [
            {"said_on": one.said_on, "how": one.get_how_display(), "said_by": str(one.said_by or ""), "words": _words_of(one.promise)}
            for one in said
        ],
        "safety_events": [_event(event) for event in events],
    }


def _words_of(promise: Promise | None) -> str:
    return promise.words if promise else _("the words that the house came with")


def _event(event: SafetyEvent) -> dict[str, Any]:
    return {
        "id": event.pk,
        "day": event.day,
        "wanted": event.wanted,
        "offered": event.offered,
        "decided": event.decided,
        "agreed": event.get_agreed_display(),
        "after": event.after,
        "written_by": str(event.written_by),
        "version": event.version,
        "reply": event.reply,
        "earlier": [one.words for one in event.earlier.all()],
    }


@dataclass(frozen=True, slots=True)
class There:
    """A colleague who may be called now, with the numbers at which they said that calls are fine."""

    person: Person
    numbers: list[tuple[str, str]]  # as people write it, as a telephone dials it


def colleagues_there(actor: Person) -> list[There]:
    """Who is there, each with their numbers. Two queries, however many."""
    people = list(who_is_there(actor))
    country, numbers = the_organisation().country, defaultdict(list)
    said = ReachPermission.objects.filter(
        way__person__in=people, way__kind=WayToReach.Kind.PHONE, way__ended_on=None, purpose="check_ins", may_call=True, ended_at=None
    )
    for one in said.select_related("way"):
        numbers[one.way.person_id].append((show_number(str(one.way.value), country), str(one.way.value)))
    return [There(person, numbers[person.pk]) for person in people]
