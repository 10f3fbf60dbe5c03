"""What the worker does with the outbox. Every job finds its own rows and is safe beside others of its kind."""

import os
import platform

from hearthside.core.jobs import every
from hearthside.outbox.actions import deliver, erase_old_words, leave_late_messages
from hearthside.outbox.models import BridgedCall, Message, MessageQuerySet
from hearthside.outbox.telephone.actions import end_lost_calls, forget_what_was_heard, ring_call
from hearthside.outbox.telephone.queries import can_bridge

A_ROUND = 50


def _deliver(messages: MessageQuerySet) -> None:
    """One round, oldest first; it ends early when the server cannot be reached, which would be so for the rest as well."""
    worker = f"{platform.node()[:60]}:{os.getpid()}"
    for message in messages.by_machine().order_by("queued_at")[:A_ROUND]:
        outcome = deliver(message, worker=worker)
        if outcome and outcome.again:
            break


@every(seconds=3)
def deliver_codes() -> None:
    """Somebody is waiting at the door."""
    _deliver(Message.objects.due().filter(purpose=Message.Purpose.SIGN_IN_CODE))


@every(seconds=10)
def deliver_messages() -> None:
    leave_late_messages()
    _deliver(Message.objects.due())


@every(seconds=2)
def ring_calls() -> None:
    """Somebody holds their phone and waits for it to ring."""
    if not can_bridge():
        return
    for call in BridgedCall.objects.to_ring().order_by("asked_at")[:A_ROUND]:
        outcome = ring_call(call)
        if outcome and outcome.again:
            break


@every(minutes=10)
def forget_words() -> None:
    erase_old_words()
    forget_what_was_heard()
    end_lost_calls()
