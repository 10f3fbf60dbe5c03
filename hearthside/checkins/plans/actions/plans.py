"""A plan begins, ends at once, and can be taken up again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.checkins.calls.actions import end_calls
from hearthside.checkins.calls.planning import replan
from hearthside.checkins.models import Call, CheckInPlan
from hearthside.checkins.plans.actions.steps import Contact, fill_steps
from hearthside.checkins.plans.actions.wishes import check_number, keep_windows
from hearthside.checkins.plans.defaults import GENTLE
from hearthside.checkins.plans.holding import hold, require_change
from hearthside.checkins.plans.windows import Window
from hearthside.core.actors import Actor
from hearthside.core.dates import now
from hearthside.core.errors import Refused
from hearthside.organisation.models import Programme
from hearthside.people.actions import add_way, permit_reach
from hearthside.people.models import Person, ReachPermission, WayToReach


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number to be called for check-ins: one that is written down, or a new one, and what they said yes to in which words.

    `allowed` holds columns of people.models.ReachPermission.
    """

    way: WayToReach | None = None
    typed: str = ""
    allowed: Collection[str] = ()
    words: str = ""


@transaction.atomic
def begin_plan(*, by: Actor, person: Person, programme: Programme, way: WayToReach | None = None, windows: Sequence[Window] = (),
               template: str = GENTLE, contact: Contact | None = None) -> CheckInPlan:  # fmt: skip
    """Begin somebody's plan: themselves, or somebody who may change their record with them. Nobody calls without windows and
    a number at which calls for check-ins are allowed.

    Raises: Refused when a plan is running, the number is none of theirs, or a window makes no sense.
    """
    require_change(by, person)
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    _check_none_runs(person)
    if way is not None:
        check_number(person, way)
    plan = CheckInPlan.objects.create(person=person, programme=programme, way=way)
    keep_windows(plan, windows)
    fill_steps(plan, template, contact)
    replan(plan=plan, by=by)
    record(by=by, act="began a check-in plan", thing=plan.reference, about=person.actor_id, times=len(windows), template=template)
    return plan


@transaction.atomic
def set_up_plan(*, by: Actor, person: Person, programme: Programme, number: Number, windows: Sequence[Window], template: str,
                contact: Contact | None = None) -> CheckInPlan:  # fmt: skip
    """The whole plan in one go, as it is agreed on the telephone: a number with what is allowed there, times, steps.

    Raises: Refused as begin_plan, and when a new number is none.
    """
    way = number.way or add_way(by=by, person=person, kind=WayToReach.Kind.PHONE, value=number.typed)
    permit_reach(by=by, way=way, purpose=ReachPermission.Purpose.CHECK_INS, words=number.words, **dict.fromkeys(number.allowed, True))
    return begin_plan(by=by, person=person, programme=programme, way=way, windows=windows, template=template, contact=contact)


@transaction.atomic
def end_plan(*, by: Actor, plan: CheckInPlan) -> None:
    """No more calls from now on, and nothing that was under way goes on. All that was agreed stays written down."""
    plan = hold(by, plan)
    if plan.ended_at is not None:
        return
    plan.ended_at = now()
    plan.save(update_fields=["ended_at"])
    end_calls(by=by, plan=plan, why=Call.Ended.PLAN_ENDED)
    record(by=by, act="ended a check-in plan", thing=plan.reference, about=plan.person.actor_id)


@transaction.atomic
def resume_plan(*, by: Actor, plan: CheckInPlan) -> None:
    """The calls begin again as they were agreed. A plan that runs stays as it is.

    Raises: Refused when another plan has begun since.
    """
    plan = hold(by, plan)
    if plan.ended_at is None:
        return
    _check_none_runs(plan.person)
    plan.ended_at = None
    plan.save(update_fields=["ended_at"])
    replan(plan=plan, by=by)
    record(by=by, act="took a check-in plan up again", thing=plan.reference, about=plan.person.actor_id)


def _check_none_runs(person: Person) -> None:
    if CheckInPlan.objects.running().filter(person=person).exists():
        raise Refused(_("%(name)s has a check-in plan already. Change that one.") % {"name": person.name})
