"""A gathering or a date by its address, as far as an actor may know of it; to everybody else it does not exist."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from hearthside.gatherings.models import Duty, Gathering, Session
from hearthside.people.models import Person


def find_gathering(request: HttpRequest, slug: str) -> Gathering:
    return get_object_or_404(Gathering.objects.visible_to(request.actor).select_related("programme", "kind"), slug=slug)


def find_session(request: HttpRequest, slug: str, session_id: UUID) -> Session:
    """Open also to a guest of that date, who keeps it after giving it back, so that this can be undone."""
    visible = Session.objects.visible_to(request.actor)
    if isinstance(request.actor, Person):
        visible |= Session.objects.filter(pk__in=Duty.objects.filter(person=request.actor).values("session"))
    return get_object_or_404(visible.select_related("gathering", "series", "site"), pk=session_id, gathering__slug=slug)
