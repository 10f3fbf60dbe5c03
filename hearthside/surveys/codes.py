"""The code of a survey: twelve signs that people can read aloud, type on a phone, and mistype without harm.

Eleven random signs of Crockford's base 32 (55 bits) and one check sign. The code itself is stored nowhere. Two digests
are made of it under two keys: one finds the ticket in the main database, the other marks the code as used among the
answers; neither can be made from the other, so the two databases cannot be joined.
"""

import hashlib
import hmac
import secrets
from functools import cache

from django.conf import settings

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_SIGNS = 11
ALIKE = str.maketrans("OIL", "011", " -–—_.\t\n\r ")


def new_code() -> str:
    """A fresh code, as twelve signs without dashes."""
    signs = "".join(secrets.choice(SIGNS) for _ in range(RANDOM_SIGNS))
    return signs + _check_sign(signs)


def drawn_code(wall_code: str, once: str) -> str:
    """The code of the ticket that one opened page draws: the same page sent twice draws one. `once` is that page's random
    word, which only the phone holds, so nobody can make the code again from the code on the wall and the keys.
    """
    made = hmac.new(_key("drawn ticket"), f"{wall_code} {once}".encode(), hashlib.sha256).digest()
    signs = "".join(SIGNS[byte % len(SIGNS)] for byte in made[:RANDOM_SIGNS])
    return signs + _check_sign(signs)


def shown(code: str) -> str:
    """A code as people see it: XXXX-XXXX-XXXX."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def read_code(typed: str) -> str | None:
    """The code that somebody typed, however they typed it; None when it cannot be one.

    Small letters, O for 0, I and L for 1, spaces and dashes are all fine. One wrong sign, or two neighbours swapped, is noticed.
    """
    code = typed.upper().translate(ALIKE)
    if len(code) != RANDOM_SIGNS + 1 or any(sign not in SIGNS for sign in code):
        return None
    return code if _check_sign(code[:-1]) == code[-1] else None


def _check_sign(signs: str) -> str:
    """A polynomial over the field of 32 elements (x^5 + x^2 + 1), so every single slip and every swap changes it."""
    check = 0
    for sign in signs:
        check = (check << 1) ^ (0b100101 if check & 0b10000 else 0) ^ SIGNS.index(sign)
    check = (check << 1) ^ (0b100101 if check & 0b10000 else 0)
    return SIGNS[check]


def ticket_digest(code: str) -> str:
    """How the main database knows a code."""
    return hmac.new(settings.KEYS["tickets"], code.encode(), hashlib.sha256).hexdigest()


def wall_digest(code: str) -> str:
    """How the main database knows a code on the wall; under a key of its own, so that it is never taken for a ticket."""
    return hmac.new(_key("wall code"), code.encode(), hashlib.sha256).hexdigest()


def spent_digest(code: str) -> str:
    """How the answers know that a code was used: made with a key of its own."""
    return hmac.new(_key("spent ticket"), code.encode(), hashlib.sha256).hexdigest()


def content_digest(content: str) -> str:
    """How a file that was imported is known again, without keeping a fingerprint that others could compare."""
    return hmac.new(_key("imported file"), content.encode(), hashlib.sha256).hexdigest()


@cache
def _key(use: str) -> bytes:
    """A key for one use, made from the key of tickets."""
    return hmac.new(settings.KEYS["tickets"], b"hearthside " + use.encode(), hashlib.sha256).digest()
