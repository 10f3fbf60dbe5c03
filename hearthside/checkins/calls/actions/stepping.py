"""A step has come due. The permission of that moment decides, and every step left out says why."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.checkins.calls.heard import heard_since_missed
from hearthside.checkins.calls.planning import is_away_now
from hearthside.checkins.calls.states import Look, begin_step, due_next, finish, lock, take
from hearthside.checkins.calls.steps import Due, first_allowed, next_due
from hearthside.checkins.models import AgreedStep, Call, Question, StepTaken
from hearthside.checkins.permissions import coordinators_of, on_call
from hearthside.checkins.plans.saying import text_words
from hearthside.core.actors import Machine
from hearthside.core.dates import QuietHours, now
from hearthside.organisation.queries import the_organisation
from hearthside.outbox.actions import can_carry, queue_message
from hearthside.outbox.models import Message
from hearthside.outbox.telephone.queries import is_stopped_by
from hearthside.people.models import ReachPermission, WayToReach
from hearthside.people.permissions import may_reach
from hearthside.people.telling import tell_colleagues

HUMAN_HAS = timedelta(hours=2)  # as long as for a call of the round
LONGEST_WAIT = timedelta(days=1)  # where its hours were over first and it waited for the next day
TEXT_WAITS = timedelta(seconds=30)  # somebody who is heard from between our look and our act is still found before it goes out
TEXT_HOLDS = timedelta(hours=12)
ASKED_FOR = timedelta(hours=12)

# Act -> the act of may_reach it takes, and the code where that is not allowed.
TAKES = {
    AgreedStep.Act.CALL: ("call", "may_not_call"),
    AgreedStep.Act.VOICEMAIL: ("voicemail", "may_not_leave_message"),
    AgreedStep.Act.TEXT: ("text", "may_not_text"),
}


@transaction.atomic
def take_step(*, by: Machine, call: Call) -> StepTaken | None:
    """Take the step that is due, once: end it instead where we heard from the person or they are away; leave it out where
    that is not allowed now; else send the text or ask whoever is on call. A step that takes a human waits for them, and is
    left out when nobody came. None: nothing was to be done, or somebody else has the call in hand.
    """
    found = lock(call, skip_locked=True)
    if found is None or not found.is_under_way:
        return None
    if why := _ended_meanwhile(found):
        finish(found, why, by=by)
        record(by=by, act="ended the steps of a call", thing=found.reference, about=found.person.actor_id, code=str(why))
        return None
    if found.next_at is None or found.next_at > now():
        return None
    due, since = due_next(found)
    if due is None:
        _close_steps(by, found, since)
        return None
    return None if _waits(found, due, since) else _take(by, found, due)


def _ended_meanwhile(call: Call) -> str:
    """Why nothing more happens, looked up at the moment of the step, inside its transaction."""
    if call.plan.ended_at is not None:
        return Call.Ended.PLAN_ENDED
    if is_away_now(call.plan, call, now()):
        return Call.Ended.AWAY
    return Call.Ended.CALLED_BACK if Call.objects.filter(heard_since_missed(), pk=call.pk).exists() else ""


def _waits(call: Call, due: Due, since: datetime) -> bool:
    """The plan or the clock says later by now: then the step is written down for that moment, and nothing is done."""
    at = now()
    if due.at <= at and due.fits:
        look, step = Look.at_person(call.person, at), due.step
        first = first_allowed(at, look.zone, look.quiet, step.not_before, step.not_after)
        is_worn_out = step.act in Call.BY_HUMAN and due.at + LONGEST_WAIT <= at
        due = Due(step, at if is_worn_out else first or at)
    if due.at > at:
        begin_step(call, due, since)
        return True
    if due.step.act != call.step_act or due.step.position != call.step:
        begin_step(call, due, since)
    return False


def _take(by: Machine, call: Call, due: Due) -> StepTaken | None:
    step = due.step
    why = "outside_hours" if not due.fits else _nobody_came(call, step) or _not_allowed(call, step)
    if not why and step.act in Call.BY_HUMAN:
        return None
    if not why and step.act == AgreedStep.Act.TEXT:
        why = _text(by, call, step)
    if not why and step.act == AgreedStep.Act.ASK:
        _ask(by, call)
    taken = take(call, step, by=by, why=why)
    act = "left a step out" if why else "took a step"
    record(by=by, act=act, thing=call.reference, about=call.person.actor_id, position=step.position, step=step.act, code=why)
    return taken


def _nobody_came(call: Call, step: AgreedStep) -> str:
    """A human had two hours of the agreed time; where its hours were over sooner, until the same time of another day."""
    if step.act not in Call.BY_HUMAN or call.next_at is None:
        return ""
    first, _since = due_next(call)
    is_late = call.next_at + HUMAN_HAS <= now() or (first is not None and first.at + LONGEST_WAIT <= now())
    return "nobody_called" if is_late else ""


def _not_allowed(call: Call, step: AgreedStep) -> str:
    """The code of what stands against a step at this moment; empty when nothing does."""
    if step.act == AgreedStep.Act.CONTACT:
        return "" if step.contact_number else "no_contact"
    if step.act == AgreedStep.Act.ASK:
        return ""
    way = _way(call)
    if way is None:
        return "no_number"
    act, code = TAKES[AgreedStep.Act(step.act)]
    if not may_reach(call.person, way, ReachPermission.Purpose.CHECK_INS, act, now()):
        return code
    if act == "text" and is_stopped_by(way.lookup):
        return "stopped"
    return "" if act != "text" or can_carry(Message.Channel.SMS) else "no_provider"


def _way(call: Call) -> WayToReach | None:
    """The number of the plan; where it names none, the first telephone the person uses."""
    if call.plan.way and call.plan.way.ended_on is None:
        return call.plan.way
    return call.person.ways.filter(kind=WayToReach.Kind.PHONE, ended_on=None).order_by("pk").first()


def _text(by: Machine, call: Call, step: AgreedStep) -> str:
    """Queue the text in the words they agreed to. It is no longer true once the next step comes, and is not sent then."""
    way = _way(call)
    assert way is not None  # _not_allowed has looked
    at = now()
    look = Look.at_person(call.person, at)
    after = next_due(call.plan.steps.all(), step.position, at, look.zone, look.quiet)
    with translation.override(call.person.language or the_organisation().language):
        body = text_words(call.plan, step)
    queue_message(
        by=by, channel=Message.Channel.SMS, to=str(way.value), body=body, purpose=Message.Purpose.CHECK_INS,
        key=f"step:{call.pk}:{step.position}", about=call.person.actor_id, ends_when_heard=True,
        not_before=at + TEXT_WAITS, quiet=QuietHours(str(look.zone), *look.quiet),
        expires_at=min(at + TEXT_HOLDS, after.at if after and after.at > at else at + TEXT_HOLDS),
    )  # fmt: skip
    return ""


def _close_steps(by: Machine, call: Call, since: datetime) -> None:
    """All steps are over and they were not reached: one question to a human, and nothing else ever."""
    begin_step(call, None, since)
    if call.next_at is None or call.next_at > now():
        return
    _ask(by, call)
    begin_step(call, None, since)
    record(by=by, act="asked whoever is on call", thing=call.reference, about=call.person.actor_id)


def _ask(by: Machine, call: Call) -> Question:
    """Whoever is on call for the programme before whoever is on call for all. Nobody: its coordinators see it."""
    if hasattr(call, "question"):
        return call.question
    shifts = on_call(call.programme_id).exclude(person=call.person_id).select_related("person")
    asked = min(shifts, key=lambda shift: (shift.programme_id is None, shift.begins), default=None)
    call.question = Question.objects.create(call=call, asked_of=asked.person if asked else None)
    people = [asked.person] if asked else coordinators_of(call.programme_id)
    tell_colleagues(
        by=by, people=people, words=lambda: _("Somebody could not be reached. Look at Today, and decide what happens, if anything."),
        occasion=call.question.reference, until=now() + ASKED_FOR, is_urgent=bool(asked),
    )  # fmt: skip
    return call.question
