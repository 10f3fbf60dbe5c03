"""Whoever is needed is told, once, and nothing of whom it is about."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from hearthside.checkins.calls.actions import shout, take_step
from hearthside.checkins.models import Call, CheckInPlan
from hearthside.core.actors import WORKER
from hearthside.core.dates import now, today
from hearthside.outbox.models import Message
from hearthside.people.actions import add_way, permit_reach
from hearthside.people.models import Shift
from tests.cast import TESTS


@pytest.fixture(autouse=True)
def _midday(db):
    with time_machine.travel(datetime(2027, 3, 10, 12, tzinfo=ZoneInfo("America/Regina")), tick=False):
        yield


def may_be_texted(person, number: str) -> None:
    permit_reach(by=TESTS, way=add_way(by=TESTS, person=person, kind="phone", value=number), purpose="check_ins", words="", may_text=True)


def a_call(cast, person, **more) -> Call:
    plan = CheckInPlan.objects.filter(person=person).first() or CheckInPlan.objects.create(person=person, programme=cast.river)
    begins = now() - timedelta(hours=3)
    when = {"day": today(), "opens": begins, "closes": begins + timedelta(hours=2)}
    return Call.objects.create(plan=plan, person=person, programme=cast.river, **(when | more))


def test_whoever_is_on_call_is_told_that_a_decision_waits_at_any_hour(cast):
    may_be_texted(cast.kim, "+13065550142")
    hour = timedelta(hours=1)
    Shift.objects.create(what=Shift.What.ON_CALL, person=cast.kim, programme=cast.river, begins=now() - hour, ends=now() + hour)
    missed = now() - timedelta(hours=2)
    call = a_call(cast, cast.ana, missed_at=missed, next_at=missed + hour, tries=1)
    take_step(by=WORKER, call=call)
    call.refresh_from_db()
    [message] = Message.objects.filter(purpose="check_ins")
    assert message.key == f"question:{call.question.pk}:{cast.kim.pk}"
    assert message.body == "Somebody could not be reached. Look at Today, and decide what happens, if anything."
    assert message.quiet is None
    assert "Ana" not in message.body


def test_coordinators_are_told_once_a_day_that_calls_wait(cast):
    may_be_texted(cast.cora, "+13065550143")
    first = a_call(cast, cast.ana, closes=now() + timedelta(minutes=10))
    second = a_call(cast, cast.ana, opens=now() - timedelta(hours=2), closes=now() + timedelta(minutes=20))
    assert shout(by=WORKER, call=first)
    assert shout(by=WORKER, call=second)
    [message] = Message.objects.filter(purpose="check_ins")
    assert message.key == f"shout:{cast.river.pk}:{today()}:{cast.cora.pk}"
    assert message.quiet is not None
