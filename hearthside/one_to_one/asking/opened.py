"""What the code of a request opens."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from hearthside.one_to_one.asking.actions.asking import may_still_return
from hearthside.one_to_one.asking.permissions import may_see_requests, may_type_request
from hearthside.one_to_one.asking.saying import facts_of
from hearthside.one_to_one.asking.waits import expected_wait, said_wait
from hearthside.one_to_one.defaults import CLOSINGS
from hearthside.one_to_one.models import Pairing, Request
from hearthside.people.asking.opened import Opened, open_by_code
from hearthside.people.asking.reaching import address_of


def _shown(request: HttpRequest, thing: Request) -> dict[str, Any]:
    closing = CLOSINGS[thing.closing][1] if thing.closing else ""
    state: dict[str, Any] = {"wait": said_wait(expected_wait(thing.programme)), "closing": closing, "may_return": may_still_return(thing)}
    state |= {"is_told": bool(address_of(thing)), "meets": _meets(thing)}
    return {"asked": thing, "facts": facts_of(thing), "back": _back(request, thing), **state}


def _meets(thing: Request) -> str:
    """The first name of the supporter they meet now; empty for those who wait, and once the two have stopped."""
    pairing = Pairing.objects.running().filter(request=thing).select_related("supporter").first() if thing.paired_at else None
    return pairing.supporter.short_name if pairing else ""


def _back(request: HttpRequest, thing: Request) -> str:
    """Where somebody who works here came from; the person themselves has no list."""
    if thing.typed_by_id == getattr(request.actor, "pk", "") and may_type_request(request.actor):
        return reverse("requests") if may_see_requests(request.actor) else reverse("ask_typed")
    return ""


def _card(thing: Request) -> list[str]:
    day = date_format(localdate(thing.asked_at), "j F Y")
    lines = [_("We have your question"), _("since %(day)s") % {"day": day}]
    return [*lines, said_wait(expected_wait(thing.programme))] if thing.wants != Request.Wants.CHECK_INS else lines


def open_by_codes() -> None:
    """Let codes open requests."""
    joined = ("person", "programme")
    open_by_code(Request, Opened(template="one_to_one/own_request.html", joined=joined, shown=_shown, card=_card))
