"""Callers who would like to be known, under a name they chose."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hearthside.checkins.models import KnownCaller
from hearthside.checkins.warm_line import actions
from hearthside.checkins.warm_line.forms import AgreementForm, CallerForm, NewCallerForm
from hearthside.checkins.warm_line.permissions import may_know_caller, may_open_callers
from hearthside.checkins.warm_line.queries import known_callers, lines_open_to, talked_on
from hearthside.core.errors import Refused


def page(request: HttpRequest, template: str, form=None, **context) -> HttpResponse:
    """A page of this room; 422 when something has to be put right."""
    return render(request, f"checkins/{template}.html", context | {"form": form}, status=422 if form is not None and form.errors else 200)


def _found(request: HttpRequest, caller_id: UUID) -> KnownCaller:
    caller = get_object_or_404(KnownCaller.objects.visible_to(request.actor).select_related("programme"), pk=caller_id)
    may_know_caller(request.actor, caller).require()
    return caller


@never_cache
@login_required
def callers(request: HttpRequest) -> HttpResponse:
    """All of them, by the names they chose."""
    may_open_callers(request.actor).require()
    return page(request, "callers", callers=known_callers(request.actor))


@never_cache
@login_required
def new_caller(request: HttpRequest) -> HttpResponse:
    """Somebody would like to be known when they call again."""
    may_open_callers(request.actor).require()
    form = NewCallerForm(request.POST or None, programmes=lines_open_to(request.actor))
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("caller", actions.welcome_caller(by=request.actor, **form.chosen()).pk)
        except Refused as refusal:
            form.add_error("alias", str(refusal))
    return page(request, "new_caller", form)


@never_cache
@login_required
def caller(request: HttpRequest, caller_id: UUID) -> HttpResponse:
    """One of them: what was agreed, and nothing counted but the day of the last talk."""
    caller = _found(request, caller_id)
    agreements = list(caller.agreements.select_related("agreed_by").order_by("-agreed_at"))
    in_force = [one for one in agreements if one.ended_at is None]
    earlier = [one for one in agreements if one.ended_at]
    return page(request, "caller", caller=caller, talked_on=talked_on(caller), agreement=next(iter(in_force), None), earlier=earlier)


@never_cache
@login_required
def caller_details(request: HttpRequest, caller_id: UUID) -> HttpResponse:
    """They would like another name here, or another word."""
    caller = _found(request, caller_id)
    form = CallerForm(request.POST or None, initial={"alias": caller.alias, "word": caller.word})
    if request.method == "POST" and form.is_valid():
        try:
            actions.rename_caller(by=request.actor, caller=caller, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("caller", caller.pk)
        except Refused as refusal:
            form.add_error("alias", str(refusal))
    return page(request, "caller_details", form, caller=caller)


@never_cache
@login_required
def caller_agreement(request: HttpRequest, caller_id: UUID) -> HttpResponse:
    """Agree, agree anew, or say that it still fits."""
    caller = _found(request, caller_id)
    form = AgreementForm(request.POST or None, agreement=caller.agreements.open().first())
    if request.method == "POST" and form.is_valid():
        try:
            look_again_on = form.cleaned_data["look_again_on"]
            actions.agree_calls(by=request.actor, caller=caller, words=form.words(), look_again_on=look_again_on)
            messages.success(request, _("Agreed. Whoever is on the line can read it."))
            return redirect("caller", caller.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return page(request, "caller_agreement", form, caller=caller)


@login_required
@require_POST
def caller_agreement_ending(request: HttpRequest, caller_id: UUID) -> HttpResponse:
    """The agreement ends; they may call as everybody may."""
    caller = _found(request, caller_id)
    actions.end_call_agreement(by=request.actor, caller=caller)
    messages.success(request, _("It has ended. They may call as everybody may."))
    return redirect("caller", caller.pk)


@login_required
@require_POST
def caller_forgetting(request: HttpRequest, caller_id: UUID) -> HttpResponse:
    """They would like to be forgotten."""
    actions.forget_caller(by=request.actor, caller=_found(request, caller_id))
    messages.success(request, _("Forgotten. Their calls stay as calls without a name."))
    return redirect("callers")
