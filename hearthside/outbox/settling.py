"""How a message that went out is written down; stands inside the act that knows it."""

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.dates import now
from hearthside.outbox.models import Message

ERASED = {"to": None, "lookup": "", "subject": None, "body": None}


def mark_sent(message: Message, *, by: Actor) -> None:
    """It went out, as far as we know; a sign-in code is forgotten with that."""
    message.sent_at, message.sent_by, message.failed_at = now(), by.actor_id, None
    if message.is_code:
        for column, nothing in ERASED.items():
            setattr(message, column, nothing)
        message.erased_at = now()
    message.save(update_fields=["sent_at", "sent_by", "failed_at", "erased_at", *ERASED])
    record(by=by, act="sent a message", thing=f"message:{message.pk}", about=message.about)
