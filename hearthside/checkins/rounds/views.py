"""Today's calls: mine, those nobody has, and what came of one, by a tap each."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hearthside.checkins.calls import actions as engine
from hearthside.checkins.models import Call
from hearthside.checkins.permissions import may_claim_call
from hearthside.checkins.rounds import actions
from hearthside.checkins.rounds.forms import BridgeForm, MoreForm, TalkedForm, TryForm
from hearthside.checkins.rounds.pages import call_page, page
from hearthside.checkins.rounds.permissions import may_open_calls, may_share_calls
from hearthside.checkins.rounds.queries import answers_awaited, calls_listed, calls_to_record, talk_of
from hearthside.checkins.rounds.shown import shown
from hearthside.core.dates import now, today
from hearthside.core.errors import Refused
from hearthside.core.pages import slice_of
from hearthside.core.sent_later import is_sent_later
from hearthside.encounters.actions import withdraw_offer
from hearthside.encounters.offers import hand_over_code
from hearthside.encounters.permissions import may_correct_encounter, may_undo_encounter

ROWS = 25


@login_required
def calls(request: HttpRequest) -> HttpResponse:
    """What is mine to call today, and what anybody on duty may take."""
    may_open_calls(request.actor).require()
    listed = slice_of(calls_listed(request.actor, now()), request.GET.get("page"), ROWS)
    awaited = list(answers_awaited(request.actor, now())[:ROWS])
    rows = shown(request.actor, listed.rows)
    return page(request, "calls", listed=listed, rows=rows, awaited=awaited, may_share=may_share_calls(request.actor))


@login_required
@require_POST
def call_sharing(request: HttpRequest) -> HttpResponse:
    """Share out what nobody has."""
    changed = actions.share_calls(by=request.actor, day=today())
    said = ngettext("%(count)s call has somebody now.", "%(count)s calls have somebody now.", changed) % {"count": changed}
    messages.success(request, said if changed else _("Nothing to share: each call that somebody on duty can make has somebody."))
    return redirect("calls")


@login_required
@require_POST
def call_handing_over(request: HttpRequest) -> HttpResponse:
    """I must go: what is not done goes back to the list."""
    may_open_calls(request.actor).require()
    engine.hand_over_calls(by=request.actor, person=request.actor)
    messages.success(request, _("Handed over. What you had begun or were given is back on the list for the others."))
    return redirect("calls")


PARTS = ("person", "plan", "programme", "claimed_by")


def find_call(request: HttpRequest, call_id: UUID) -> Call:
    return get_object_or_404(Call.objects.visible_to(request.actor).select_related(*PARTS), pk=call_id)


def _find_again(request: HttpRequest, call_id: UUID, form: TalkedForm | TryForm) -> Call:
    """The same, also when the first of two taps has ended the call, which closes it to those on duty."""
    form.full_clean()
    once = form.cleaned_data.get("once")
    return get_object_or_404(calls_to_record(request.actor, once).select_related(*PARTS), pk=call_id)


@login_required
def call(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """One call: whom, when, and once I have begun it the number and what may be said."""
    opened = find_call(request, call_id)
    if opened.person_id == request.actor.pk:
        return redirect("my_record")
    return call_page(request, opened)


@login_required
@require_POST
def call_claim(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """I call now: from here on it is mine alone."""
    claimed = find_call(request, call_id)
    may_claim_call(request.actor, claimed).require()
    try:
        engine.claim_call(by=request.actor, call=claimed)
    except Refused as refusal:
        messages.info(request, str(refusal))
        return redirect("calls")
    return redirect("call", call_id)


@login_required
@require_POST
def call_return(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Not me after all: it is back on the list."""
    try:
        engine.let_go_call(by=request.actor, call=find_call(request, call_id))
        messages.success(request, _("It is back on the list."))
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect("calls")


@login_required
@require_POST
def call_bridge(request: HttpRequest, call_id: UUID, way_id: UUID) -> HttpResponse:
    """Call through our number: my telephone rings first."""
    begun, form = find_call(request, call_id), BridgeForm(request.POST)
    way = get_object_or_404(begun.person.ways.filter(ended_on=None), pk=way_id)
    try:
        if form.is_valid():
            actions.call_through_us(by=request.actor, call=begun, way=way, **form.cleaned_data)
            messages.success(request, _("Your telephone rings in a moment. Answer it and press 1, and we ring them."))
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect("call", call_id)


@login_required
@require_POST
def call_talked(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """We talked. The survey is offered as after any contact."""
    form = TalkedForm(request.POST)
    talked = _find_again(request, call_id, form)
    if not form.is_valid():
        return call_page(request, talked, talked_form=form)
    try:
        encounter, ticket = engine.record_talk(by=request.actor, call=talked, **form.cleaned_data)
        if is_sent_later(request):  # nobody sees the code
            withdraw_offer(by=request.actor, encounter=encounter)
    except Refused as refusal:
        messages.info(request, str(refusal))
        return redirect("calls")
    answer = redirect("call_talk", encounter.pk)
    hand_over_code(answer, encounter, ticket)
    return answer


@login_required
@require_POST
def call_tries(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """We did not talk; the person's own plan says what comes next."""
    form = TryForm(request.POST)
    tried = _find_again(request, call_id, form)
    if form.is_valid():
        try:
            engine.record_try(by=request.actor, call=tried, **form.cleaned_data)
            messages.success(request, _("Noted. What comes next is what they agreed to, and nothing else."))
            return redirect("calls")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return call_page(request, tried, try_form=form)


@login_required
@require_POST
def call_back(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """They called back, or wrote: all that was under way ends."""
    answered = find_call(request, call_id)
    try:
        engine.called_back(by=request.actor, person=answered.person)
        messages.success(request, _("Good. Nothing more is sent or tried for this call."))
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect("calls")


@login_required
def call_talk(request: HttpRequest, encounter_id: UUID) -> HttpResponse:
    """After the talk: what it was about, if one likes, and the survey."""
    talked = get_object_or_404(talk_of(request.actor, encounter_id))
    may_correct_encounter(request.actor, talked.encounter).require()
    form = MoreForm(request.POST or None, call=talked, encounter=talked.encounter)
    if request.method == "POST" and form.is_valid():
        try:
            actions.tell_more(by=request.actor, call=talked, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("calls")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return page(request, "call_talk", form, call=talked, may_undo=may_undo_encounter(request.actor, talked.encounter))


@login_required
@require_POST
def call_undoing(request: HttpRequest, encounter_id: UUID) -> HttpResponse:
    """We did not talk after all."""
    talked = get_object_or_404(talk_of(request.actor, encounter_id))
    try:
        again = actions.take_back_talk(by=request.actor, call=talked)
        messages.success(request, _("Taken back. It counts nowhere. How did it go?"))
    except Refused as refusal:
        messages.info(request, str(refusal))
        return redirect("calls")
    return redirect("calls") if again.ended_at else redirect("call", again.pk)
