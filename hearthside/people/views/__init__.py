"""Pages of one person, each a part of their record; the person's own page stands above, in home."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from hearthside.audit.actions import note_opening
from hearthside.organisation.defaults import WORDS
from hearthside.organisation.queries import word
from hearthside.people.models import Person
from hearthside.people.permissions import right_to_open
from hearthside.people.queries import open_person

PARTS = {
    "person_details": _("Details"),
    "ways": _("Ways to reach"),
    "texts": _("Texts"),
    "consents": _("Agreed to"),
    "relations": "supporters",  # the organisation's own word
    "person_roles": _("Roles"),
}


def find_person(request: HttpRequest, person_id: UUID, page: str) -> Person:
    """Somebody whose record this actor may open; reading it is kept, and the person sees who did. 404 for all others."""
    person = open_person(request.actor, person_id)
    if person is None:
        raise Http404
    keep_opening(request, person, page, person.right)
    return person


def find_for_roles(request: HttpRequest, person_id: UUID, page: str) -> Person:
    """Somebody whose roles this actor may see, which shows nothing else of the record. Looking is kept all the same."""
    person = get_object_or_404(Person.objects.roles_shown_to(request.actor).select_related("user"), pk=person_id)
    keep_opening(request, person, page, right_to_open(request.actor, person) or "roles")
    return person


def keep_opening(request: HttpRequest, person: Person, page: str, right: str) -> None:
    if request.method == "GET" and person != request.actor:
        note_opening(by=request.actor, about=person.actor_id, page=page, right=right)


def part(request: HttpRequest, template: str, person: Person, form=None, **context) -> HttpResponse:
    """One part of a person's record, with the ways to the other parts; 422 when something has to be put right."""
    is_own = person == request.actor
    own_page = reverse("my_record") if is_own else reverse("person", args=[person.pk])
    context |= {
        "person": person,
        "form": form,
        "is_own": is_own,
        "own_page": own_page,
        "parts": [(_named(words, request), reverse(name, args=[person.pk])) for name, words in PARTS.items()],
        "room": "more" if is_own else "people",
    }
    return render(request, template, context, status=422 if form and form.errors else 200)


def _named(words: str, request: HttpRequest) -> str:
    return capfirst(word(request.organisation, words)) if words in WORDS else words
