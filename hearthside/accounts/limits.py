"""How often something may be tried, counted in the shared cache. Nothing in it tells who tried, nor from where."""

import secrets
from ipaddress import ip_address, ip_network

from django.core.cache import cache
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearthside.core.dates import now
from hearthside.core.errors import Refused

HOUR = 3600


def attempt(key: str, *, limit: int, seconds: int) -> None:
    """Count one try under `key`. Call it outside a transaction, or a refusal would undo the count.

    Raises: Refused after `limit` tries within the current span of `seconds`, saying how long to wait.
    """
    moment = int(now().timestamp())
    span = moment // seconds
    name = "tries:" + salted_hmac("hearthside.accounts.limits", f"{key}:{span}", algorithm="sha256").hexdigest()[:40]
    # A place for each try, taken by an atomic add: a counter in this cache can lose tries that come at the same time.
    if any(cache.add(f"{name}:{place}", 1, timeout=seconds) for place in range(limit)):
        return
    minutes = -(-((span + 1) * seconds - moment) // 60)
    wait = ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    raise Refused(_("That was tried too often. Please wait %(wait)s, then try again.") % {"wait": wait})


def place(address: str) -> str:
    """Where somebody knocks from, as a digest that nobody can undo and that is another one every hour.

    It takes the server's own key and a random one that lives an hour in the cache; IPv6 by its network of 64 bits.
    """
    hour = int(now().timestamp()) // HOUR
    name = f"hour:{hour}"
    cache.add(name, secrets.token_hex(16), timeout=HOUR)
    return salted_hmac(f"hearthside.accounts.place.{cache.get(name)}", _network(address), algorithm="sha256").hexdigest()[:32]


def _network(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(ip_network(f"{parsed}/64", strict=False)) if parsed.version == 6 else str(parsed)
