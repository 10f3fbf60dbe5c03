"""What the provider tells of a text after it took it: on its way, arrived, or not delivered. It comes in any order, and twice."""

from uuid import UUID

from django.db import transaction

from hearthside.audit.actions import record
from hearthside.core.actors import WORKER, Actor
from hearthside.core.dates import now
from hearthside.outbox.models import Message, Stopped
from hearthside.outbox.settling import mark_sent
from hearthside.outbox.telephone.stopping import stop_lookup

UNDER_WAY = ("accepted", "scheduled", "queued", "sending", "sent")
ARRIVED = ("delivered", "read")
NOT_DELIVERED = ("undelivered", "failed", "canceled")
STOPPED_CODE = "21610"


@transaction.atomic
def note_text_news(*, by: Actor, message_id: UUID, provider_id: str, status: str, code: str = "") -> bool:
    """Write down news of a text; what is better known is never undone: arrived stands above not delivered, which stands above on
    its way. News settles a text of which we did not know whether the provider got it. False when it tells us nothing new.
    """
    message = Message.objects.select_for_update().filter(pk=message_id, channel=Message.Channel.SMS).first()
    if message is None or message.provider_id not in ("", provider_id) or message.delivered_at:
        return False
    if status in ARRIVED:
        return _note_arrival(by, message, provider_id)
    if status in NOT_DELIVERED:
        return _note_failure(by, message, provider_id, code)
    return status in UNDER_WAY and _note_sent(message, provider_id)


def _note_sent(message: Message, provider_id: str) -> bool:
    """The provider has it, which we did not know while its first answer was under way or lost."""
    if message.sent_at or message.failed_at or not message.claimed_at:
        return False
    message.provider_id = provider_id
    message.save(update_fields=["provider_id"])
    mark_sent(message, by=WORKER)
    return True


def _note_arrival(by: Actor, message: Message, provider_id: str) -> bool:
    failed_at = message.failed_at  # this moment stays as well
    if not message.sent_at:
        mark_sent(message, by=WORKER)
    message.provider_id, message.delivered_at, message.failed_at = provider_id, now(), failed_at
    message.save(update_fields=["provider_id", "delivered_at", "failed_at"])
    record(by=by, act="heard that a message arrived", thing=f"message:{message.pk}", about=message.about)
    return True


def _note_failure(by: Actor, message: Message, provider_id: str, code: str) -> bool:
    """It waits for a person, who may send it again or reach them another way."""
    is_handed_over = message.sent_at or message.claimed_at
    if message.failed_at or not is_handed_over:
        return False
    if code == STOPPED_CODE and message.lookup:
        stop_lookup(by=by, lookup=message.lookup, how=Stopped.How.PROVIDER)
    message.provider_id, message.failed_at = provider_id, now()
    message.failure = f"provider_{code}" if code.isascii() and code.isdigit() and len(code) < 7 else "not_delivered"
    message.save(update_fields=["provider_id", "failed_at", "failure"])
    record(by=by, act="heard that a message did not arrive", thing=f"message:{message.pk}", about=message.about, code=message.failure)
    return True
