"""A group is offered the questions: one code on the wall, and printed cards. Codes are shown here and kept nowhere."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hearthside.core.errors import Refused
from hearthside.encounters import offers
from hearthside.encounters.group_offers import actions
from hearthside.encounters.group_offers.forms import CardsForm
from hearthside.encounters.group_offers.pages import offer_context
from hearthside.encounters.models import Encounter
from hearthside.encounters.permissions import may_offer_to_group


@login_required
def survey_wall(request: HttpRequest, encounter_id: UUID) -> HttpResponse:
    """The code on the wall, large, on one page to show or to print. Sent, it is put up, or made anew when it was lost."""
    encounter = get_object_or_404(Encounter.objects.visible_to(request.actor).select_related("kind"), pk=encounter_id)
    may_offer_to_group(request.actor, encounter).require()
    response = redirect("offer", encounter_id=encounter.pk)
    if request.method == "POST":
        try:
            offers.hand_over_wall(response, encounter, actions.open_wall(by=request.actor, encounter=encounter))
        except Refused as refusal:
            messages.info(request, str(refusal))
        return response
    offer = offers.wall_from(request, encounter)
    return render(request, "encounters/survey_wall.html", {"encounter": encounter, "offer": offer}) if offer else response


@login_required
@require_POST
def survey_wall_texts(request: HttpRequest, encounter_id: UUID) -> HttpResponse:
    """The code on the wall goes as a text to those who welcome it."""
    encounter = get_object_or_404(Encounter.objects.visible_to(request.actor).select_related("kind"), pk=encounter_id)
    offer = offers.wall_from(request, encounter)
    try:
        number = actions.text_wall(by=request.actor, encounter=encounter, address=offer.address if offer else "")
        messages.success(request, ngettext("%(n)s text is on its way.", "%(n)s texts are on their way.", number) % {"n": number})
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect("offer", encounter_id=encounter.pk)


@login_required
def survey_cards(request: HttpRequest, encounter_id: UUID) -> HttpResponse:
    """The cards, eight on a sheet. Sent with a number, they are made."""
    encounter = get_object_or_404(Encounter.objects.visible_to(request.actor).select_related("kind"), pk=encounter_id)
    may_offer_to_group(request.actor, encounter).require()
    if request.method == "POST":
        return _printed(request, encounter)
    slips = offers.cards_from(request, encounter)
    context = {"encounter": encounter, "slips": slips, "short_address": offers.short_address()}
    return render(request, "encounters/survey_cards.html", context) if slips else redirect("offer", encounter_id=encounter.pk)


def _printed(request: HttpRequest, encounter: Encounter) -> HttpResponse:
    form = CardsForm(request.POST)
    if form.is_valid():
        try:
            number = form.cleaned_data["number"]
            tickets = actions.print_cards(by=request.actor, encounter=encounter, number=number, language=request.LANGUAGE_CODE)
        except Refused as refusal:
            form.add_error("number", str(refusal))
        else:
            return _to_the_cards(encounter, tickets)
    return render(request, "encounters/offer.html", offer_context(request, encounter, form), status=422)


@login_required
@require_POST
def survey_cards_replacement(request: HttpRequest, encounter_id: UUID) -> HttpResponse:
    """The cards were lost: as many new ones, and the old ones open nothing any more."""
    encounter = get_object_or_404(Encounter.objects.visible_to(request.actor).select_related("kind"), pk=encounter_id)
    try:
        tickets = actions.replace_cards(by=request.actor, encounter=encounter, language=request.LANGUAGE_CODE)
    except Refused as refusal:
        messages.info(request, str(refusal))
        return redirect("offer", encounter_id=encounter.pk)
    return _to_the_cards(encounter, tickets)


def _to_the_cards(encounter: Encounter, tickets: list) -> HttpResponse:
    response = redirect("survey_cards", encounter_id=encounter.pk)
    offers.hand_over_cards(response, encounter, tickets)
    return response
