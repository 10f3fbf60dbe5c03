"""Adding to the trail: called inside the transaction of the act it tells of."""

from typing import Any

from django.db import connection

from hearthside.audit.models import Entry, Opening
from hearthside.core.actors import Actor
from hearthside.core.dates import now
from hearthside.core.rows import insert


def record(*, by: Actor, act: str, thing: str, about: str = "", reason: str = "", **details: Any) -> Entry:
    """Add one entry to the chain. `details` holds counts, codes and names of fields, never what somebody wrote.

    Must run inside the transaction of the act itself, last, since it holds the chain's one lock until commit.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"'{act}' was recorded outside a transaction: the act and its trail must stand or fall together.")
    with connection.cursor() as cursor:  # plain statements: every write of the house waits for these three
        cursor.execute("UPDATE audit_chainhead SET seq = seq + 1 WHERE id = 1 RETURNING seq, hash")  # and holds the lock
        [(seq, previous_hash)] = cursor.fetchall()
        entry = _entry(seq, previous_hash, by, act=act, thing=thing, about=about, reason=reason, details=details)
        insert([entry])
        cursor.execute("UPDATE audit_chainhead SET hash = %s WHERE id = 1", [entry.hash])
    return entry


def _entry(seq: int, previous_hash: str, by: Actor, **words: Any) -> Entry:
    entry = Entry(
        seq=seq,
        at=now(),
        actor_id=by.actor_id,
        actor_label=by.actor_label,
        previous_hash=previous_hash,
        **words,
    )
    entry.hash = entry.computed_hash()
    return entry


def note_opening(*, by: Actor, about: str, page: str, right: str = "") -> None:
    """Keep that a person's record was opened. The person can read this list under 'Who opened it'."""
    insert([Opening(at=now(), actor_id=by.actor_id, actor_label=by.actor_label, about=about, page=page, right=right)])
