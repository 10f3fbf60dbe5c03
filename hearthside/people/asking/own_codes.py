"""The one code of a row that somebody made with a form: a sign-up, a request, what they said.

It is made of the row's key and a key that lies outside the database, so that a later message can name it again although
the database keeps a digest alone. Whoever holds the code may read and change that one row, and nothing else.
"""

import hashlib
import hmac

from django.conf import settings

from hearthside.accounts.secrets import SIGNS, check_sign
from hearthside.people.asking.codes import RANDOM_SIGNS, code_digest, read_code
from hearthside.people.asking.opened import OPENED
from hearthside.people.models import Reached

TURNS = 20  # of which the first is nearly always free: 34 thousand million codes, some thousand of them in use


def give_code(thing: Reached) -> str:
    """A code that nothing else has; its digest is put into the row, which the caller saves."""
    for turn in range(TURNS):
        code = _made(thing, turn)
        if not _is_taken(digest := code_digest(code)):
            thing.code_digest = digest
            return code
    raise RuntimeError("No free code was found.")


def code_of(thing: Reached) -> str:
    """The code that this row was given; empty when it has none (any more)."""
    codes = (_made(thing, turn) for turn in range(TURNS if thing.code_digest else 0))
    return next((code for code in codes if code_digest(code) == thing.code_digest), "")


def holds_code(thing: Reached, typed: str) -> bool:
    """Whether somebody knows the code of this row."""
    code = read_code(typed)
    return bool(code and thing.code_digest and hmac.compare_digest(code_digest(code), thing.code_digest))


def thing_of(typed: str) -> Reached | None:
    """What a code opens; None for one that cannot be one, and for one that opens nothing."""
    code = read_code(typed)
    if code is None:
        return None
    digest = code_digest(code)
    found = (model.objects.select_related(*opened.joined).filter(code_digest=digest).first() for model, opened in OPENED.items())
    return next((thing for thing in found if thing is not None), None)


def _is_taken(digest: str) -> bool:
    return any(model.objects.filter(code_digest=digest).exists() for model in OPENED)


def _made(thing: Reached, turn: int) -> str:
    words = f"hearthside own code {thing._meta.label_lower} {thing.pk} {turn}"
    number = int.from_bytes(hmac.new(settings.KEYS["fields"], words.encode(), hashlib.sha256).digest())
    signs = "".join(SIGNS[number >> 5 * place & 31] for place in range(RANDOM_SIGNS))
    return signs + check_sign(signs)
