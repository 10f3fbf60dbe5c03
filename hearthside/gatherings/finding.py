"""A gathering or a date by its address, as far as an actor may know of it; to everybody else it does not exist."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from hearthside.gatherings.models import Gathering, Session


def find_gathering(request: HttpRequest, slug: str) -> Gathering:
    return get_object_or_404(Gathering.objects.visible_to(request.actor).select_related("programme", "kind"), slug=slug)


def find_session(request: HttpRequest, slug: str, session_id: UUID) -> Session:
    visible = Session.objects.visible_to(request.actor).select_related("gathering", "series", "site")
    return get_object_or_404(visible, pk=session_id, gathering__slug=slug)
