"""Reading people in the ways that many pages need."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import models, router
from django.db.models import Prefetch, Q

from hearthside.accounts.models import User
from hearthside.core.dates import today
from hearthside.core.kept_queries import Given, KeptQuery
from hearthside.organisation.models import Organisation
from hearthside.organisation.queries import word
from hearthside.people.models import Look, Person, PersonQuerySet, Relation, Role, current, opened_since
from hearthside.people.permissions import coordinates, may_enrol, may_give_work, may_open_record


def signed_in_person(user: User) -> Person | None:
    """The person behind an account, with the roles they hold today. No query for whoever signed in and holds a role."""
    day = today()
    roles = getattr(user, "roles_behind", None)  # brought along by the session's own question (backend.py)
    if roles is None:
        roles = list(Role.objects.filter(person__user=user.pk).select_related("person"))
    if not roles:
        return Person.objects.filter(user=user).first()
    person = roles[0].person
    person.current_roles = [role for role in roles if role.starts_on <= day and (role.ends_on is None or day < role.ends_on)]
    return person


@lru_cache(100)
def _met_of(number: int) -> KeptQuery:
    keys: Any = [Given(f"key{place}", models.UUIDField()) for place in range(number)]
    met = current(Given("day", models.DateField())) & Q(supporter=Given("supporter", models.UUIDField()), person__pk__in=keys)
    return KeptQuery(lambda: Relation.objects.filter(met).values_list("person"))


def unread_people(keys: Iterable[UUID]) -> list[Person]:
    """The people of these keys without asking the database, which is done when more than the key is wanted of one of them.
    Whoever takes them asks whether they are open, and so whether they are anybody's.
    """
    return [Person.from_db(router.db_for_read(Person), ["id"], [key]) for key in keys]


def supports_all(supporter: Person, people: set[UUID]) -> bool:
    """Whether this supporter is in relation today with every one of these people."""
    met = _met_of(len(people))(supporter=supporter.pk, day=today(), **_numbered(people))
    return {key for (key,) in met} == people


def kept_records() -> dict[UUID, UUID]:
    """Of each record that was found to be somebody else's as well: the record that was kept, at the end of the line."""
    merged: dict[UUID, Any] = dict(Person.objects.exclude(merged_into=None).values_list("pk", "merged_into"))
    kept = {}
    for pk, target in merged.items():
        while target in merged:
            target = merged[target]
        kept[pk] = target
    return kept


def _numbered(keys: Iterable) -> dict[str, Any]:
    return {f"key{place}": key for place, key in enumerate(keys)}


def open_person(actor, key: UUID) -> Person | None:
    """Somebody whose record this actor may open, with the `right` of PersonQuerySet.opened_by, and `since`: the first day
    of which they may read what happened, None for all of it. None when the record is closed.
    """
    found = _opened(_shape(actor))(person=key, **_values(actor)) if isinstance(actor, Person) else []
    return found[0] if found else None


def others_visible_to(actor, words: str, first: int, after: int) -> Sequence[Sequence]:
    """Key, name and pronouns of those whose record this actor may open, without themselves, by name, from place to place.
    With words, only those whose name has them in it, or whose reference they are. One query.
    """
    if not isinstance(actor, Person):
        return []
    if not words:
        return _others(_shape(actor), first, after)(**_values(actor))
    others = Person.objects.visible_to(actor).exclude(pk=actor.pk).by_name()
    found = others.filter(Q(name__icontains=words) | Q(reference__iexact=words))
    return list(found.values_list("pk", "name", "pronouns")[first:after])


@lru_cache(100)
def _opened(shape: int | None) -> KeptQuery:
    look = _look(shape)
    found = Person.objects.opened_in(look).annotate(since=opened_since(look))
    return KeptQuery(lambda: found.filter(pk=Given("person", models.UUIDField())))


@lru_cache(100)
def _others(shape: int | None, first: int, after: int) -> KeptQuery:
    look = _look(shape)
    others = Person.objects.visible_in(look).exclude(pk=look.actor).by_name()
    return KeptQuery(lambda: others.values_list("pk", "name", "pronouns")[first:after])


def _shape(actor: Person) -> int | None:
    """What a statement looks like depends on how many programmes the actor coordinates; None stands for all of them."""
    programmes = actor.coordinated_programmes
    return None if None in programmes else len(programmes)


def _look(shape: int | None) -> Look:
    """A look of that shape, to be filled with `_values`."""
    keys = [None] if shape is None else [Given(f"key{place}", models.UUIDField()) for place in range(shape)]
    return Look(Given("actor", models.UUIDField()), keys, Given("day", models.DateField()), Given("moment", models.DateTimeField()))


def _values(actor: Person) -> dict[str, Any]:
    look = Look.of(actor)
    return {"actor": look.actor, "day": look.day, "moment": look.moment, **_numbered(look.programmes)}


def people_called_like(actor, name: str) -> list[Person]:
    """Those among the people this actor sees whose name is the same, whatever its accents and capitals. One query."""
    plain = _plain(name)
    names = Person.objects.visible_to(actor).values_list("pk", "name")
    alike = [key for key, known in names if _plain(known) == plain]
    return list(Person.objects.filter(pk__in=alike).by_name()) if alike else []


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())


@dataclass(frozen=True, slots=True)
class AtWork:
    """Somebody and the working roles they hold today, in the organisation's words."""

    person: Person
    roles: list[str]


def at_work(people: PersonQuerySet, organisation: Organisation) -> list[AtWork]:
    """These people by name, each with their working roles. Two queries.

    What they are enrolled in is part of the record, which stays closed here, also a colleague's.
    """
    held = Role.objects.filter(current(), kind__in=Role.WORKING).select_related("programme").order_by("kind", "pk")
    named = people.by_name().prefetch_related(Prefetch("roles", held, to_attr="held"))
    return [AtWork(person, [_in_programme(role, organisation) for role in person.held]) for person in named]


def _in_programme(role: Role, organisation: Organisation) -> str:
    name = role_name(organisation, role.kind)
    return f"{name} ({role.programme})" if role.programme else name


@dataclass(frozen=True, slots=True)
class NamedRole:
    """A role as a page shows it, in the organisation's word for it."""

    role: Role
    name: str
    may_end: bool


def named_roles(actor, person: Person, organisation: Organisation) -> tuple[list[NamedRole], list[NamedRole]]:
    """A person's roles that hold or will hold, and those that have ended, newest first. What they are enrolled in is
    shown only where the record is open. A fixed number of queries.
    """
    roles = person.roles.select_related("programme").order_by("-starts_on", "-pk")
    if not may_open_record(actor, person):
        roles = roles.filter(kind__in=Role.WORKING)
    is_own, enrols = actor.pk == person.pk, bool(may_enrol(actor, person))
    held: list[NamedRole] = []
    past: list[NamedRole] = []
    for role in roles:
        may_end = is_own or (enrols if role.kind in Role.ENROLLED else bool(may_give_work(actor, role.kind, role.programme)))
        named = NamedRole(role, role_name(organisation, role.kind), may_end)
        (past if role.ends_on and role.ends_on <= today() else held).append(named)
    return held, past


def role_name(organisation: Organisation, kind: str) -> str:
    """What the organisation calls this role; its own word, else the usual one."""
    return str(word(organisation, kind))


def mergeable_with(actor, person: Person, typed: str = "") -> list[UUID]:
    """Who may be the same human being: among the people of this coordinator, those with the same name or number, and
    those called exactly what was typed.
    """
    if not coordinates(actor, person):
        return []
    candidates = Person.objects.coordinated_by(actor).exclude(pk=person.pk)
    numbers = person.ways.exclude(lookup="").values("lookup")
    alike = {key for key, name in candidates.values_list("pk", "name") if _plain(name) == _plain(person.name)}
    alike |= set(candidates.filter(ways__lookup__in=numbers).values_list("pk", flat=True))
    return list(alike | set(candidates.called(typed).values_list("pk", flat=True) if typed else ()))
