"""What is cleared away about contacts by itself."""

from hearthside.core.dates import now
from hearthside.core.jobs import every
from hearthside.encounters.models import Encounter, GroupOffer
from hearthside.encounters.permissions import OFFERS_KNOWN_FOR


@every(hours=1)
def forget_tickets() -> int:
    """After 14 days nothing tells any more which survey ticket, or code on a wall, belonged to which contact; until then a
    lost one can be replaced. Returns how many were forgotten.
    """
    before = now() - OFFERS_KNOWN_FOR
    of_groups, _tables = GroupOffer.objects.filter(encounter__typed_at__lt=before).delete()
    return of_groups + Encounter.objects.filter(ticket_digest__isnull=False, typed_at__lt=before).update(ticket_digest=None)
