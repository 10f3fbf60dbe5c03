"""Whether somebody has been heard from since a call was not answered: by any channel, in any room.

Lower rooms cannot call us, so we look: at the moment of each step, inside its transaction, and every few seconds.
"""

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import TruncDate, TruncTime

from hearthside.checkins.models import CallQuerySet
from hearthside.encounters.models import Attempt, Presence
from hearthside.outbox.models import Heard
from hearthside.people.models import WayToReach

SPOKE = ("called_back", "call_later", "declined_today", "planned_absence", "stop_asked")  # a try at which they said something


def heard_since_missed(calls: CallQuerySet) -> CallQuerySet:
    """Of calls under way, those whose person was at a contact, called back, or was heard at one of their numbers since.

    A contact counts that took place since, not one that was only written down since; without a start it counts by its day.
    """
    missed, day, clock = OuterRef("missed_at"), OuterRef("missed_day"), OuterRef("missed_clock")
    later = Q(encounter__starts_at=None) | Q(encounter__starts_at__gte=clock) | Q(day__gt=day)
    contacts = Presence.objects.filter(later, person=OuterRef("person"), day__gte=day, encounter__typed_at__gte=missed)
    tries = Attempt.objects.filter(person=OuterRef("person"), outcome__in=SPOKE, typed_at__gte=missed)
    numbers = WayToReach.objects.filter(person=OuterRef(OuterRef("person")), ended_on=None).exclude(lookup="")
    texts = Heard.objects.filter(lookup__in=numbers.values("lookup"), heard_at__gte=missed)
    local = calls.under_way().alias(missed_day=TruncDate("missed_at"), missed_clock=TruncTime("missed_at"))
    return local.filter(Exists(contacts) | Exists(tries) | Exists(texts))
