"""Reading contacts: who was met last, and how it was then."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from hearthside.encounters.models import Encounter, Presence
from hearthside.people.models import Person, Relation, Role, current


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
    alone = Encounter.objects.filter(presences__person=OuterRef("person"), kind__is_gathering=False)
    latest = alone.order_by("-day", "-id").values("pk")[:1]
    related = Relation.objects.open().filter(supporter=actor).select_related("person").annotate(latest=Subquery(latest))
    rows = sorted(related, key=lambda row: (row.latest is None, "" if row.latest else row.person.name.casefold()))
    found = {one.pk: one for one in Encounter.objects.filter(pk__in=[row.latest for row in rows if row.latest]).select_related("kind")}
    rows.sort(key=lambda row: found[row.latest].day if row.latest else date.min, reverse=True)
    return [_last_time(row, found.get(row.latest)) for row in rows[:most]]


def _last_time(relation: Relation, encounter: Encounter | None) -> LastTime:
    return LastTime(
        person_id=relation.person_id,
        name=relation.person.name,
        kind_code=encounter.kind.code if encounter else "",
        minutes=encounter.minutes if encounter else 15,
        programme_id=encounter.programme_id if encounter else relation.programme_id,
        day=encounter.day if encounter else None,
    )


def colleagues() -> QuerySet[Person]:
    """Everyone who works here today and may have been there for the organisation."""
    kinds = (Role.Kind.SUPPORTER, Role.Kind.HOST, Role.Kind.COORDINATOR, Role.Kind.TRAINER)
    working = Role.objects.filter(current(), kind__in=kinds).values("person")
    return Person.objects.filter(pk__in=working).by_name()


def encounters_with(person: Person) -> QuerySet[Encounter]:
    """All contacts a person was present at, newest first."""
    return Encounter.objects.filter(pk__in=Presence.objects.filter(person=person).values("encounter")).newest_first()
