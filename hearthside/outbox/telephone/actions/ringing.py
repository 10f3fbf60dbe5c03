"""A bridged call as the provider makes it: ringing the worker, putting through, and how it ended."""

from datetime import timedelta

from django.db import transaction

from hearthside.audit.actions import record
from hearthside.core.actors import WORKER, Actor
from hearthside.core.dates import now
from hearthside.outbox.models import BridgedCall
from hearthside.outbox.providers import Outcome, Unclear
from hearthside.outbox.telephone.provider import ring

STILL_WANTED = timedelta(minutes=5)  # after which whoever asked has given up
LONGEST = timedelta(hours=4)
TALKED = "talked"
# What is known of a call only grows: a later, weaker word does not undo what a stronger one said.
STRENGTH = {"unknown": 0, "too_late": 0, "failed": 1, "worker_away": 2, "busy": 3, "no_answer": 3, TALKED: 4}
RESULTS = {"completed": TALKED, "answered": TALKED, "busy": "busy", "no-answer": "no_answer", "canceled": "no_answer", "failed": "failed"}


def ring_call(call: BridgedCall) -> Outcome | None:
    """Ask the provider to ring the worker, once: of several workers one gets the row. None: another has it, or it is not known
    whether it rings, which news of the call then tells.
    """
    if call.asked_at <= now() - STILL_WANTED:
        end_call(by=WORKER, call=call, result="too_late")
        return None
    mine = BridgedCall.objects.filter(pk=call.pk, begun_at=None, ended_at=None)
    if not mine.update(begun_at=now()):
        return None
    try:
        outcome = ring(call)
    except Unclear:
        return None
    if outcome.sent:
        BridgedCall.objects.filter(pk=call.pk).update(provider_id=outcome.provider_id)
    elif outcome.again:
        BridgedCall.objects.filter(pk=call.pk, ended_at=None).update(begun_at=None)
    else:
        end_call(by=WORKER, call=call, result="failed")
    return outcome


@transaction.atomic
def put_call_through(*, by: Actor, call: BridgedCall, pressed: str) -> str:
    """The number to dial, when the worker pressed 1, once; else the empty text: nobody there, or it was dialled already."""
    if pressed != "1":
        end_call(by=by, call=call, result="worker_away")
        return ""
    waiting = BridgedCall.objects.filter(pk=call.pk, worker_answered_at=None, ended_at=None)
    if not call.to or not waiting.update(worker_answered_at=now()):
        return ""
    record(by=by, act="put a call through", thing=f"call:{call.pk}", about=call.about)
    return str(call.to)


@transaction.atomic
def note_other_answered(*, by: Actor, call: BridgedCall) -> bool:
    """The other picked up, which may be their machine. True the first time."""
    is_new = bool(BridgedCall.objects.filter(pk=call.pk, other_answered_at=None).update(other_answered_at=now()))
    if is_new:
        record(by=by, act="heard that a call was answered", thing=f"call:{call.pk}", about=call.about)
    return is_new


@transaction.atomic
def end_call(*, by: Actor, call: BridgedCall, result: str, seconds: int | None = None) -> bool:
    """It is over: how it ended and how long it took stay, both numbers are forgotten. Said again, only a stronger word counts.
    False when it tells nothing new.
    """
    call = BridgedCall.objects.select_for_update().get(pk=call.pk)
    is_longer = seconds is not None and seconds > (call.seconds or 0)
    is_stronger = not call.result or STRENGTH[result] > STRENGTH[call.result]
    if not is_longer and not is_stronger:
        return False
    call.ended_at, call.worker, call.to = call.ended_at or now(), None, None
    call.result = result if is_stronger else call.result
    call.seconds = seconds if is_longer else call.seconds
    call.save(update_fields=["ended_at", "worker", "to", "result", "seconds"])
    record(by=by, act="ended a call through our number", thing=f"call:{call.pk}", about=call.about, code=call.result)
    return True


def end_lost_calls() -> int:
    """Calls of which the provider never said how they ended. Returns how many."""
    lost = BridgedCall.objects.filter(ended_at=None, asked_at__lte=now() - LONGEST)
    return sum(end_call(by=WORKER, call=call, result="unknown") for call in lost)
