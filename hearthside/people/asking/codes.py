"""The code of whoever asked for something: eight signs that can be read aloud, kept as a digest alone.

Seven random signs of Crockford's base 32 (35 bits) and one check sign. It opens the one row it was made for, not a record.
"""

from secrets import choice

from hearthside.accounts.secrets import SIGNS, check_sign, digest, grouped

RANDOM_SIGNS = 7
ALIKE = str.maketrans("OIL", "011", " -–—_.\t\n\r ")


def new_code() -> str:
    """A fresh code, as eight signs without a dash."""
    signs = "".join(choice(SIGNS) for _place in range(RANDOM_SIGNS))
    return signs + check_sign(signs)


def shown(code: str) -> str:
    """A code as people see it: XXXX-XXXX."""
    return grouped(code)


def read_code(typed: str) -> str | None:
    """The code that somebody typed, however they typed it; None when it cannot be one.

    Small letters, O for 0, I and L for 1, spaces and dashes are all fine. One wrong sign is noticed.
    """
    code = typed.upper().translate(ALIKE)
    if len(code) != RANDOM_SIGNS + 1 or any(sign not in SIGNS for sign in code):
        return None
    return code if check_sign(code[:-1]) == code[-1] else None


def code_digest(code: str) -> str:
    """How the database knows a code, as `read_code` gives it. The word is that of the first codes, which still open."""
    return digest("gathering", code)
