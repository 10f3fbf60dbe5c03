"""Reading the door: which device it is, what is on today, who came and how many."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from hearthside.core.dates import today
from hearthside.core.kept_queries import Given, KeptQuery
from hearthside.core.sheets.cells import fold
from hearthside.gatherings.models import Attendance, Door, Session, TakenOff
from hearthside.gatherings.permissions import may_open_date
from hearthside.people.asking.codes import read_code

_door = KeptQuery(lambda: Door.objects.filter(key_digest=Given("digest", models.CharField())))
_day = KeptQuery(
    lambda: Session.objects.filter(pk=Given("session", models.UUIDField())).values_list("day", "gathering__only_counted", "encounter")
)
_date = KeptQuery(lambda: Session.objects.filter(pk=Given("session", models.UUIDField())).select_related("gathering"))
_there = KeptQuery(
    lambda: (
        Attendance.objects.filter(session=Given("session", models.UUIDField()))
        .values_list("pk", "person", "member", "sign_up")
        .union(TakenOff.objects.filter(session=Given("session", models.UUIDField())).values_list("pk", "pk", "pk", "pk"), all=True)
    )
)
_was_off = KeptQuery(lambda: TakenOff.objects.filter(pk=Given("tap", models.UUIDField())).values_list("id"))


def door_with(digest: str) -> Door | None:
    """The door whose key has this digest."""
    return next(iter(_door(digest=digest)), None)


def date_of(session: UUID) -> tuple[date, bool, UUID | None] | None:
    """The local day of a session, whether it only counts those who come, and its contact once it is closed; None when there
    is none of this key.
    """
    return next((tuple(row) for row in _day(session=session)), None)


def date_for(actor, key: UUID) -> Session | None:
    """One date with its gathering, if it is there for this actor."""
    return next((one for one in _date(session=key) if may_open_date(actor, one)), None)


def keys_at(session: Session) -> set[UUID]:
    """The keys of all who are on the list of a date, of those they are linked to, and of those who were taken off."""
    return {key for row in _there(session=session.pk) for key in row if key}


def was_taken_off(tap: UUID) -> bool:
    return bool(_was_off(tap=tap))


def groups_at(door: Door) -> QuerySet[Session]:
    """What is on today where this door stands, cancelled ones too: public title, time and room, and nothing else."""
    sessions = Session.objects.on(today()).exclude(mode=Session.Mode.ONLINE)
    sessions = sessions.filter(state__in=(Session.State.PLANNED, Session.State.CANCELLED), closed_at=None)
    if door.site_id:
        sessions = sessions.filter(site=door.site_id)
    return sessions.select_related("gathering").only(
        "day", "starts_at", "minutes", "state", "reason", "room", "gathering__public_title", "gathering__only_counted"
    )


@dataclass(frozen=True, slots=True)
class Arrival:
    """One line of who came to a session: the name to show (empty = only counted), whom it is linked to, how it was noted."""

    attendance: Attendance
    name: str

    @property
    def pk(self) -> UUID:
        return self.attendance.pk

    @property
    def is_linked(self) -> bool:
        return bool(self.attendance.linked_to)

    @property
    def is_code(self) -> bool:
        """Whether what was typed can be a code, which is shown to nobody."""
        return not self.is_linked and read_code(self.name) is not None

    @property
    def is_typed(self) -> bool:
        """A name or code that nobody has linked yet."""
        return not self.is_linked and bool(self.name)


def arrivals_of(session: Session) -> list[Arrival]:
    """Who came: names that nobody has linked yet, then all others by name, then those who were only counted. It holds
    names: ask permissions.may_see_who_came first. One query.
    """
    rows = [Arrival(one, _name_of(one)) for one in session.attendances.select_related("person", "member", "sign_up")]
    return sorted(rows, key=lambda one: (not one.is_typed, not one.name, fold(one.name), one.pk))


def _name_of(one: Attendance) -> str:
    known = one.person or one.member or one.sign_up
    return str((known.name if known else one.name) or "")


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many came to one session. `named` are linked to a person known here, `alias` gave a name or a code, `counted`
    gave nothing; they add up to `total`. Of these, `first_timers` are known to be there for the first time.
    """

    named: int
    alias: int
    counted: int
    first_timers: int

    @property
    def total(self) -> int:
        return self.named + self.alias + self.counted


def numbers_of(session: Session) -> Numbers:
    """The numbers of one session, which name nobody. One query. A name that is forgotten later is counted on as nameless."""
    known = Q(person__isnull=False)
    alias = Q(member__isnull=False) | Q(sign_up__isnull=False) | Q(name__isnull=False)
    found = session.attendances.aggregate(
        named=Count("pk", filter=known),
        alias=Count("pk", filter=alias & ~known),
        counted=Coalesce(Sum("heads", filter=~alias & ~known), 0),
        first_timers=Count("pk", filter=Q(is_first_time=True)),
    )
    return Numbers(**found)
