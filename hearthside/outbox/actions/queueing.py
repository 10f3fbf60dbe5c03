"""Queueing a message inside the act that causes it, and withdrawing it when it is no longer true."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.dates import QuietHours, now, usual_quiet_hours
from hearthside.core.errors import Refused
from hearthside.core.lookups import lookup_of
from hearthside.outbox.models import Message, Stopped


def can_carry(channel: str) -> bool:
    """Whether a message of this channel leaves the house: by a provider, or by hand where there is none for anything."""
    return channel in settings.OUTBOX_PROVIDERS or not settings.OUTBOX_PROVIDERS


@transaction.atomic
def queue_message(
    *, by: Actor, channel: str, to: str, body: str, subject: str = "", purpose: str, key: str,
    about: str = "", not_before: datetime | None = None, expires_at: datetime | None = None,
    quiet: QuietHours | None = None, is_awaited: bool = False, ends_when_heard: bool = False,
    is_between_two: bool = False,
) -> Message:  # fmt: skip
    """Write down what is to be sent. It stands or falls with the act around it, and nothing leaves before that act is
    safe. `key` names occasion, recipient and kind: queueing it a second time gives back the first row.

    It goes out in none of the `quiet` hours of whoever gets it; a text for which nobody says them keeps those of the house,
    21 to 8. Only what somebody waits for this minute (`is_awaited`, a sign-in code, the answer to a word such as STOP) goes
    at any hour. `ends_when_heard`: no longer sent once we have heard from that number. To a number that said stop the row
    is written and left, with its reason in the trail. `is_between_two`: words of whoever acts, to one person, which the
    outbox shows to nobody.
    Raises: Refused when the address cannot be one.
    """
    if not to.strip() or "\n" in to or "\r" in to:
        raise Refused(_("This address cannot be used. Check it and type it again."))
    hours = None if is_awaited or purpose in Message.AWAITED else quiet or (usual_quiet_hours() if channel == "sms" else None)
    message, is_new = Message.objects.get_or_create(
        key=key,
        defaults={
            "channel": Message.Channel(channel),
            "purpose": Message.Purpose(purpose),
            "to": to.strip(),
            "lookup": lookup_of("phone", to.strip()) if channel == Message.Channel.SMS else "",
            "subject": " ".join(subject.split()),
            "body": body,
            "about": about,
            "written_by": by.actor_id if is_between_two else "",
            "not_before": _not_before(not_before, hours),
            "expires_at": expires_at,
            "ends_when_heard": ends_when_heard,
            **_columns(hours),
        },
    )
    if is_new:
        _leave_if_stopped(message)
        record(by=by, act="queued a message", thing=f"message:{message.pk}", about=about, channel=channel, purpose=purpose)
        if message.left_at:
            record(by=by, act="left a message unsent", thing=f"message:{message.pk}", about=about, code=message.failure)
    return message


def _not_before(asked: datetime | None, hours: QuietHours | None) -> datetime | None:
    at = asked or now()
    morning = hours.after(at) if hours else at
    return morning if morning > at else asked


def _columns(hours: QuietHours | None) -> dict:
    return {"zone": hours.zone, "quiet_from": hours.begins, "quiet_until": hours.ends} if hours else {}


def _leave_if_stopped(message: Message) -> None:
    """Also where people carry texts themselves: nobody is asked to send this one."""
    is_held = message.lookup and message.purpose not in Message.AWAITED
    if is_held and Stopped.objects.filter(lookup=message.lookup, ended_at=None).exists():
        message.left_at, message.failure = now(), "stopped"
        message.save(update_fields=["left_at", "failure"])


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
