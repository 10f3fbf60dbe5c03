"""What every page of a plan begins and ends with."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from hearthside.audit.actions import note_opening
from hearthside.checkins.models import CheckInPlan
from hearthside.checkins.permissions import may_change_plan
from hearthside.checkins.plans.queries import latest_plan
from hearthside.people.models import Person
from hearthside.people.queries import open_person


def find_person(request: HttpRequest, person_id: UUID) -> Person:
    """Somebody whose record this actor may open; reading their plan is kept, and they see who did. 404 for all others."""
    person = open_person(request.actor, person_id)
    if person is None:
        raise Http404
    if request.method == "GET" and person != request.actor:
        note_opening(by=request.actor, about=person.actor_id, page="check-ins", right=person.right)
    return person


def find_plan(request: HttpRequest, person_id: UUID) -> CheckInPlan:
    """The plan of such a person, for somebody who may change it. 404 where there is none yet.

    Raises: NotAllowed for whoever only reads.
    """
    person = find_person(request, person_id)
    may_change_plan(request.actor, person).require()
    plan = latest_plan(person)
    if plan is None:
        raise Http404
    return plan


def page(request: HttpRequest, name: str, person: Person, form=None, **context) -> HttpResponse:
    """One page of a plan, with the way back to it; 422 when something has to be put right."""
    is_own = person == request.actor
    own_page = reverse("my_record") if is_own else reverse("person", args=[person.pk])
    context |= {"person": person, "form": form, "is_own": is_own, "own_page": own_page, "room": "more" if is_own else "people"}
    return render(request, f"checkins/{name}.html", context, status=422 if form and form.errors else 200)
