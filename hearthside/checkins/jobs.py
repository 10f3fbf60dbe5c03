"""What check-ins do by themselves. Every job finds its own rows and is safe beside others of its kind."""

from django.db.models import Q

from hearthside.checkins.calls.actions import miss_call, shout, take_step
from hearthside.checkins.calls.actions.ending import MISSED_AFTER, SHOUT_BEFORE
from hearthside.checkins.calls.heard import heard_since_missed
from hearthside.checkins.calls.planning import plan_ahead
from hearthside.checkins.models import Call
from hearthside.checkins.rounds.actions import share_calls
from hearthside.checkins.rounds.day import not_shared
from hearthside.core.actors import WORKER
from hearthside.core.dates import now, today
from hearthside.core.jobs import every
from hearthside.organisation.clock import live_by_its_clock

A_ROUND = 200


@every(minutes=10)
def plan_calls() -> int:
    """Give every running plan its calls of today and tomorrow. Returns how many were added."""
    live_by_its_clock()
    return plan_ahead()


@every(minutes=5)
def share_calls_of_today() -> int:
    """Share out, from the early morning on, what nobody on duty has. Returns how many calls were given to somebody."""
    live_by_its_clock()
    return share_calls(by=WORKER, day=today()) if not_shared(today(), now()).exists() else 0


@every(seconds=20)
def take_steps() -> int:
    """Take the steps that are due and need no human, and end what was under way with those we heard from. Returns how many."""
    live_by_its_clock()
    is_due = Q(next_at__lte=now()) & ~Q(step_act__in=Call.BY_HUMAN)
    return _take(Call.objects.under_way().filter(is_due | heard_since_missed()).order_by("next_at", "pk"))


@every(minutes=2)
def see_to_human_steps() -> int:
    """Look after steps that wait for a human: no longer allowed, out of their hours, or nobody came. Returns how many were left."""
    live_by_its_clock()
    return _take(Call.objects.under_way().filter(next_at__lte=now(), step_act__in=Call.BY_HUMAN).order_by("next_at"))


@every(minutes=5)
def see_to_missed_calls() -> int:
    """Tell coordinators of calls that nobody has tried, and end those that are too late. Returns how many ended."""
    live_by_its_clock()
    at = now()
    closing = Q(missed_at=None, closes__lte=at + SHOUT_BEFORE) | Q(step_act__in=Call.BY_HUMAN, next_at__lte=at - SHOUT_BEFORE)
    for call in Call.objects.open().filter(closing, shouted_at=None).order_by("closes"):
        shout(by=WORKER, call=call)
    late = Call.objects.open().filter(missed_at=None, closes__lte=at - MISSED_AFTER).order_by("closes")
    return sum(miss_call(by=WORKER, call=call) for call in late)


def _take(calls) -> int:
    return sum(take_step(by=WORKER, call=call) is not None for call in calls[:A_ROUND])
