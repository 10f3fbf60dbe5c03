"""Signing up for a date, changing it, giving the place back; and the waiting list, which moves by itself.

Each act holds the session until it is done, so that places are given out one at a time.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import WORKER, Actor
from hearthside.core.dates import now
from hearthside.core.errors import Refused
from hearthside.core.rows import insert
from hearthside.gatherings.models import Gathering, GroupMember, Session, SignUp
from hearthside.gatherings.permissions import may_see_who_came
from hearthside.gatherings.reaching import about, in_trail
from hearthside.gatherings.signing_up import messages
from hearthside.gatherings.signing_up.filling import lock, settle
from hearthside.gatherings.signing_up.permissions import may_change_sign_up, may_sign_up, member_at, takes_places
from hearthside.gatherings.signing_up.reminders import hold_back
from hearthside.people.asking.own_codes import give_code
from hearthside.people.asking.reaching import Asker, tell
from hearthside.people.models import Person

KEEPS_TURN = timedelta(hours=1)  # a slip of the finger costs nobody their turn; a change of mind asks anew


@dataclass(slots=True, kw_only=True)
class Wishes:
    """How somebody gets there, and what they need to take part."""

    ride: str = SignUp.Ride.NONE
    seats: int = 0
    wish: str = ""

    def columns(self) -> dict[str, Any]:
        return {"ride": self.ride, "seats": self.seats if self.ride == SignUp.Ride.OFFERS else 0, "wish": self.wish.strip() or None}


@transaction.atomic
def sign_up(
    *, by: Actor, session: Session, asker: Asker, wishes: Wishes | None = None, member: GroupMember | None = None
) -> SignUp:  # fmt: skip
    """Ask for a place at one date: it is given if one is free and nobody waits, else they are on the waiting list.

    Whoever is signed in is known by their own record, and is signed up once; so is somebody who belongs and typed their
    code (`member`). The code is told by the way they gave.
    Raises: Refused when this date takes no sign-ups, or not theirs.
    """
    session = lock(session)
    if member is not None:
        member.refresh_from_db(fields=["state"])
    if not (verdict := may_sign_up(by, session, member)):
        raise Refused(verdict.reason)
    person = by if isinstance(by, Person) else None
    member = member or member_at(by, session.gathering)
    known = _known(session, asker, person, member)
    if known is not None:
        return known
    row = SignUp(id=asker.key(), session=session, person=person, member=member, **asker.columns(), **(wishes or Wishes()).columns())
    row.name = person.name if person else row.name or (str(member.name) if member else "")
    return _take_place(in_trail(by, session.gathering), session, row)


@transaction.atomic
def sign_somebody_up(*, by: Actor, session: Session, asker: Asker, wishes: Wishes) -> SignUp:
    """A host signs up somebody who called or asked. They get their code as if they had done it themselves.

    Raises: Refused when this date takes no sign-ups.
    """
    session = lock(session)
    may_see_who_came(by, session).require()
    if not (verdict := takes_places(session)):
        raise Refused(verdict.reason)
    known = _known(session, asker, None, None)
    if known is not None:
        return known
    return _take_place(by, session, SignUp(id=asker.key(), session=session, **asker.columns(), **wishes.columns()))


def _known(session: Session, asker: Asker, person: Person | None, member: GroupMember | None) -> SignUp | None:
    """The sign-up that this one would repeat: of the same form sent twice, or of somebody who is known."""
    if same := session.sign_ups.filter(pk=asker.key()).first():
        return same
    active = session.sign_ups.exclude(state=SignUp.State.CANCELLED)
    if person is not None and (theirs := active.filter(person=person).first()):
        return theirs
    return active.filter(member=member).first() if member is not None else None


def _take_place(by: Actor, session: Session, row: SignUp) -> SignUp:
    """Everybody begins at the end of the waiting list, so that nobody overtakes; then free places are given out."""
    row.state = SignUp.State.WAITING
    give_code(row)
    insert([row])
    row = _after_settling(session, row)
    tell(
        by=by,
        row=row,
        letter=messages.signed_up(row),
        key=f"sign-up:{row.pk}",
        about=about(row, session.gathering),
        at_once=True,
        until=session.starts,
    )
    record(by=by, act="signed up for a date", thing=session.reference, about=about(row, session.gathering), state=row.state)
    return row


def _after_settling(session: Session, row: SignUp) -> SignUp:
    """Settle, tell the others who moved up, and read this one anew. For this one it is no moving up."""
    _tell_moved([one for one in settle(session) if one.pk != row.pk])
    row.refresh_from_db(fields=["state"])
    SignUp.objects.filter(pk=row.pk).update(moved_at=None)
    row.moved_at, row.session = None, session
    return row


def _tell_moved(moved: list[SignUp]) -> None:
    for one in moved:
        session = one.session
        key = f"moved-up:{one.pk}:{one.moved_at:%Y%m%dT%H%M%S%f}"
        letter = messages.moved_up(one)
        tell(
            by=WORKER, row=one, letter=letter, key=key, about=about(one, session.gathering), zone=session.series.zone, until=session.starts
        )
        record(by=WORKER, act="moved up from the waiting list", thing=session.reference, about=about(one, session.gathering))


@transaction.atomic
def move_up(session: Session) -> int:
    """The first who wait get the places that are free; each is told. Returns how many moved.

    Call it inside every act that gives a date more places or lets it take place again. Safe to call at any time.
    """
    moved = settle(lock(session))
    _tell_moved(moved)
    return len(moved)


def move_all_up(gathering: Gathering | None = None) -> int:
    """The same for every date still to come that somebody waits for, of one gathering or all. Returns how many moved."""
    waited_for = SignUp.objects.filter(state=SignUp.State.WAITING)
    if gathering:
        waited_for = waited_for.filter(session__gathering=gathering)
    coming = Session.objects.filter(state=Session.State.PLANNED, starts__gt=now(), pk__in=waited_for.values("session"))
    return sum(move_up(session) for session in coming.order_by("pk"))


@transaction.atomic
def cancel_sign_up(*, by: Actor, sign_up: SignUp, code: str = "") -> None:
    """Give a place back, or leave the waiting list. Whoever waits first moves up. Twice changes nothing.

    Raises: Refused when the date has begun.
    """
    session, row = _locked(sign_up)
    may_change_sign_up(by, row, code).require()
    _check_not_begun(session)
    if row.state == SignUp.State.CANCELLED:
        return
    row.state, row.cancelled_at = SignUp.State.CANCELLED, now()
    row.save(update_fields=["state", "cancelled_at"])
    hold_back(row)
    _tell_moved(settle(session))
    record(by=_acting(by, row, code), act="gave a place back", thing=session.reference, about=about(row, session.gathering))


@transaction.atomic
def resume_sign_up(*, by: Actor, sign_up: SignUp, code: str = "") -> SignUp:
    """Come after all. Within an hour they keep their turn; later they ask anew, behind those who wait.

    Raises: Refused when the date gives no places, or when they have signed up again since.
    """
    session, row = _locked(sign_up)
    may_change_sign_up(by, row, code).require()
    if not (verdict := takes_places(session)):
        raise Refused(verdict.reason)
    if row.state != SignUp.State.CANCELLED:
        return row
    active = session.sign_ups.exclude(state=SignUp.State.CANCELLED)
    if row.person_id and active.filter(person=row.person_id).exists():
        raise Refused(_("You signed up again since. Use your newer code."))
    at = now()
    row.asked_at = row.asked_at if row.cancelled_at and at - row.cancelled_at <= KEEPS_TURN else at
    row.state, row.cancelled_at = SignUp.State.WAITING, None
    row.save(update_fields=["asked_at", "state", "cancelled_at"])
    row = _after_settling(session, row)
    record(by=_acting(by, row, code), act="took a place again", thing=session.reference, about=about(row, session.gathering))
    return row


@transaction.atomic
def change_sign_up(*, by: Actor, sign_up: SignUp, asker: Asker, wishes: Wishes, code: str = "") -> None:
    """Put right how somebody is reached and reminded, how they get there and what they need. Their turn stays.

    Raises: Refused when the date has begun.
    """
    session, row = _locked(sign_up)
    may_change_sign_up(by, row, code).require()
    _check_not_begun(session)
    values = asker.columns() | wishes.columns() | {"language": row.language}
    values["name"] = values["name"] or str(row.name)
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(row, name, values[name])
    row.save(update_fields=changed)
    if not row.may_remind:
        hold_back(row)
    record(
        by=_acting(by, row, code),
        act="changed a sign-up",
        thing=session.reference,
        about=about(row, session.gathering),
        fields=sorted(changed),
    )


def _locked(sign_up: SignUp) -> tuple[Session, SignUp]:
    session = lock(sign_up.session)
    row = SignUp.objects.select_related("person").get(pk=sign_up.pk)
    row.session = session
    return session, row


def _acting(by: Actor, row: SignUp, code: str) -> Actor:
    """Who stands in the trail: a host with their name; who acts for themselves as `in_trail` says."""
    is_host = not code and not (isinstance(by, Person) and by.pk == row.person_id)
    return by if is_host else in_trail(by, row.session.gathering)


def _check_not_begun(session: Session) -> None:
    if session.starts <= now():
        raise Refused(_("This date has begun, so nothing is changed any more. Call us if it matters."))
