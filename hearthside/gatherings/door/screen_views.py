"""The tablet at the entrance: today's groups, a name or a code or neither, thanks. Nothing here looks at a session.

A form carries a token made from the device's key instead of Django's, and the key travels in a cookie that no other site
can send along.
"""

from datetime import datetime, time, timedelta
from functools import cache, wraps
from pathlib import Path
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from hearthside.core.dates import now
from hearthside.core.errors import NotAllowed
from hearthside.gatherings.door.actions import NotOnThatDay, TooManyTyped, is_resting, note_arrival
from hearthside.gatherings.door.devices import AtDoor, door_here, form_token, has_token
from hearthside.gatherings.door.forms import read_uuid
from hearthside.gatherings.door.queries import groups_at
from hearthside.gatherings.models import Door

LEEWAY = timedelta(hours=3)  # after midnight, before a tablet without a network says that its groups were yesterday's
WORKER = Path(__file__).parents[1] / "static/gatherings/worker.js"


def at_the_door(view):
    """Only on a device that is a door now, which the view gets beside the request; elsewhere the page says what to do."""

    @wraps(view)
    def screen(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        door = door_here(request)
        if door is None or not door.is_open:
            return _no_door(request)
        return view(request, door, *args, **kwargs)

    return screen


def _no_door(request: HttpRequest) -> HttpResponse:
    return _page(request, "no_door", status=403)


def _page(request: HttpRequest, name: str, status: int = 200, **shown) -> HttpResponse:
    """A screen of the door, with what its forms carry."""
    return render(request, f"gatherings/{name}.html", shown | {"token": form_token(request)}, status=status)


@require_safe
@at_the_door
def door(request: HttpRequest, door: Door) -> HttpResponse:
    """What is on here today."""
    midnight = timezone.make_aware(datetime.combine(door.day + timedelta(days=1), time()))
    return _page(request, "door", sessions=groups_at(door), site=door.site, until=(midnight + LEEWAY).isoformat())


@csrf_exempt
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def arrival(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """A first name, a code, or just count me. Sent, it is answered with the same words whoever it was."""
    return _tap(request, session_id) if request.method == "POST" else _ask(request, session_id)


@at_the_door
def _ask(request: HttpRequest, door: Door, session_id: UUID, status: int = 200) -> HttpResponse:
    session = groups_at(door).filter(pk=session_id).first()
    if session is None:
        return redirect("door")
    return _page(request, "arrival", status, session=session, tap=uuid4(), is_resting=status == 429 or is_resting(door))


def _tap(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Note it. A tap that the tablet had kept says when it was made, and is answered without a page."""
    door, tap = door_here(request), read_uuid(request.POST.get("tap", ""))
    if door is None or tap is None or not has_token(request):
        return _no_door(request)
    kept = "at" in request.POST
    typed = "" if "just" in request.POST else request.POST.get("typed", "")
    try:
        note_arrival(by=AtDoor(door.pk), door=door, session=session_id, tap=tap, typed=typed, at=_moment(request.POST.get("at", "")))
    except NotAllowed:
        return _no_door(request)
    except NotOnThatDay:
        return HttpResponse(status=410) if kept else redirect("door")
    except TooManyTyped:
        return HttpResponse(status=429) if kept else _ask(request, session_id, 429)
    return HttpResponse(status=204) if kept else redirect("door_thanks")


def _moment(text: str) -> datetime:
    """When a kept tap was made, by the tablet's clock; now, where that cannot be read."""
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    return found if found and timezone.is_aware(found) else now()


@require_safe
@at_the_door
def door_thanks(request: HttpRequest, door: Door) -> HttpResponse:
    """Thank you, and back by itself for whoever comes next."""
    return _page(request, "door_thanks")


@require_safe
def door_worker(request: HttpRequest) -> HttpResponse:
    """The program that keeps these screens on the tablet. It has to stand under /door/ to be allowed to."""
    return HttpResponse(_worker(), content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


@cache
def _worker() -> bytes:
    return WORKER.read_bytes()
