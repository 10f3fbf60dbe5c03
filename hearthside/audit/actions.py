"""Adding to the trail: called inside the transaction of the act it tells of."""

from typing import Any

from django.db import transaction

from hearthside.audit.models import ChainHead, Entry, Opening
from hearthside.core.actors import Actor
from hearthside.core.dates import now


def record(*, by: Actor, act: str, thing: str, about: str = "", reason: str = "", **details: Any) -> Entry:
    """Add one entry to the chain. `details` holds counts, codes and names of fields, never what somebody wrote.

    Must run inside the transaction of the act itself, last, since it holds the chain's one lock until commit.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"'{act}' was recorded outside a transaction: the act and its trail must stand or fall together.")
    head = ChainHead.objects.select_for_update().get(pk=1)
    entry = Entry(
        seq=head.seq + 1,
        at=now(),
        actor_id=by.actor_id,
        actor_label=by.actor_label,
        act=act,
        thing=thing,
        about=about,
        details=details,
        reason=reason,
        previous_hash=head.hash,
    )
    entry.hash = entry.computed_hash()
    entry.save(force_insert=True)
    ChainHead.objects.filter(pk=1).update(seq=entry.seq, hash=entry.hash)
    return entry


def note_opening(*, by: Actor, about: str, page: str, right: str = "") -> None:
    """Keep that a person's record was opened. The person can read this list under 'Who opened it'."""
    Opening.objects.create(at=now(), actor_id=by.actor_id, actor_label=by.actor_label, about=about, page=page, right=right)
