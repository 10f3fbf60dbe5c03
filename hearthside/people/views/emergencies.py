"""Opening a record in an emergency."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearthside.core.errors import Refused
from hearthside.people import actions
from hearthside.people.forms.bonds import EmergencyForm
from hearthside.people.models import BreakGlass
from hearthside.people.permissions import may_break_glass, may_look_in_emergency, may_open_record


@login_required
def break_glass(request: HttpRequest) -> HttpResponse:
    """Somebody whose record is closed, by exact name or reference, with the reason; and what is open now."""
    may_look_in_emergency(request.actor).require()
    form = EmergencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _opened(request, form)
        except Refused as refusal:
            form.add_error("typed", str(refusal))
    running = BreakGlass.objects.running().filter(opener=request.actor).select_related("person").order_by("ends_at")
    context = {"form": form, "running": running, "room": "people"}
    return render(request, "people/break_glass.html", context, status=422 if form.errors else 200)


def _opened(request: HttpRequest, form: EmergencyForm) -> HttpResponse:
    person = actions.look_in_emergency(by=request.actor, typed=form.cleaned_data["typed"])
    if may_open_record(request.actor, person):
        messages.info(request, _("You can open this record without an emergency."))
        return redirect("person", person.pk)
    verdict = may_break_glass(request.actor, person)
    if not verdict:
        raise Refused(verdict.reason)
    glass = actions.break_glass(by=request.actor, person=person, reason=form.cleaned_data["reason"])
    until = time_format(timezone.localtime(glass.ends_at).time())
    messages.success(
        request, _("Open for you until %(until)s. %(name)s will be told, with your reason.") % {"until": until, "name": person.name}
    )
    return redirect("person", person.pk)


@login_required
@require_POST
def emergency_closing(request: HttpRequest, glass_id: UUID) -> HttpResponse:
    """It is over: the record closes now."""
    glass = get_object_or_404(BreakGlass.objects.of(request.actor), pk=glass_id)
    actions.close_emergency(by=request.actor, glass=glass)
    messages.success(request, _("Closed. It stays written down that it was opened, and why."))
    return redirect("break_glass" if glass.opener_id == request.actor.pk else "my_record")


@login_required
@require_POST
def emergency_reading(request: HttpRequest, glass_id: UUID) -> HttpResponse:
    """The person has read that their record was opened, and why."""
    actions.see_emergency(by=request.actor, glass=get_object_or_404(BreakGlass.objects.of(request.actor), pk=glass_id))
    return redirect("my_record")
