"""A number that says stop, kept as a row that holds until it is taken back. Stands inside the act that heard it."""

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.dates import now
from hearthside.outbox.models import Message, Stopped

STOPPED_THERE = "stopped_at_provider"  # the provider itself blocks texts to that number


def stop_lookup(*, by: Actor, lookup: str, how: str) -> Stopped | None:
    """From here on no text goes to the number, and those that wait are left. None when it had said so before.

    The trail comes last: it holds the one lock for which others wait, some of them with a text of this number in hand.
    """
    stopped, is_new = Stopped.objects.get_or_create(lookup=lookup, ended_at=None, defaults={"how": Stopped.How(how)})
    left = _leave_waiting(lookup)
    for message in left:
        record(by=by, act="left a message unsent", thing=f"message:{message.pk}", about=message.about, code="stopped")
    if is_new:
        record(by=by, act="stopped texts to a number", thing=f"stopped:{stopped.pk}", how=how, left=len(left))
    return stopped if is_new else None


def _leave_waiting(lookup: str) -> list[Message]:
    """Texts to the number that nobody had begun to deliver, now left."""
    waiting = Message.objects.waiting().filter(lookup=lookup).exclude(purpose__in=Message.AWAITED).defer("to", "subject", "body")
    values = {"left_at": now(), "failure": "stopped"}
    return [message for message in waiting.order_by("pk") if Message.objects.waiting().filter(pk=message.pk).update(**values)]


def start_lookup(*, by: Actor, lookup: str) -> bool:
    """Texts are welcome again, also where the provider had told us. What was left stays left. False when nothing had stopped."""
    stopped = Stopped.objects.filter(lookup=lookup, ended_at=None).first()
    if stopped is None or not Stopped.objects.filter(pk=stopped.pk, ended_at=None).update(ended_at=now()):
        return False
    record(by=by, act="welcomed texts to a number again", thing=f"stopped:{stopped.pk}")
    return True
