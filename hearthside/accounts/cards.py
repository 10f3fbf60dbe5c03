"""A new card on its way to the printer: sealed in the session of whoever issued it, for ten minutes.

Other rooms that issue a card for somebody call `keep_for_printing` and send the reader on to `card_print`.
"""

import json
from base64 import b64decode, b64encode

from hearthside.core.dates import now
from hearthside.core.fields import seal, unseal

KEY, SEALED_AT = "card_to_print", "accounts.card_to_print"
MINUTES = 10


def keep_for_printing(session, *, code: str, pin: str) -> None:
    until = int(now().timestamp()) + MINUTES * 60
    session[KEY] = b64encode(seal(json.dumps({"code": code, "pin": pin, "until": until}), SEALED_AT)).decode()


def to_print(session) -> dict | None:
    """Code and PIN of the card just issued; None when there is none or its time is over."""
    sealed = session.get(KEY)
    if sealed is None:
        return None
    card = json.loads(unseal(b64decode(sealed), SEALED_AT))
    return card if card["until"] > now().timestamp() else None


def forget_card(session) -> None:
    session.pop(KEY, None)
