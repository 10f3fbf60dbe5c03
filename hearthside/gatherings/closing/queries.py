"""What is there when a session is over: who came, who held it, who would like a call."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from hearthside.core.dates import today
from hearthside.gatherings.models import Attendance, CallWish, Duty, Gathering, Host, Session
from hearthside.gatherings.models.hosting import Part
from hearthside.people.models import Person, current

LOOK_BACK = timedelta(days=14)  # a session that nobody closed is asked about so long


@dataclass(frozen=True, slots=True)
class Came:
    """Who came to one session: the people known here, and how many there were in all."""

    people: Sequence[Person]
    heads: int

    @property
    def unnamed(self) -> int:
        return self.heads - len(self.people)


def who_came(session: Session, without: Sequence[Person] = ()) -> Came:
    """The people linked to this session's attendances and the number of heads, leaving out those who held it.

    Of a closed group nobody is named: outside of it they are only counted.
    """
    holding = {person.pk for person in without}
    people, heads = {}, 0
    for attendance in Attendance.objects.filter(session=session).select_related("person"):
        if attendance.person_id in holding:
            continue
        heads += attendance.heads
        if attendance.person is not None and not session.gathering.is_closed:
            people[attendance.person_id] = attendance.person
    return Came(list(people.values()), heads)


def held_by(session: Session) -> list[Person]:
    """Who held it: those who had the duty, or else its hosts of that day; those who learn to host are among them."""
    on_duty = Person.objects.filter(duties__in=Duty.objects.filter(session=session, given_up_at=None)).by_name()
    hosting = Host.objects.filter(current(session.day), gathering=session.gathering).exclude(part=Part.LEARNER)
    return list(on_duty) or list(Person.objects.filter(pk__in=hosting.values("person")).by_name())


def may_have_held(session: Session) -> QuerySet[Person]:
    """Those whom a closing form offers as hosts: all who host the gathering, and all who had a duty that day."""
    hosts = Host.objects.filter(current(session.day), gathering=session.gathering).values("person")
    duties = Duty.objects.filter(session=session).values("person")
    return Person.objects.filter(Q(pk__in=hosts) | Q(pk__in=duties)).by_name()


def to_close(actor: Person, day: date | None = None) -> QuerySet[Session]:
    """Sessions this actor held that are not closed: of the last days, and of today. One whose contact was taken back is
    asked about again. A cancelled or skipped one never is.
    """
    day = day or today()
    hosting = Host.objects.filter(current(day), person=actor).exclude(part=Part.LEARNER).values("gathering")
    duties = Duty.objects.filter(person=actor, given_up_at=None).values("session")
    came = Exists(Attendance.objects.filter(session=OuterRef("pk")))
    is_open = Q(state=Session.State.PLANNED) | Q(came, state=Session.State.HELD, encounter=None)
    mine = Q(gathering__in=hosting) | Q(pk__in=duties)
    recent = Session.objects.filter(day__range=(day - LOOK_BACK, day)).filter(is_open & mine)
    return recent.select_related("gathering", "series").in_order()


def calls_wished(actor: Person) -> QuerySet[CallWish]:
    """Calls that somebody asked for after a session and nobody has made yet: of sessions one looks after. Who is meant is
    named to hosts, and of a group that is not closed to its coordinator.
    """
    hosted = Gathering.objects.hosted_by(actor).values("pk")
    looked_after = Gathering.objects.visible_to(actor).exclude(openness=Gathering.Openness.CLOSED).values("pk")
    seen = Q(session__gathering__in=hosted) | Q(session__gathering__in=looked_after)
    waiting = CallWish.objects.filter(seen, done_at=None)
    return waiting.select_related("session__gathering", "person", "taken_by").order_by("asked_at")
