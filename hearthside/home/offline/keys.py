"""The keys with which a phone seals what it keeps. The house keeps none of them: it can make the same ones again."""

from base64 import b64encode

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest

LENGTH = 32


def keys_of(request: HttpRequest) -> dict[str, str]:
    """What a signed-in phone is given.

    `pages` belongs to this session: with the session it is gone for good. `entries` belongs to the account, so that what
    was written in one session can be sent in the next one of the same person. `owner` and `session` say whose a thing on
    the phone is; neither can be turned back into a name or a cookie.
    """
    account, session = request.user.actor_id, request.session.session_key or ""
    return {
        "owner": _made("owner", account),
        "session": _made("session", session),
        "pages": _made("pages", session),
        "entries": _made("entries", account),
    }


def _made(what: str, secret: str) -> str:
    made = HKDF(SHA256(), LENGTH, salt=None, info=f"hearthside.home.offline.{what}:{secret}".encode())
    return b64encode(made.derive(settings.KEYS["fields"])).decode()
