"""What is cleared away about contacts by itself."""

from datetime import timedelta

from hearthside.core.dates import now
from hearthside.core.jobs import every
from hearthside.encounters.models import Encounter

TICKETS_KNOWN_FOR = timedelta(days=14)


@every(hours=1)
def forget_tickets() -> int:
    """After 14 days nothing tells any more which survey ticket belonged to which contact; until then a lost code can be
    replaced. Returns how many were forgotten.
    """
    old = Encounter.objects.filter(ticket_digest__isnull=False, typed_at__lt=now() - TICKETS_KNOWN_FOR)
    return old.update(ticket_digest=None)
