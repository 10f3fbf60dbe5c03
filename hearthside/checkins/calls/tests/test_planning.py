"""From the windows of a plan to the calls of today and tomorrow."""

from datetime import date, time, timedelta

import pytest
import time_machine

from hearthside.audit.models import Entry
from hearthside.checkins import jobs
from hearthside.checkins.calls.actions import claim_call, end_calls, record_try
from hearthside.checkins.calls.planning import plan_ahead, replan
from hearthside.checkins.calls.tests.plans import MONDAY, clock, long_known, plan_for
from hearthside.checkins.models import Absence, Call, CallTime, StepTaken
from tests.cast import TESTS

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def at_nine(cast):
    long_known()
    with time_machine.travel(clock(9), tick=False) as traveller:
        yield traveller


@pytest.fixture
def plan(cast, at_nine):
    return plan_for(cast.ana, cast.river, {"act": "call", "wait_minutes": 60})


def days() -> list[date]:
    return list(Call.objects.order_by("opens").values_list("day", flat=True))


def test_today_and_tomorrow_have_their_calls_once_however_often_it_is_looked(plan):
    assert jobs.plan_calls() == 2
    assert plan_ahead() == 0
    assert days() == [MONDAY, TUESDAY]


def test_a_window_that_is_over_makes_no_call(plan, at_nine):
    at_nine.move_to(clock(13))
    plan_ahead()
    assert days() == [TUESDAY]


def test_a_day_away_takes_its_call_off_the_list_and_taken_back_brings_it_again(plan):
    plan_ahead()
    away = Absence.objects.create(plan=plan, first_day=TUESDAY, last_day=TUESDAY)
    replan(plan=plan)
    assert days() == [MONDAY]
    Absence.objects.filter(pk=away.pk).update(withdrawn_at=clock(9))
    replan(plan=plan)
    assert days() == [MONDAY, TUESDAY]


def test_a_call_that_ben_had_taken_ends_for_a_reason_and_may_come_back(cast, plan):
    plan_ahead()
    call = claim_call(by=cast.ben, call=Call.objects.get(day=MONDAY))
    away = Absence.objects.create(plan=plan, first_day=MONDAY, last_day=MONDAY)
    replan(plan=plan)
    call.refresh_from_db()
    assert call.ended_why == "away"
    Absence.objects.filter(pk=away.pk).update(withdrawn_at=clock(9))
    replan(plan=plan)
    assert Call.objects.get(day=MONDAY).ended_at is None


def test_a_changed_window_moves_what_nobody_has_touched(plan):
    plan_ahead()
    CallTime.objects.update(opens=time(15), closes=time(16))
    replan(plan=plan)
    assert [call.opens for call in Call.objects.order_by("opens")] == [clock(15), clock(15, day=TUESDAY)]
    CallTime.objects.update(closes=time(17))
    replan(plan=plan)
    assert Call.objects.earliest("opens").closes == clock(17)


def test_a_window_wholly_at_night_is_left_out_and_its_reason_is_in_the_trail_once(cast, plan):
    cast.ana.quiet_from, cast.ana.quiet_until = time(9, 30), time(12)
    cast.ana.save()
    plan_ahead()
    assert plan_ahead() == 0
    assert list(Call.objects.values_list("ended_why", flat=True)) == ["quiet_hours", "quiet_hours"]
    assert Entry.objects.filter(act="left a call out", details__code="quiet_hours").count() == 2
    cast.ana.quiet_from = time(11)
    cast.ana.save()
    replan(plan=plan)
    assert [(call.opens, call.closes, call.ended_at) for call in Call.objects.filter(day=MONDAY)] == [(clock(10), clock(11), None)]


def test_an_absence_told_in_the_middle_ends_the_steps(cast, plan, at_nine):
    plan_ahead()
    at_nine.move_to(clock(10))
    call = Call.objects.get(day=MONDAY)
    record_try(by=cast.ben, call=call, outcome="no_answer")
    at_nine.shift(timedelta(minutes=5))
    Absence.objects.create(plan=plan, first_day=MONDAY + timedelta(days=3), last_day=MONDAY + timedelta(days=9), told_at=clock(10, 5))
    replan(plan=plan)
    call.refresh_from_db()
    assert (call.ended_why, call.next_at) == ("away", None)


def test_ana_who_changes_her_plan_herself_has_been_heard_from(cast, plan, at_nine):
    plan_ahead()
    at_nine.move_to(clock(10))
    call = Call.objects.get(day=MONDAY)
    record_try(by=cast.ben, call=call, outcome="no_answer")
    replan(plan=plan, by=cast.ben)
    call.refresh_from_db()
    assert call.next_at == clock(11)
    replan(plan=plan, by=cast.ana)
    call.refresh_from_db()
    assert call.ended_why == "called_back"


def test_steps_that_change_while_under_way_go_on_by_the_new_words(cast, plan, at_nine):
    plan_ahead()
    at_nine.move_to(clock(10))
    call = Call.objects.get(day=MONDAY)
    record_try(by=cast.ben, call=call, outcome="no_answer")
    plan.steps.update(wait_minutes=180)
    replan(plan=plan)
    call.refresh_from_db()
    assert call.next_at == clock(13)


def test_the_end_of_a_plan_ends_all_its_calls(cast, plan, at_nine):
    plan_ahead()
    at_nine.move_to(clock(10))
    call = Call.objects.get(day=MONDAY)
    record_try(by=cast.ben, call=call, outcome="no_answer")
    assert end_calls(by=TESTS, plan=plan) == 2
    assert [(one.day, one.ended_why) for one in Call.objects.all()] == [(MONDAY, "plan_ended")]


def test_a_call_that_nobody_made_is_shouted_and_then_counted_so(plan, at_nine):
    plan_ahead()
    at_nine.move_to(clock(11, 29))
    jobs.see_to_missed_calls()
    call = Call.objects.get(day=MONDAY)
    assert call.shouted_at is None
    at_nine.move_to(clock(11, 30))
    jobs.see_to_missed_calls()
    call.refresh_from_db()
    assert call.shouted_at == clock(11, 30)
    at_nine.move_to(clock(13, 59))
    assert jobs.see_to_missed_calls() == 0
    at_nine.move_to(clock(14))
    assert jobs.see_to_missed_calls() == 1
    call.refresh_from_db()
    assert call.ended_why == "not_made"
    assert Entry.objects.filter(act="did not make a call", thing=call.reference).exists()


def test_a_step_that_nobody_takes_is_shouted_and_left_out_after_two_hours(cast, plan, at_nine):
    plan_ahead()
    at_nine.move_to(clock(10))
    call = Call.objects.get(day=MONDAY)
    record_try(by=cast.ben, call=call, outcome="no_answer")
    at_nine.move_to(clock(11, 30))
    jobs.see_to_missed_calls()
    call.refresh_from_db()
    assert call.shouted_at is not None
    at_nine.move_to(clock(12, 59))
    jobs.see_to_human_steps()
    assert not StepTaken.objects.exists()
    at_nine.move_to(clock(13))
    jobs.see_to_human_steps()
    assert StepTaken.objects.get().why == "nobody_called"
