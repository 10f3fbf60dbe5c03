"""Keeping that somebody was looked at, on pages that tell of a person before or beside their record."""

from django.http import HttpRequest

from hearthside.audit.actions import note_opening
from hearthside.people.models import Person
from hearthside.people.permissions import right_to_open


def keep_opening(request: HttpRequest, person: Person | None, page: str) -> None:
    """The person reads it under 'Who opened it'. Nothing is kept of what is one's own, or of somebody not known here."""
    if request.method == "GET" and person is not None and person != request.actor:
        right = right_to_open(request.actor, person) or "one_to_one"
        note_opening(by=request.actor, about=person.actor_id, page=page, right=right)
