"""They did not answer, or answered and asked for something else."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.checkins import permissions
from hearthside.checkins.calls.actions.ending import close_plan
from hearthside.checkins.calls.actions.taking import check_open, still_there
from hearthside.checkins.calls.planning import outside_quiet, span
from hearthside.checkins.calls.states import Look, begin_step, due_next, finish, is_away, let_go, lock_plan, take
from hearthside.checkins.models import AgreedStep, Call, Tried
from hearthside.core.dates import now, today
from hearthside.core.errors import Refused
from hearthside.core.ids import new_id
from hearthside.encounters.actions import record_given_try
from hearthside.organisation.defaults import OUTCOME_NAMES
from hearthside.organisation.models import Kind
from hearthside.people.models import Person

NOT_REACHED = ("no_answer", "line_problem", "voicemail", "text_sent")
ENDS = {
    "planned_absence": Call.Ended.AWAY,
    "declined_today": Call.Ended.NOT_TODAY,
    "stop_asked": Call.Ended.STOPPED,
    "called_back": Call.Ended.CALLED_BACK,
    "call_later": Call.Ended.LATER,
}
ABOUT_AN_HOUR = timedelta(hours=1)  # how long a call that was asked for at a time waits for somebody


@transaction.atomic
def record_try(
    *, by: Person, call: Call, outcome: str, again_day: date | None = None, again_at: time | None = None, once: UUID | None = None
) -> Tried:
    """One try that did not connect. The first begins the steps the person agreed to; later ones are those steps. What they
    said instead (not today, away, another time, stop) ends it. The same form sent again (`once`) gives back what is there.

    Raises: NotAllowed as `may_record_call` says; Refused when the call is over, no step is due, or the other time cannot be.
    """
    if outcome not in OUTCOME_NAMES:
        raise Refused(_("Choose how the call went."))
    if outcome == "stop_asked":  # a plan is locked before its calls, by whoever locks both
        lock_plan(call.plan_id)
    call = still_there(call)
    if once and (before := Tried.objects.filter(pk=once, call=call).first()):
        return before
    permissions.may_record_call(by, call).require()
    check_open(call)
    if outcome in NOT_REACHED and not call.waits_for_human(now()):
        raise Refused(_("No step is due now, so nobody had to call. If you did, write it down in the log."))
    tried = _keep_try(by, call, outcome, once)
    if outcome == "call_later":
        _plan_again(call, again_day, again_at)
    if outcome in ENDS:
        finish(call, ENDS[outcome], by=by)
    else:
        _not_reached(by, call)
    if outcome == "stop_asked":
        close_plan(by=by, plan=call.plan)
    record(by=by, act="tried a call", thing=call.reference, about=call.person.actor_id, outcome=outcome, tried=tried.number)
    return tried


def _keep_try(by: Person, call: Call, outcome: str, once: UUID | None) -> Tried:
    kind = Kind.objects.get(code="check_in_call")
    attempt = record_given_try(by=by, programme=call.programme, kind=kind, outcome=outcome, day=today(), person=call.person)
    call.tries += 1
    return Tried.objects.create(id=once or new_id(), call=call, number=call.tries, by=by, outcome=outcome, attempt=attempt)


def _not_reached(by: Person, call: Call) -> None:
    """The first time the steps begin; afterwards the step that was due has been taken. Whoever is on duty then takes the next."""
    let_go(call)
    call.shouted_at = None
    if call.missed_at is None:
        call.missed_at = now()
        begin_step(call, *due_next(call))
        return
    step = call.plan.steps.filter(position=call.step).first()
    take(call, step or AgreedStep(plan=call.plan, position=call.step, act=call.step_act), by=by)


def _plan_again(call: Call, day: date | None, at: time | None) -> Call:
    """Another call, at the day and time they asked for by the clock where they are: without a time, in a window of that
    weekday or at the hours of this one.
    """
    look = Look.at_person(call.person)
    if day is None:
        raise Refused(_("Say on which day they would like to be called."))
    opens, closes = _hours_asked(call, day, at, look)
    window = outside_quiet(day, opens, closes, look.zone, look.quiet)
    if window.is_quiet:
        raise Refused(_("This time is in their quiet hours. Choose another one, or change the quiet hours with them."))
    if window.closes <= look.at:
        raise Refused(_("This time is over. Choose one that is still to come."))
    if is_away(call.plan.absences.all(), day):
        raise Refused(_("They told us that they are away on this day. Choose another one, or take the absence back."))
    if call.opens == window.opens:
        raise Refused(_("This is the time of the call itself. Choose a later one."))
    asked = {"day": day, "closes": window.closes, "person": call.person, "programme": call.programme, "asked_in": call}
    again, is_new = Call.objects.get_or_create(plan=call.plan, opens=window.opens, defaults=asked)
    if again.ended_at is not None:
        raise Refused(_("A call at this time is over already. Choose another time."))
    return again


def _hours_asked(call: Call, day: date, at: time | None, look: Look) -> tuple[datetime, datetime]:
    if at is not None:
        opens = datetime.combine(day, at, tzinfo=look.zone).astimezone(UTC)
        return opens, opens + ABOUT_AN_HOUR
    window = call.plan.times.filter(weekday=day.weekday()).order_by("opens").first()
    if window:
        return span(day, window.opens, window.closes, look.zone)
    opens, closes = call.opens.astimezone(look.zone), call.closes.astimezone(look.zone)
    return span(day, opens.time().replace(fold=0), closes.time().replace(fold=0), look.zone)
