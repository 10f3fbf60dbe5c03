"""What the provider tells us, read from its raw bytes and believed only when it is signed."""

import json
import re
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import HttpRequest, RawPostDataException
from django.http.request import UnreadablePostError

from hearthside.outbox.telephone.signature import SCHEME, SIGNATURE, is_signed, is_whole

LARGEST = 64 * 1024  # bytes; a text of the longest kind is a tenth of it
MOST_FIELDS = 200
NUMBER = re.compile(r"\+?[0-9]{3,15}")
ID = re.compile(r"[A-Za-z0-9]{1,64}")


class Forged(Exception):
    """Not signed by the provider."""


class Unreadable(Exception):
    """Nothing that the provider would send."""


class Said(dict[str, str]):
    """The fields by name."""

    def named(self, name: str) -> str:
        """A field that must be there. Raises: Unreadable."""
        if name not in self:
            raise Unreadable
        return self[name]

    def identifier(self, name: str) -> str:
        """What the provider calls a text or call. Raises: Unreadable."""
        return self._fitting(name, ID)

    def number(self, name: str) -> str:
        """A telephone number. Raises: Unreadable."""
        return self._fitting(name, NUMBER)

    def count(self, name: str) -> int | None:
        """A number of seconds, where it says one."""
        value = self.get(name, "")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 7 else None

    def _fitting(self, name: str, pattern: re.Pattern) -> str:
        value = self.named(name)
        if not pattern.fullmatch(value):
            raise Unreadable
        return value


def read_said(request: HttpRequest) -> Said:
    """The fields of a request of the provider, unknown ones kept.

    Raises: Forged, Unreadable; nothing is written before either.
    """
    signature, telephone = request.headers.get(SIGNATURE, ""), settings.TELEPHONE
    if not telephone or not signature:
        raise Forged
    body, scheme = _body(request), request.headers.get(SCHEME, "")
    query = request.META.get("QUERY_STRING", "")
    address = settings.BASE_URL + request.path + (f"?{query}" if query else "")
    is_form = request.content_type != "application/json"
    pairs = _pairs(body) if is_form else []
    key = telephone.signing_key if scheme and telephone.signing_key else telephone.token
    if not is_signed(key, address, pairs, signature, scheme) or not (is_form or is_whole(body, address)):
        raise Forged
    return Said(pairs if is_form else _fields(body))


def _body(request: HttpRequest) -> bytes:
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
            raise Unreadable
        return request.body
    except (ValueError, UnreadablePostError, RawPostDataException):
        raise Unreadable from None


def _pairs(body: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:  # a fault of encoding is one
        raise Unreadable from None


def _fields(body: bytes) -> dict[str, str]:
    try:
        found = json.loads(body)
    except ValueError:
        raise Unreadable from None
    if not isinstance(found, dict):
        raise Unreadable
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in found.items()}
