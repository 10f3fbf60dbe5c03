"""Plans of the tests, made from the words of the plan alone."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from hearthside.checkins.models import AgreedStep, Call, CallTime, CheckInPlan
from hearthside.core.dates import now
from hearthside.organisation.models import Programme
from hearthside.people.actions import add_way, permit_reach
from hearthside.people.models import Person, Relation, Role, Shift
from tests.cast import TESTS

REGINA = ZoneInfo("America/Regina")
MONDAY = date(2026, 3, 2)


def clock(hour: int, minute: int = 0, day: date = MONDAY, zone: ZoneInfo = REGINA) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=zone)


def long_known() -> None:
    """Everybody has been here for years, whatever day it is on the wall of the tests."""
    for model in (Role, Relation):
        model.objects.update(starts_on=date(2020, 1, 1))


def plan_for(
    person: Person, programme: Programme, *steps: dict, number: str = "+13065550101", times: tuple = ((time(10), time(12)),), **columns
) -> CheckInPlan:
    """Called every day at these times; each step is the columns of an AgreedStep without its position."""
    way = add_way(by=TESTS, person=person, kind="phone", value=number)
    permit_reach(by=TESTS, way=way, purpose="check_ins", words="", may_call=True, may_text=True, may_leave_voicemail=True)
    plan = CheckInPlan.objects.create(person=person, programme=programme, way=way, **columns)
    CallTime.objects.bulk_create(
        CallTime(plan=plan, weekday=weekday, opens=opens, closes=closes) for weekday in range(7) for opens, closes in times
    )
    AgreedStep.objects.bulk_create(AgreedStep(plan=plan, position=number, **step) for number, step in enumerate(steps, 1))
    return plan


def call_of(plan: CheckInPlan, day: date = MONDAY, **columns) -> Call:
    """The call of a day, as the planner would make it at ten."""
    when = {"day": day, "opens": clock(10, day=day), "closes": clock(12, day=day)}
    return Call.objects.create(plan=plan, person=plan.person, programme=plan.programme, **(when | columns))


def on_duty(person: Person, programme: Programme | None, begins: datetime, ends: datetime, what: str = Shift.What.ROUNDS) -> Shift:
    return Shift.objects.create(what=what, person=person, programme=programme, begins=begins, ends=ends, given_at=now())
