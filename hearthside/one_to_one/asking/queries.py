"""Those who wait, for coordinators; and finding who they are."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from hearthside.core.dates import now, today
from hearthside.core.errors import Refused
from hearthside.core.lookups import lookup_of
from hearthside.one_to_one.models import Request
from hearthside.organisation.models import Programme
from hearthside.people.actions.reach import read_value
from hearthside.people.models import Person, Role, WayToReach, current

LATELY = timedelta(days=90)


def waiting_with(actor) -> QuerySet[Request]:
    """Those who wait for somebody in the programmes of this coordinator, who asked first comes first."""
    return Request.objects.coordinated_by(actor).waiting().select_related("person", "programme", "typed_by").order_by("asked_at", "pk")


def over_lately(actor) -> QuerySet[Request]:
    """Those that ended without a meeting in the last 90 days, the latest first, for the same eyes."""
    since = now() - LATELY
    over = Request.objects.coordinated_by(actor).filter(Q(closed_at__gte=since) | Q(withdrawn_at__gte=since), paired_at=None)
    return over.select_related("programme").order_by("-closed_at", "-withdrawn_at", "pk")


def requests_of(actor) -> QuerySet[Request]:
    """What somebody who is signed in asked for, the latest first."""
    own = Request.objects.filter(person=actor) if isinstance(actor, Person) else Request.objects.none()
    return own.select_related("programme", "person").order_by("-asked_at", "pk")


def people_meant(actor, typed: str) -> list[Person]:
    """Among those whose record this actor may open: who has exactly this name, reference, number or address. At most five."""
    visible = Person.objects.visible_to(actor)
    known = visible.called(typed)
    for kind in (WayToReach.Kind.PHONE, WayToReach.Kind.EMAIL):
        try:
            known |= visible.filter(pk__in=Person.objects.reached_at(lookup_of(kind, read_value(kind, typed))).values("pk"))
        except Refused:
            continue  # it is a name, then
    return list(known.distinct().by_name()[:5])


def programmes_with_coordinator(also: UUID | None = None) -> QuerySet[Programme]:
    """Running programmes whose requests somebody looks after, and the one that has it now."""
    roles = Role.objects.filter(current(), kind=Role.Kind.COORDINATOR)
    running = Programme.objects.running_on(today())
    if not roles.filter(programme=None).exists():
        running = running.filter(pk__in=roles.values("programme"))
    return Programme.objects.filter(Q(pk__in=running.values("pk")) | Q(pk=also)).order_by("name")
