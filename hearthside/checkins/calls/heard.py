"""Whether somebody has been heard from since a call was not answered: by any channel, in any room.

Lower rooms cannot call us, so we look: at the moment of each step, inside its transaction, and every few seconds.
"""

from django.db.models import DateTimeField, Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.functions import TruncDate, TruncTime

from hearthside.encounters.models import Attempt, Presence
from hearthside.outbox.models import Heard
from hearthside.people.models import WayToReach

SPOKE = ("called_back", "call_later", "declined_today", "planned_absence", "stop_asked")  # a try at which they said something


def heard_since_missed() -> Q:
    """Of calls under way, those whose person was at a contact, called back, or was heard at one of their numbers since.

    A contact counts that took place since, not one that was only written down since; without a start it counts by its day.
    """
    missed = OuterRef("missed_at")
    day, clock = TruncDate(_moment(missed)), TruncTime(_moment(missed))
    later = Q(encounter__starts_at=None) | Q(encounter__starts_at__gte=clock) | Q(day__gt=day)
    contacts = Presence.objects.filter(later, person=OuterRef("person"), day__gte=day, encounter__typed_at__gte=missed)
    tries = Attempt.objects.filter(person=OuterRef("person"), outcome__in=SPOKE, typed_at__gte=missed)
    numbers = WayToReach.objects.filter(person=OuterRef(OuterRef("person")), ended_on=None).exclude(lookup="")
    texts = Heard.objects.filter(lookup__in=numbers.values("lookup"), heard_at__gte=missed)
    return Q(Exists(contacts)) | Q(Exists(tries)) | Q(Exists(texts))


def _moment(outer: OuterRef) -> ExpressionWrapper:
    """Says what kind of value the outer one is, which functions of time have to know."""
    return ExpressionWrapper(outer, output_field=DateTimeField())
