"""The whole round for coordinators, and the questions that are left when all agreed steps are over."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearthside.checkins.calls import actions as engine
from hearthside.checkins.permissions import may_answer_question
from hearthside.checkins.queries import questions_for, shouts_for
from hearthside.checkins.rounds import actions
from hearthside.checkins.rounds.forms import CallerForm, DecisionForm
from hearthside.checkins.rounds.pages import call_page, page
from hearthside.checkins.rounds.permissions import may_give_call, may_see_round
from hearthside.checkins.rounds.queries import round_of, what_was_tried
from hearthside.checkins.rounds.shown import windows
from hearthside.checkins.rounds.views import find_call
from hearthside.core.dates import today
from hearthside.core.errors import Refused
from hearthside.core.pages import slice_of
from hearthside.people.rota import gaps_ahead

ROWS = 50


@login_required
def call_round(request: HttpRequest) -> HttpResponse:
    """Today's round: who has what, what nobody has begun, and what waits for a decision."""
    may_see_round(request.actor).require()
    listed = slice_of(round_of(request.actor, today()), request.GET.get("page"), ROWS)
    rows = [(one, *windows(one)) for one in listed.rows]
    waiting = {"questions": list(questions_for(request.actor)[:ROWS]), "shouts": list(shouts_for(request.actor)[:ROWS])}
    gaps = gaps_ahead(request.actor).filter(what="rounds")[:ROWS]
    return page(request, "call_round", listed=listed, rows=rows, gaps=len(gaps), **waiting)


@login_required
def call_question(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """All agreed steps are over: what, if anything, comes next, in words."""
    question = get_object_or_404(questions_for(request.actor), pk=question_id)
    may_answer_question(request.actor, question).require()
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            engine.answer_question(by=request.actor, question=question, **form.cleaned_data)
            messages.success(request, _("Saved. The question is closed."))
            return redirect("calls")
        except Refused as refusal:
            form.add_error("decision", str(refusal))
    return page(request, "call_question", form, question=question, call=question.call, tried=what_was_tried(question.call))


@login_required
@require_POST
def call_giving(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Somebody else makes this call, as agreed with them."""
    given = find_call(request, call_id)
    may_give_call(request.actor, given).require()
    form = CallerForm(request.POST, call=given)
    if form.is_valid():
        try:
            actions.give_call(by=request.actor, call=given, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("call_round")
        except Refused as refusal:
            form.add_error("person", str(refusal))
    return call_page(request, given, caller_form=form)
