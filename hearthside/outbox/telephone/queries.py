"""What we know of a number: whether it said stop, whether it was heard from; and whether calls can be bridged."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from hearthside.core.lookups import lookup_of
from hearthside.outbox.models import Heard, Stopped


def is_stopped(number: str) -> bool:
    """Whether a number (E.164) said stop, by whatever way, and has not taken it back: no text goes there."""
    return is_stopped_by(lookup_of("phone", number))


def is_stopped_by(lookup: str) -> bool:
    """The same for the digest of a number."""
    return Stopped.objects.filter(lookup=lookup, ended_at=None).exists()


def stopped_among(lookups: Iterable[str]) -> dict[str, str]:
    """Those of these numbers (digests) that said stop, and how they did."""
    return dict(Stopped.objects.filter(lookup__in=[*lookups], ended_at=None).values_list("lookup", "how"))


def heard_since(lookup: str, at: datetime) -> bool:
    """Whether a text or call came from a number (its digest) at or after a moment. A withheld number is nobody's."""
    return bool(lookup) and Heard.objects.filter(lookup=lookup, heard_at__gte=at).exists()


def can_bridge() -> bool:
    """Whether calls can be made through the organisation's own number here."""
    return settings.TELEPHONE is not None
