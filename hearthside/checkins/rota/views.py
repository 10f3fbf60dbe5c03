"""The rota: a week on a page, one tap to take a shift or to give it back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hearthside.checkins.rota.forms import HolderForm, ShiftsForm
from hearthside.checkins.rota.weeks import week_name, week_of
from hearthside.core.errors import Refused
from hearthside.core.verdicts import Verdict, no
from hearthside.people import actions
from hearthside.people.models import Person, Shift
from hearthside.people.permissions import may_keep_rota, may_open_rota


def page(request: HttpRequest, template: str, form=None, **context) -> HttpResponse:
    """A page of this room; 422 when something has to be put right."""
    faulty = form is not None and form.is_bound and bool(form.errors)
    return render(request, f"checkins/{template}.html", context | {"form": form, "room": "calls"}, status=422 if faulty else 200)


def keeps_a_rota(actor) -> Verdict:
    """Whether there is any rota that this actor keeps; the form and the action ask of each programme."""
    if isinstance(actor, Person) and actor.coordinated_programmes:
        return may_keep_rota(actor, Shift.What.WARM_LINE, None)
    return no(_("Only the coordinator of this programme changes its rota. Ask them."))


@login_required
def rota(request: HttpRequest, week: str = "") -> HttpResponse:
    """Who is on duty in one week, and where nobody is yet."""
    may_open_rota(request.actor).require()
    return page(request, "rota", week=week_of(request.actor, week), may_plan=keeps_a_rota(request.actor))


@login_required
def shifts(request: HttpRequest) -> HttpResponse:
    """Making shifts for the weeks ahead."""
    keeps_a_rota(request.actor).require()
    form = ShiftsForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.plan_shifts(by=request.actor, **form.cleaned_data)
            said = ngettext("%(count)s shift is on the rota now.", "%(count)s shifts are on the rota now.", made) % {"count": made}
            messages.success(request, said if made else _("Nothing to do: these shifts are on the rota already."))
            return redirect("rota_week", week_name(form.cleaned_data["first_day"]))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return page(request, "shifts", form)


@login_required
def shift(request: HttpRequest, shift_id: UUID) -> HttpResponse:
    """One shift that nobody has: giving it to somebody, or taking it off the rota."""
    opened = _find(request, shift_id)
    may_keep_rota(request.actor, opened.what, opened.programme).require()
    form = HolderForm(request.POST or None, shift=opened)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_shift(by=request.actor, shift=opened, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return _back(opened)
        except Refused as refusal:
            form.add_error("person", str(refusal))
    return page(request, "shift", form, shift=opened)


@login_required
@require_POST
def shift_taking(request: HttpRequest, shift_id: UUID) -> HttpResponse:
    """I can."""
    return _done(request, shift_id, actions.take_shift, _("It is yours. Thank you."))


@login_required
@require_POST
def shift_return(request: HttpRequest, shift_id: UUID) -> HttpResponse:
    """I can't make it."""
    return _done(request, shift_id, actions.give_back_shift, _("Given back. It is shown to the others until somebody takes it."))


@login_required
@require_POST
def shift_removal(request: HttpRequest, shift_id: UUID) -> HttpResponse:
    """Nobody is needed then."""
    return _done(request, shift_id, actions.remove_shift, _("Off the rota. You can plan it again at any time."))


def _find(request: HttpRequest, shift_id: UUID) -> Shift:
    return get_object_or_404(Shift.objects.visible_to(request.actor).select_related("person", "programme"), pk=shift_id)


def _done(request: HttpRequest, shift_id: UUID, act, said: str) -> HttpResponse:
    """One tap about a shift, and back to its week, where it may be undone."""
    found = _find(request, shift_id)
    try:
        act(by=request.actor, shift=found)
        messages.success(request, said)
    except Refused as refusal:
        messages.info(request, str(refusal))
    return _back(found)


def _back(changed: Shift) -> HttpResponse:
    return redirect("rota_week", week_name(timezone.localdate(changed.begins)))
