"""The goal page: reading it, adding to it, and each thing on it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearthside.core.errors import Refused
from hearthside.one_to_one.goals import actions
from hearthside.one_to_one.goals.finding import find_goals, find_me
from hearthside.one_to_one.goals.forms import EntryForm, RewordForm
from hearthside.one_to_one.goals.permissions import may_change_entry, may_erase_version
from hearthside.one_to_one.goals.queries import closed_supporters, goal_page, hides_earlier, split_by_voice
from hearthside.one_to_one.goals.views import page
from hearthside.one_to_one.models import GoalEntry, GoalVersion
from hearthside.people.models import Person


@login_required
def my_goals(request: HttpRequest) -> HttpResponse:
    """My goal page."""
    return _goal_page(request, find_me(request))


@login_required
def goals(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The goal page of somebody one meets."""
    person = find_goals(request, person_id)
    return redirect("my_goals") if person == request.actor else _goal_page(request, person)


def _goal_page(request: HttpRequest, person: Person) -> HttpResponse:
    kind = request.POST.get("kind", "")
    bound = EntryForm(request.POST, kind=kind, actor=request.actor, person=person) if kind in GoalEntry.Kind else None
    if bound is not None and bound.is_valid():
        actions.add_entry(by=request.actor, person=person, kind=kind, **bound.cleaned_data)
        messages.success(request, _("Written down."))
        return _back(request, person)
    sections = goal_page(request.actor, person)
    own, others = split_by_voice(person, next(one.entries for one in sections if one.kind == GoalEntry.Kind.LEARNED))
    context = {
        "sections": [
            (one, bound if bound and one.kind == kind else EntryForm(kind=one.kind, actor=request.actor, person=person)) for one in sections
        ],
        "voices": (own, others),
        "hidden_before": hides_earlier(request.actor, person) if person != request.actor else None,
        "closed_to": closed_supporters(person) if person == request.actor else [],
    }
    return page(request, "goals", person, bound, **context)


@login_required
def goal_entry(request: HttpRequest, person_id: UUID, entry_id: UUID) -> HttpResponse:
    """One thing on the page: its words, its earlier wordings, and ways to change or erase it."""
    person, entry = _find(request, person_id, entry_id)
    verdict = may_change_entry(request.actor, entry)
    if request.method == "POST":
        verdict.require()
    shown = {"text": entry.text, "turn": entry.turn, "for_person": entry.for_person, "version": entry.version}
    form = RewordForm(request.POST or None, kind=entry.kind, actor=request.actor, person=person, initial=shown)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reword_entry(by=request.actor, entry=entry, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return _back(request, person)
        except Refused as refusal:
            form.with_newer(entry.version, str(refusal))
    versions = GoalVersion.objects.visible_to(request.actor).filter(entry=entry).select_related("written_by")
    context = {"entry": entry, "versions": versions, "verdict": verdict, "states": GoalEntry.State.choices}
    context["may_erase_versions"] = person == request.actor
    return page(request, "goal_entry", person, form, **context)


@login_required
@require_POST
def goal_entry_erasure(request: HttpRequest, person_id: UUID, entry_id: UUID) -> HttpResponse:
    """It is gone for good."""
    person, entry = _find(request, person_id, entry_id)
    may_change_entry(request.actor, entry).require()
    actions.erase_entry(by=request.actor, entry=entry)
    messages.success(request, _("Erased. No word of it is kept."))
    return _back(request, person)


@login_required
@require_POST
def goal_version_erasure(request: HttpRequest, person_id: UUID, entry_id: UUID, version_id: UUID) -> HttpResponse:
    """An earlier wording is gone for good."""
    _person, entry = _find(request, person_id, entry_id)
    version = get_object_or_404(GoalVersion.objects.visible_to(request.actor).filter(entry=entry), pk=version_id)
    may_erase_version(request.actor, version).require()
    actions.erase_version(by=request.actor, version=version)
    messages.success(request, _("Erased. No word of it is kept."))
    return redirect("goal_entry", person_id, entry_id)


@login_required
@require_POST
def goal_entry_tick(request: HttpRequest, person_id: UUID, entry_id: UUID) -> HttpResponse:
    """Done with, in one tap; and open again, in one more."""
    person, entry = _find(request, person_id, entry_id)
    act = actions.reopen_entry if entry.done_at else actions.finish_entry
    try:
        act(by=request.actor, entry=entry)
    except Refused as refusal:
        messages.info(request, str(refusal))
    return _back(request, person)


@login_required
@require_POST
def goal_state(request: HttpRequest, person_id: UUID, entry_id: UUID) -> HttpResponse:
    """A goal rests, is reached, or is on one's mind again."""
    person, entry = _find(request, person_id, entry_id)
    try:
        actions.move_goal(by=request.actor, entry=entry, state=request.POST.get("state", ""))
        messages.success(request, _("Saved. You can change it back at any time."))
    except Refused as refusal:
        messages.info(request, str(refusal))
    return _back(request, person)


@login_required
def goals_sheet(request: HttpRequest) -> HttpResponse:
    """An empty goal page to fill in by hand."""
    return render(request, "one_to_one/goals_sheet.html")


def _find(request: HttpRequest, person_id: UUID, entry_id: UUID) -> tuple[Person, GoalEntry]:
    """Something on a page that is open to this actor; opening the page is kept as for the page itself."""
    if not GoalEntry.objects.visible_to(request.actor).filter(pk=entry_id).exists():
        raise Http404
    person = find_goals(request, person_id)
    found = GoalEntry.objects.visible_to(request.actor).belonging_to(person)
    return person, get_object_or_404(found.select_related("person", "written_by"), pk=entry_id)


def _back(request: HttpRequest, person: Person) -> HttpResponse:
    return redirect("my_goals") if person == request.actor else redirect("goals", person.pk)
