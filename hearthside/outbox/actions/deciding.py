"""What people decide about a message: that it was sent, is sent again, or stays unsent."""

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.dates import now
from hearthside.core.errors import Refused
from hearthside.outbox.models import Message
from hearthside.outbox.permissions import may_open_outbox, may_read_code
from hearthside.outbox.settling import mark_sent


def _locked(message: Message) -> Message:
    return Message.objects.select_for_update().get(pk=message.pk)


@transaction.atomic
def confirm_sending(*, by: Actor, message: Message) -> None:
    """Somebody sent it with their own phone or mail, or knows that an unclear one arrived.

    Raises: Refused when it is already settled, so that two people do not send the same.
    """
    may_open_outbox(by).require()
    message = _locked(message)
    if message.sent_at and not message.is_failed:
        raise Refused(_("This was already marked as sent. There is nothing left to do."))
    if message.is_between_two and message.is_open and message.is_by_hand:
        raise Refused(_("Whoever wrote this sends it, from the page of their texts. Ask them."))
    if not (message.is_unclear or message.failed_at or (message.is_open and message.is_by_hand)):
        raise Refused(_("This one is being sent for you. Look again in a few minutes."))
    mark_sent(message, by=by)


@transaction.atomic
def send_again(*, by: Actor, message: Message) -> None:
    """Let the machine try once more: it failed, or it is unclear and somebody found that it did not arrive.

    Raises: Refused when it was sent, or when the worker is at it.
    """
    may_open_outbox(by).require()
    message = _locked(message)
    if message.erased_at or message.is_too_late or not (message.is_failed or message.is_unclear):
        raise Refused(_("This can no longer be sent from here. Reach the person another way."))
    message.claimed_at, message.claimed_by, message.failed_at, message.failure = None, "", None, ""
    message.tries, message.not_before, message.sent_at, message.sent_by = 0, None, None, ""
    columns = ["claimed_at", "claimed_by", "failed_at", "failure", "tries", "not_before", "sent_at", "sent_by"]
    message.save(update_fields=columns)
    record(by=by, act="asked to send a message again", thing=f"message:{message.pk}", about=message.about)


@transaction.atomic
def leave_message(*, by: Actor, message: Message) -> None:
    """Decide that it need not be sent. It leaves the lists of things to do and is never delivered.

    Raises: Refused when it was sent, or when the worker is at it.
    """
    may_open_outbox(by).require()
    message = _locked(message)
    is_being_sent = message.is_open and message.claimed_at and not message.is_unclear
    if (message.sent_at and not message.is_failed) or is_being_sent:
        raise Refused(_("This was sent or is on its way, so it can no longer be held back."))
    message.left_at = message.left_at or now()
    message.save(update_fields=["left_at"])
    record(by=by, act="left a message unsent", thing=f"message:{message.pk}", about=message.about)


@transaction.atomic
def show_code(*, by: Actor, message: Message) -> str:
    """Read a sign-in code to pass it on, where no provider exists. The look is in the trail, under the account.

    Raises: NotAllowed as `may_read_code` says.
    """
    may_read_code(by, message).require()
    record(by=by, act="read a sign-in code", thing=f"message:{message.pk}", about=message.about)
    return str(message.body)
