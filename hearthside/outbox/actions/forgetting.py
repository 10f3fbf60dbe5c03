"""Forgetting to whom and what was written."""

from hearthside.core.dates import now
from hearthside.outbox.models import KEPT_FOR, Message
from hearthside.outbox.settling import ERASED


def erase_old_words() -> int:
    """Forget to whom and what was written: a week after the end, sign-in codes as soon as they end. Counts rows."""
    at = now()
    codes = Message.objects.filter(erased_at=None, purpose=Message.Purpose.SIGN_IN_CODE)
    codes = codes.filter(expires_at__lte=at) | codes.exclude(left_at=None) | codes.exclude(failed_at=None)
    old = Message.objects.filter(erased_at=None)
    past = at - KEPT_FOR
    old = old.filter(sent_at__lte=past) | old.filter(left_at__lte=past) | old.filter(failed_at__lte=past) | old.filter(expires_at__lte=past)
    erased = {**ERASED, "erased_at": at}
    return codes.update(**erased) + old.update(**erased)
