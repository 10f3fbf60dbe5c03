"""What cannot be, said in one sentence that says what to do next; and every code of a step left out."""

from datetime import time, timedelta

import pytest
import time_machine

from hearthside.audit.models import Entry
from hearthside.checkins.calls.actions import called_back, claim_call, hand_over_calls, let_go_call, record_talk, record_try, take_step
from hearthside.checkins.calls.tests.plans import MONDAY, call_of, clock, long_known, on_duty, plan_for
from hearthside.checkins.models import Absence, Call, Question, StepTaken
from hearthside.core.actors import WORKER
from hearthside.core.errors import NotAllowed, Refused
from hearthside.encounters.models import Attempt
from hearthside.outbox.models import Message, Stopped
from tests.cast import TESTS

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def at_ten(cast):
    long_known()
    with time_machine.travel(clock(10), tick=False) as traveller:
        yield traveller


@pytest.fixture
def plan(cast, at_ten):
    return plan_for(cast.ana, cast.river, {"act": "text", "wait_minutes": 60})


@pytest.fixture
def call(plan):
    return call_of(plan)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ({}, "Say on which day"),
        ({"again_day": MONDAY, "again_at": time(22)}, "quiet hours"),
        ({"again_day": MONDAY, "again_at": time(8, 30)}, "This time is over"),
        ({"again_day": MONDAY, "again_at": time(10)}, "the time of the call itself"),
        ({"again_day": TUESDAY}, "they are away on this day"),
        ({"again_day": MONDAY, "again_at": time(14)}, "over already"),
    ],
)
def test_a_time_that_cannot_be_is_refused_and_nothing_is_kept(cast, plan, call, when, words):
    Absence.objects.create(plan=plan, first_day=TUESDAY, last_day=TUESDAY)
    call_of(plan, opens=clock(14), closes=clock(15), ended_at=clock(9), ended_why="not_today")
    with pytest.raises(Refused, match=words):
        record_try(by=cast.ben, call=call, outcome="call_later", **when)
    assert not Attempt.objects.exists()
    call.refresh_from_db()
    assert call.ended_at is None


def test_another_day_without_a_time_means_their_window_or_these_hours(cast, plan, call):
    wednesday, thursday = MONDAY + timedelta(days=2), MONDAY + timedelta(days=3)
    plan.times.filter(weekday=3).delete()
    plan.times.filter(weekday=2).update(opens=time(16), closes=time(17))
    record_try(by=cast.ben, call=call, outcome="call_later", again_day=wednesday)
    again = Call.objects.get(asked_in=call)
    assert (again.opens, again.closes) == (clock(16, day=wednesday), clock(17, day=wednesday))
    other = call_of(plan, opens=clock(11), closes=clock(12))
    record_try(by=cast.ben, call=other, outcome="call_later", again_day=thursday)
    assert Call.objects.get(asked_in=other).opens == clock(11, day=thursday)


def test_no_other_outcome_is_known(cast, call):
    with pytest.raises(Refused, match="Choose how the call went"):
        record_try(by=cast.ben, call=call, outcome="moved to the moon")


def test_nobody_calls_between_two_steps(cast, call):
    record_try(by=cast.ben, call=call, outcome="no_answer")
    with pytest.raises(Refused, match="Nobody calls again before the next step"):
        claim_call(by=cast.ben, call=call)
    with pytest.raises(Refused, match="No step is due now"):
        record_try(by=cast.ben, call=call, outcome="no_answer")


def test_only_whoever_took_a_call_says_how_it_went(cast, call):
    on_duty(cast.kim, cast.river, clock(9), clock(13))
    claim_call(by=cast.ben, call=call)
    with pytest.raises(NotAllowed, match="Somebody else is making this call"):
        record_talk(by=cast.kim, call=call, minutes=5)
    with pytest.raises(NotAllowed, match="Only they themselves or a coordinator"):
        let_go_call(by=cast.kim, call=call)
    with pytest.raises(NotAllowed, match="Only they themselves or a coordinator"):
        hand_over_calls(by=cast.kim, person=cast.ben)
    assert hand_over_calls(by=cast.cora, person=cast.ben) == 1
    with pytest.raises(NotAllowed, match="Only supporters, hosts and coordinators"):
        record_talk(by=cast.eve, call=call, minutes=5)


def test_a_call_that_is_gone_or_over_is_taken_by_nobody(cast, call):
    record_talk(by=cast.ben, call=call, minutes=5)
    with pytest.raises(Refused, match="This call is over: talked"):
        claim_call(by=cast.ben, call=call)
    Call.objects.all().delete()
    with pytest.raises(Refused, match="not on the list any more"):
        claim_call(by=cast.ben, call=call)


def test_those_who_see_no_call_end_none(cast, call):
    with pytest.raises(NotAllowed, match="not yours to end"):
        called_back(by=cast.kim, person=cast.ana)


@pytest.mark.parametrize("outcome", ["planned_absence", "declined_today", "called_back"])
def test_what_she_says_instead_ends_it(cast, call, outcome):
    record_try(by=cast.ben, call=call, outcome=outcome)
    call.refresh_from_db()
    assert call.ended_why == {"planned_absence": "away", "declined_today": "not_today"}.get(outcome, outcome)
    assert call.next_at is None


def _left_out(cast, call, at_ten) -> str:
    record_try(by=cast.ben, call=call, outcome="no_answer")
    at_ten.shift(timedelta(hours=1))
    taken = take_step(by=WORKER, call=call)
    assert Entry.objects.filter(act="left a step out", thing=call.reference, details__code=taken.why).exists()
    assert not Message.objects.exists()
    return taken.why


def test_without_a_number_there_is_no_text(cast, call, at_ten):
    cast.ana.ways.update(ended_on=MONDAY)
    assert _left_out(cast, call, at_ten) == "no_number"


def test_after_stop_there_is_no_text(cast, call, at_ten):
    Stopped.objects.create(lookup=cast.ana.ways.get().lookup, how="keyword")
    assert _left_out(cast, call, at_ten) == "stopped"


def test_where_no_text_can_leave_the_house_it_says_so(cast, call, at_ten, settings):
    settings.OUTBOX_PROVIDERS = {"mail": "console"}
    assert _left_out(cast, call, at_ten) == "no_provider"


def test_a_contact_without_a_number_is_left_out(cast, plan, call, at_ten):
    plan.steps.update(act="contact")
    assert _left_out(cast, call, at_ten) == "no_contact"


def test_a_step_whose_hours_lie_at_night_is_left_out(cast, plan, call, at_ten):
    plan.steps.update(not_before=time(22), not_after=time(23))
    assert _left_out(cast, call, at_ten) == "outside_hours"


def test_the_words_of_the_step_come_first_then_those_of_the_plan(cast, plan, call, at_ten):
    plan.text = "It is the lantern people."
    plan.save()
    record_try(by=cast.ben, call=call, outcome="no_answer")
    at_ten.shift(timedelta(hours=1))
    take_step(by=WORKER, call=call)
    message = Message.objects.get()
    assert message.body == "It is the lantern people."
    assert message.ends_when_heard
    assert message.not_before > clock(11)


def test_a_plan_that_ended_or_days_away_end_it_at_the_next_step(cast, plan, call, at_ten):
    record_try(by=cast.ben, call=call, outcome="no_answer")
    at_ten.shift(timedelta(hours=1))
    plan.ended_at = clock(10, 30)
    plan.save()
    assert take_step(by=WORKER, call=call) is None
    call.refresh_from_db()
    assert call.ended_why == "plan_ended"
    assert take_step(by=WORKER, call=call) is None


def test_an_agreed_question_is_the_last_one_and_is_seen_by_coordinators_when_nobody_is_on_call(cast, plan, call, at_ten):
    plan.steps.update(act="ask")
    record_try(by=cast.ben, call=call, outcome="no_answer")
    at_ten.shift(timedelta(hours=1))
    take_step(by=WORKER, call=call)
    question = Question.objects.get()
    assert question.asked_of is None
    assert StepTaken.objects.get().result == "done"
    at_ten.shift(timedelta(hours=9))
    take_step(by=WORKER, call=call)
    assert Question.objects.count() == 1


def test_without_steps_there_is_one_question_after_an_hour_and_nothing_else(cast, plan, call, at_ten):
    plan.steps.all().delete()
    record_try(by=cast.ben, call=call, outcome="line_problem")
    at_ten.shift(timedelta(minutes=59))
    take_step(by=WORKER, call=call)
    assert not Question.objects.exists()
    at_ten.shift(timedelta(minutes=1))
    take_step(by=WORKER, call=call)
    assert Question.objects.exists()
    assert not Message.objects.exists()


def test_a_contact_that_was_before_the_call_is_no_call_back(cast, call, at_ten):
    from hearthside.encounters.actions import Contact, record_encounters

    record_try(by=cast.ben, call=call, outcome="no_answer")
    met = {"programme": cast.river, "kind": cast.phone, "minutes": 5, "people": [cast.ana], "supporters": [cast.ben]}
    at_ten.shift(timedelta(minutes=10))
    record_encounters(by=TESTS, contacts=[Contact(**met, day=MONDAY, starts_at=time(9))])
    take_step(by=WORKER, call=call)
    call.refresh_from_db()
    assert call.ended_at is None
    record_encounters(by=TESTS, contacts=[Contact(**met, day=MONDAY, starts_at=time(10, 5))])
    take_step(by=WORKER, call=call)
    call.refresh_from_db()
    assert call.ended_why == "called_back"
