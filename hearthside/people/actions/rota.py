"""Who is on duty when: shifts are made, taken, given back, given to somebody, and taken away."""

from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import Actor, Machine
from hearthside.core.dates import now, today
from hearthside.core.errors import Refused
from hearthside.core.zones import zone_of
from hearthside.organisation.models import Programme
from hearthside.organisation.queries import the_organisation
from hearthside.people import permissions
from hearthside.people.models import Person, Shift

MOST_WEEKS, MOST_PLACES = 26, 10


@transaction.atomic
def plan_shifts(
    *, by: Actor, what: str, programme: Programme | None, weekdays: Collection[int], begins_at: time, ends_at: time,
    first_day: date, weeks: int = 1, places: int = 1, person: Person | None = None,
) -> int:  # fmt: skip
    """Make the shifts of these weekdays (0 = Monday) for some weeks from a day on, by the clock of the house; an end that is
    not after the beginning is on the next day. Returns how many were made: what is there already is not made again.

    With a person, the first new place of each day is theirs. Raises: Refused for a day that has passed, too many weeks or
    places, or somebody who does not work in the programme.
    """
    if not isinstance(by, Machine):
        permissions.may_keep_rota(by, what, programme).require()
    if first_day < today():
        raise Refused(_("This day has passed. Choose today or a later day."))
    if not (1 <= weeks <= MOST_WEEKS and 1 <= places <= MOST_PLACES):
        words = {"weeks": MOST_WEEKS, "places": MOST_PLACES}
        raise Refused(_("Plan at most %(weeks)s weeks and %(places)s places at a time.") % words)
    if person:
        _check_works_there(person, what, programme)
    made: list[Shift] = []
    zone = zone_of(the_organisation().zone)
    for begins, ends in _times(first_day, weeks, weekdays, begins_at, ends_at, zone):
        made += _missing(by, Shift(what=what, programme=programme, begins=begins, ends=ends), places, person)
    if made:
        record(by=by, act="planned shifts", thing="rota", what=what, made=len(made))
    return len(made)


def _times(
    first_day: date, weeks: int, weekdays: Collection[int], begins_at: time, ends_at: time, zone: tzinfo
) -> Iterator[tuple[datetime, datetime]]:  # fmt: skip
    for number in range(weeks * 7):
        day = first_day + timedelta(days=number)
        if day.weekday() in weekdays:
            yield shift_times(day, begins_at, ends_at, zone)


def shift_times(day: date, begins_at: time, ends_at: time, zone: tzinfo) -> tuple[datetime, datetime]:
    """Begin and end of a shift by the clock of a zone. A time that the clock leaps over is an hour later, one that comes
    twice is the first; a shift is never turned around by it.
    """
    last_day = day if ends_at > begins_at else day + timedelta(days=1)
    begins = datetime.combine(day, begins_at, zone).astimezone(UTC)  # in UTC, or two clock times would be compared
    ends = datetime.combine(last_day, ends_at, zone).astimezone(UTC)
    as_read = datetime.combine(last_day, ends_at) - datetime.combine(day, begins_at)
    return begins, ends if ends > begins else begins + as_read


def _missing(by: Actor, wanted: Shift, places: int, person: Person | None) -> list[Shift]:
    """The places of one time that are not there yet, stored."""
    at_once = Shift.objects.filter(what=wanted.what, begins=wanted.begins)
    there = at_once.filter(programme=wanted.programme, ends=wanted.ends).count()
    is_free = person is not None and not _has_duty(person, wanted)
    giver = by if isinstance(by, Person) else None
    values = {"what": wanted.what, "programme": wanted.programme, "begins": wanted.begins, "ends": wanted.ends, "given_by": giver}
    theirs = [person if is_free and place == 0 else None for place in range(places - there)]
    return [Shift.objects.create(person=one, **values) for one in theirs]


@transaction.atomic
def take_shift(*, by: Person, shift: Shift) -> None:
    """I can: a shift that nobody has is theirs from now on. Of two who tap at once exactly one gets it; taken twice,
    nothing changes.

    Raises: Refused when somebody else has it by now, when it is over, or when they are on duty then already.
    """
    permissions.may_take_shift(by, shift.what, shift.programme).require()
    _lock(shift)
    if shift.person_id == by.pk:
        return
    if shift.person_id is not None:
        raise Refused(_("Somebody has taken it by now. Thank you all the same."))
    if _has_duty(by, shift):
        raise Refused(_("You are on duty at that time already. Give that shift back first."))
    _hand(shift, by, by)
    record(by=by, act="took a shift", thing=f"shift:{shift.pk}", about=by.actor_id, what=shift.what)


@transaction.atomic
def give_back_shift(*, by: Actor, shift: Shift) -> None:
    """I can't make it: the shift is a gap, shown to all who could take it, until somebody does. Said twice, nothing changes.

    Raises: Refused when it is over.
    """
    permissions.may_give_back_shift(by, shift).require()
    _lock(shift)
    holder = shift.person
    if holder is None:
        return
    permissions.may_give_back_shift(by, shift).require()  # of whoever has it now
    _hand(shift, None, by)
    record(by=by, act="gave a shift back", thing=f"shift:{shift.pk}", about=holder.actor_id, what=shift.what)


@transaction.atomic
def give_shift(*, by: Actor, shift: Shift, person: Person) -> None:
    """Somebody has this shift, as agreed with them.

    Raises: Refused when somebody has it already, when it is over, when they are on duty then already, or do not work there.
    """
    permissions.may_keep_rota(by, shift.what, shift.programme).require()
    _lock(shift)
    if shift.person_id == person.pk:
        return
    if shift.person_id is not None:
        raise Refused(_("Somebody has taken it by now. Thank you all the same."))
    _check_works_there(person, shift.what, shift.programme)
    if _has_duty(person, shift):
        raise Refused(_("%(name)s is on duty at that time already. Choose somebody else.") % {"name": person.name})
    _hand(shift, person, by)
    record(by=by, act="gave somebody a shift", thing=f"shift:{shift.pk}", about=person.actor_id, what=shift.what)


@transaction.atomic
def remove_shift(*, by: Actor, shift: Shift) -> None:
    """Nobody is needed at that time: a gap is taken off the rota. Taken off twice, nothing changes.

    Raises: Refused when somebody has it: it is given back first.
    """
    permissions.may_keep_rota(by, shift.what, shift.programme).require()
    current = Shift.objects.select_for_update().filter(pk=shift.pk).first()
    if current is None:
        return
    if current.person_id is not None:
        raise Refused(_("Somebody has this shift. Give it back first, and tell them."))
    current.delete()
    record(by=by, act="took a shift off the rota", thing=f"shift:{shift.pk}", what=shift.what)


def _lock(shift: Shift) -> None:
    """Hold the shift until the end of the act, and see that it is not over."""
    try:
        shift.refresh_from_db(from_queryset=Shift.objects.select_for_update())
    except Shift.DoesNotExist as gone:
        raise Refused(_("This shift was taken off the rota. Choose another one.")) from gone
    if shift.ends <= now():
        raise Refused(_("This shift is over."))


def _hand(shift: Shift, person: Person | None, by: Actor) -> None:
    shift.person, shift.given_by, shift.given_at = person, by if isinstance(by, Person) else None, now()
    shift.save(update_fields=["person", "given_by", "given_at"])


def _has_duty(person: Person, wanted: Shift) -> bool:
    """Whether they have the same duty at any part of that time."""
    same = Shift.objects.filter(what=wanted.what, person=person).exclude(pk=wanted.pk)
    return same.filter(begins__lt=wanted.ends, ends__gt=wanted.begins).exists()


def _check_works_there(person: Person, what: str, programme: Programme | None) -> None:
    if not permissions.may_take_shift(person, what, programme):
        raise Refused(_("%(name)s does not work in this programme. Choose somebody who does.") % {"name": person.name})
