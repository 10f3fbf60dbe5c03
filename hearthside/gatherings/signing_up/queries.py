"""Finding a date to sign up for, and what its hosts need to know before it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from hearthside.core.numbers import show_number
from hearthside.gatherings.models import Session, SignUp
from hearthside.organisation.queries import the_organisation
from hearthside.people.models import Person


def dates_by_link() -> QuerySet[Session]:
    """Every date but those left out, for whoever has its address: it stands on the calendar, or was given to them."""
    return Session.objects.exclude(state=Session.State.SKIPPED).select_related("gathering", "series", "site")


def dates_for_hosts(actor) -> QuerySet[Session]:
    """The dates an actor looks after, and those at which they are guests."""
    return Session.objects.visible_to(actor).select_related("gathering", "series", "site")


def own_sign_up(actor, session: Session) -> SignUp | None:
    """The place that somebody who is signed in has at this date, or waits for."""
    if not isinstance(actor, Person):
        return None
    return session.sign_ups.filter(person=actor).exclude(state=SignUp.State.CANCELLED).first()


@dataclass(frozen=True, slots=True)
class Rider:
    """Somebody on the sheet of rides, and the number they gave, if it was one."""

    name: str
    seats: int
    number: str


@dataclass(frozen=True, slots=True)
class Coming:
    """Who comes to one date, who waits, who said no; and who needs or offers a ride."""

    coming: list[SignUp]
    waiting: list[SignUp]
    cancelled: list[SignUp]

    def _by_ride(self, ride: str) -> list[Rider]:
        rows, country = [one for one in self.coming if one.ride == ride], the_organisation().country
        return [Rider(str(one.name), one.seats, show_number(str(one.reach), country) if one.way == one.Way.PHONE else "") for one in rows]

    @property
    def needs_ride(self) -> list[Rider]:
        return self._by_ride(SignUp.Ride.NEEDS)

    @property
    def needs_bus(self) -> list[Rider]:
        return self._by_ride(SignUp.Ride.BUS)

    @property
    def offers_ride(self) -> list[Rider]:
        return self._by_ride(SignUp.Ride.OFFERS)

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
