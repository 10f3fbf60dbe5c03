"""Recognising what was seen before without keeping it: digests that are worthless without the key."""

import hashlib
import hmac
from collections.abc import Iterable

from django.conf import settings


def keyed_digest(purpose: str, text: str) -> str:
    """64 hexadecimal characters. The same text gives the same digest for one purpose, and no other."""
    return hmac.new(settings.KEYS["fields"], f"{purpose}\x00{text}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def digest_of_many(purpose: str, digests: Iterable[str]) -> str:
    """One digest for many, whatever their order."""
    return keyed_digest(purpose, "\n".join(sorted(digests)))
