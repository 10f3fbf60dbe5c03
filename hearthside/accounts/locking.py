"""Handing the phone over: while a session is locked, nothing of it can be seen; a PIN opens it again."""

from django.contrib.auth import logout
from django.http import HttpRequest
from django.utils.translation import gettext as _

from hearthside.accounts import secrets
from hearthside.core.errors import Refused

LOCK, PIN = "lock", "lock_pin"
DOOR = "door"  # in the session: the door that this device was made, if it was
MOST_WRONG = 5


def is_locked(request: HttpRequest) -> bool:
    return LOCK in request.session


def has_pin(request: HttpRequest) -> bool:
    """Whether a PIN was chosen earlier in this session, so that it need not be asked again."""
    return PIN in request.session


def lock(request: HttpRequest, pin: str = "", back: str = "") -> None:
    """Lock this session. The PIN is asked once in a session; `back` is the page to come back to.

    Raises: Refused when there is no PIN yet and the one given is not 4 to 8 digits.
    """
    if pin or not has_pin(request):
        if not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 8):
            raise Refused(_("Choose a PIN of 4 to 8 digits. You will need it to get back in."))
        request.session[PIN] = secrets.digest("lock", pin)
    request.session[LOCK] = {"wrong": 0, "back": back}


def unlock(request: HttpRequest, pin: str) -> str:
    """Open the session again; returns the page to come back to, empty if none was named.

    Raises: Refused for a wrong PIN; the fifth one signs this device out.
    """
    state = request.session[LOCK]
    if secrets.same("lock", pin, request.session[PIN]):
        del request.session[LOCK]
        return state["back"]
    if state["wrong"] + 1 >= MOST_WRONG:
        logout(request)
        raise Refused(_("That was the wrong PIN five times, so this device is signed out. Sign in again."))
    request.session[LOCK] = {**state, "wrong": state["wrong"] + 1}
    raise Refused(_("That is not the PIN you chose. Try again."))
