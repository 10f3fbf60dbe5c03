"""Making a device the door, and ending one from anywhere."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearthside.accounts import locking
from hearthside.core.errors import Refused
from hearthside.gatherings.door.actions import close_door, open_door
from hearthside.gatherings.door.devices import give_key
from hearthside.gatherings.door.forms import DoorForm
from hearthside.gatherings.models import Door
from hearthside.gatherings.permissions import may_open_door


@login_required
def door_opening(request: HttpRequest) -> HttpResponse:
    """Make this device the door, and see which doors are open."""
    may_open_door(request.actor).require()
    form = DoorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _opened(request, form)
        except Refused as refusal:
            form.add_error("pin", str(refusal))
    doors = Door.objects.visible_to(request.actor).open_now().select_related("site", "opened_by").order_by("opened_at")
    context = {"form": form, "doors": doors, "this": request.session.get(locking.DOOR), "has_pin": locking.has_pin(request)}
    return render(request, "gatherings/door_opening.html", context, status=422 if form.errors else 200)


def _opened(request: HttpRequest, form: DoorForm) -> HttpResponse:
    """Lock what is open on this device, then hand it over."""
    locking.lock(request, form.cleaned_data["pin"], reverse("door_opening"))
    door, key = open_door(by=request.actor, site=form.cleaned_data["site"], instead_of=request.session.get(locking.DOOR, ""))
    request.session[locking.DOOR] = str(door.pk)
    response = redirect("door")
    give_key(response, key)
    return response


@login_required
@require_POST
def door_closing(request: HttpRequest, door_id: UUID) -> HttpResponse:
    """This door shows nothing any more, wherever it stands."""
    door = get_object_or_404(Door.objects.visible_to(request.actor), pk=door_id)
    close_door(by=request.actor, door=door)
    messages.success(request, _("That door is closed."))
    return redirect("door_opening")
