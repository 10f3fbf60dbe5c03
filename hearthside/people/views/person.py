"""Writing somebody down; correcting it; putting two records together."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearthside.core.errors import Refused
from hearthside.people import actions
from hearthside.people.forms.bonds import MergingForm, NameForm
from hearthside.people.forms.person import DetailsForm, NewPersonForm
from hearthside.people.models import Person, Role
from hearthside.people.permissions import coordinates, may_add_person, may_change_record, may_look_for_twins, may_open_record
from hearthside.people.queries import mergeable_with, people_called_like
from hearthside.people.views import find_person, part


@login_required
def new_person(request: HttpRequest) -> HttpResponse:
    """A name is enough. Somebody of the same name is asked about once."""
    may_add_person(request.actor).require()
    form = NewPersonForm(request.POST or None, actor=request.actor, organisation=request.organisation)
    alike = []
    if request.method == "POST" and form.is_valid():
        alike = [] if "sure" in request.POST else people_called_like(request.actor, form.cleaned_data["name"])
        if not alike:
            return _added(request, form)
    context = {"form": form, "alike": alike, "room": "people"}
    return render(request, "people/new_person.html", context, status=422 if form.errors else 200)


def _added(request: HttpRequest, form: NewPersonForm) -> HttpResponse:
    """On to their page; for administrators, to whom it stays closed, on to their roles."""
    meets = request.actor.holds(Role.Kind.SUPPORTER, Role.Kind.HOST, Role.Kind.COORDINATOR)
    role = Role.Kind.PARTICIPANT if meets else Role.Kind.MEMBER
    person = actions.add_person(by=request.actor, role=role, **form.details())
    messages.success(request, _("%(name)s is written down.") % {"name": person.name})
    return redirect("person" if may_open_record(request.actor, person) else "person_roles", person.pk)


@login_required
def person_details(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """How they like to be called, their language, their time, their quiet hours. The person corrects it themselves too."""
    person = find_person(request, person_id, "details")
    verdict = may_change_record(request.actor, person)
    form = DetailsForm(request.POST or None, person=person, organisation=request.organisation)
    if request.method == "POST" and form.is_valid():
        actions.change_details(by=request.actor, person=person, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("person_details", person.pk)
    can_merge = coordinates(request.actor, person)
    return part(request, "people/person_details.html", person, form, verdict=verdict, can_merge=can_merge)


@login_required
def merging(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """This record and another one are the same human being. Looking one up changes nothing; choosing it does."""
    person = find_person(request, person_id, "merging")
    may_look_for_twins(request.actor, person).require()
    typed = NameForm(request.POST if "typed" in request.POST else None)
    possible = mergeable_with(request.actor, person, typed.cleaned_data["typed"] if typed.is_valid() else "")
    form = MergingForm(request.POST if "other" in request.POST else None, possible=possible)
    if form.is_valid():
        try:
            actions.merge_people(by=request.actor, keep=person, other=form.cleaned_data["other"])
            messages.success(request, _("The two are one record now. You can take them apart again here."))
            return redirect("merging", person.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"typed": typed, "possible": possible, "merged": person.merged_from.order_by("name")}
    return part(request, "people/merging.html", person, form, **context)


@login_required
@require_POST
def merging_undoing(request: HttpRequest, person_id: UUID, other_id: UUID) -> HttpResponse:
    """They are two people after all."""
    person = find_person(request, person_id, "merging")
    other = get_object_or_404(Person.objects.filter(merged_into=person), pk=other_id)
    try:
        actions.take_apart(by=request.actor, other=other)
        messages.success(request, _("Taken apart. Each has again what was theirs."))
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect("merging", person.pk)
