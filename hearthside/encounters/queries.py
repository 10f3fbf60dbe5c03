"""Reading contacts: who was met last, and how it was then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, reduce
from operator import or_
from uuid import UUID

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, UUIDField, When

from hearthside.core.kept_queries import Given, KeptQuery
from hearthside.encounters.models import Attempt, Encounter, Presence
from hearthside.organisation.queries import every_kind
from hearthside.people.models import Person, Relation, Role, current

USUAL_MINUTES = 15


@dataclass(frozen=True, slots=True)
class LastTime:
    """The last contact with one person, as far as it is repeated."""

    person_id: UUID
    name: str
    kind_code: str
    minutes: int
    programme_id: UUID | None
    day: date | None


def last_times(actor: Person, most: int = 8) -> list[LastTime]:
    """The people an actor supports, the one met last first, each with how it was the last time. Two queries.

    A group that both came to is not repeated. People never met come after those met, by name, so that a first contact
    can be logged as quickly.
    """
    alone = [kind.pk for kind in every_kind() if not kind.is_gathering]
    latest = Presence.objects.filter(person=OuterRef("person"), kind__in=alone).order_by("-day").values("day")[:1]
    related = Relation.objects.open().filter(supporter=actor).select_related("person").annotate(met_on=Subquery(latest))
    relations = list(related.order_by(F("met_on").desc(nulls_last=True), "person__name", "pk")[:most])
    days = reduce(or_, (Q(person=one.person_id, day=one.met_on) for one in relations if one.met_on), Q(pk__in=[]))
    met = Presence.objects.filter(days, kind__in=alone).select_related("encounter", "kind").order_by("pk")
    found = {one.person_id: one for one in met}  # of several on one day the one typed last
    return [_last_time(one, found.get(one.person_id)) for one in relations]


def _last_time(relation: Relation, met: Presence | None) -> LastTime:
    return LastTime(
        person_id=relation.person_id,
        name=relation.person.name,
        kind_code=met.kind.code if met else "",
        minutes=met.encounter.minutes if met else USUAL_MINUTES,
        programme_id=met.programme_id if met else relation.programme_id,
        day=met.day if met else None,
    )


@lru_cache(100)
def _calls_back(number: int) -> KeptQuery:
    people = reduce(or_, [Q(person=Given(f"key{place}", UUIDField())) for place in range(number)])
    return KeptQuery(lambda: Attempt.objects.to_call_back().filter(people).only("pk"))


def calls_back_of(people: Sequence[Person]) -> list[Attempt]:
    """Tries after which one of these people is to be called again."""
    return _calls_back(len(people))(**{f"key{place}": person.pk for place, person in enumerate(people)}) if people else []


def colleagues() -> QuerySet[Person]:
    """Everyone who works here today and may have been there for the organisation."""
    kinds = (Role.Kind.SUPPORTER, Role.Kind.HOST, Role.Kind.COORDINATOR, Role.Kind.TRAINER)
    working = Role.objects.filter(current(), kind__in=kinds).values("person")
    return Person.objects.filter(pk__in=working).by_name()


def present_at(encounter: Encounter, actor: Person) -> tuple[list[Person], int]:
    """Those present whose names this actor may read, each with `is_open` (their record too), and how many others came.

    Whoever did or typed a contact knows whom they named, and those who talked know each other. For everybody else, and
    for those who came to the same group, somebody whose record is closed to them is only counted.
    """
    is_open = Case(When(pk__in=Person.objects.visible_to(actor).values("pk"), then=True), default=False)
    present = list(Person.objects.filter(presences__encounter=encounter).annotate(is_open=is_open).by_name())
    talked = actor in present and not encounter.kind.is_gathering
    if talked or encounter.typist_id == actor.pk or encounter.doings.filter(supporter=actor).exists():
        return present, 0
    named = [person for person in present if person.is_open]
    return named, len(present) - len(named)


def encounters_with(person: Person) -> QuerySet[Encounter]:
    """All contacts a person was present at, newest first."""
    return Encounter.objects.filter(pk__in=Presence.objects.filter(person=person).values("encounter")).newest_first()
