"""Offering a survey: one ticket per encounter, whose code is shown once and kept nowhere."""

import hashlib
import secrets
from dataclasses import dataclass

from hearthside.organisation.models import Kind, Programme


@dataclass(frozen=True, slots=True)
class Ticket:
    """A code to hand over, and the digest by which the database will know it."""

    code: str
    digest: str


def offer_ticket(*, programme: Programme, kind: Kind, month: int, language: str = "") -> Ticket:
    code = secrets.token_hex(6)
    return Ticket(code, hashlib.sha256(code.encode()).hexdigest())


def void_ticket(*, digest: str) -> None:
    pass
