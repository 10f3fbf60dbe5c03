"""Reading contacts: who was met last, and how it was then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, reduce
from operator import or_
from uuid import UUID

from django.db.models import Case, DateField, F, OuterRef, Q, QuerySet, Subquery, UUIDField, Value, When
from django.db.models.functions import Coalesce

from hearthside.core.dates import today
from hearthside.core.kept_queries import Given, KeptQuery
from hearthside.encounters.models import Attempt, Encounter, Presence
from hearthside.organisation.models import Kind
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


MOST = 8  # as many as fit on one screen of a phone


def _supported() -> QuerySet:
    open_from = Coalesce(OuterRef("history_from"), Value(date.min), output_field=DateField())
    alone = Presence.objects.filter(person=OuterRef("person"), kind__in=Kind.objects.filter(is_gathering=False), day__gte=open_from)
    open_now = current(Given("today", DateField()))
    related = Relation.objects.filter(open_now, supporter=Given("supporter", UUIDField()))
    latest = related.annotate(
        met_on=Subquery(alone.order_by("-day").values("day")[:1])
    )  # read from one index, for each of hundreds of people
    order = (F("met_on").desc(nulls_last=True), "person__name", "pk")
    return latest.order_by(*order).values_list("person", "person__name", "programme", "met_on")[:MOST]


def _met() -> QuerySet:
    times = [Q(person=Given(f"person{place}", UUIDField()), day=Given(f"day{place}", DateField())) for place in range(MOST)]
    alone = Presence.objects.filter(reduce(or_, times), kind__is_gathering=False).order_by("pk")
    return alone.values_list("person", "kind__code", "encounter__minutes", "programme")


supported, met_then = KeptQuery(_supported), KeptQuery(_met)


def last_times(actor: Person) -> list[LastTime]:
    """The people an actor supports, the one met last first, each with how it was the last time, as far back as their
    record is open to this supporter. Two queries.

    A group that both came to is not repeated. People never met come after those met, by name, so that a first contact
    can be logged as quickly.
    """
    people = supported(today=today(), supporter=actor.pk)
    places = [*people, *[(None, "", None, None)] * (MOST - len(people))]
    times = {f"person{place}": person for place, (person, *_rest) in enumerate(places)}
    times |= {f"day{place}": met_on for place, (*_rest, met_on) in enumerate(places)}
    how = {person: then for person, *then in met_then(**times)}  # of several contacts on one day the last that was written
    return [_last_time(person, name, programme, met_on, *how.get(person, NEVER)) for person, name, programme, met_on in people]


NEVER: tuple = ("", USUAL_MINUTES, None)


def _last_time(person: UUID, name: str, home: UUID | None, day: date | None, kind: str, minutes: int, programme: UUID | None) -> LastTime:
    return LastTime(person_id=person, name=name, kind_code=kind, minutes=minutes, programme_id=programme or home, day=day)


@lru_cache(100)
def _calls_back(number: int) -> KeptQuery:
    people = reduce(or_, [Q(person=Given(f"key{place}", UUIDField())) for place in range(number)])
    return KeptQuery(lambda: Attempt.objects.to_call_back().filter(people).only("pk"))


def attempt_sent_before(supporter: Person, once: UUID) -> Attempt | None:
    """The try that this very form has made already. Of two presses at once, one waits here and finds what the other made."""
    Person.objects.select_for_update(no_key=True).get(pk=supporter.pk)
    return Attempt.objects.filter(pk=once, supporter=supporter).first()


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
