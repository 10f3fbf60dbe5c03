"""Private calendar addresses: found by their digest, so that a copy of the database opens none, and shown for ten minutes."""

import json
from base64 import b64decode, b64encode

from hearthside.accounts.secrets import digest
from hearthside.core.dates import now
from hearthside.core.fields import seal, unseal
from hearthside.gatherings.models import PersonalFeed

KIND = "calendar"
KEY, SEALED_AT, MINUTES = "calendar_to_show", "gatherings.calendar_to_show", 10


def feed_of(token: str) -> PersonalFeed | None:
    """The calendar that this address opens, unless it was ended."""
    return PersonalFeed.objects.select_related("person").filter(token_digest=digest(KIND, token), ended_on=None).first()


def keep_for_showing(session, token: str) -> None:
    """From the tap that makes it to the page that shows it, sealed in the session of whoever made it."""
    until = int(now().timestamp()) + MINUTES * 60
    session[KEY] = b64encode(seal(json.dumps({"token": token, "until": until}), SEALED_AT)).decode()


def to_show(session) -> str:
    """The secret part of the address just made; empty when there is none or its time is over."""
    if session.get(KEY) is None:
        return ""
    kept = json.loads(unseal(b64decode(session[KEY]), SEALED_AT))
    return kept["token"] if kept["until"] > now().timestamp() else ""


def forget_shown(session) -> None:
    session.pop(KEY, None)
