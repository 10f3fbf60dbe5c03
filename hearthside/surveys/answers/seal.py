"""Sealing an answer: whoever copies the database while answers wait can neither open one nor tell two apart.

HPKE (RFC 9180) with X25519, HKDF-SHA256 and AES-256-GCM. The private key is made from the key "answers", which is in
the folder of keys, outside every database, and is used by the flush alone.
"""

import json
from dataclasses import dataclass, field, fields
from functools import cache

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

ROOM = 4800  # every envelope is filled up to this many bytes; a comment of COMMENT_LENGTH signs always fits
COMMENT_LENGTH = 1000
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_INFO = b"hearthside survey answer 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What one person answered, and the cohort it counts for. `ticked` is question code -> option code or list of them."""

    programme: str
    month: int
    kind: str
    questionnaire: str = ""
    ticked: dict[str, str | list[str]] = field(default_factory=dict)
    comment: str = ""


def seal(envelope: Envelope) -> bytes:
    """Close an envelope. The result tells nothing, not even how much was written.

    Raises: ValueError when it holds more than fits.
    """
    parts = {part.name: getattr(envelope, part.name) for part in fields(Envelope)}
    plain = json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()
    if len(plain) > ROOM:
        raise ValueError("The envelope holds more than fits: shorten the comment before sealing.")
    return _SUITE.encrypt(plain.ljust(ROOM), _public_key(), _INFO)


def unseal(sealed: bytes) -> Envelope:
    """Open an envelope; only the flush does.

    Raises: cryptography.exceptions.InvalidTag when it was sealed to another key or altered.
    """
    return Envelope(**json.loads(_SUITE.decrypt(sealed, _private_key(), _INFO)))


@cache
def _public_key() -> X25519PublicKey:
    return _private_key().public_key()


def _private_key() -> X25519PrivateKey:
    seed = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"hearthside answers x25519").derive(settings.KEYS["answers"])
    return X25519PrivateKey.from_private_bytes(seed)
