"""The pages of this room as they are drawn, so that a form with a fault comes back on the page it was sent from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hearthside.checkins.models import Call
from hearthside.checkins.permissions import may_claim_call
from hearthside.checkins.rounds.forms import BridgeForm, CallerForm, TalkedForm, TryForm
from hearthside.checkins.rounds.permissions import may_give_call
from hearthside.checkins.rounds.shown import numbers_of, step_now, windows
from hearthside.core.dates import now
from hearthside.outbox.telephone.queries import can_bridge


def page(request: HttpRequest, template: str, form=None, **context) -> HttpResponse:
    """A page of this room; 422 when something has to be put right."""
    faulty = form is not None and form.is_bound and bool(form.errors)
    return render(request, f"checkins/{template}.html", context | {"form": form, "room": "calls"}, status=422 if faulty else 200)


def call_page(
    request: HttpRequest,
    call: Call,
    talked_form: TalkedForm | None = None,
    try_form: TryForm | None = None,
    caller_form: CallerForm | None = None,
) -> HttpResponse:
    """One call. Numbers are shown to whoever has begun it, and to nobody else."""
    is_mine = call.claimed_by_id == request.actor.pk and call.ended_at is None
    numbers = numbers_of(call) if is_mine else []
    window, here = windows(call)
    may_claim = may_claim_call(request.actor, call)
    context = {
        "call": call,
        "window": window,
        "here": here,
        "is_mine": is_mine,
        "numbers": numbers,
        "bridge_form": BridgeForm() if can_bridge() else None,
        "step": step_now(call) if is_mine else None,
        "may_leave_message": any(one.way.voicemail for one in numbers),
        "may_claim": may_claim,
        "may_begin": may_claim and call.waits_for_human(now()),
        "neutral_words": _("Hello, I am calling as we arranged. I will try again."),
        "may_give": may_give_call(request.actor, call) if call.ended_at is None and call.claimed_by_id is None else None,
        "talked_form": talked_form or TalkedForm(),
        "try_form": try_form or TryForm(),
    }
    if context["may_give"]:
        context["caller_form"] = caller_form or CallerForm(call=call)
    return page(request, "call", next((one for one in (talked_form, try_form, caller_form) if one), None), **context)
