"""Showing survey codes to the one who logged, without keeping them: they travel in a cookie of one page for 15 minutes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from hearthside.encounters.models import Encounter, GroupOffer
from hearthside.people.models import ReachPermission
from hearthside.surveys.actions import Ticket
from hearthside.surveys.codes import read_code, ticket_digest, wall_digest
from hearthside.surveys.offers import qr_picture, sms_link, survey_address

COOKIE, WALL_COOKIE, CARDS_COOKIE = "ticket", "wall", "cards"
SHOWN_FOR = 15 * 60


@dataclass(frozen=True, slots=True)
class Offer:
    """A code on the screen: as picture, as text, and as a link for a text message."""

    code: str
    picture: str
    address: str
    short_address: str
    local_address: str
    text_link: str


@dataclass(frozen=True, slots=True)
class Slip:
    """One card of a printed sheet."""

    code: str
    picture: str


def hand_over_code(response: HttpResponse, encounter: Encounter, ticket: Ticket | None) -> None:
    """Let the next page show the code."""
    if ticket is not None:
        _hand_over(response, encounter, COOKIE, ticket.code)


def hand_over_wall(response: HttpResponse, encounter: Encounter, ticket: Ticket) -> None:
    """Let the next pages show the code of the wall."""
    _hand_over(response, encounter, WALL_COOKIE, ticket.code)


def hand_over_cards(response: HttpResponse, encounter: Encounter, tickets: Sequence[Ticket]) -> None:
    """Let the next pages show the cards."""
    _hand_over(response, encounter, CARDS_COOKIE, ".".join(ticket.code for ticket in tickets))


def _hand_over(response: HttpResponse, encounter: Encounter, name: str, codes: str) -> None:
    """The cookie is sealed against change and sent to the page of this offer and those under it alone."""
    response.set_signed_cookie(
        name,
        codes,
        salt=encounter.reference,
        path=reverse("offer", kwargs={"encounter_id": encounter.pk}),
        max_age=SHOWN_FOR,
        httponly=True,
        samesite="Strict",
        secure=settings.IS_HTTPS,
    )


def offer_from(request: HttpRequest, encounter: Encounter) -> Offer | None:
    """The code that came with this request, or None when it has been shown long enough or was never made."""
    code = _handed(request, encounter, COOKIE)
    return _offer(encounter, code) if code and encounter.ticket_digest else None


def wall_from(request: HttpRequest, encounter: Encounter) -> Offer | None:
    """The same of the code on the wall; None too once another one took its place."""
    code = _handed(request, encounter, WALL_COOKIE)
    hangs = code and encounter.group_offers.filter(way=GroupOffer.Way.WALL, digest=wall_digest(read_code(code) or "")).exists()
    return _offer(encounter, code) if hangs else None


def cards_from(request: HttpRequest, encounter: Encounter) -> list[Slip]:
    """The same of printed cards: those of the last printing that are still good."""
    codes = _handed(request, encounter, CARDS_COOKIE).split(".")
    good = set(encounter.group_offers.filter(way=GroupOffer.Way.CARD).values_list("digest", flat=True))
    return [Slip(code, qr_picture(survey_address(code))) for code in codes if ticket_digest(read_code(code) or "") in good]


def short_address() -> str:
    """The address of the survey as people type it."""
    return survey_address("").split("://", 1)[-1].rstrip("#")


def _handed(request: HttpRequest, encounter: Encounter, name: str) -> str:
    return request.get_signed_cookie(name, default="", salt=encounter.reference, max_age=SHOWN_FOR)


def _offer(encounter: Encounter, code: str) -> Offer:
    address = survey_address(code)
    return Offer(
        code=code,
        picture=qr_picture(address),
        address=address,
        short_address=short_address(),
        local_address=f"{reverse('survey')}#{code}",
        text_link=_text_link(encounter, address),
    )


def texts_welcome(encounter: Encounter) -> QuerySet[ReachPermission]:
    """The numbers of those who were there by name and said that survey texts are welcome."""
    return ReachPermission.objects.filter(
        way__person__presences__encounter=encounter, way__kind="phone", way__ended_on=None, purpose="surveys", may_text=True, ended_at=None
    ).select_related("way__person")


def _text_link(encounter: Encounter, address: str) -> str:
    """A link that opens a text on the worker's own phone, where exactly one person was there by name and welcomes it."""
    welcome = list(texts_welcome(encounter)) if encounter.named == 1 else []
    return (
        sms_link(welcome[0].way.value, _("A few short questions, without your name: %(address)s") % {"address": address}) if welcome else ""
    )
