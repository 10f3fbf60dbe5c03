"""This date and all later ones are otherwise: the old rhythm ends the day before, and another begins."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.dates import now, today
from hearthside.core.errors import Refused
from hearthside.gatherings.models import Duty, Series, Session, SignUp
from hearthside.gatherings.permissions import may_arrange_gathering
from hearthside.gatherings.series.actions.rhythms import Timing, begin_series
from hearthside.gatherings.series.actions.sessions import lock
from hearthside.gatherings.series.changing import change_series_row, differs, own_values
from hearthside.gatherings.series.corresponding import corresponding, goes_by_months
from hearthside.gatherings.series.making import moment, where_of
from hearthside.gatherings.telling import When, is_worth_telling, tell_of_dates
from hearthside.organisation.public import renew_pages
from hearthside.outbox.actions import withdraw_messages


@transaction.atomic
def change_from(*, by: Actor, session: Session, timing: Timing) -> Series:
    """From this date on the gathering meets as `timing` says. The old series ends before it; the new one has a name of its
    own for calendars. Returns the new series.

    Each later date hands on what it holds (hosts, places taken, what was agreed for it alone) to the new date in its place
    (see series/corresponding.py), and those signed up are told where day, time or place differ. A later date without one
    goes; if somebody had signed up, it stays on the calendar as cancelled, so that their code still says so, and they are
    told. What took place already stays as it was.
    Raises: Refused for a single date, one that is over, or a new rhythm that begins before a date that stays.
    """
    may_arrange_gathering(by, session.gathering).require()
    lock(session)
    old = Series.objects.select_for_update().get(pk=session.series_id)
    _check_changeable(session, old, timing)
    later = list(old.sessions.filter(slot_day__gte=session.slot_day).select_related("gathering", "series").order_by("slot_day"))
    took_place = {one.pk for one in old.sessions.filter(pk__in=[one.pk for one in later]).exclude(attendances=None)}
    before = {one.pk: When.of(one) for one in later}
    new = begin_series(session.gathering, timing)
    _withdraw_what_was_said(by, later)
    handed_on, without = _hand_on(later, new, took_place)
    called_off = _let_go(by, without)
    _end_before(old, session)
    moved = [(later_one, "moved") for was, later_one in handed_on if is_worth_telling(before[was.pk], When.of(later_one))]
    moved = [(one, what) for one, what in moved if one.state == Session.State.PLANNED]
    known = {one.pk: before[was.pk] for was, one in handed_on} | {one.pk: before[one.pk] for one in called_off}
    told = tell_of_dates(by, [*moved, *((one, "cancelled") for one in called_off)], before=known)
    renew_pages()
    record(by=by, act="changed when a gathering meets", thing=new.reference, instead_of=old.reference, told=told)
    return new


def _check_changeable(session: Session, old: Series, timing: Timing) -> None:
    if session.gathering.ended_on:
        raise Refused(_("This group has ended. Let it go on first."))
    if not old.rrule:
        raise Refused(_("This is one date of its own. Change that date alone."))
    if session.state == Session.State.HELD or session.starts <= now() or session.attendances.exists():
        raise Refused(_("This date has begun or is over. Choose the next one."))
    if timing.first_day < today():
        raise Refused(_("This day has passed. Choose today or a later day."))
    last = old.sessions.filter(slot_day__lt=session.slot_day).order_by("-slot_day").first()
    if last and timing.first_day <= last.slot_day:
        raise Refused(_("An earlier date of the old rhythm still stands on that day or after it. Choose a later first day."))


def _withdraw_what_was_said(by: Actor, later: Sequence[Session]) -> None:
    """What waits to be sent about the old dates speaks of times that are over; only changed or asked-for dates have any."""
    asked = set(Duty.objects.filter(session__in=later).exclude(given_up_at=None).values_list("session", flat=True))
    for session in later:
        if session.is_changed or session.pk in asked:
            withdraw_messages(by=by, occasion=f"{session.reference}:")


def _hand_on(later: Sequence[Session], new: Series, took_place: set) -> tuple[list[tuple[Session, Session]], list[Session]]:
    """Pairs of an old date and the new one in its place, everything moved over; and the old ones without. What took place
    becomes a date of its own, and the new date in its place is left out, so that it does not count twice.
    """
    fresh = {one.slot_day: one for one in new.sessions.select_related("gathering", "series")}
    by_month = goes_by_months(later[0].series.rrule) or goes_by_months(new.rrule)
    places = corresponding([one.slot_day for one in later], list(fresh), by_month=by_month)
    handed_on, without = [], []
    for was in later:
        place = fresh[places[was.slot_day]] if was.slot_day in places else None
        if was.state == Session.State.HELD or was.pk in took_place:
            _stand_alone(was)
            if place:
                Session.objects.filter(pk=place.pk).update(state=Session.State.SKIPPED, is_changed=True)
        elif place:
            _move_over(was, place)
            handed_on.append((was, place))
        else:
            without.append(was)
    gone = [was.pk for was, _place in handed_on]
    Session.objects.filter(pk__in=gone).delete()
    return handed_on, without


def _move_over(was: Session, place: Session) -> None:
    """What a date holds and what was agreed for it alone go to the new date; the rest is as the new series has it."""
    values = own_values(was) | {"state": was.state, "reason": was.reason, "capacity": was.capacity, "taken": was.taken}
    if was.is_moved:
        values |= {"day": was.day, "starts_at": was.starts_at, "starts": moment(was.day, place.series, was.starts_at)}
    for name, value in values.items():
        setattr(place, name, value)
    place.is_changed = differs(place)
    place.save(update_fields=[*values, "is_changed"])
    SignUp.objects.filter(session=was).update(session=place)
    Duty.objects.filter(session=was).update(session=place)


def _let_go(by: Actor, without: Sequence[Session]) -> list[Session]:
    """Old dates without a new one: those that somebody means to come to are called off and stay to say so; the others go,
    after their hosts were told.
    """
    live = (SignUp.State.COMING, SignUp.State.WAITING)
    expected = set(SignUp.objects.filter(session__in=without, state__in=live).values_list("session", flat=True))
    held = set(Duty.objects.filter(session__in=without, given_up_at=None).values_list("session", flat=True)) - expected
    tell_of_dates(by, [(one, "cancelled") for one in without if one.pk in held and one.state == Session.State.PLANNED])
    Session.objects.filter(pk__in=[one.pk for one in without if one.pk not in expected]).delete()
    stay = [one for one in without if one.pk in expected]
    for session in stay:
        _stand_alone(session)
    called_off = [one for one in stay if one.state == Session.State.PLANNED]
    Session.objects.filter(pk__in=[one.pk for one in called_off]).update(state=Session.State.CANCELLED, is_changed=True)
    for session in called_off:
        session.state = Session.State.CANCELLED
    return called_off


def _stand_alone(session: Session) -> None:
    """A date whose rhythm no longer holds it becomes a series of one, at the slot it had."""
    was = session.series
    own = Series.objects.create(
        gathering_id=session.gathering_id,
        first_day=session.slot_day,
        starts_at=session.slot_at,
        minutes=was.minutes,
        zone=was.zone,
        made_until=session.slot_day,
        **where_of(was),
    )
    Session.objects.filter(pk=session.pk).update(series=own)
    session.series = own


def _end_before(old: Series, session: Session) -> None:
    """The day before is its last. A rhythm changed from its very first date never was: it goes, and its name with it."""
    if old.first_day < session.slot_day:
        change_series_row(old, until=session.slot_day - timedelta(days=1))
    else:
        old.delete()
