"""A check-in plan: the page it is read on, and a small page for each part that can be changed."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearthside.checkins.calls.actions import read_decision
from hearthside.checkins.permissions import may_change_plan
from hearthside.checkins.plans import actions
from hearthside.checkins.plans.beginning_forms import BeginningForm
from hearthside.checkins.plans.finding import find_person, find_plan, page
from hearthside.checkins.plans.forms import AbsenceForm, NumberForm, TimesForm, VoicesForm, WordsForm
from hearthside.checkins.plans.queries import decisions_for, latest_plan
from hearthside.checkins.plans.saying import time_said
from hearthside.checkins.plans.showing import quiet_said, shown_plan
from hearthside.checkins.plans.windows import Window
from hearthside.core.errors import Refused
from hearthside.people.models import Person


@login_required
def my_check_ins(request: HttpRequest) -> HttpResponse:
    """My own plan, at an address that can be said on the telephone."""
    if not isinstance(request.actor, Person):
        raise Http404
    return redirect("check_ins", request.actor.pk)


@login_required
def check_ins(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The plan on one page, each part with the way to change it; where there is none, the way to begin."""
    person = find_person(request, person_id)
    plan = latest_plan(person)
    shown = shown_plan(plan) if plan else None
    context = {"plan": plan, "shown": shown, "decisions": decisions_for(request.actor, person)}
    return page(request, "check_ins", person, verdict=may_change_plan(request.actor, person), **context)


@login_required
@require_POST
def check_in_reading(request: HttpRequest, person_id: UUID, question_id: UUID) -> HttpResponse:
    """I have read what was decided."""
    person = find_person(request, person_id)
    call = get_object_or_404(person.check_in_calls.select_related("question"), question=question_id)
    read_decision(by=request.actor, question=call.question)
    return redirect("check_ins", person_id)


@login_required
def check_in_sheet(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The plan on paper, in large type, to keep beside the telephone."""
    person = find_person(request, person_id)
    plan = latest_plan(person)
    if plan is None or plan.ended_at:
        return redirect("check_ins", person.pk)
    return page(request, "sheet", person, plan=plan, shown=shown_plan(plan))


@login_required
def check_in_beginning(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The whole plan in one go, as it is agreed on the telephone. Whoever has a plan is shown that one."""
    person = find_person(request, person_id)
    may_change_plan(request.actor, person).require()
    if request.method == "GET" and person.check_in_plans.running().exists():
        return redirect("check_ins", person.pk)
    form = BeginningForm(request.POST or None, actor=request.actor, person=person, organisation=request.organisation)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_up_plan(by=request.actor, person=person, **form.plan())
            messages.success(request, _("The plan is written down. Every part of it can be changed below."))
            return redirect("check_ins", person.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return page(request, "beginning", person, form, quiet=quiet_said(person))


@login_required
@require_POST
def check_in_ending(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """No more calls."""
    actions.end_plan(by=request.actor, plan=find_plan(request, person_id))
    messages.success(request, _("The calls have stopped. They can begin again at any time, with all that is written here."))
    return redirect("check_ins", person_id)


@login_required
@require_POST
def check_in_return(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The calls begin again."""
    try:
        actions.resume_plan(by=request.actor, plan=find_plan(request, person_id))
        messages.success(request, _("The calls begin again."))
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect("check_ins", person_id)


@login_required
def check_in_times(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Days and hours, by the clock where they are; more of them are added, each is taken away alone."""
    plan = find_plan(request, person_id)
    form = TimesForm(request.POST or None)
    times = [(one, time_said(one)) for one in plan.times.all()]
    if request.method == "POST" and form.is_valid():
        try:
            kept = [Window(one.weekday, one.opens, one.closes) for one, _said in times]
            actions.change_times(by=request.actor, plan=plan, windows=list(dict.fromkeys(kept + form.windows())))
            messages.success(request, _("Saved."))
            return redirect("check_in_times", person_id)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return page(request, "times", plan.person, form, times=times, quiet=quiet_said(plan.person))


@login_required
@require_POST
def check_in_time_removal(request: HttpRequest, person_id: UUID, time_id: UUID) -> HttpResponse:
    """No call on that day at that time any more."""
    plan = find_plan(request, person_id)
    time = get_object_or_404(plan.times, pk=time_id)
    kept = [Window(one.weekday, one.opens, one.closes) for one in plan.times.exclude(pk=time.pk)]
    actions.change_times(by=request.actor, plan=plan, windows=kept)
    messages.success(request, _("Taken away."))
    return redirect("check_in_times", person_id)


@login_required
def check_in_number(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Which number is called. What may be done there is asked on its own page."""
    plan = find_plan(request, person_id)
    form = NumberForm(request.POST or None, plan=plan, country=request.organisation.country)
    if request.method == "POST" and form.is_valid():
        way = get_object_or_404(plan.person.ways, pk=form.cleaned_data["way"])
        try:
            actions.choose_number(by=request.actor, plan=plan, way=way)
            messages.success(request, _("Saved."))
            return redirect("check_ins", person_id)
        except Refused as refusal:
            form.add_error("way", str(refusal))
    return page(request, "number", plan.person, form)


@login_required
def check_in_words(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What to talk about, what may be said, what they want to read afterwards."""
    plan = find_plan(request, person_id)
    form = WordsForm(request.POST or None, plan=plan)
    if request.method == "POST" and form.is_valid():
        actions.change_words(by=request.actor, plan=plan, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("check_ins", person_id)
    return page(request, "words", plan.person, form)


@login_required
def check_in_voices(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Whose voice they like to hear, and whose not."""
    plan = find_plan(request, person_id)
    form = VoicesForm(request.POST or None, plan=plan)
    if request.method == "POST" and form.is_valid():
        actions.choose_voices(by=request.actor, plan=plan, **form.wishes())
        messages.success(request, _("Saved."))
        return redirect("check_in_voices", person_id)
    return page(request, "voices", plan.person, form, voices=plan.voices.select_related("supporter").order_by("supporter__name"))


@login_required
def check_in_absences(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Days on which they are away."""
    plan = find_plan(request, person_id)
    form = AbsenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.plan_absence(by=request.actor, plan=plan, **form.cleaned_data)
            messages.success(request, _("Noted. Nobody calls on these days."))
            return redirect("check_in_absences", person_id)
        except Refused as refusal:
            form.add_error("last_day", str(refusal))
    return page(request, "absences", plan.person, form, absences=shown_plan(plan).absences)


@login_required
@require_POST
def check_in_absence_withdrawal(request: HttpRequest, person_id: UUID, absence_id: UUID) -> HttpResponse:
    """They are here after all."""
    plan = find_plan(request, person_id)
    actions.withdraw_absence(by=request.actor, absence=get_object_or_404(plan.absences, pk=absence_id))
    messages.success(request, _("Noted. Calls are planned again on these days."))
    return redirect("check_in_absences", person_id)
