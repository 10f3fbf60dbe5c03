"""A gathering as those who keep it see it: beginning one, its plan, its texts and rules, its rhythms, its end."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearthside.core.errors import Refused
from hearthside.core.pages import slice_of
from hearthside.gatherings.finding import find_gathering
from hearthside.gatherings.hosting.queries import hosts_of
from hearthside.gatherings.permissions import may_arrange_gathering, may_begin_gathering, may_see_who_comes, title_for
from hearthside.gatherings.series import actions
from hearthside.gatherings.series import queries as reading
from hearthside.gatherings.series.forms import BeginForm, DetailsForm, RhythmForm
from hearthside.people.models import Person

ROWS, DATES, PAST = 50, 20, 6


def page(request: HttpRequest, template: str, form=None, **context) -> HttpResponse:
    """A page of this room; 422 when something has to be put right."""
    faulty = form is not None and form.is_bound and bool(form.errors)
    return render(
        request, f"gatherings/{template}.html", context | {"form": form, "room": "kept_gatherings"}, status=422 if faulty else 200
    )


@login_required
def kept_gatherings(request: HttpRequest) -> HttpResponse:
    """The gatherings one looks after, each with what is next."""
    if not isinstance(request.actor, Person):
        return redirect("today")
    rows = slice_of(reading.kept_gatherings(request.actor), request.GET.get("page"), ROWS)
    kept = reading.as_kept(request.actor, rows.rows)
    running = [one for one in kept if one.gathering.ended_on is None]
    ended = [one for one in kept if one.gathering.ended_on]
    return page(request, "kept", rows=rows, running=running, ended=ended, verdict=may_begin_gathering(request.actor))


@login_required
def new_gathering(request: HttpRequest) -> HttpResponse:
    """Begin one: what it is and its first rhythm; then the next dates, and it is saved."""
    may_begin_gathering(request.actor).require()
    form = BeginForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_seen():
        try:
            begun = actions.begin_gathering(by=request.actor, **form.begun())
            messages.success(request, _("It is on the calendar. You hold it; add others below."))
            return redirect("plan", begun.slug)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return page(request, "new_gathering", form, is_seen=form.is_bound and form.is_valid())


@login_required
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """One group as its hosts plan it: its rhythms, the next dates and who has them, what is missing."""
    gathering = find_gathering(request, slug)
    context = {
        "gathering": gathering,
        "title": title_for(request.actor, gathering),
        "rhythms": reading.rhythms_of(gathering),
        "dates": slice_of(reading.coming_dates(gathering), request.GET.get("page"), DATES),
        "past": reading.last_dates(gathering, PAST),
        "hosts": hosts_of(gathering),
        "may_arrange": may_arrange_gathering(request.actor, gathering),
        "may_see": may_see_who_comes(request.actor, gathering),
    }
    return page(request, "plan", **context)


@login_required
def details(request: HttpRequest, slug: str) -> HttpResponse:
    """Its titles, texts and rules. Times and places are changed on its dates."""
    gathering = find_gathering(request, slug)
    may_arrange_gathering(request.actor, gathering).require()
    form = DetailsForm(request.POST or None, actor=request.actor, gathering=gathering)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_gathering(by=request.actor, gathering=gathering, **form.details())
            messages.success(request, _("Saved."))
            return redirect("plan", gathering.slug)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return page(request, "details", form, gathering=gathering, title=title_for(request.actor, gathering))


@login_required
def rhythms(request: HttpRequest, slug: str) -> HttpResponse:
    """Another rhythm for a group, or one date more."""
    gathering = find_gathering(request, slug)
    may_arrange_gathering(request.actor, gathering).require()
    form = RhythmForm(request.POST or None)
    if request.method == "POST" and form.is_seen():
        try:
            actions.add_series(by=request.actor, gathering=gathering, timing=form.timing())
            messages.success(request, _("Added. The new dates are on the calendar."))
            return redirect("plan", gathering.slug)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    named = {"gathering": gathering, "title": title_for(request.actor, gathering)}
    return page(request, "rhythms", form, is_seen=form.is_bound and form.is_valid(), **named)


@login_required
@require_POST
def gathering_ending(request: HttpRequest, slug: str) -> HttpResponse:
    """It is over, from now on."""
    gathering = find_gathering(request, slug)
    actions.end_gathering(by=request.actor, gathering=gathering)
    messages.success(request, _("Ended. Whoever had signed up is told. You can let it go on after all below."))
    return redirect("plan", gathering.slug)


@login_required
@require_POST
def gathering_return(request: HttpRequest, slug: str) -> HttpResponse:
    """It goes on after all."""
    gathering = find_gathering(request, slug)
    actions.resume_gathering(by=request.actor, gathering=gathering)
    messages.success(request, _("It goes on. Its dates are on the calendar again."))
    return redirect("plan", gathering.slug)
