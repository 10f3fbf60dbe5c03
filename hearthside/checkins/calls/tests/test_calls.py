"""Taking a call, saying how it went, and what follows: nothing but what the person agreed to."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from hearthside.audit.models import Entry
from hearthside.checkins.calls.actions import (
    answer_question,
    called_back,
    claim_call,
    hand_over_calls,
    let_go_call,
    record_talk,
    record_try,
    take_step,
)
from hearthside.checkins.calls.tests.plans import call_of, clock, long_known, on_duty, plan_for
from hearthside.checkins.models import Call, Question, StepTaken, Tried, Voice
from hearthside.core.actors import WORKER
from hearthside.core.errors import NotAllowed, Refused
from hearthside.outbox.models import Message

TEXT = {"act": "text", "wait_minutes": 120}
AGAIN = {"act": "call", "wait_minutes": 60}


@pytest.fixture
def at_ten(cast):
    long_known()
    with time_machine.travel(clock(10), tick=False) as traveller:
        yield traveller


@pytest.fixture
def plan(cast, at_ten):
    return plan_for(cast.ana, cast.river, AGAIN, TEXT)


@pytest.fixture
def call(plan):
    return call_of(plan)


def work(call: Call, traveller=None, *, hours: float = 0) -> Call:
    """Time goes by, and the worker looks."""
    if traveller:
        traveller.shift(timedelta(hours=hours))
    take_step(by=WORKER, call=call)
    return Call.objects.get(pk=call.pk)


def test_of_two_who_take_a_call_one_gets_it(cast, call):
    on_duty(cast.kim, cast.river, clock(9), clock(13))
    claim_call(by=cast.ben, call=call)
    with pytest.raises(Refused, match="Ben is making this call"):
        claim_call(by=cast.kim, call=call)
    assert claim_call(by=cast.ben, call=call).claimed_by == cast.ben


def test_a_colleague_who_is_not_on_duty_takes_none(cast, call):
    with pytest.raises(NotAllowed, match="not on duty"):
        claim_call(by=cast.kim, call=call)


def test_nobody_whom_ana_would_rather_not_hear_calls_her(cast, plan, call):
    on_duty(cast.kim, cast.river, clock(9), clock(13))
    Voice.objects.create(plan=plan, supporter=cast.kim, is_liked=False)
    with pytest.raises(NotAllowed, match="rather be called by somebody else"):
        claim_call(by=cast.kim, call=call)


def test_nobody_calls_themself(cast, at_ten):
    call = call_of(plan_for(cast.ben, cast.river))
    with pytest.raises(NotAllowed, match="a call to you"):
        claim_call(by=cast.ben, call=call)


def test_kim_who_is_on_duty_talks_with_ana_and_logs_it_once(cast, call):
    on_duty(cast.kim, cast.river, clock(9), clock(13))
    once = uuid4()
    encounter, ticket = record_talk(by=cast.kim, call=call, minutes=12, support=["social"], was_heavy=True, once=once)
    again, none = record_talk(by=cast.kim, call=call, minutes=12, once=once)
    assert (again, none) == (encounter, None)
    assert ticket is not None
    call.refresh_from_db()
    assert (call.ended_why, call.was_heavy, call.tries) == ("talked", True, 1)
    assert encounter.kind.code == "check_in_call"
    assert [one.person for one in encounter.presences.all()] == [cast.ana]


def test_the_steps_go_on_in_order_and_end_with_one_question(cast, call, at_ten):
    on_duty(cast.kim, None, clock(9), clock(23), "on_call")
    record_try(by=cast.ben, call=call, outcome="no_answer")
    assert work(call, at_ten, hours=1.5).step_act == "call"  # due at eleven, and it waits for a human
    claim_call(by=cast.ben, call=call)
    record_try(by=cast.ben, call=call, outcome="voicemail")
    assert work(call, at_ten, hours=1.9).step == 2
    assert not Message.objects.exists()
    work(call, at_ten, hours=0.1)
    message = Message.objects.get()
    assert message.body == "We tried to call you, as agreed. We will try again."
    assert work(call, at_ten, hours=0.9).next_at is not None
    assert not Question.objects.exists()
    work(call, at_ten, hours=0.2)
    question = Question.objects.get()
    assert question.asked_of == cast.kim
    assert work(call, at_ten, hours=5).next_at is None
    answer_question(by=cast.kim, question=question, decision="I rang her sister's bell, she is away.")
    call.refresh_from_db()
    assert call.ended_why == "decided"
    assert list(StepTaken.objects.values_list("position", "result")) == [(1, "done"), (2, "done")]


def test_a_text_that_is_not_allowed_is_left_out_and_says_why(cast, call, at_ten):
    record_try(by=cast.ben, call=call, outcome="no_answer")
    at_ten.shift(timedelta(hours=1))
    record_try(by=cast.ben, call=call, outcome="no_answer")
    cast.ana.ways.get().permissions.update(may_text=False)
    work(call, at_ten, hours=2)
    assert StepTaken.objects.get(position=2).why == "may_not_text"
    assert Entry.objects.filter(act="left a step out", details__code="may_not_text", about=cast.ana.actor_id).exists()
    assert not Message.objects.exists()


def test_calling_back_ends_it_and_takes_back_the_text(cast, call, at_ten):
    call.plan.steps.filter(position=1).delete()
    record_try(by=cast.ben, call=call, outcome="no_answer")
    work(call, at_ten, hours=2)
    assert called_back(by=cast.ben, person=cast.ana) == 1
    assert Message.objects.get().left_at is not None
    assert work(call, at_ten, hours=9).ended_why == "called_back"
    assert called_back(by=cast.ben, person=cast.ana) == 0


def test_asked_for_another_day_makes_another_call(cast, call):
    record_try(by=cast.ben, call=call, outcome="call_later", again_day=clock(10).date() + timedelta(days=1), again_at=clock(15).time())
    again = Call.objects.get(asked_in=call)
    assert again.opens == clock(15, day=again.day)
    with pytest.raises(Refused, match="This call is over: asked for another day or time"):
        record_try(by=cast.ben, call=call, outcome="no_answer")


def test_stop_ends_the_plan_the_calls_and_every_permission(cast, plan, call):
    on_duty(cast.kim, cast.river, clock(9), clock(13))
    call_of(plan, clock(10).date() + timedelta(days=1))
    record_try(by=cast.kim, call=call, outcome="stop_asked")
    plan.refresh_from_db()
    assert plan.ended_at is not None
    assert [one.ended_why for one in Call.objects.all()] == ["stopped"]
    assert not cast.ana.ways.get().permissions.filter(ended_at=None).exists()


def test_a_double_tap_is_one_try(cast, call):
    once = uuid4()
    assert record_try(by=cast.ben, call=call, outcome="no_answer", once=once) == record_try(
        by=cast.ben, call=call, outcome="no_answer", once=once
    )
    assert Tried.objects.count() == 1


def test_what_is_not_done_goes_back_to_the_list(cast, call):
    claim_call(by=cast.ben, call=call)
    assert hand_over_calls(by=cast.ben, person=cast.ben) == 1
    call.refresh_from_db()
    assert call.claimed_by is None
    claim_call(by=cast.ben, call=call)
    let_go_call(by=cast.ben, call=call)
    call.refresh_from_db()
    assert call.claimed_at is None
