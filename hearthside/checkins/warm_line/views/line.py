"""On the line: who is there, logging a call, and calling back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hearthside.checkins.models import CallBack, KnownCaller
from hearthside.checkins.warm_line import actions
from hearthside.checkins.warm_line.forms import LineCallForm
from hearthside.checkins.warm_line.permissions import may_answer_line, may_open_callers
from hearthside.checkins.warm_line.queries import buddies_now, call_back_wishes, line_today, lines_of, own_calls_today, own_shift
from hearthside.core.dates import now
from hearthside.core.errors import Refused
from hearthside.encounters import offers
from hearthside.encounters.models import Encounter
from hearthside.encounters.permissions import may_correct_encounter, may_undo_encounter
from hearthside.safety.queries import promise_now


@never_cache
@login_required
def warm_line(request: HttpRequest) -> HttpResponse:
    """A shift on one page: the buddy, the button, what came in, and what we will and will not do."""
    may_answer_line(request.actor).require()
    shift = own_shift(request.actor)
    context = {
        "shift": shift,
        "buddies": buddies_now(request.actor, shift),
        "day": line_today(lines_of(request.actor)),
        "calls": own_calls_today(request.actor),
        "wishes": call_back_wishes(request.actor),
        "may_open_callers": may_open_callers(request.actor),
        "promise": promise_now()[1],
    }
    return render(request, "checkins/warm_line.html", context)


@never_cache
@login_required
def line_log(request: HttpRequest) -> HttpResponse:
    """One call, in a few taps and without a name. Sent twice, it is logged once."""
    may_answer_line(request.actor).require()
    if request.method == "POST":
        form = LineCallForm(request.POST, actor=request.actor)
        if form.is_valid():
            try:
                return _logged(request, form)
            except Refused as refusal:
                form.add_error("number" if form.cleaned_data["number"] else None, str(refusal))
    else:
        caller = KnownCaller.objects.visible_to(request.actor).filter(pk__in=_keys(request.GET.get("caller"))).first()
        form = LineCallForm(actor=request.actor, begun=now() if "on" in request.GET else None, caller=caller)
    return render(request, "checkins/line_log.html", {"form": form, "room": "log"}, status=422 if form.errors else 200)


def _keys(text: str | None) -> list[UUID]:
    try:
        return [UUID(text or "")]
    except ValueError:
        return []


def _logged(request: HttpRequest, form: LineCallForm) -> HttpResponse:
    encounter, ticket = actions.log_line_call(by=request.actor, contact=form.contact(), said=form.said(), language=request.LANGUAGE_CODE)
    if form.lost_caller:
        messages.info(request, _("Your time on the line is over, so this was saved without the name they use."))
    response = redirect("line_saved", encounter.pk)
    offers.hand_over_code(response, encounter, ticket)
    return response


@never_cache
@login_required
def line_saved(request: HttpRequest, encounter_id: UUID) -> HttpResponse:
    """It is saved; it can be taken back. And how is whoever took it?"""
    calls = Encounter.objects.visible_to(request.actor).filter(line_call__isnull=False)
    encounter = get_object_or_404(calls.select_related("kind", "programme"), pk=encounter_id)
    may_correct_encounter(request.actor, encounter).require()
    context = {"encounter": encounter, "may_undo": may_undo_encounter(request.actor, encounter), "room": "log"}
    return render(request, "checkins/line_saved.html", context)


@login_required
@require_POST
def line_call_back_settling(request: HttpRequest, call_back_id: UUID) -> HttpResponse:
    """Called back, or let be."""
    call_back = get_object_or_404(CallBack.objects.visible_to(request.actor), pk=call_back_id)
    actions.settle_call_back(by=request.actor, call_back=call_back)
    messages.success(request, _("Done with. The number is erased."))
    return redirect("warm_line")
