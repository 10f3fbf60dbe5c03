"""Codes, PINs and tokens: how they look, how they are read back, and what the database keeps of them."""

import secrets

from django.contrib.auth.hashers import check_password, make_password
from django.utils.crypto import constant_time_compare, salted_hmac

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
CARD_SIGNS = 12
ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", " ": None, "-": None})
PLAIN_ROWS = "01234567890", "09876543210"


def new_card_code() -> str:
    """Twelve random signs (60 bits) and one that tells a slip of the pen, as `ABCD-EFGH-JKMN-P`."""
    code = "".join(secrets.choice(SIGNS) for _ in range(CARD_SIGNS))
    return grouped(code + check_sign(code))


def grouped(code: str) -> str:
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def check_sign(code: str) -> str:
    """Luhn's sum modulo 32: finds every single wrong sign and nearly every swap of two neighbours."""
    total = 0
    for place, sign in enumerate(reversed(code)):
        value = SIGNS.index(sign) * (2 if place % 2 == 0 else 1)
        total += value // 32 + value % 32
    return SIGNS[-total % 32]


def read_card_code(typed: str) -> str | None:
    """The code as it was printed, however it was typed; None when it cannot be one (a sign wrong, too short)."""
    code = typed.upper().translate(ALIKE)
    if len(code) != CARD_SIGNS + 1 or any(sign not in SIGNS for sign in code):
        return None
    return grouped(code) if check_sign(code[:-1]) == code[-1] else None


def new_pin() -> str:
    """A PIN of five digits that is not a plain row."""
    pin = "00000"
    while is_plain(pin):
        pin = f"{secrets.randbelow(10**5):05d}"
    return pin


def is_plain(pin: str) -> bool:
    """Whether a PIN is what everybody tries first: one digit again and again, or digits in a row."""
    return len(set(pin)) == 1 or any(pin in row for row in PLAIN_ROWS)


def new_digits() -> str:
    """Six digits, easy to read aloud and to type on a keypad."""
    return f"{secrets.randbelow(10**6):06d}"


def new_token() -> str:
    return secrets.token_urlsafe(32)


def digest(kind: str, secret: str) -> str:
    """What the database keeps: useless without the key that lies outside it."""
    return salted_hmac(f"hearthside.accounts.{kind}", secret, algorithm="sha256").hexdigest()


def same(kind: str, typed: str, kept: str) -> bool:
    return constant_time_compare(digest(kind, typed), kept)


def slow_hash(pin: str) -> str:
    """For short secrets: keyed first and slow as well, so that neither database nor key alone is enough to try them all."""
    return make_password(digest("pin", pin))


def fits(pin: str, kept: str) -> bool:
    return check_password(digest("pin", pin), kept)
