"""The device at the door: a key in a cookie of its own that reaches nothing but /door/, and no session."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_noop

from hearthside.accounts.secrets import digest, new_token
from hearthside.gatherings.door.queries import door_with
from hearthside.gatherings.models import Door

COOKIE, PLACE = "door", "/door/"
TWO_DAYS = 2 * 24 * 3600  # what was tapped without a network may be sent the day after


@dataclass(frozen=True, slots=True)
class AtDoor:
    """Whoever taps at a door. Nobody knows who it is."""

    door_id: UUID
    keeps_house: bool = False
    keeps_keys: bool = False

    @property
    def actor_id(self) -> str:
        return f"door:{self.door_id}"

    @property
    def actor_label(self) -> str:
        return gettext_noop("door")


def new_key() -> str:
    return new_token()


def key_digest(key: str) -> str:
    """How the database knows the key of a device."""
    return digest("door", key)


def give_key(response: HttpResponse, key: str) -> None:
    """Make the browser that gets this answer the door. Other sites can send nothing with it."""
    response.set_cookie(COOKIE, key, max_age=TWO_DAYS, path=PLACE, secure=settings.IS_HTTPS, httponly=True, samesite="Strict")


def door_here(request: HttpRequest) -> Door | None:
    """The door that this device is or was; None on every other device."""
    key = request.COOKIES.get(COOKIE, "")
    return door_with(key_digest(key)) if key else None


def form_token(request: HttpRequest) -> str:
    """What the forms of this device carry, made from its key; nobody else can make it."""
    return digest("door form", request.COOKIES.get(COOKIE, ""))


def has_token(request: HttpRequest) -> bool:
    return constant_time_compare(request.POST.get("token", ""), form_token(request))
