"""What leaves the house and what comes in by telephone: messages, texts and calls heard, numbers that said stop, bridged calls."""

from hearthside.outbox.models.messages import KEPT_FOR, UNCLEAR_AFTER, Message, MessageQuerySet
from hearthside.outbox.models.telephone import BridgedCall, Heard, Stopped

__all__ = ["KEPT_FOR", "UNCLEAR_AFTER", "BridgedCall", "Heard", "Message", "MessageQuerySet", "Stopped"]
