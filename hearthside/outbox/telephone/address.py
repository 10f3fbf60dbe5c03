"""The provider of texts and calls as one address in the environment, read strictly."""

import re
from dataclasses import dataclass, field
from importlib.util import find_spec
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SCHEMES = {"twilio": "https", "twilio+http": "http"}
EXAMPLE = "twilio://ACCOUNT:TOKEN@api.twilio.com?from=%2B13065550100"
NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")


@dataclass(frozen=True, slots=True)
class Telephone:
    """Where the provider is, who we are there, and the organisation's number. `signing_key` signs by the newer scheme."""

    base: str
    account: str
    number: str
    token: str = field(repr=False)
    signing_key: str = field(default="", repr=False)


def read(url: str) -> Telephone | None:
    """`twilio://` (https) or `twilio+http://` (a provider on this machine); None when nothing is set.

    Raises: ImproperlyConfigured, without repeating the address, since it holds a password; and when the provider's own
    library is not installed.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
        asked = dict(parse_qsl(parts.query, strict_parsing=True))
    except ValueError as error:
        raise ImproperlyConfigured(f"HEARTHSIDE_TELEPHONE_URL cannot be read. Write it like {EXAMPLE}.") from error
    number, signing_key = asked.pop("from", ""), asked.pop("signing_key", "")
    is_whole = parts.scheme in SCHEMES and parts.hostname and parts.username and parts.password and NUMBER.fullmatch(number)
    if not is_whole or asked or parts.fragment:
        raise ImproperlyConfigured(f"HEARTHSIDE_TELEPHONE_URL is not understood. Write it like {EXAMPLE}.")
    if find_spec("twilio") is None:
        raise ImproperlyConfigured("HEARTHSIDE_TELEPHONE_URL needs the provider's library. Run: pip install 'hearthside[sms]'.")
    place = f"{parts.hostname}:{port}" if port else str(parts.hostname)
    base = f"{SCHEMES[parts.scheme]}://{place}{parts.path.rstrip('/')}"
    return Telephone(base, unquote(parts.username), number, unquote(parts.password), signing_key)


def read_line(number: str) -> str:
    """The number that rings when somebody calls ours; empty when none does.

    Raises: ImproperlyConfigured when it is not written like +13065550100.
    """
    if number and not NUMBER.fullmatch(number):
        raise ImproperlyConfigured("HEARTHSIDE_TELEPHONE_LINE is no number. Write it like +13065550100.")
    return number
