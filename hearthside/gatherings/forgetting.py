"""What is forgotten by itself: names, numbers and words of those who signed up, belonged or spoke, when nobody needs them."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from hearthside.core.dates import now, today
from hearthside.gatherings.models import GroupMember, SignUp, Voice

AFTER_DATE, AFTER_END, AFTER_ANSWER = timedelta(days=30), timedelta(days=90), timedelta(days=90)
NOBODY = {"name": "", "way": "", "reach": None, "may_remind": False, "words": "", "code_digest": None}


@transaction.atomic
def forget_names() -> int:
    """Forget what is old enough; returns how many rows. That somebody had signed up, belonged or spoken stays.

    Every row that names somebody has a code, so a row without one is done with.
    """
    named = Q(code_digest__isnull=False)
    dates = SignUp.objects.filter(named, session__day__lt=today() - AFTER_DATE)
    past = now() - AFTER_END
    ended = Q(left_at__lt=past) | Q(left_at=None, answered_at__lt=past)
    members = GroupMember.objects.filter(named, ended, state__in=(GroupMember.State.LEFT, GroupMember.State.NOT_NOW))
    voices = Voice.objects.filter(named, answered_at__lt=now() - AFTER_ANSWER)
    forgotten = dates.update(**NOBODY, wish=None)
    forgotten += members.update(**NOBODY, message=None, answer=None, person=None)
    return forgotten + voices.update(**NOBODY)
