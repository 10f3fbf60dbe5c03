"""Offering the questions to everybody at a group at once: one code on the wall, printed cards, or both.

Together they are never for more people than were there. Counted are the places of the wall (drawn or not), the cards, and a
code that was shown when the group was logged.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.dates import QuietHours
from hearthside.core.errors import Refused
from hearthside.core.rows import insert
from hearthside.core.zones import zone_of
from hearthside.encounters.models import Encounter, GroupOffer
from hearthside.encounters.offers import texts_welcome
from hearthside.encounters.permissions import may_offer_to_group
from hearthside.organisation.queries import the_organisation
from hearthside.outbox.actions import queue_message
from hearthside.people.models import Person, ReachPermission
from hearthside.surveys.actions import Ticket, offer_tickets, void_tickets
from hearthside.surveys.walls.actions import open_wall_code, replace_wall_code, take_back_wall_code, take_places
from hearthside.surveys.walls.queries import places_of

MOST_CARDS = 200  # twenty-five sheets


@transaction.atomic
def open_wall(*, by: Person, encounter: Encounter, closes_at: datetime | None = None) -> Ticket:
    """Put one code on the wall for everybody at a group who has no card, until the end of tomorrow unless said otherwise.

    If there is one already it was lost: the new one is for those who have not drawn yet, and the old one opens nothing any
    more. The code is returned here and kept nowhere.

    Raises: NotAllowed as may_offer_to_group says; Refused when everybody has been offered one.
    """
    encounter, wall, cards = _held(by, encounter)
    places = encounter.present - len(cards) - bool(encounter.ticket_digest)
    if wall:
        ticket = replace_wall_code(digest=wall, places=places, closes_at=closes_at)
        GroupOffer.objects.filter(digest=wall).delete()
    else:
        ticket = open_wall_code(
            programme=encounter.programme, kind=encounter.kind, month=encounter.month, places=places, closes_at=closes_at
        )
    _hold(encounter, GroupOffer.Way.WALL, [ticket])
    record(by=by, act="put a survey code on the wall", thing=encounter.reference, places=places)
    return ticket


@transaction.atomic
def text_wall(*, by: Person, encounter: Encounter, address: str) -> int:
    """Text the wall's code to those who were there by name and welcome survey texts, outside of their quiet hours. It is
    the same code for all, so that no text leads to an answer. Sent once to each; returns to how many.

    Raises: NotAllowed as may_offer_to_group says; Refused when nothing hangs on the wall.
    """
    encounter, wall, _cards = _held(by, encounter)
    if not wall:
        raise Refused(_("Put a code on the wall first. Then it can be sent as well."))
    reached = {one.way.person_id: one.way for one in texts_welcome(encounter)}
    home = the_organisation().zone
    for way in reached.values():
        person = way.person
        queue_message(
            by=by, channel="sms", to=str(way.value), body=_("A few short questions, without your name: %(address)s") % {"address": address},
            purpose=ReachPermission.Purpose.SURVEYS, key=f"survey-wall:{encounter.pk}:{way.person_id}", about=person.actor_id,
            quiet=QuietHours(zone_of(person.zone, home).key, person.quiet_from, person.quiet_until),
        )  # fmt: skip
    record(by=by, act="texted a survey code to a group", thing=encounter.reference, texts=len(reached))
    return len(reached)


@transaction.atomic
def print_cards(*, by: Person, encounter: Encounter, number: int, language: str = "") -> list[Ticket]:
    """Make printed cards for people at a group, each with a ticket of its own. Whoever was counted with the code on the wall
    gives up a place there. The codes are returned here and kept nowhere.

    Raises: NotAllowed as may_offer_to_group says; Refused for fewer than one card, more than are left without a code, or
    more than two hundred for one group.
    """
    encounter, wall, cards = _held(by, encounter)
    if number < 1:
        raise Refused(_("Print at least one card."))
    if len(cards) + number > MOST_CARDS:
        raise Refused(_("At most %(most)s cards can be printed for one group. Use the code on the wall.") % {"most": MOST_CARDS})
    free = encounter.present - len(cards) - bool(encounter.ticket_digest) - (places_of(wall) if wall else 0)
    if number > free:
        if not wall:
            raise Refused(_("Not that many people are left without a code. Try a smaller number."))
        take_places(digest=wall, number=number - max(free, 0))
    tickets = _new_cards(encounter, number, language)
    record(by=by, act="printed survey cards", thing=encounter.reference, cards=number)
    return tickets


@transaction.atomic
def replace_cards(*, by: Person, encounter: Encounter, language: str = "") -> list[Ticket]:
    """The cards of a group were lost: as many new ones, and all the old ones open nothing any more.

    Raises: NotAllowed as may_offer_to_group says; Refused when none were printed.
    """
    encounter, _wall, cards = _held(by, encounter)
    if not cards:
        raise Refused(_("No cards have been printed for this group yet. Say how many you need."))
    void_tickets(digests=cards)
    GroupOffer.objects.filter(digest__in=cards).delete()
    tickets = _new_cards(encounter, len(cards), language)
    record(by=by, act="replaced survey cards", thing=encounter.reference, cards=len(cards))
    return tickets


def take_back_group_offers(encounter: Encounter) -> bool:
    """Everything that a group was offered opens nothing any more and does not count; for the acts that take an encounter or
    its offer back. Whether there was anything.
    """
    wall, cards = _known(encounter)
    if not wall and not cards:
        return False
    void_tickets(digests=cards)
    if wall:
        take_back_wall_code(digest=wall)
    encounter.group_offers.all().delete()
    return True


def _held(by: Person, encounter: Encounter) -> tuple[Encounter, str, list[str]]:
    """The encounter as it stands, while nobody else offers anything, and the digests of its wall and its cards."""
    may_offer_to_group(by, encounter).require()
    held = Encounter.objects.select_for_update(of=("self",)).select_related("programme", "kind").get(pk=encounter.pk)
    return held, *_known(held)


def _known(encounter: Encounter) -> tuple[str, list[str]]:
    offers = list(encounter.group_offers.values_list("way", "digest"))
    wall = next((digest for way, digest in offers if way == GroupOffer.Way.WALL), "")
    return wall, [digest for way, digest in offers if way == GroupOffer.Way.CARD]


def _new_cards(encounter: Encounter, number: int, language: str) -> list[Ticket]:
    tickets = offer_tickets(programme=encounter.programme, kind=encounter.kind, month=encounter.month, number=number, language=language)
    _hold(encounter, GroupOffer.Way.CARD, tickets)
    return tickets


def _hold(encounter: Encounter, way: GroupOffer.Way, tickets: Sequence[Ticket]) -> None:
    """In the order of the digests, so that nothing tells which card lay first on the sheet."""
    insert([GroupOffer(digest=digest, encounter=encounter, way=way) for digest in sorted(ticket.digest for ticket in tickets)])
