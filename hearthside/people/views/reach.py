"""Where somebody may be reached, and what for."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearthside.core.errors import Refused
from hearthside.people import actions
from hearthside.people.forms.reach import PermissionForm, WayForm
from hearthside.people.models import ReachPermission, WayToReach
from hearthside.people.permissions import may_change_record
from hearthside.people.reach import in_words, shown, ways_allowed
from hearthside.people.views import find_person, part


@login_required
def ways(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Every number and address, with what is allowed; adding one goes on to asking what may be done with it."""
    person = find_person(request, person_id, "ways")
    form = WayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            way = actions.add_way(by=request.actor, person=person, **form.cleaned_data)
            return redirect("way_permission", person.pk, way.pk, ReachPermission.Purpose.CHECK_INS)
        except Refused as refusal:
            form.add_error("value", str(refusal))
    allowed = ways_allowed(person)
    context = {
        "used": [one for one in allowed if one.way.ended_on is None],
        "ended": [one for one in allowed if one.way.ended_on is not None],
        "verdict": may_change_record(request.actor, person),
    }
    return part(request, "people/ways.html", person, form, **context)


@login_required
def way_permission(request: HttpRequest, person_id: UUID, way_id: UUID, purpose: str) -> HttpResponse:
    """What a person says of one way for one purpose, in the words they hear, and what they said before."""
    person = find_person(request, person_id, "ways")
    way = get_object_or_404(person.ways.filter(ended_on=None), pk=way_id)
    if purpose not in ReachPermission.Purpose.values:
        raise Http404
    history = list(way.permissions.filter(purpose=purpose).order_by("-said_at"))
    said = next((one for one in history if one.ended_at is None), None)
    form = PermissionForm(
        request.POST if request.method == "POST" else None, organisation=request.organisation, way=way, purpose=purpose, said=said
    )
    if request.method == "POST" and form.is_valid():
        actions.permit_reach(by=request.actor, way=way, purpose=purpose, **form.answers())
        messages.success(request, _("Saved."))
        return redirect("ways", person.pk)
    history = [(one, in_words(way, one)) for one in history]
    context = {"shown": shown(way, request.organisation.country), "purposes": _purposes(way), "history": history}
    return part(request, "people/way_permission.html", person, form, verdict=may_change_record(request.actor, person), **context)


def _purposes(way: WayToReach) -> list[tuple[str, str]]:
    """What else they may be asked of this way, each with its page."""
    return [(name, reverse("way_permission", args=[way.person_id, way.pk, code])) for code, name in ReachPermission.Purpose.choices]


@login_required
@require_POST
def way_ending(request: HttpRequest, person_id: UUID, way_id: UUID) -> HttpResponse:
    """This number or address is no longer used."""
    person = find_person(request, person_id, "ways")
    actions.end_way(by=request.actor, way=get_object_or_404(person.ways, pk=way_id))
    messages.success(request, _("No longer used. You find it below if it is needed again."))
    return redirect("ways", person.pk)


@login_required
@require_POST
def way_return(request: HttpRequest, person_id: UUID, way_id: UUID) -> HttpResponse:
    """This number or address is used again; what may be done with it is asked anew."""
    person = find_person(request, person_id, "ways")
    way = get_object_or_404(person.ways, pk=way_id)
    try:
        actions.resume_way(by=request.actor, way=way)
    except Refused as refusal:
        messages.info(request, str(refusal))
        return redirect("ways", person.pk)
    return redirect("way_permission", person.pk, way.pk, ReachPermission.Purpose.CHECK_INS)


@login_required
@require_POST
def way_confirmation(request: HttpRequest, person_id: UUID, way_id: UUID) -> HttpResponse:
    """They said that all that is allowed at this number or address is still so."""
    person = find_person(request, person_id, "ways")
    way = get_object_or_404(person.ways, pk=way_id)
    try:
        actions.confirm_way(by=request.actor, way=way)
        messages.success(request, _("Noted, with today's date."))
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect("ways", person.pk)


@login_required
@require_POST
def reach_ending(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """They asked us to stop."""
    person = find_person(request, person_id, "ways")
    actions.stop_reaching(by=request.actor, person=person)
    messages.success(request, _("Noted. Nothing may be done any more to reach %(name)s, until they say otherwise.") % {"name": person.name})
    return redirect("ways", person.pk)
