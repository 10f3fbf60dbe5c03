"""What the page shows that offers the questions, to one person or to a group."""

from django.http import HttpRequest

from hearthside.encounters import offers
from hearthside.encounters.group_offers.forms import CardsForm
from hearthside.encounters.models import Encounter, GroupOffer
from hearthside.encounters.permissions import may_offer_to_group, may_undo_encounter, may_write_note
from hearthside.encounters.queries import present_at


def offer_context(request: HttpRequest, encounter: Encounter, form: CardsForm | None = None) -> dict:
    """The contact that was saved, what may be done with it, and the codes that came with this request."""
    context = {
        "encounter": encounter,
        "people": present_at(encounter, request.actor)[0],
        "offer": offers.offer_from(request, encounter),
        "may_undo": may_undo_encounter(request.actor, encounter),
        "may_write": may_write_note(request.actor, encounter),
        "room": "log",
    }
    if not encounter.kind.is_gathering:
        return context
    ways = list(encounter.group_offers.values_list("way", flat=True))
    usual = {} if ways else {"number": encounter.present}  # once there is something, nobody guesses how many have nothing
    return context | {
        "may_offer": may_offer_to_group(request.actor, encounter),
        "form": form or CardsForm(initial=usual),
        "wall": offers.wall_from(request, encounter),
        "welcome_texts": len({one.way.person_id for one in offers.texts_welcome(encounter)}),
        "has_wall": GroupOffer.Way.WALL in ways,
        "cards": ways.count(GroupOffer.Way.CARD),
        "slips": offers.cards_from(request, encounter),
    }
