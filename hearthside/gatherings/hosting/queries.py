"""Who holds what, as Today and the pages of hosts read it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from hearthside.core.dates import now, today
from hearthside.gatherings.models import Duty, Gathering, Host, Session, SessionQuerySet
from hearthside.gatherings.models.hosting import Part
from hearthside.people.models import Person, current

AHEAD = timedelta(weeks=8)
PRESENT = Q(duties__given_up_at=None, duties__pk__isnull=False) & ~Q(duties__part=Part.LEARNER)


def gaps() -> SessionQuerySet:
    """Dates of the next eight weeks that fewer people hold than their gathering needs, soonest first, with how many do."""
    coming = Session.objects.filter(state=Session.State.PLANNED, starts__gt=now(), day__lte=today() + AHEAD)
    coming = coming.filter(gathering__ended_on=None).annotate(there=Count("duties", filter=PRESENT))
    return coming.filter(there__lt=F("gathering__hosts_needed")).order_by("starts", "pk")


def gaps_ahead(actor: Person) -> QuerySet[Session]:
    """The gaps in all that this actor looks after. One query, whatever their number."""
    return gaps().visible_to(actor).select_related("gathering", "series", "site")


def dates_held(actor: Person, day: date) -> QuerySet[Session]:
    """The dates that this person holds on a day, cancelled ones among them, and not yet closed."""
    mine = Duty.objects.filter(person=actor, given_up_at=None).values("session")
    hosting = Host.objects.filter(current(day), person=actor).exclude(part=Part.LEARNER).values("gathering")
    on = Session.objects.filter(day=day, state__in=(Session.State.PLANNED, Session.State.CANCELLED))
    return on.filter(Q(pk__in=mine) | Q(gathering__in=hosting))


def covers_asked(actor: Person) -> QuerySet[Session]:
    """The dates that somebody gave back and nobody has, in gatherings that this actor holds; not those they gave back
    themselves, and nothing for those still learning.
    """
    hosting = Host.objects.filter(current(), person=actor).exclude(part=Part.LEARNER).values("gathering")
    given_back = Duty.objects.exclude(given_up_at=None).exclude(part=Part.LEARNER)
    mine = Duty.objects.filter(person=actor).values("session")
    asked = gaps().filter(gathering__in=hosting, pk__in=given_back.values("session")).exclude(pk__in=mine)
    return asked.select_related("gathering", "series", "site")


def hosts_of(gathering: Gathering) -> list[Host]:
    """Who holds it today, in the order of the turns. One query."""
    return list(Host.objects.filter(current(), gathering=gathering).select_related("person"))


@dataclass(frozen=True, slots=True)
class Holding:
    """Who has one date, and what this actor may do about it with one tap."""

    duties: list[Duty]  # with those given back, which are the questions that stand
    mine: Duty | None
    is_gap: bool
    may_take: bool
    may_learn: bool
    is_open: bool


def holding(actor: Person, session: Session) -> Holding:
    """Two queries."""
    duties = list(session.duties.select_related("person").order_by("given_at", "pk"))
    hosting = Host.objects.filter(current(), gathering=session.gathering_id, person=actor).first()
    there = [duty for duty in duties if duty.given_up_at is None]
    mine = next((duty for duty in duties if duty.person_id == actor.pk), None)
    is_there = mine is not None and mine.given_up_at is None
    learners = sum(duty.part == Part.LEARNER for duty in there)
    gap = len(there) - learners < session.gathering.hosts_needed
    is_open = session.state == Session.State.PLANNED and session.ends > now()
    learns = hosting is not None and hosting.part == Part.LEARNER
    free = is_open and hosting is not None and not is_there
    return Holding(
        duties=duties,
        mine=mine,
        is_gap=gap and is_open,
        may_take=free and gap and not learns,
        may_learn=free and learns and learners < session.gathering.learners_welcome,
        is_open=is_open,
    )


def titles_of(actor: Person, gatherings: Iterable[Gathering]) -> dict[UUID, str]:
    """How gatherings are called in a list for this actor: of a closed one the true title for its hosts alone. One query."""
    held = set(Host.objects.filter(current(), person=actor).values_list("gathering", flat=True))
    return {one.pk: one.public_title if one.is_closed and one.pk not in held else str(one.title) for one in gatherings}


def named(actor: Person, sessions: Collection[Session]) -> list[tuple[Session, str]]:
    """Dates, each with how its gathering is called for this actor. One query."""
    titles = titles_of(actor, [session.gathering for session in sessions])
    return [(session, titles[session.gathering_id]) for session in sessions]
