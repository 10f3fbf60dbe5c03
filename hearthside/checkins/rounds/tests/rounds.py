"""A morning in River: ten o'clock on a Monday, plans with calls from ten to twelve."""

from datetime import time
from uuid import uuid4

from hearthside.checkins.calls.tests.plans import call_of, clock, long_known, on_duty, plan_for
from hearthside.checkins.models import Call, CheckInPlan
from hearthside.organisation.models import Programme
from hearthside.people.actions import add_person
from hearthside.people.models import Person
from tests.cast import TESTS


def neighbour(cast, name: str, programme: Programme | None = None) -> Person:
    return add_person(by=TESTS, name=name, programme=programme or cast.river)


def bare_plan(person: Person, programme: Programme) -> CheckInPlan:
    """Without a number and without steps."""
    plan = CheckInPlan.objects.create(person=person, programme=programme)
    plan.times.create(weekday=0, opens=time(10), closes=time(12))
    return plan


def calls_to(cast, number: int, **columns) -> list[Call]:
    """Calls to so many neighbours, which nobody has."""
    return [call_of(bare_plan(neighbour(cast, f"Neighbour {place}"), cast.river), **columns) for place in range(number)]


def morning_of(person: Person, programme: Programme | None) -> None:
    """They are on duty for the round from nine to one."""
    on_duty(person, programme, clock(9), clock(13))


def text(response) -> str:
    return response.content.decode()


def now_is(call: Call) -> Call:
    return Call.objects.get(pk=call.pk)


def talk(once=None, minutes: int = 15) -> dict:
    return {"once": str(once or uuid4()), "minutes": minutes}


def tried(outcome: str, **words) -> dict:
    return {"once": str(uuid4()), "outcome": outcome} | words


__all__ = [
    "bare_plan",
    "call_of",
    "calls_to",
    "clock",
    "long_known",
    "morning_of",
    "neighbour",
    "now_is",
    "on_duty",
    "plan_for",
    "talk",
    "text",
    "tried",
]
