"""Queueing a message inside the act that causes it, delivering it afterwards, and what people decide about it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import WORKER, Actor
from hearthside.core.dates import now
from hearthside.core.errors import Refused
from hearthside.outbox.models import KEPT_FOR, Message
from hearthside.outbox.permissions import may_open_outbox, may_read_code
from hearthside.outbox.providers import Outcome, Provider, Unclear, provider_for

MOST_TRIES = 5


def can_carry(channel: str) -> bool:
    """Whether a message of this channel leaves the house: by a provider, or by hand where there is none for anything."""
    return channel in settings.OUTBOX_PROVIDERS or not settings.OUTBOX_PROVIDERS


@transaction.atomic
def queue_message(
    *, by: Actor, channel: str, to: str, body: str, subject: str = "", purpose: str, key: str,
    about: str = "", not_before: datetime | None = None, expires_at: datetime | None = None,
) -> Message:  # fmt: skip
    """Write down what is to be sent. It stands or falls with the act around it, and nothing leaves before that act is
    safe. `key` names occasion, recipient and kind: queueing it a second time gives back the first row.

    Raises: Refused when the address cannot be one.
    """
    if not to.strip() or "\n" in to or "\r" in to:
        raise Refused(_("This address cannot be used. Check it and type it again."))
    message, is_new = Message.objects.get_or_create(
        key=key,
        defaults={
            "channel": Message.Channel(channel),
            "purpose": Message.Purpose(purpose),
            "to": to.strip(),
            "subject": " ".join(subject.split()),
            "body": body,
            "about": about,
            "not_before": not_before,
            "expires_at": expires_at,
        },
    )
    if is_new:
        record(by=by, act="queued a message", thing=f"message:{message.pk}", about=about, channel=channel, purpose=purpose)
    return message


def claim(message: Message, worker: str) -> bool:
    """Begin to deliver: of several workers exactly one gets a yes, since the database changes the row for one only."""
    due = Message.objects.due().filter(pk=message.pk)
    return due.update(claimed_at=now(), claimed_by=worker, tries=F("tries") + 1) == 1


def deliver(message: Message, *, worker: str, provider: Provider | None = None) -> Outcome | None:
    """Claim, send, and write down how it ended. A crash in between leaves the claim, which a person then sees; no
    machine ever sends a claimed message again, so nothing goes out twice. None: another worker has it, or it is unclear.
    """
    if not claim(message, worker):
        return None
    message.refresh_from_db()
    try:
        outcome = (provider or provider_for(message.channel)).send(message)
    except Unclear:
        return None
    _write_down(message, outcome)
    return outcome


@transaction.atomic
def _write_down(message: Message, outcome: Outcome) -> None:
    if outcome.sent:
        _mark_sent(message, by=WORKER)
        return
    message.failure = outcome.code
    if outcome.again and message.tries < MOST_TRIES:
        wait = timedelta(seconds=10) if message.is_code else timedelta(minutes=2**message.tries)
        message.not_before, message.claimed_at, message.claimed_by = now() + wait, None, ""
    else:
        message.failed_at = now()
    message.save(update_fields=["failure", "failed_at", "not_before", "claimed_at", "claimed_by"])
    record(by=WORKER, act="could not send a message", thing=f"message:{message.pk}", about=message.about, code=outcome.code)


def _mark_sent(message: Message, *, by: Actor) -> None:
    message.sent_at, message.sent_by, message.failed_at = now(), by.actor_id, None
    if message.is_code:
        message.to = message.subject = message.body = None
        message.erased_at = now()
    message.save(update_fields=["sent_at", "sent_by", "failed_at", "to", "subject", "body", "erased_at"])
    record(by=by, act="sent a message", thing=f"message:{message.pk}", about=message.about)


def _locked(message: Message) -> Message:
    return Message.objects.select_for_update().get(pk=message.pk)


@transaction.atomic
def confirm_sending(*, by: Actor, message: Message) -> None:
    """Somebody sent it with their own phone or mail, or knows that an unclear one arrived.

    Raises: Refused when it is already settled, so that two people do not send the same.
    """
    may_open_outbox(by).require()
    message = _locked(message)
    if message.sent_at:
        raise Refused(_("This was already marked as sent. There is nothing left to do."))
    if not (message.is_unclear or message.failed_at or (message.is_open and message.is_by_hand)):
        raise Refused(_("This one is being sent for you. Look again in a few minutes."))
    _mark_sent(message, by=by)


@transaction.atomic
def send_again(*, by: Actor, message: Message) -> None:
    """Let the machine try once more: it failed, or it is unclear and somebody found that it did not arrive.

    Raises: Refused when it was sent, or when the worker is at it.
    """
    may_open_outbox(by).require()
    message = _locked(message)
    if message.erased_at or message.is_too_late or not (message.failed_at or message.is_unclear):
        raise Refused(_("This can no longer be sent from here. Reach the person another way."))
    message.claimed_at, message.claimed_by, message.failed_at, message.failure = None, "", None, ""
    message.tries, message.not_before = 0, None
    message.save(update_fields=["claimed_at", "claimed_by", "failed_at", "failure", "tries", "not_before"])
    record(by=by, act="asked to send a message again", thing=f"message:{message.pk}", about=message.about)


@transaction.atomic
def leave_message(*, by: Actor, message: Message) -> None:
    """Decide that it need not be sent. It leaves the lists of things to do and is never delivered.

    Raises: Refused when it was sent, or when the worker is at it.
    """
    may_open_outbox(by).require()
    message = _locked(message)
    is_being_sent = message.is_open and message.claimed_at and not message.is_unclear
    if message.sent_at or is_being_sent:
        raise Refused(_("This was sent or is on its way, so it can no longer be held back."))
    message.left_at = message.left_at or now()
    message.save(update_fields=["left_at"])
    record(by=by, act="left a message unsent", thing=f"message:{message.pk}", about=message.about)


@transaction.atomic
def withdraw_messages(*, by: Actor, occasion: str) -> list[str]:
    """What waits for an occasion (the beginning of its keys) is no longer true, so it is not sent; returns the keys of what
    nobody had begun to deliver. Stands inside the act that changed what the messages tell, which asked whether it may.
    """
    waiting = Message.objects.waiting().filter(key__startswith=occasion).select_for_update()
    keys = [message.key for message in waiting if Message.objects.waiting().filter(pk=message.pk).update(left_at=now())]
    if keys:
        record(by=by, act="withdrew messages", thing=occasion.rstrip(":"), messages=len(keys))
    return keys


@transaction.atomic
def show_code(*, by: Actor, message: Message) -> str:
    """Read a sign-in code to pass it on, where no provider exists. The look is in the trail, under the account.

    Raises: NotAllowed as `may_read_code` says.
    """
    may_read_code(by, message).require()
    record(by=by, act="read a sign-in code", thing=f"message:{message.pk}", about=message.about)
    return str(message.body)


def erase_old_words() -> int:
    """Forget to whom and what was written: a week after the end, sign-in codes as soon as they end. Counts rows."""
    at = now()
    codes = Message.objects.filter(erased_at=None, purpose=Message.Purpose.SIGN_IN_CODE)
    codes = codes.filter(expires_at__lte=at) | codes.exclude(left_at=None) | codes.exclude(failed_at=None)
    old = Message.objects.filter(erased_at=None)
    past = at - KEPT_FOR
    old = old.filter(sent_at__lte=past) | old.filter(left_at__lte=past) | old.filter(failed_at__lte=past) | old.filter(expires_at__lte=past)
    erased = {"to": None, "subject": None, "body": None, "erased_at": at}
    return codes.update(**erased) + old.update(**erased)
