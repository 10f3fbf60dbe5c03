"""Who reads which calls, what waits on the first page, and what Ana takes away."""

from datetime import timedelta

import pytest
import time_machine

from hearthside.checkins.calls.actions import answer_question, claim_call, read_decision, record_try
from hearthside.checkins.calls.tests.plans import call_of, clock, long_known, on_duty, plan_for
from hearthside.checkins.models import Call, Question, Voice
from hearthside.checkins.permissions import may_answer_question, may_record_call, may_see_call
from hearthside.checkins.queries import held_on, questions_for, shouts_for, todays_calls
from hearthside.checkins.waiting import FREE, MINE, SAID, SAID_TOGETHER, rows_for
from hearthside.core.errors import NotAllowed, Refused
from hearthside.core.waiting import read
from hearthside.people.models import Relation


@pytest.fixture
def at_ten(cast):
    long_known()
    with time_machine.travel(clock(10), tick=False) as traveller:
        yield traveller


@pytest.fixture
def plan(cast, at_ten):
    return plan_for(cast.ana, cast.river)


@pytest.fixture
def call(plan):
    return call_of(plan)


@pytest.fixture
def question(cast, call, at_ten):
    record_try(by=cast.ben, call=call, outcome="no_answer")
    return Question.objects.create(call=call, asked_of=cast.kim)


def test_colleagues_past_supporters_and_others_see_nothing(cast, call):
    assert [name for name in cast.NAMES if may_see_call(getattr(cast, name), call)] == ["ana", "ben", "cora"]
    Relation.objects.filter(supporter=cast.ben).update(ends_on=clock(9).date())
    assert not may_see_call(cast.ben, call)
    assert not todays_calls(cast.kim)


def test_on_duty_today_one_sees_the_calls_of_the_programme_that_nobody_has(cast, call):
    shift = on_duty(cast.dan, cast.hill, clock(8), clock(13))
    assert not todays_calls(cast.dan)
    shift.programme = None
    shift.save()
    assert list(todays_calls(cast.dan)) == [call]
    claim_call(by=cast.ben, call=call)
    assert not todays_calls(cast.dan)
    assert not may_record_call(cast.dan, call.__class__.objects.get())
    Call.objects.update(claimed_by=None, claimed_at=None)
    Voice.objects.create(plan=call.plan, supporter=cast.dan, is_liked=False)
    assert not todays_calls(cast.dan)


def test_what_waits_is_one_statement_at_one_call_and_at_three(cast, call, question, at_ten, django_assert_num_queries):
    on_duty(cast.ben, cast.river, clock(8), clock(20))
    given = call_of(call.plan, clock(10).date(), opens=clock(12), closes=clock(13), given_to=cast.ben)
    call_of(call.plan, clock(10).date(), opens=clock(14), closes=clock(15))
    assert cast.ben.coordinated_programmes == set()
    with django_assert_num_queries(1):
        found = read(rows_for(cast.ben))
    assert [(row.first, row.since, row.thing) for row in found if row.what == MINE] == [("Ana", clock(12), given.pk)]
    free = [row for row in found if row.what == FREE]
    assert SAID_TOGETHER[FREE](free).words == "1 call that nobody has yet"
    assert cast.kim.coordinated_programmes == set()
    with django_assert_num_queries(1):
        [asked] = read(rows_for(cast.kim))
    assert SAID[asked.what](asked).words == "Somebody was not reached. Decide what happens, if anything"
    Call.objects.filter(pk=given.pk).update(shouted_at=clock(10))
    assert cast.cora.coordinated_programmes
    with django_assert_num_queries(1):
        shouted = [row for row in read(rows_for(cast.cora)) if row.what == "call_shout"]
    assert [SAID[row.what](row).words for row in shouted] == ["Nobody has made a call that is due"]
    assert list(shouts_for(cast.cora)) == [given]
    assert not shouts_for(cast.ben)


def test_a_question_nobody_answers_is_seen_by_whoever_is_on_call_and_by_coordinators(cast, question, at_ten):
    assert list(questions_for(cast.kim)) == [question]
    assert not questions_for(cast.cora)
    at_ten.shift(timedelta(hours=2))
    assert list(questions_for(cast.cora)) == [question]
    assert not questions_for(cast.dan)
    on_duty(cast.dan, None, clock(11), clock(14), "on_call")
    assert list(questions_for(cast.dan)) == [question]
    assert may_answer_question(cast.dan, question)
    assert not may_answer_question(cast.ben, question)
    assert not may_answer_question(cast.ana, question)


def test_a_decision_needs_words_is_made_once_and_is_read_by_ana(cast, plan, question):
    with pytest.raises(Refused, match="Say in a line"):
        answer_question(by=cast.kim, question=question, decision=" ")
    with pytest.raises(NotAllowed, match="Only whoever is on call"):
        answer_question(by=cast.ben, question=question, decision="I would go there.")
    answer_question(by=cast.kim, question=question, decision="We let it be.")
    with pytest.raises(Refused, match="This call is over: somebody on call decided"):
        answer_question(by=cast.cora, question=question, decision="We go there.")
    assert not questions_for(cast.kim)
    with pytest.raises(NotAllowed, match="Only the person it is about"):
        read_decision(by=cast.ben, question=question)
    read_decision(by=cast.ana, question=question)
    question.refresh_from_db()
    assert question.seen_at is not None


def test_all_that_is_held_goes_with_ana_but_not_what_she_would_rather_not_be_told(cast, plan, question):
    answer_question(by=cast.kim, question=question, decision="We let it be.")
    held = held_on(cast.ana)
    assert len(held["check_in_plans"][0]["times"]) == 7
    [call] = held["check_in_calls"]
    assert call["tried"][0]["outcome"] == "no_answer"
    assert call["decision"]["words"] == "We let it be."
    plan.tell_me = False
    plan.save()
    assert held_on(cast.ana)["check_in_calls"][0]["decision"] is None
    question.refresh_from_db()
    question.call.plan.refresh_from_db()
    with pytest.raises(NotAllowed, match="if they wish to be told"):
        read_decision(by=cast.ana, question=question)
    assert held_on(cast.eve) == {"check_in_plans": [], "check_in_calls": []}
