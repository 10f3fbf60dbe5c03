"""The moment between a worker's last look and the provider's answer."""

import time
from datetime import timedelta

from hearthside.core.dates import now
from hearthside.outbox.models import Message

UNDER_WAY = timedelta(seconds=15)  # older claims are of workers that stopped half-way
LONGEST, PAUSE = 10.0, 0.02  # seconds; the provider waits a little longer for our answer


def until_handed_over(lookup: str) -> bool:
    """Wait for texts to a number that a worker had already looked at when the STOP was written down, so that after our answer
    nothing more is handed over. False when it took too long.
    """
    begun = Message.objects.open().filter(lookup=lookup, claimed_at__gt=now() - UNDER_WAY).exclude(purpose__in=Message.AWAITED)
    ends = time.monotonic() + LONGEST
    while begun.exists():
        if time.monotonic() > ends:
            return False
        time.sleep(PAUSE)
    return True
