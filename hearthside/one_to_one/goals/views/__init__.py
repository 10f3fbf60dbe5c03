"""Pages of somebody's goals, plan and wishes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hearthside.people.models import Person

OWN_PAGES = {
    "my_goals": _("Goal page"),
    "my_wellness": _("Wellness plan"),
    "my_wishes": _("Advance wishes"),
    "my_shares": _("Who may read"),
    "my_plans": _("Take or erase"),
}
OTHERS_PAGES = {"goals": _("Goal page"), "wellness": _("Wellness plan"), "wishes": _("Advance wishes")}


def page(request: HttpRequest, template: str, person: Person, form=None, **context) -> HttpResponse:
    """One page of these, with the ways to the others; 422 when something has to be put right."""
    is_own = person == request.actor
    own = [(words, reverse(name)) for name, words in OWN_PAGES.items()]
    others = [(words, reverse(name, args=[person.pk])) for name, words in OTHERS_PAGES.items()]
    context |= {
        "person": person,
        "form": form,
        "is_own": is_own,
        "pages": own if is_own else others,
        "is_known": getattr(person, "right", "") != "shared",
        "has_tabs": is_own or getattr(person, "right", "") == "relation",
        "room": "more" if is_own else "people",
    }
    return render(request, f"one_to_one/{template}.html", context, status=422 if form is not None and form.errors else 200)
