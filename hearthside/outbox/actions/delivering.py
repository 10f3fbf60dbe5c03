"""Delivering: a worker claims a message, looks once more whether it may go, hands it over and writes down how it ended."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from hearthside.audit.actions import record
from hearthside.core.actors import WORKER
from hearthside.core.dates import now
from hearthside.outbox.models import Message
from hearthside.outbox.providers import Outcome, Provider, Unclear, provider_for
from hearthside.outbox.settling import mark_sent
from hearthside.outbox.telephone.queries import heard_since, is_stopped_by
from hearthside.outbox.telephone.stopping import STOPPED_THERE, stop_lookup

MOST_TRIES = 5
A_ROUND = 50
QUIET, TOO_LATE = "quiet_hours", "too_late"


def claim(message: Message, worker: str) -> bool:
    """Begin to deliver: of several workers exactly one gets a yes, since the database changes the row for one only. Nobody
    gets one for a number that said stop, for what ends when we hear from somebody and we did, or in quiet hours.
    """
    at = now()
    if message.quiet and message.quiet.hold_at(at):
        return False
    due = Message.objects.due(at).welcome().filter(pk=message.pk)
    return due.update(claimed_at=at, claimed_by=worker, tries=F("tries") + 1) == 1


def deliver(message: Message, *, worker: str, provider: Provider | None = None) -> Outcome | None:
    """Claim, send, and write down how it ended. A crash in between leaves the claim, which a person then sees; no
    machine ever sends a claimed message again, so nothing goes out twice. None: another worker has it, it may not go now,
    or it is unclear.
    """
    if not claim(message, worker):
        hold_back(message)
        return None
    message.refresh_from_db()
    if hold_back(message):  # a STOP that came while we claimed counts
        return None
    try:
        outcome = (provider or provider_for(message.channel)).send(message)
    except Unclear:
        return None
    _write_down(message, outcome)
    return outcome


def why_not(message: Message, at: datetime) -> str:
    """The code of why it may not go out at a moment; empty when it may."""
    if message.expires_at and message.expires_at <= at:
        return TOO_LATE
    if message.lookup and message.purpose not in Message.AWAITED and is_stopped_by(message.lookup):
        return "stopped"
    if message.ends_when_heard and heard_since(message.lookup, message.queued_at):
        return "heard"
    return QUIET if message.quiet and message.quiet.hold_at(at) else ""


def hold_back(message: Message) -> str:
    """Leave what may not go out, put off what may not go out yet, and write down why. Returns the code; empty when it may."""
    at = now()
    why = why_not(message, at)
    if why:
        _hold(message, why, at)
    return why


@transaction.atomic
def _hold(message: Message, why: str, at: datetime) -> None:
    mine = Message.objects.open().filter(pk=message.pk, claimed_by=message.claimed_by)
    free = {"claimed_at": None, "claimed_by": ""}
    if why == QUIET and message.quiet:
        morning = message.quiet.after(at)
        earlier = mine.filter(Q(not_before=None) | Q(not_before__lt=morning))  # once, though two workers may see it
        held, act = earlier.update(**free, not_before=morning), "put off a message"
    else:
        held, act = mine.update(**free, left_at=at, failure=why), "left a message unsent"
    if held:
        record(by=WORKER, act=act, thing=f"message:{message.pk}", about=message.about, code=why)


def leave_late_messages() -> int:
    """What waited until it was too late is left, with its reason in the trail. Sign-in codes just run out. Returns how many."""
    late = Message.objects.open().filter(claimed_at=None, expires_at__lte=now()).exclude(purpose=Message.Purpose.SIGN_IN_CODE)
    return sum(hold_back(message) == TOO_LATE for message in late.defer("to", "subject", "body")[:A_ROUND])


@transaction.atomic
def _write_down(message: Message, outcome: Outcome) -> None:
    """News of it may have come first, by the provider's own call: what that said is not undone."""
    message = Message.objects.select_for_update().get(pk=message.pk)
    if outcome.provider_id:
        message.provider_id = outcome.provider_id
        message.save(update_fields=["provider_id"])
    if message.sent_at or message.failed_at:
        return
    if outcome.sent:
        mark_sent(message, by=WORKER)
        return
    if outcome.code == STOPPED_THERE:
        stop_lookup(by=WORKER, lookup=message.lookup, how="provider")
    message.failure = outcome.code
    if outcome.again and message.tries < MOST_TRIES:
        wait = timedelta(seconds=10) if message.is_code else timedelta(minutes=2**message.tries)
        message.not_before, message.claimed_at, message.claimed_by = now() + wait, None, ""
    else:
        message.failed_at = now()
    message.save(update_fields=["failure", "failed_at", "not_before", "claimed_at", "claimed_by"])
    record(by=WORKER, act="could not send a message", thing=f"message:{message.pk}", about=message.about, code=outcome.code)
