"""From the windows of a plan to the calls of today and tomorrow, and back again when the plan or an absence changes.

A call that nobody has touched follows the plan: it goes when it no longer fits, and a new one comes. What was tried or taken
by somebody stays as a fact and ends for a reason. A plan is locked while its calls are made, so that an act which changes or
ends it is either seen, or makes good itself what was planned a moment before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from django.db import transaction

from hearthside.audit.actions import record
from hearthside.checkins.calls.states import Look, finish, go_on, is_away, lock_plan
from hearthside.checkins.calls.steps import Quiet, after_quiet_hours, quiet_begins
from hearthside.checkins.models import Call, CheckInPlan
from hearthside.core.actors import WORKER, Actor
from hearthside.core.dates import now

A_BATCH = 100
BY_PLAN = (Call.Ended.QUIET, Call.Ended.AWAY, Call.Ended.PLAN_ENDED)  # may come back when the plan says so


@dataclass(frozen=True, slots=True)
class Window:
    """One window of one day as moments. Wholly in quiet hours, it is kept as it was agreed, to say why nobody called."""

    day: date
    opens: datetime
    closes: datetime
    is_quiet: bool = False


def windows_of(plan: CheckInPlan, look: Look) -> dict[datetime, Window]:
    """The windows of today and tomorrow, where the person is, that are not over: by the moment at which they open."""
    if plan.ended_at is not None:
        return {}
    first = look.at.astimezone(look.zone).date()
    found: dict[datetime, Window] = {}
    for day in (first, first + timedelta(days=1)):
        if is_away(plan.absences.all(), day):
            continue
        for one in plan.times.all():
            if one.weekday == day.weekday():
                window = outside_quiet(day, *span(day, one.opens, one.closes, look.zone), look.zone, look.quiet)
                before = found.get(window.opens)
                if window.closes > look.at and (before is None or before.is_quiet or before.closes < window.closes):
                    found[window.opens] = window
    return found


def span(day: date, opens: time, closes: time, zone: tzinfo) -> tuple[datetime, datetime]:
    """A window by the clock as two moments. Where the clock skips its beginning it moves on and keeps its length; where an
    hour comes twice, the first is meant.
    """
    begins = datetime.combine(day, opens, tzinfo=zone).astimezone(UTC)
    ends = datetime.combine(day, closes, tzinfo=zone).astimezone(UTC)
    if begins.astimezone(zone).time() != opens:
        ends = begins + (datetime.combine(day, closes) - datetime.combine(day, opens))
    return begins, ends


def outside_quiet(day: date, opens: datetime, closes: datetime, zone: tzinfo, quiet: Quiet) -> Window:
    """The first part of a window that is outside quiet hours."""
    begins = after_quiet_hours(opens, zone, quiet)
    if begins >= closes:
        return Window(day, opens, closes, is_quiet=True)
    return Window(day, begins, min(closes, quiet_begins(begins, zone, quiet) or closes))


def plan_ahead() -> int:
    """See that every running plan has its calls of today and tomorrow, each once. Returns how many were added.

    Safe beside others of its kind: a plan that somebody else has in hand is left to them.
    """
    keys = list(CheckInPlan.objects.running().order_by("pk").values_list("pk", flat=True))
    return sum(_plan_batch(keys[first : first + A_BATCH]) for first in range(0, len(keys), A_BATCH))


@transaction.atomic
def _plan_batch(keys: Sequence) -> int:
    locked = CheckInPlan.objects.running().filter(pk__in=keys).select_for_update(skip_locked=True, of=("self",), no_key=True)
    plans = list(locked.order_by("pk").select_related("person").prefetch_related("times", "absences"))
    at = now()
    calls: dict = {plan.pk: [] for plan in plans}
    for call in Call.objects.filter(plan__in=calls, closes__gt=at).select_for_update().order_by("pk"):
        calls[call.plan_id].append(call)
    return sum(_reconcile(WORKER, plan, calls[plan.pk], at) for plan in plans)


@transaction.atomic
def replan(*, plan: CheckInPlan, by: Actor = WORKER) -> None:
    """The plan or an absence of it has changed, in this same transaction: what nobody has touched follows, and what is under
    way goes on by the words that hold now. Whoever changes their own plan has been heard from, which ends what is under way.
    """
    plan = lock_plan(plan.pk)
    at = now()
    calls = list(plan.calls.select_for_update().filter(closes__gt=at))
    _reconcile(by, plan, calls, at)
    for call in plan.calls.under_way().select_for_update():
        call.plan = plan
        if is_away_now(plan, call, at):
            finish(call, Call.Ended.AWAY, by=by)
        elif by.actor_id == plan.person.actor_id:
            finish(call, Call.Ended.CALLED_BACK, by=by)
        else:
            go_on(call)
    record(by=by, act="planned calls anew", thing=f"plan:{plan.pk}", about=plan.person.actor_id)


def is_away_now(plan: CheckInPlan, call: Call, at: datetime) -> bool:
    """Away since the call that was not answered, if only for a day that is over; or they told us since of any days away."""
    zone = Look.at_person(plan.person, at).zone
    missed = call.missed_at or at
    first, last = missed.astimezone(zone).date(), at.astimezone(zone).date()
    held = [one for one in plan.absences.all() if one.withdrawn_at is None]
    return any(one.told_at >= missed or (one.first_day <= last and one.last_day >= first) for one in held)


def _reconcile(by: Actor, plan: CheckInPlan, calls: Iterable[Call], at: datetime) -> int:
    """Make the untouched calls that are not over equal to the windows. Returns how many were added."""
    wanted = windows_of(plan, Look.at_person(plan.person, at))
    kept = {call.opens for call in calls if not _goes(by, plan, call, wanted.get(call.opens))}
    new = [_call(plan, window, at) for opens, window in wanted.items() if opens not in kept]
    Call.objects.bulk_create(new)
    for call in new:
        if call.ended_why:
            record(by=WORKER, act="left a call out", thing=call.reference, about=plan.person.actor_id, code=call.ended_why)
    return len(new)


def _goes(by: Actor, plan: CheckInPlan, call: Call, window: Window | None) -> bool:
    """Whether a call makes room: it is gone from the list, since nobody had touched it and it no longer fits."""
    if call.ended_at:
        is_open_again = window is not None and not window.is_quiet
        gone = is_open_again or (window is None and call.ended_why == Call.Ended.QUIET)
        return gone and call.tries == 0 and call.ended_why in BY_PLAN and _delete(call)
    is_fitting = bool(call.asked_in_id) if window is None else not window.is_quiet
    away = is_away(plan.absences.all(), call.day)
    if call.missed_at or (is_fitting and not away):
        if window and not call.missed_at and window.closes != call.closes:
            Call.objects.filter(pk=call.pk).update(closes=window.closes)
        return False
    if call.claimed_by_id:
        finish(call, Call.Ended.AWAY if away else Call.Ended.PLAN_ENDED, by=by)
        return False
    return _delete(call)


def _delete(call: Call) -> bool:
    call.delete()
    return True


def _call(plan: CheckInPlan, window: Window, at: datetime) -> Call:
    ended = {"ended_at": at, "ended_why": Call.Ended.QUIET, "ended_by": WORKER.actor_id} if window.is_quiet else {}
    whose = {"plan": plan, "person": plan.person, "programme_id": plan.programme_id}
    return Call(**whose, day=window.day, opens=window.opens, closes=window.closes, planned_at=at, **ended)
