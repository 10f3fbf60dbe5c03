"""One date: moved, in another room, for longer, called off, left out, and back again."""

from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.dates import today
from hearthside.core.errors import Refused
from hearthside.gatherings.models import Session
from hearthside.gatherings.permissions import may_arrange_gathering
from hearthside.gatherings.series.changing import WHERE, change_session_row
from hearthside.gatherings.series.making import moment
from hearthside.gatherings.signing_up.actions import move_up
from hearthside.gatherings.telling import When, is_worth_telling, tell_of_dates


@transaction.atomic
def change_session(*, by: Actor, session: Session, reason: str = "", **values: Any) -> None:
    """Move one date, or hold it in another room, for longer or with other places. Its series no longer changes it; its
    hosts and those who signed up are told where the day, the time or the place is another.

    `values` are day, starts_at, minutes, capacity and the columns of Where. The trail names what changed.
    Raises: Refused when it took place, when the new day has passed, or when the group meets at that very time already.
    """
    may_arrange_gathering(by, session.gathering).require()
    lock(session)
    _check_open(session)
    if "site" in values:
        site = values.pop("site")
        values["site_id"] = site.pk if site else None
    if session.gathering.is_closed:
        values["link_is_public"] = False
    day, at = values.get("day", session.day), values.get("starts_at", session.starts_at)
    if (day, at) != (session.day, session.starts_at):
        _check_can_be(session, day, at)
    before = When.of(session)
    changed = change_session_row(session, **values, starts=moment(day, session.series, at), reason=reason.strip())
    if changed:
        if is_worth_telling(before, When.of(session)):
            tell_of_dates(by, [(session, "moved")], before={session.pk: before})
        move_up(session)
        record(by=by, act="changed a session", thing=session.reference, fields=changed)


@transaction.atomic
def cancel_session(*, by: Actor, session: Session, reason: str = "") -> None:
    """Call one date off. It stays on the calendar as cancelled and counts as no session at all; its hosts and those who
    signed up are told.

    Raises: Refused when it took place, or when somebody was noted as having come.
    """
    _call_off(by, session, Session.State.CANCELLED, reason.strip())
    record(by=by, act="cancelled a session", thing=session.reference)


@transaction.atomic
def skip_session(*, by: Actor, session: Session) -> None:
    """Leave one date out, as when it was never planned: no calendar shows it. Whoever signed up is told that it is off.

    Raises: Refused when it took place, or when somebody was noted as having come.
    """
    _call_off(by, session, Session.State.SKIPPED, "")
    record(by=by, act="left a session out", thing=session.reference)


def _call_off(by: Actor, session: Session, state: str, reason: str) -> None:
    may_arrange_gathering(by, session.gathering).require()
    lock(session)
    _check_open(session)
    if session.attendances.exists():
        raise Refused(_("Somebody came to this date, so it took place. Close it instead."))
    was_on = session.state == Session.State.PLANNED
    change_session_row(session, state=state, reason=reason)
    if was_on:
        tell_of_dates(by, [(session, "cancelled")])


@transaction.atomic
def restore_session(*, by: Actor, session: Session) -> None:
    """One step back: a date that was called off or left out takes place after all; one that was moved, made longer or held
    elsewhere is again as its series has it. Whoever was told of the change is told of this too.

    Raises: Refused when it took place, when its gathering has ended, when the group meets at that time by another rhythm
    now, or when the day to go back to has passed.
    """
    may_arrange_gathering(by, session.gathering).require()
    lock(session)
    _check_open(session)
    if session.gathering.ended_on:
        raise Refused(_("This group has ended. Let it go on first."))
    if session.state != Session.State.PLANNED:
        _check_free(session, session.day, session.starts_at)
        if change_session_row(session, state=Session.State.PLANNED, reason=""):
            tell_of_dates(by, [(session, "restored")])
    else:
        _back_to_its_series(by, session)
    move_up(session)
    record(by=by, act="restored a session", thing=session.reference)


def _back_to_its_series(by: Actor, session: Session) -> None:
    series, before = session.series, When.of(session)
    if session.is_moved:
        _check_can_be(session, session.slot_day, session.slot_at)
    values = {name: getattr(series, name) for name in ("minutes", *WHERE)}
    values |= {"day": session.slot_day, "starts_at": session.slot_at, "capacity": None, "reason": ""}
    change_session_row(session, **values, starts=moment(session.slot_day, series, session.slot_at))
    if is_worth_telling(before, When.of(session)):
        tell_of_dates(by, [(session, "returned")], before={session.pk: before})


def lock(session: Session) -> None:
    """Read it anew and hold it until the end of the act, so that two people who change it at once do so one after the other."""
    session.refresh_from_db(from_queryset=Session.objects.select_for_update())


def _check_open(session: Session) -> None:
    if session.state == Session.State.HELD:
        raise Refused(_("This date took place and was closed. What was counted stays."))


def _check_can_be(session: Session, day: date, at: time) -> None:
    if day < today():
        raise Refused(_("This day has passed. Choose today or a later day."))
    _check_free(session, day, at)


def _check_free(session: Session, day: date, at: time) -> None:
    others = Session.objects.taking_place().filter(gathering=session.gathering_id, day=day, starts_at=at).exclude(pk=session.pk)
    if others.exists():
        raise Refused(_("The group meets at that time already. Choose another time."))
