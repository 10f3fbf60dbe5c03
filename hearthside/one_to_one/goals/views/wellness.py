"""The wellness plan: one's own, in parts; and the parts that somebody shares."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearthside.core.errors import Refused
from hearthside.one_to_one.goals import actions
from hearthside.one_to_one.goals.finding import find_me, find_plan
from hearthside.one_to_one.goals.forms import PartForm
from hearthside.one_to_one.goals.prompts import WELLNESS_PARTS
from hearthside.one_to_one.goals.queries import shared_with, wellness_plan
from hearthside.one_to_one.goals.views import page
from hearthside.one_to_one.models import WellnessPart


@login_required
def my_wellness(request: HttpRequest) -> HttpResponse:
    """My wellness plan: what is written, and what might be."""
    person = find_me(request)
    return page(request, "my_wellness", person, plan=wellness_plan(person))


@login_required
def wellness_beginning(request: HttpRequest) -> HttpResponse:
    """A part that is not written yet: one of the usual headings, or one's own."""
    person = find_me(request)
    code = request.GET.get("part", "")
    title, prompt = WELLNESS_PARTS.get(code, (_("A part of my own"), ""))
    form = PartForm(request.POST or None, is_usual=code in WELLNESS_PARTS, prompt=prompt)
    if request.method == "POST" and form.is_valid():
        try:
            actions.begin_part(by=person, code=code, **form.cleaned_data)
            messages.success(request, _("Saved. Only you can read it, until you share it."))
            return redirect("my_wellness")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return page(request, "wellness_part", person, form, title=title)


@login_required
def wellness_part(request: HttpRequest, part_id: UUID) -> HttpResponse:
    """One part of mine: its words, its earlier wordings, and a way to erase it."""
    person, part = find_me(request), _own_part(request, part_id)
    prompt = WELLNESS_PARTS.get(part.code, ("", ""))[1]
    initial = {"heading": part.heading, "text": part.text}
    form = PartForm(request.POST or None, is_usual=bool(part.code), prompt=prompt, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.reword_part(by=person, part=part, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("my_wellness")
    return page(request, "wellness_part", person, form, title=part.title, part=part, versions=part.versions.all())


@login_required
@require_POST
def wellness_part_erasure(request: HttpRequest, part_id: UUID) -> HttpResponse:
    """A part is gone for good."""
    actions.erase_part(by=find_me(request), part=_own_part(request, part_id))
    messages.success(request, _("Erased. No word of it is kept."))
    return redirect("my_wellness")


@login_required
@require_POST
def wellness_version_erasure(request: HttpRequest, part_id: UUID, version_id: UUID) -> HttpResponse:
    """An earlier wording is gone for good."""
    part = _own_part(request, part_id)
    actions.erase_part_version(by=find_me(request), version=get_object_or_404(part.versions, pk=version_id))
    messages.success(request, _("Erased. No word of it is kept."))
    return redirect("wellness_part", part_id)


@login_required
def my_wellness_print(request: HttpRequest) -> HttpResponse:
    """My plan on paper: all of it, or one part."""
    parts = [one.part for one in wellness_plan(find_me(request)) if one.part]
    if only := request.GET.get("part"):
        parts = [part for part in parts if str(part.pk) == only]
    return render(request, "one_to_one/wellness_print.html", {"parts": parts, "person": request.actor})


@login_required
def wellness_sheet(request: HttpRequest) -> HttpResponse:
    """An empty wellness plan to fill in by hand."""
    return render(request, "one_to_one/wellness_sheet.html", {"parts": WELLNESS_PARTS.values()})


@login_required
def wellness(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The parts of somebody's plan that they share with this actor."""
    person = find_plan(request, person_id)
    if person == request.actor:
        return redirect("my_wellness")
    parts = WellnessPart.objects.visible_to(request.actor).belonging_to(person)
    return page(request, "wellness", person, parts=list(parts))


@login_required
def shared_pages(request: HttpRequest) -> HttpResponse:
    """What others share with me today."""
    person = find_me(request)
    return page(request, "shared_pages", person, shares=shared_with(person))


def _own_part(request: HttpRequest, part_id: UUID) -> WellnessPart:
    part = WellnessPart.objects.visible_to(request.actor).select_related("person").filter(pk=part_id).first()
    if part is None or request.actor.pk not in (part.person_id, part.person.merged_into_id):
        raise Http404
    return part
