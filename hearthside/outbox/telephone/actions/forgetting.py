"""Forgetting what was said by telephone and from which number."""

from datetime import timedelta

from hearthside.core.dates import now
from hearthside.outbox.models import Heard, Stopped

KEPT_FOR = timedelta(days=90)


def forget_what_was_heard() -> int:
    """The words and the number of what was heard are erased 90 days after it was seen to; a stop is forgotten 90 days after it
    ended. That something came stays, without whose it was. Counts rows.
    """
    at = now()
    erased = {"number": None, "lookup": "", "words": None, "erased_at": at}
    ended, _each = Stopped.objects.filter(ended_at__lte=at - KEPT_FOR).delete()
    return Heard.objects.filter(erased_at=None, seen_to_at__lte=at - KEPT_FOR).update(**erased) + ended
