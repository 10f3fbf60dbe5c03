"""Doors of these pages: one's own, and those of somebody else. Opening somebody else's is kept, and they see it."""

from uuid import UUID

from django.http import Http404, HttpRequest

from hearthside.audit.actions import note_opening
from hearthside.core.verdicts import Verdict
from hearthside.one_to_one.goals import permissions
from hearthside.one_to_one.goals.queries import find_sharing
from hearthside.people.models import Person
from hearthside.people.queries import open_person


def find_me(request: HttpRequest) -> Person:
    """Whoever is signed in and known here; 404 for an account that is nobody's."""
    if not isinstance(request.actor, Person):
        raise Http404
    return request.actor


def find_goals(request: HttpRequest, person_id: UUID) -> Person:
    """Whose goal page this actor may read. Where only the record is open, 403 says whether there is a page and whose it is."""
    person = open_person(request.actor, person_id)
    return _opened(request, person, permissions.may_open_goals, "goals")


def find_plan(request: HttpRequest, person_id: UUID) -> Person:
    """Whose wellness plan this actor may read something of."""
    return _opened(request, _sharing(request, person_id), permissions.may_open_wellness, "wellness plan")


def find_wishes(request: HttpRequest, person_id: UUID) -> Person:
    """Whose wishes this actor may read, or type with them."""
    return _opened(request, _sharing(request, person_id), permissions.may_open_wishes, "wishes")


def _sharing(request: HttpRequest, person_id: UUID) -> Person | None:
    return find_sharing(request.actor, person_id) if isinstance(request.actor, Person) else None


def _opened(request: HttpRequest, person: Person | None, may_open, page: str) -> Person:
    if person is None:
        raise Http404
    verdict: Verdict = may_open(request.actor, person)
    verdict.require()
    if request.method == "GET" and person != request.actor:
        note_opening(by=request.actor, about=person.actor_id, page=page, right=person.right)
    return person
