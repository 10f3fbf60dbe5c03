"""What is forgotten by itself: who somebody was who asked, was never known here otherwise, and waits no longer."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from hearthside.core.dates import now
from hearthside.one_to_one.models import Request

AFTER_END = timedelta(days=90)
LISTS = ("hows", "times", "experiences", "languages", "genders", "ages")
NOBODY: dict[str, Any] = {
    "name": "", "way": "", "reach": None, "may_remind": False, "words": "", "code_digest": None, "language": "",
    "wish": None, "referrer": None, "agreed_words": "", **{name: [] for name in LISTS},
}  # fmt: skip


@transaction.atomic
def forget_requests() -> int:
    """Empty what ended long enough ago; returns how many. That somebody asked, when and by which way stays, for it is counted.

    Every request that names somebody has a code, so one without is done with.
    """
    past = now() - AFTER_END
    over = Q(withdrawn_at__lt=past) | Q(closed_at__lt=past)
    return Request.objects.filter(over, person=None, paired_at=None, code_digest__isnull=False).update(**NOBODY)
