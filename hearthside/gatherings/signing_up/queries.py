"""Finding a date to sign up for, and what its hosts need to know before it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from hearthside.gatherings.models import Duty, Gathering, Session, SignUp
from hearthside.people.models import Person


def dates_by_link() -> QuerySet[Session]:
    """Every date but those left out, for whoever has its address: it stands on the calendar, or was given to them."""
    return Session.objects.exclude(state=Session.State.SKIPPED).select_related("gathering", "series", "site")


def dates_for_hosts(actor) -> QuerySet[Session]:
    """The dates an actor looks after, and those at which they are guests."""
    if not isinstance(actor, Person):
        return Session.objects.none()
    as_guest = Duty.objects.filter(person=actor, given_up_at=None).values("session")
    seen = Q(gathering__in=Gathering.objects.visible_to(actor).values("pk")) | Q(pk__in=as_guest)
    return Session.objects.filter(seen).select_related("gathering", "series", "site")


def own_sign_up(actor, session: Session) -> SignUp | None:
    """The place that somebody who is signed in has at this date, or waits for."""
    if not isinstance(actor, Person):
        return None
    return session.sign_ups.filter(person=actor).exclude(state=SignUp.State.CANCELLED).first()


@dataclass(frozen=True, slots=True)
class Coming:
    """Who comes to one date, who waits, who said no; and who needs or offers a ride."""

    coming: list[SignUp]
    waiting: list[SignUp]
    cancelled: list[SignUp]

    @property
    def needs_ride(self) -> list[SignUp]:
        return [one for one in self.coming if one.ride == SignUp.Ride.NEEDS]

    @property
    def needs_bus(self) -> list[SignUp]:
        return [one for one in self.coming if one.ride == SignUp.Ride.BUS]

    @property
    def offers_ride(self) -> list[SignUp]:
        return [one for one in self.coming if one.ride == SignUp.Ride.OFFERS]

    @property
    def seats(self) -> int:
        return sum(one.seats for one in self.offers_ride)

    @property
    def is_about_rides(self) -> bool:
        return bool(self.needs_ride or self.needs_bus or self.offers_ride)


def coming_to(session: Session) -> Coming:
    """All sign-ups of one date in the order of asking. One query."""
    rows: Iterable[SignUp] = list(session.sign_ups.order_by("asked_at", "pk"))
    of = {state: [row for row in rows if row.state == state] for state in SignUp.State.values}
    return Coming(of[SignUp.State.COMING], of[SignUp.State.WAITING], of[SignUp.State.CANCELLED])


def miscounted() -> list[UUID]:
    """Dates whose kept number of places taken is not the number of those who come: always none."""
    counted = Count("sign_ups", filter=Q(sign_ups__state=SignUp.State.COMING))
    return list(Session.objects.annotate(counted=counted).exclude(taken=F("counted")).values_list("pk", flat=True))
