"""Reading the rota: a week of it, where nobody is yet, and who is there together."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from hearthside.core.dates import now
from hearthside.people.models import ON_ROTA, Person, PersonQuerySet, Role, Shift, current

AHEAD = timedelta(weeks=2)


def shifts_between(actor: Person, begins: datetime, ends: datetime) -> list[Shift]:
    """What this actor may read of the rota between two moments, in the order of time. One query."""
    shown = Shift.objects.visible_to(actor).filter(begins__lt=ends, ends__gt=begins)
    return list(shown.select_related("person", "programme").order_by("begins", "what", "pk"))


def gaps_ahead(actor: Person) -> QuerySet[Shift]:
    """Shifts of the next two weeks that nobody has, in the programmes this actor coordinates, soonest first."""
    coming = Shift.objects.gaps().filter(ends__gt=now(), begins__lt=now() + AHEAD)
    kept = actor.coordinated_programmes
    if None not in kept:
        on_warm_line = Q(programme=None, what=Shift.What.WARM_LINE) if kept else Q(pk=None)
        coming = coming.filter(Q(programme__in=kept) | on_warm_line)
    return coming.select_related("programme").order_by("begins", "pk")


def buddies(shifts: Iterable[Shift]) -> dict[UUID, list[str]]:
    """Shift -> the names of the others who share the warm line at any part of that time."""
    held = [one for one in shifts if one.what == Shift.What.WARM_LINE and one.person]
    return {one.pk: [other.person.name for other in held if _is_buddy(one, other)] for one in held}


def buddies_now(actor: Person) -> list[str]:
    """Who is on the warm line together with this person at this moment, by name. One query."""
    running = list(Shift.objects.running().filter(what=Shift.What.WARM_LINE).select_related("person").order_by("person__name"))
    together = buddies(running)
    return [name for one in running if one.person_id == actor.pk for name in together[one.pk]]


def _is_buddy(one: Shift, other: Shift) -> bool:
    same_line = None in (one.programme_id, other.programme_id) or one.programme_id == other.programme_id
    return same_line and one.person_id != other.person_id and one.begins < other.ends and other.begins < one.ends


def possible_holders(shift: Shift) -> PersonQuerySet:
    """Who may have this shift: the rule of people.permissions.may_take_shift, for many."""
    roles = Role.objects.filter(current(), kind__in=ON_ROTA)
    if shift.programme_id or shift.what != Shift.What.WARM_LINE:
        roles = roles.filter(Q(programme=None) | Q(programme=shift.programme_id))
    return Person.objects.filter(pk__in=roles.values("person"), merged_into=None).by_name()


def on_duty_in(programme: UUID, what: str = Shift.What.ROUNDS, within: timedelta = timedelta(hours=24)) -> PersonQuerySet:
    """Who is on duty in a programme now or begins within some hours, by name."""
    at = now()
    shifts = Shift.objects.filter(Q(programme=None) | Q(programme=programme), what=what, ends__gt=at, begins__lt=at + within)
    return Person.objects.filter(pk__in=shifts.filter(person__isnull=False).values("person")).by_name()
