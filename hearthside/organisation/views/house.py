"""The organisation at a glance, its details, its words."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from hearthside.organisation import actions, defaults
from hearthside.organisation.forms.house import DetailsForm, WordsForm
from hearthside.organisation.queries import word
from hearthside.organisation.views import for_keepers, page


@for_keepers
def organisation(request: HttpRequest) -> HttpResponse:
    """What there is to keep, and the way to each list."""
    rooms = [
        ("organisation_details", _("Name, country, language"), _("Where days are counted and which crisis lines are shown.")),
        ("organisation_words", _("Our own words"), _("What we call people and what we do.")),
        ("programmes", _("Programmes and pilots"), _("What we run, and what we try out.")),
        ("sites", _("Places"), _("Where people meet.")),
        ("kinds", _("Kinds of contact"), _("How we meet: names, order, which are shown.")),
        ("topics", _("Topics"), _("What conversations are about.")),
        ("experiences", _("Experiences"), _("What people may share when they meet one to one.")),
        ("values", _("Values"), _("What we stand for.")),
        ("crisis_lines", _("Crisis lines"), _("Whom to call when someone may be in danger.")),
    ]
    return page(request, "organisation", rooms=rooms)


@for_keepers
def organisation_details(request: HttpRequest) -> HttpResponse:
    """Name, country, time zone, language."""
    form = DetailsForm(request.POST or None, organisation=request.organisation)
    if form.is_valid():
        actions.change_details(by=request.actor, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("organisation")
    return page(request, "one", form, title=_("Name, country, language"), back="organisation")


@for_keepers
def organisation_words(request: HttpRequest) -> HttpResponse:
    """The organisation's own words, with sentences that show how they read."""
    form = WordsForm(request.POST or None, organisation=request.organisation)
    if form.is_valid():
        actions.change_words(by=request.actor, words=form.cleaned_data)
        messages.success(request, _("Saved. This is how it reads now."))
        return redirect("organisation_words")
    chosen = {key: str(word(request.organisation, key)) for key in defaults.WORDS}
    return page(request, "words", form, chosen=chosen)
