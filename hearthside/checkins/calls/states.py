"""What the acts on calls share: the clock where somebody is, the lock, the end, and what comes next. Each stands inside an act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hearthside.checkins.calls.steps import Due, Quiet, after_quiet_hours, next_due
from hearthside.checkins.models import Absence, AgreedStep, Call, CheckInPlan, StepTaken
from hearthside.core.actors import Actor
from hearthside.core.dates import now
from hearthside.core.zones import zone_of
from hearthside.encounters.models import Encounter
from hearthside.organisation.queries import the_organisation
from hearthside.outbox.actions import withdraw_messages
from hearthside.outbox.models import Message
from hearthside.people.models import Person

TIME_TO_ANSWER = timedelta(hours=1)  # after the last step, before somebody on call is asked: a text or message takes time to be found


@dataclass(frozen=True, slots=True)
class Look:
    """A moment, and the clock and quiet hours where somebody is."""

    at: datetime
    zone: ZoneInfo
    quiet: Quiet

    @classmethod
    def at_person(cls, person: Person, at: datetime | None = None) -> "Look":
        return cls(at or now(), zone_of(person.zone, the_organisation().zone), (person.quiet_from, person.quiet_until))


def is_away(absences: Iterable[Absence], day: date) -> bool:
    """Whether one of these absences holds on a day."""
    return any(one.withdrawn_at is None and one.first_day <= day <= one.last_day for one in absences)


def lock(call: Call, *, skip_locked: bool = False) -> Call | None:
    """The call as it stands, for this transaction alone; None when it is gone, or somebody else has it and we do not wait.

    Everybody locks in one order, so that nobody waits for each other: a plan, its calls, their messages, last the trail.
    """
    locked = Call.objects.select_for_update(of=("self",), skip_locked=skip_locked, no_key=True).filter(pk=call.pk)
    found = locked.select_related("plan", "person", "programme").first()
    if found and found.is_under_way:
        hold_messages([found])
    return found


def hold_messages(calls: Iterable[Call]) -> None:
    """What waits to be sent for these calls is held, before an act writes to the trail, to be withdrawn or left as it is."""
    for call in calls:
        if call.missed_at:
            list(Message.objects.waiting().filter(key__startswith=occasion(call)).select_for_update().order_by("pk"))


def lock_plan(key: UUID) -> CheckInPlan:
    """The plan as it stands, locked with all its open calls."""
    plans = CheckInPlan.objects.select_for_update(of=("self",), no_key=True).select_related("person")
    plan = plans.get(pk=key)
    hold_messages(list(plan.calls.open().select_for_update().order_by("pk")))
    return plan


def occasion(call: Call) -> str:
    """How the keys of all messages of a call begin."""
    return f"step:{call.pk}:"


def finish(call: Call, why: str, *, by: Actor, encounter: Encounter | None = None) -> None:
    """The call ends once, for one reason; nothing more comes of it, and what waits to be sent for it is not sent."""
    call.ended_at, call.ended_why, call.ended_by = now(), why, by.actor_id
    call.step, call.step_act, call.next_at = 0, "", None
    call.encounter = encounter
    call.save()
    if call.missed_at:  # before that nothing was queued
        withdraw_messages(by=by, occasion=occasion(call))


def let_go(call: Call) -> None:
    call.claimed_by, call.claimed_at = None, None


def begin_step(call: Call, due: Due | None, since: datetime) -> None:
    """Write down what is next: this step, or once all are over the question to a human, and after that nothing."""
    if due:
        call.step, call.step_act, call.next_at = due.step.position, due.step.act, due.at
    elif hasattr(call, "question"):
        call.step, call.step_act, call.next_at = 0, "", None
    else:
        look = Look.at_person(call.person, since)
        call.step, call.step_act, call.next_at = 0, AgreedStep.Act.ASK, after_quiet_hours(since + TIME_TO_ANSWER, look.zone, look.quiet)
    call.save()


def due_next(call: Call) -> tuple[Due | None, datetime]:
    """What the plan says now about the step after the last one taken, and the moment from which it waits."""
    last = StepTaken.objects.filter(call=call).order_by("-position").first()
    position, since = (last.position, last.taken_at) if last else (0, call.missed_at or now())
    look = Look.at_person(call.person)
    return next_due(call.plan.steps.all(), position, since, look.zone, look.quiet), since


def go_on(call: Call) -> None:
    """The plan changed while its steps are under way: they go on at the same place, by the new words."""
    begin_step(call, *due_next(call))


def take(call: Call, step: AgreedStep, *, by: Actor, why: str = "") -> StepTaken:
    """A step is over, done or left out for a reason; the next one waits from this moment."""
    result = StepTaken.Result.LEFT_OUT if why else StepTaken.Result.DONE
    at, words = now(), {"by": by.actor_id, "result": result, "why": why}
    taken = StepTaken.objects.create(call=call, position=step.position, act=step.act, due_at=call.next_at or at, taken_at=at, **words)
    look = Look.at_person(call.person, at)
    begin_step(call, next_due(call.plan.steps.all(), step.position, at, look.zone, look.quiet), at)
    return taken
