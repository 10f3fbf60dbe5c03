"""Reading a code on a wall: how many draw with it."""

from django.db.models import QuerySet

from hearthside.surveys.models import DrawnTicket, WallCode


def drawn_with(digest: str) -> QuerySet[DrawnTicket]:
    """The tickets that were drawn with a code on a wall."""
    return DrawnTicket.objects.filter(wall_code=digest)


def places_of(digest: str) -> int:
    """How many people a code on a wall is for: those who have drawn and those who still may. Never which is which, so that
    nobody can watch a room draw.
    """
    left = WallCode.objects.filter(digest=digest).values_list("places_left", flat=True).first() or 0
    return left + drawn_with(digest).count()
