"""What ties people: roles, relations, consents."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearthside.core.dates import today
from hearthside.core.errors import Refused
from hearthside.people import actions
from hearthside.people.forms.bonds import ConsentForm, NameForm, RelationForm, RoleForm, like
from hearthside.people.models import Person, Role
from hearthside.people.permissions import may_begin_relation, may_change_record, may_grant_roles, may_open_record
from hearthside.people.queries import at_work, named_roles
from hearthside.people.views import find_for_roles, find_person, part


@login_required
def roles(request: HttpRequest) -> HttpResponse:
    """Who has which role. Administrators also find somebody by exact name; they see the roles and nothing else."""
    may_grant_roles(request.actor).require()
    form = NameForm(request.POST or None) if request.actor.holds(Role.Kind.ADMINISTRATOR) else None
    found = None
    if request.method == "POST" and form and form.is_valid():
        called_so = Person.objects.roles_shown_to(request.actor).called(form.cleaned_data["typed"])
        found = at_work(called_so, request.organisation)
    context = {"form": form, "found": found, "working": at_work(Person.objects.working_as(), request.organisation), "room": "more"}
    return render(request, "people/roles.html", context, status=422 if form and form.errors else 200)


@login_required
def person_roles(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """One person's roles over time; giving one and ending one."""
    person = find_for_roles(request, person_id, "roles")
    verdict = may_grant_roles(request.actor)
    if request.method == "POST":
        verdict.require()
    form = RoleForm(request.POST or None, actor=request.actor, person=person, organisation=request.organisation)
    if request.method == "POST" and form.is_valid():
        try:
            actions.grant_role(by=request.actor, person=person, **form.grant())
            messages.success(request, _("Saved."))
            return redirect("person_roles", person.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    held, past = named_roles(request.actor, person, request.organisation)
    context = {"held": held, "past": past, "verdict": verdict, "is_open": may_open_record(request.actor, person)}
    return part(request, "people/person_roles.html", person, form, **context)


@login_required
@require_POST
def role_ending(request: HttpRequest, person_id: UUID, role_id: UUID) -> HttpResponse:
    """A role ends today."""
    person = find_for_roles(request, person_id, "roles")
    try:
        actions.end_role(by=request.actor, role=get_object_or_404(person.roles, pk=role_id))
        messages.success(request, _("Ended. What was done stays as it is."))
    except Refused as refusal:
        messages.info(request, str(refusal))
    may_stay = Person.objects.roles_shown_to(Person.objects.get(pk=request.actor.pk)).filter(pk=person.pk).exists()
    return redirect("person_roles", person.pk) if may_stay else redirect("today")


@login_required
def relations(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Who supports this person, now and before."""
    person = find_person(request, person_id, "relations")
    form = RelationForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        actions.begin_relation(by=request.actor, person=person, **form.begun())
        messages.success(request, _("Written down. They can open this record from now on."))
        return redirect("relations", person.pk)
    verdict = may_begin_relation(request.actor, person)
    everyone = person.relations.select_related("supporter", "programme").order_by("-starts_on", "-pk")
    context = {
        "begun": [one for one in everyone if one.ends_on is None or one.ends_on > today()],
        "past": [one for one in everyone if one.ends_on is not None and one.ends_on <= today()],
        "may_end_all": verdict or person == request.actor,
    }
    return part(request, "people/relations.html", person, form, verdict=verdict, **context)


@login_required
@require_POST
def relation_ending(request: HttpRequest, person_id: UUID, relation_id: UUID) -> HttpResponse:
    """The two no longer meet."""
    person = find_person(request, person_id, "relations")
    actions.end_relation(by=request.actor, relation=get_object_or_404(person.relations, pk=relation_id))
    messages.success(request, _("Ended. The record of %(name)s is closed to them from now on.") % {"name": person.name})
    return redirect("relations", person.pk) if may_open_record(request.actor, person) else redirect("people")


@login_required
def consents(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What a person agreed to, with what has ended. `like` brings back the words of one that has."""
    person = find_person(request, person_id, "consents")
    given = list(person.consents.order_by("-given_on", "-pk"))
    again = next((one for one in given if str(one.pk) == request.GET.get("like")), None)
    form = ConsentForm(request.POST or None, initial=like(again))
    if request.method == "POST" and form.is_valid():
        actions.give_consent(by=request.actor, person=person, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("consents", person.pk)
    context = {
        "holding": [one for one in given if one.holds_on(today())],
        "ended": [one for one in given if not one.holds_on(today())],
        "is_writing": form.is_bound or again,
    }
    return part(request, "people/consents.html", person, form, verdict=may_change_record(request.actor, person), **context)


@login_required
@require_POST
def consent_withdrawal(request: HttpRequest, person_id: UUID, consent_id: UUID) -> HttpResponse:
    """They take it back, in one step."""
    person = find_person(request, person_id, "consents")
    actions.withdraw_consent(by=request.actor, consent=get_object_or_404(person.consents, pk=consent_id))
    messages.success(request, _("Taken back, from today on. You can give it again below."))
    return redirect("consents", person.pk)
