"""Slowing down whoever guesses codes, without keeping an address: it is hashed with a random key that lives in this
process for an hour and is written nowhere.
"""

import hashlib
import hmac
import secrets
from time import monotonic

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from hearthside.core.errors import Refused

HOUR = 3600
MOST = 20  # wrong codes from one address in an hour; a slip of the finger is not one of them, its check sign gives it away
_keys: dict[int, bytes] = {}


def check(request: HttpRequest) -> None:
    """Raises: Refused when too many wrong codes came from where this one comes from."""
    if cache.get(_place(request), 0) >= MOST:
        raise Refused(_("Too many wrong codes came from this connection. Wait an hour, or ask for another code."))


def count(request: HttpRequest) -> None:
    """One more wrong code."""
    place = _place(request)
    if not cache.add(place, 1, timeout=HOUR):
        cache.incr(place)


def _place(request: HttpRequest) -> str:
    hour = int(monotonic() // HOUR)
    if hour not in _keys:
        _keys.clear()
        _keys[hour] = secrets.token_bytes(32)
    return "survey:" + hmac.new(_keys[hour], _address(request).encode(), hashlib.sha256).hexdigest()


def _address(request: HttpRequest) -> str:
    """Where the request comes from; behind our own proxy, what the proxy saw."""
    seen_by_proxy = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return seen_by_proxy.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", "")
