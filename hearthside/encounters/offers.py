"""Showing a survey code to the one who logged, without keeping it: it travels in a cookie of one page for 15 minutes."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from hearthside.encounters.models import Encounter
from hearthside.people.models import ReachPermission
from hearthside.surveys.actions import Ticket
from hearthside.surveys.offers import qr_picture, sms_link, survey_address

COOKIE = "ticket"
SHOWN_FOR = 15 * 60


@dataclass(frozen=True, slots=True)
class Offer:
    """A code on the screen: as picture, as text, and as a link for a text message."""

    code: str
    picture: str
    short_address: str
    local_address: str
    text_link: str


def hand_over_code(response: HttpResponse, encounter: Encounter, ticket: Ticket | None) -> None:
    """Let the next page show the code. The cookie is sealed against change and sent to that page alone."""
    if ticket is not None:
        path = reverse("offer", kwargs={"encounter_id": encounter.pk})
        response.set_signed_cookie(
            COOKIE,
            ticket.code,
            salt=encounter.reference,
            path=path,
            max_age=SHOWN_FOR,
            httponly=True,
            samesite="Strict",
            secure=settings.IS_HTTPS,
        )


def offer_from(request: HttpRequest, encounter: Encounter) -> Offer | None:
    """The code that came with this request, or None when it has been shown long enough or was never made."""
    code = request.get_signed_cookie(COOKIE, default=None, salt=encounter.reference, max_age=SHOWN_FOR)
    if code is None or encounter.ticket_digest is None:
        return None
    address = survey_address(code)
    return Offer(
        code=code,
        picture=qr_picture(address),
        short_address=address.split("://", 1)[-1].split("#", 1)[0],
        local_address=f"{reverse('survey')}#{code}",
        text_link=_text_link(encounter, address),
    )


def _text_link(encounter: Encounter, address: str) -> str:
    """A link that opens a text on the worker's own phone, only to somebody who said that survey texts are welcome."""
    people = [presence.person_id for presence in encounter.presences.all()]
    permission = ReachPermission.objects.filter(
        way__person__in=people, way__kind="phone", way__ended_on=None, purpose="surveys", may_text=True, ended_at=None
    ).select_related("way")
    number = permission[0].way.value if len(people) == 1 and permission else ""
    return sms_link(number, _("A few short questions, without your name: %(address)s") % {"address": address}) if number else ""
