"""A code on the device of whoever typed it or was just given it: a signed cookie of one page, for 15 minutes.

So a code stands in no address, no session and no log, and everything works without an account.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hearthside.core.errors import Refused
from hearthside.people.asking.codes import shown
from hearthside.people.asking.own_codes import thing_of
from hearthside.people.models import Reached

Thing = TypeVar("Thing", bound=Reached)
COOKIE, NEW = "own_code", "new:"
SHOWN_FOR = 15 * 60


@dataclass(frozen=True, slots=True)
class HeldCode:
    """A code that came with a request; `is_new` right after it was made, when the page shows it large."""

    code: str
    is_new: bool

    @property
    def shown(self) -> str:
        return shown(self.code)

    @property
    def address(self) -> str:
        """Where it is typed, as people read it."""
        return page_address().split("://", 1)[-1]

    @property
    def picture(self) -> SafeString:
        """A QR code of that page with the code behind the '#', the part of an address that browsers send to nobody."""
        picture = segno.make(f"{page_address()}#{self.shown}", error="m")
        drawn = picture.svg_inline(svgclass="qr", lineclass=None, omitsize=True, title=_("QR code of the page where this code is typed"))
        return mark_safe(drawn)  # noqa: S308  made here from our own address; segno escapes the title


def page_address() -> str:
    return f"{settings.BASE_URL}{reverse('own_code')}"


def hold_code(response: HttpResponse, code: str, *, is_new: bool = False) -> HttpResponse:
    """Let the pages of this code, and no other page, know it for a quarter of an hour."""
    response.set_signed_cookie(
        COOKIE,
        f"{NEW if is_new else ''}{code}",
        salt=COOKIE,
        path=reverse("own_code"),
        max_age=SHOWN_FOR,
        httponly=True,
        samesite="Strict",
        secure=settings.IS_HTTPS,
    )
    return response


def held_code(request: HttpRequest) -> HeldCode | None:
    """The code that this device holds; None when there is none, or its time is over."""
    value = request.get_signed_cookie(COOKIE, default=None, salt=COOKIE, max_age=SHOWN_FOR)
    return HeldCode(value.removeprefix(NEW), value.startswith(NEW)) if value else None


def held_thing(request: HttpRequest, kind: type[Thing]) -> tuple[Thing, str] | None:
    """What the code on this device opens, if it is of this kind, with the code."""
    held = held_code(request)
    thing = thing_of(held.code) if held else None
    return (thing, held.code) if held and isinstance(thing, kind) else None


def act_on_held(request: HttpRequest, kind: type[Thing], act: Callable[[Thing, str], object]) -> HttpResponse:
    """Do something with the row of this kind whose code is held; the page of the code says next how it stands."""
    found = held_thing(request, kind)
    if not found:
        return redirect("own_code")
    row, code = found
    try:
        act(row, code)
    except Refused as refusal:
        messages.info(request, str(refusal))
    return hold_code(redirect("own_code"), code)


def let_go(response: HttpResponse) -> HttpResponse:
    """This device no longer knows it."""
    response.delete_cookie(COOKIE, path=reverse("own_code"), samesite="Strict")
    return response
