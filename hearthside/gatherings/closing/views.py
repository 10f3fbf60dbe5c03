"""Closing a session in two taps, and seeing to the calls that people asked for."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearthside.core.errors import Refused
from hearthside.gatherings.closing import actions
from hearthside.gatherings.closing.forms import CallWishForm, ClosingForm
from hearthside.gatherings.closing.queries import calls_wished, held_by, who_came
from hearthside.gatherings.models import Session
from hearthside.gatherings.permissions import may_close_session


def _session(request: HttpRequest, session_id: UUID) -> Session:
    seen = ("gathering__programme", "gathering__kind", "series", "site")
    return get_object_or_404(Session.objects.visible_to(request.actor).select_related(*seen), pk=session_id)


def _page(request: HttpRequest, template: str, form: Form, session: Session, **context) -> HttpResponse:
    context |= {"form": form, "session": session, "room": "kept_gatherings"}
    return render(request, f"gatherings/{template}.html", context, status=422 if form.errors else 200)


@login_required
def closing(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """It is over: who came is there already. One tap more, and the survey is offered to all."""
    session = _session(request, session_id)
    may_close_session(request.actor, session).require()
    form = ClosingForm(request.POST or None, session=session)
    if request.method == "POST" and form.is_valid():
        try:
            closed = actions.close_session(by=request.actor, session=session, **form.cleaned_data)
            messages.success(request, _("Saved. Thank you for holding it."))
            return redirect("offer", encounter_id=closed.encounter_id) if closed.encounter_id else redirect("today")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    wishes = calls_wished(request.actor).filter(session=session)
    came = who_came(session, without=held_by(session))
    is_counted = session.closed_at and (session.encounter_id or not came.heads)  # a contact may have been taken back elsewhere
    return _page(request, "closing", form, session, came=came, wishes=wishes, is_counted=is_counted)


@login_required
@require_POST
def closing_undoing(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """It was closed too early."""
    session = _session(request, session_id)
    actions.reopen_session(by=request.actor, session=session)
    messages.success(request, _("Open again. Close it once all is right."))
    return redirect("closing", session_id=session.pk)


@login_required
def call_wish(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Somebody who came would like a call."""
    session = _session(request, session_id)
    may_close_session(request.actor, session).require()
    form = CallWishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.wish_call(by=request.actor, session=session, **form.cleaned_data)
        messages.success(request, _("Noted. It stands on Today until somebody has called."))
        return redirect("closing", session_id=session.pk)
    return _page(request, "call_wish", form, session)


@login_required
@require_POST
def call_taking(request: HttpRequest, wish_id: UUID) -> HttpResponse:
    """I will call them."""
    wish = get_object_or_404(calls_wished(request.actor), pk=wish_id)
    try:
        actions.take_call(by=request.actor, wish=wish)
        messages.success(request, _("Noted: you will call them."))
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect("closing", session_id=wish.session_id)


@login_required
@require_POST
def call_settling(request: HttpRequest, wish_id: UUID) -> HttpResponse:
    """They were called."""
    wish = get_object_or_404(calls_wished(request.actor), pk=wish_id)
    actions.settle_call(by=request.actor, wish=wish)
    messages.success(request, _("Done with."))
    return redirect("closing", session_id=wish.session_id)
