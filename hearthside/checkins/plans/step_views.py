"""The steps for when somebody does not answer: by plain buttons, one at a time."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearthside.checkins.plans import actions
from hearthside.checkins.plans.finding import find_plan, page
from hearthside.checkins.plans.forms import TemplateForm
from hearthside.checkins.plans.showing import quiet_said, shown_plan
from hearthside.checkins.plans.step_forms import StepForm
from hearthside.core.errors import Refused


@login_required
def check_in_steps(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """All steps in their order; moving, taking away, and adding one after the last."""
    plan = find_plan(request, person_id)
    form = StepForm(request.POST or None, country=request.organisation.country)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_step(by=request.actor, plan=plan, wish=form.wish())
            messages.success(request, _("Added, as the last step."))
            return redirect("check_in_steps", person_id)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"shown": shown_plan(plan), "templates": TemplateForm(auto_id="begin_%s"), "quiet": quiet_said(plan.person)}
    return page(request, "steps", plan.person, form, **context)


@login_required
@require_POST
def check_in_template(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Begin the steps anew from some that others have agreed."""
    plan = find_plan(request, person_id)
    form = TemplateForm(request.POST, auto_id="begin_%s")
    if form.is_valid():
        actions.use_template(by=request.actor, plan=plan, **form.cleaned_data)
        messages.success(request, _("These are the steps now. Change each as you like."))
        return redirect("check_in_steps", person_id)
    context = {"shown": shown_plan(plan), "templates": form, "quiet": quiet_said(plan.person)}
    answer = page(request, "steps", plan.person, StepForm(country=request.organisation.country), **context)
    answer.status_code = 422
    return answer


@login_required
def check_in_step(request: HttpRequest, person_id: UUID, step_id: UUID) -> HttpResponse:
    """One step, to be changed."""
    plan = find_plan(request, person_id)
    step = get_object_or_404(plan.steps, pk=step_id)
    form = StepForm(request.POST or None, country=request.organisation.country, step=step)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_step(by=request.actor, step=step, wish=form.wish())
            messages.success(request, _("Saved."))
            return redirect("check_in_steps", person_id)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return page(request, "step", plan.person, form, step=step, quiet=quiet_said(plan.person))


@login_required
@require_POST
def check_in_step_place(request: HttpRequest, person_id: UUID, step_id: UUID) -> HttpResponse:
    """One place up, or down."""
    plan = find_plan(request, person_id)
    actions.move_step(by=request.actor, step=get_object_or_404(plan.steps, pk=step_id), is_up="up" in request.POST)
    return redirect("check_in_steps", person_id)


@login_required
@require_POST
def check_in_step_removal(request: HttpRequest, person_id: UUID, step_id: UUID) -> HttpResponse:
    """This step does not happen any more."""
    plan = find_plan(request, person_id)
    actions.remove_step(by=request.actor, step=get_object_or_404(plan.steps, pk=step_id))
    messages.success(request, _("Taken away. It does not happen any more."))
    return redirect("check_in_steps", person_id)
