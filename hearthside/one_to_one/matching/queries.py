"""Who waits, who has room, and who of them may be suggested to whom. A few queries for one request or for ten thousand."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.text import capfirst

from hearthside.one_to_one.matching.fitting import Asked, Offer, allowed, cost, reasons
from hearthside.one_to_one.matching.wording import in_words
from hearthside.one_to_one.models import Apart, Bringing, Pairing, Request, Suggestion
from hearthside.one_to_one.queries import every_experience, experience_names
from hearthside.people.models import Person, PersonQuerySet, Relation, Role, current


@dataclass(frozen=True, slots=True)
class Fit:
    """A supporter who may be suggested to somebody, with why as codes and in words."""

    supporter: Person
    bringing: Bringing
    reasons: list[str]
    words: str


def suggestions_for(request: Request, most: int = 3) -> list[Fit]:
    """Up to `most` supporters with room who keep every stated wish of a request, those with most in common first. Where
    two have as much, whoever has more room. Nothing is stored. Eight queries, however many supporters there are.
    """
    [asked] = asked_of([request])
    fitting = [offer for offer in offers_now(with_room=True) if allowed(asked, offer)]
    fitting.sort(key=lambda offer: (cost(request, offer.bringing), -offer.free, offer.supporter_id))
    names = experience_names()
    return [_fit(request, offer.bringing, names) for offer in fitting[:most]]


def _fit(request: Request, bringing: Bringing, names: dict[str, str]) -> Fit:
    codes = reasons(request, bringing)
    return Fit(bringing.person, bringing, codes, in_words(codes, names))


def _number_of(rows: QuerySet, outside: str = "person") -> Coalesce:
    """How many rows point at the supporter of the row outside."""
    counted = rows.filter(supporter=OuterRef(outside)).order_by().values("supporter").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0)


def bringings() -> QuerySet:
    """What supporters of today bring, each with `left`: for how many more people they have room."""
    working = Role.objects.filter(current(), kind=Role.Kind.SUPPORTER)
    rows = Bringing.objects.filter(person__in=working.values("person"), person__merged_into=None).select_related("person")
    asked = Suggestion.objects.filter(ended_at=None, picked_at__isnull=False)
    taken = _number_of(Pairing.objects.filter(ended_on=None)) + _number_of(asked)
    return rows.annotate(left=F("room") - taken)


def offers_now(*, with_room: bool = False) -> list[Offer]:
    """Everybody who supports today and said what they bring, with the room that is left. Two queries."""
    programmes = defaultdict(set)
    for person, programme in Role.objects.filter(current(), kind=Role.Kind.SUPPORTER).values_list("person_id", "programme_id"):
        programmes[person].add(programme)
    rows = bringings().filter(room__gt=0) if with_room else bringings()
    found = [Offer(row, max(0, row.left), frozenset(programmes[row.pk])) for row in rows.order_by("pk")]
    return [offer for offer in found if offer.free] if with_room else found


def asked_of(requests: Iterable[Request]) -> list[Asked]:
    """Each request with whom it must not be suggested to. Six queries for any number of requests."""
    requests = list(requests)
    people = {row.person_id for row in requests if row.person_id}
    working = set(Role.objects.filter(current(), kind__in=Role.WORKING).values_list("person", flat=True)) & people
    barred, before = _barred(), _pairs(Pairing.objects.exclude(ended_on=None))
    by_request = defaultdict(set)
    for request, supporter in Suggestion.objects.filter(_used_up()).values_list("request", "supporter"):
        by_request[request].add(supporter)
    return [
        Asked(
            row,
            works_here=row.person_id in working,
            barred=frozenset(barred[row.person_id] | by_request[row.pk] if row.person_id else by_request[row.pk]),
            met_before=frozenset(before[row.person_id] if row.person_id else ()),
        )
        for row in requests
    ]


def _used_up() -> Q:
    """Suggestions that are not made a second time: still open, passed by, or answered with no."""
    return Q(ended_at=None) | Q(passed_at__isnull=False) | Q(said_yes=False)


def _pairs(rows: QuerySet) -> dict[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for person, supporter in rows.values_list("person", "supporter"):
        found[person].add(supporter)
    return found


def _barred() -> dict[UUID, set[UUID]]:
    """Person -> whom they are kept apart from, meet already, or had between them a "rather not" in an earlier request."""
    found = _pairs(Relation.objects.open())
    said_no = Suggestion.objects.filter(Q(passed_at__isnull=False) | Q(said_yes=False), request__person__isnull=False)
    for person, supporter in said_no.values_list("request__person", "supporter"):
        found[person].add(supporter)
    for one, other in Apart.objects.filter(ended_on=None).values_list("person", "supporter"):
        found[one].add(other)
        found[other].add(one)
    return found


def experiences_to_bring(said: Collection[str] = ()) -> list[tuple[str, str]]:
    """Code and name of the experiences that people may choose from here, and of those somebody said before."""
    return [(one.code, capfirst(str(one))) for one in every_experience() if one.is_offered or one.code in said]


def with_their_room(supporters: PersonQuerySet) -> QuerySet:
    """Supporters by name, each with what they brought, and in `meets`, `asked` and `free` how much room is taken and left."""
    asked = Suggestion.objects.filter(ended_at=None, picked_at__isnull=False)
    counts = {"meets": _number_of(Pairing.objects.filter(ended_on=None), "pk"), "asked": _number_of(asked, "pk")}
    free = Greatest(F("bringing__room") - F("meets") - F("asked"), 0)
    return supporters.by_name().select_related("bringing").annotate(**counts).annotate(free=free)


def aparts_of(person: Person) -> list[Apart]:
    """Whom a person is kept apart from today, whichever of the two the row names first. One query."""
    rows = Apart.objects.filter(Q(person=person) | Q(supporter=person), ended_on=None)
    return list(rows.select_related("person", "supporter").order_by("said_on", "pk"))


def bringing_of(supporter: Person) -> Bringing | None:
    """What a supporter said they bring, if they said anything yet."""
    return Bringing.objects.filter(person=supporter).first()
