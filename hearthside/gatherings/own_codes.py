"""The one code of a sign-up, of somebody who belongs or has asked, and of what somebody said.

It is made of the row's key and a key that lies outside the database, so that a later message can name it again although
the database keeps a digest alone. Whoever holds the code may read and change that one row, and nothing else.
"""

import hashlib
import hmac

from django.conf import settings

from hearthside.accounts.secrets import SIGNS, check_sign
from hearthside.gatherings.codes import RANDOM_SIGNS, code_digest, read_code
from hearthside.gatherings.models import GroupMember, SignUp, Voice

Thing = SignUp | GroupMember | Voice
KINDS = (SignUp, GroupMember, Voice)
TURNS = 20  # of which the first is nearly always free: 34 thousand million codes, some thousand of them in use


def give_code(thing: Thing) -> str:
    """A code that nothing else has; its digest is put into the row, which the caller saves."""
    for turn in range(TURNS):
        code = _made(thing, turn)
        if not _is_taken(digest := code_digest(code)):
            thing.code_digest = digest
            return code
    raise RuntimeError("No free code was found.")


def code_of(thing: Thing) -> str:
    """The code that this row was given; empty when it has none (any more)."""
    codes = (_made(thing, turn) for turn in range(TURNS if thing.code_digest else 0))
    return next((code for code in codes if code_digest(code) == thing.code_digest), "")


def holds_code(thing: Thing, typed: str) -> bool:
    """Whether somebody knows the code of this row."""
    code = read_code(typed)
    return bool(code and thing.code_digest and hmac.compare_digest(code_digest(code), thing.code_digest))


def thing_of(typed: str) -> Thing | None:
    """What a code opens; None for one that cannot be one, and for one that opens nothing."""
    code = read_code(typed)
    if code is None:
        return None
    digest = code_digest(code)
    sign_ups = SignUp.objects.select_related("session__gathering", "session__series", "session__site", "person", "member")
    return (
        sign_ups.filter(code_digest=digest).first()
        or GroupMember.objects.select_related("gathering", "person").filter(code_digest=digest).first()
        or Voice.objects.select_related("gathering", "person").filter(code_digest=digest).first()
    )


def _is_taken(digest: str) -> bool:
    return any(model.objects.filter(code_digest=digest).exists() for model in KINDS)


def _made(thing: Thing, turn: int) -> str:
    words = f"hearthside own code {thing._meta.label_lower} {thing.pk} {turn}"
    number = int.from_bytes(hmac.new(settings.KEYS["fields"], words.encode(), hashlib.sha256).digest())
    signs = "".join(SIGNS[number >> 5 * place & 31] for place in range(RANDOM_SIGNS))
    return signs + check_sign(signs)
