"""After a session: it is closed with what it was about, a call is asked for, a survey is offered to all."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.dates import now, today
from hearthside.core.errors import NotAllowed, Refused
from hearthside.encounters.actions import Contact, record_session, undo_encounter
from hearthside.gatherings.closing.queries import Came, calls_wished, who_came
from hearthside.gatherings.door.matching import match_arrivals
from hearthside.gatherings.models import CallWish, Duty, Host, Session
from hearthside.gatherings.models.hosting import Part
from hearthside.gatherings.permissions import may_close_session, may_see_who_came
from hearthside.people.models import Person, current


@transaction.atomic
def close_session(*, by: Person, session: Session, held_by: Sequence[Person], minutes: int, topics: Sequence[str] = ()) -> Session:
    """Say that a session took place, who held it and what it was about. Those who came are there already; they become one
    contact of that day, with the people of a closed group only counted. Nobody came is said by closing it without any.

    Raises: Refused before the day, and for one that was called off or is closed; NotAllowed for those who did not hold it.
    """
    session = Session.objects.select_for_update().get(pk=session.pk)
    may_close_session(by, session).require()
    if session.day > today():
        raise Refused(_("This day is still to come. Close it once it is over."))
    if session.state in (Session.State.CANCELLED, Session.State.SKIPPED):
        raise Refused(_("This date was called off. Restore it first if people met after all."))
    if session.encounter_id:
        raise Refused(_("This date is closed already. What was counted stays."))
    holding = list(held_by) or [by]
    _set_duties(session, holding)
    if may_see_who_came(by, session):
        match_arrivals(by=by, session=session)
    came = who_came(session, without=holding)
    if came.heads:
        session.encounter = record_session(by=by, contact=_contact(session, came, holding, minutes, topics))
    session.state, session.closed_at = Session.State.HELD, now()
    session.save(update_fields=["state", "closed_at", "encounter"])
    record(by=by, act="closed a session", thing=session.reference, came=came.heads)
    return session


def _set_duties(session: Session, holding: Sequence[Person]) -> None:
    """Who held it is who had the duty: somebody else's turn that was not taken is given up, whoever stepped in has one."""
    here = {person.pk for person in holding}
    session.duties.exclude(person__in=here).filter(given_up_at=None).update(given_up_at=now())
    session.duties.filter(person__in=here).update(given_up_at=None)
    known = set(session.duties.values_list("person", flat=True))
    hosting = dict(Host.objects.filter(current(session.day), gathering=session.gathering).values_list("person", "part"))
    new = [person for person in holding if person.pk not in known]
    Duty.objects.bulk_create(Duty(session=session, person=one, part=hosting.get(one.pk, Part.GUEST)) for one in new)


def _contact(session: Session, came: Came, holding: Sequence[Person], minutes: int, topics: Sequence[str]) -> Contact:
    gathering = session.gathering
    return Contact(
        programme=gathering.programme,
        kind=gathering.kind,
        site=session.site,
        day=session.day,
        starts_at=session.starts_at,
        minutes=minutes,
        people=came.people,
        unnamed=came.unnamed,
        supporters=holding,
        topics=list(topics),
    )


@transaction.atomic
def reopen_session(*, by: Person, session: Session) -> None:
    """Closed too early: within a day it can be taken back, and closed again once all is right. Who came stays.

    Raises: NotAllowed later than that, and for others than those who held or closed it.
    """
    session = Session.objects.select_for_update().get(pk=session.pk)
    may_close_session(by, session).require()
    if session.encounter:
        undo_encounter(by=by, encounter=session.encounter)
    session.encounter, session.state, session.closed_at = None, Session.State.PLANNED, None
    session.save(update_fields=["state", "closed_at", "encounter"])
    record(by=by, act="reopened a session", thing=session.reference)


@transaction.atomic
def wish_call(*, by: Person, session: Session, name: str, reach: str = "", person: Person | None = None) -> CallWish:
    """Somebody who came would like a call. It stands on the list of those who look after the group until it was made."""
    may_close_session(by, session).require()
    if not name.strip():
        raise Refused(_("Write whom to call, as you know them."))
    wish = CallWish.objects.create(session=session, person=person, name=name.strip(), reach=reach.strip() or None, asked_by=by)
    record(by=by, act="asked for a call", thing=f"call_wish:{wish.pk}")
    return wish


@transaction.atomic
def take_call(*, by: Person, wish: CallWish) -> None:
    """Say that one will call them; the others on the list see it. Of two who say so at once, the first has it.

    Raises: Refused when somebody else has it; NotAllowed for those who do not see it.
    """
    _check_seen(by, wish)
    if not CallWish.objects.filter(pk=wish.pk, taken_by=None, done_at=None).update(taken_by=by):
        raise Refused(_("Somebody else is calling already. There is nothing left to do."))
    record(by=by, act="took a call", thing=f"call_wish:{wish.pk}")


@transaction.atomic
def settle_call(*, by: Person, wish: CallWish) -> None:
    """They were called, or it is no longer wanted; it leaves the list."""
    _check_seen(by, wish)
    CallWish.objects.filter(pk=wish.pk, done_at=None).update(done_at=now())
    record(by=by, act="settled a call", thing=f"call_wish:{wish.pk}")


def _check_seen(by: Person, wish: CallWish) -> None:
    if not calls_wished(by).filter(pk=wish.pk).exists():
        raise NotAllowed(_("This is for those who look after the group. Ask one of them."))
