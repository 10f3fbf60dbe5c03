"""Opening and closing a door, and noting who came. What is sent twice is stored once."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import count
from uuid import UUID, uuid5

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.dates import now, today
from hearthside.core.errors import NotAllowed, Refused
from hearthside.core.rows import insert
from hearthside.core.sheets.cells import fold
from hearthside.encounters.actions import count_one_more
from hearthside.gatherings.door.devices import AtDoor, key_digest, new_key
from hearthside.gatherings.door.expected import Somebody, somebodies
from hearthside.gatherings.door.first_times import mark_first_times
from hearthside.gatherings.door.queries import date_of, keys_at, was_taken_off
from hearthside.gatherings.models import Attendance, Door, GroupMember, Session, SignUp, TakenOff
from hearthside.gatherings.models.door import SENT_LATER_FOR
from hearthside.gatherings.permissions import may_close_door, may_open_door, may_see_who_came
from hearthside.organisation.models import Site
from hearthside.people.models import Person

LONGEST_NAME = 80
MOST_TYPED = 20  # names or codes at one door in a minute; whoever only wants to be counted never waits


class TooManyTyped(Refused):
    """Nobody types so many names in a minute. Nothing was noted; the same tap can be sent later, or without a name."""


class NotOnThatDay(Refused):
    """This door cannot note anybody for that date, now or later."""


@transaction.atomic
def open_door(*, by: Person, site: Site | None = None, instead_of: str = "") -> tuple[Door, str]:
    """Make a device the door of one place for today. Returns the door and its key, which is kept nowhere but on the device.

    `instead_of` is the door that this device was until now; it is closed.
    """
    may_open_door(by).require()
    if instead_of:
        Door.objects.visible_to(by).filter(pk=instead_of, closed_at=None).update(closed_at=now())
    key = new_key()
    door = Door.objects.create(site=site, opened_by=by, key_digest=key_digest(key))
    record(by=by, act="opened a door", thing=door.reference)
    return door, key


@transaction.atomic
def close_door(*, by: Actor, door: Door) -> None:
    """End a door, from whatever device. It shows nothing any more; what was tapped before and not yet sent still arrives."""
    may_close_door(by, door).require()
    if Door.objects.filter(pk=door.pk, closed_at=None).update(closed_at=now()):
        record(by=by, act="closed a door", thing=door.reference)


def note_arrival(*, by: AtDoor, door: Door, session: UUID, tap: UUID, typed: str = "", at: datetime | None = None) -> None:
    """Somebody came: one tap at a door, with what they typed or nothing. The same tap again changes nothing.

    `at` is when it was tapped, where that was before now. What was typed is sealed and matched with nobody here, so that
    no answer, and no time that an answer takes, tells who belongs to a group.
    Raises: NotAllowed when the door was closed before; NotOnThatDay when the date is not one of this door's; TooManyTyped.
    """
    if by.door_id != door.pk or not door.takes(min(at or now(), now())):
        raise NotAllowed(_("This door is closed. Ask a host to open it again."))
    day, only_counted, encounter = date_of(session) or (None, False, None)
    if day is None or not today() - SENT_LATER_FOR <= day <= door.day:
        raise NotOnThatDay(_("This group is not on today. Choose another one."))
    try:
        name = None if only_counted else typed.strip()[:LONGEST_NAME] or None
        _add_tap(by, door, Attendance(id=tap, session_id=session, name=name), encounter)
    except IntegrityError:
        if not Attendance.objects.filter(pk=tap, session=session).exists():
            raise


@transaction.atomic
def _add_tap(by: AtDoor, door: Door, attendance: Attendance, encounter: UUID | None) -> None:
    if attendance.name and not _take_turn(door):
        raise TooManyTyped(_("Names and codes can be typed again in a minute. You can be counted without one."))
    if not was_taken_off(attendance.pk):
        insert([attendance])
        if encounter:  # kept on the tablet until after the date was closed
            count_one_more(by=by, encounter=encounter)
        record(by=by, act="came in at the door", thing=f"session:{attendance.session_id}")


def _take_turn(door: Door) -> bool:
    """Count one more name typed at a door, in one statement; False when it is full for this minute."""
    minute = int(now().timestamp()) // 60
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE gatherings_door SET typed_count = CASE WHEN typed_minute = %s THEN typed_count + 1 ELSE 1 END, typed_minute = %s"
            " WHERE key_digest = %s AND NOT (typed_minute = %s AND typed_count >= %s)",
            [minute, minute, door.key_digest, minute, MOST_TYPED],
        )
        return cursor.rowcount == 1


def is_resting(door: Door) -> bool:
    """Whether the field for a name takes nothing for the rest of this minute."""
    return door.typed_minute == int(now().timestamp()) // 60 and door.typed_count >= MOST_TYPED


def note_arrivals(
    *,
    by: Actor,
    session: Session,
    people: Sequence[Person] = (),
    members: Sequence[GroupMember] = (),
    sign_ups: Sequence[SignUp] = (),
    names: Sequence[str] = (),
    heads: int = 0,
    batch: UUID,
    how: str = Attendance.How.SHEET,
) -> int:
    """Who came to one date, in one go: people known here, members, sign-ups, names as they were given, and so many
    nameless. Returns how many lines are new.

    Somebody who is there already is not noted again; the same batch sent again adds only what it did not hold before, and
    nobody whom a host took off since. A gathering that only counts takes no names.
    Raises: Refused for a date that is still to come, or closed already.
    """
    return _note(by, session, somebodies(members, sign_ups, people), names, heads, batch, how)


def note_somebodies(
    *, by: Actor, session: Session, known: Sequence[Somebody] = (), names: Sequence[str] = (), heads: int = 0, batch: UUID,
    how: str = Attendance.How.SHEET,
) -> int:  # fmt: skip
    """The same of those who were found by `expected_at`, each with all that links to them."""
    return _note(by, session, known, names, heads, batch, how)


def _note(by: Actor, session: Session, known: Sequence[Somebody], names: Sequence[str], heads: int, batch: UUID, how: str) -> int:
    may_see_who_came(by, session).require()
    if session.day > today():
        raise Refused(_("This date is still to come. Note who came when it is there."))
    if session.encounter_id:
        raise Refused(_("This date is closed and counted. Open it again first, then note who else came."))
    if session.gathering.only_counted and (known or names):
        raise Refused(_("This group only counts those who come. Type how many they were."))
    rows = list(_rows(session, batch, how, known, names, heads))
    try:
        return _add_rows(by, session, rows)
    except IntegrityError:  # the same batch, or a tap at the door, came in between: look again
        return _add_rows(by, session, rows)


def _rows(session: Session, batch: UUID, how: str, known: Iterable[Somebody], names: Iterable[str], heads: int) -> Iterable[Attendance]:
    """The lines of one batch; each has a key of its own that is the same whenever the batch is sent."""
    for one in known:
        yield Attendance(id=uuid5(batch, one.key), session_id=session.pk, how=how, **one.links)
    said: dict[str, count] = {}
    for name in filter(None, (one.strip()[:LONGEST_NAME] for one in names)):
        number = next(said.setdefault(fold(name), count()))
        yield Attendance(id=uuid5(batch, f"name:{fold(name)}:{number}"), session_id=session.pk, how=how, name=name)
    if heads:
        yield Attendance(id=uuid5(batch, "heads"), session_id=session.pk, how=how, heads=heads)


@transaction.atomic
def _add_rows(by: Actor, session: Session, rows: Sequence[Attendance]) -> int:
    taken = keys_at(session)
    new = [one for one in rows if taken.isdisjoint({one.pk, *one.linked_to})]
    if new:
        insert(new)
        mark_first_times(session, new)
        record(by=by, act="noted who came", thing=session.reference, lines=len(new))
    return len(new)


@transaction.atomic
def remove_arrival(*, by: Actor, session: Session, arrival: Attendance) -> None:
    """Take somebody off the list of a date again. The tap or batch that noted them, sent once more, does not bring them back."""
    may_see_who_came(by, session).require()
    take_away(session, [arrival])
    mark_first_times(session, [arrival])
    record(by=by, act="took somebody off who came", thing=session.reference)


def take_away(session: Session, rows: Sequence[Attendance]) -> None:
    """Remove lines, and remember their keys. Inside a transaction of the caller; what is gone already is left alone."""
    found = list(session.attendances.select_for_update().filter(pk__in=[one.pk for one in rows]).values_list("pk", flat=True))
    Attendance.objects.filter(pk__in=found).delete()
    insert([TakenOff(id=key, session=session) for key in found])
