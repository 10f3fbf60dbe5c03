"""The calls of a real day are shared: what the tables hold, who may do it, and what stays where it is."""

from datetime import timedelta

import pytest

from hearthside.audit.models import Entry
from hearthside.checkins.calls.actions import claim_call, record_talk
from hearthside.checkins.calls.tests.plans import MONDAY
from hearthside.checkins.jobs import share_calls_of_today
from hearthside.checkins.models import Call, Tried, Voice
from hearthside.checkins.rounds.actions import give_call, share_calls, tell_more
from hearthside.checkins.rounds.day import callers_on, not_shared
from hearthside.checkins.rounds.tests.rounds import call_of, calls_to, clock, morning_of, on_duty, plan_for
from hearthside.core.actors import WORKER
from hearthside.core.errors import NotAllowed, Refused
from hearthside.people.models import Shift


def given(call: Call):
    return Call.objects.select_related("given_to").get(pk=call.pk).given_to


def test_ben_and_kim_share_the_morning_evenly(cast):
    calls = calls_to(cast, 7)
    morning_of(cast.ben, cast.river)
    morning_of(cast.kim, None)
    assert share_calls(by=WORKER, day=MONDAY) == 7
    shares = [given(call).name for call in calls]
    assert sorted((shares.count("Ben"), shares.count("Kim"))) == [3, 4]
    assert share_calls(by=WORKER, day=MONDAY) == 0, "shared again, nothing moves"
    assert Entry.objects.get(act="shared the calls of a day").details == {"calls": 7}


def test_a_voice_that_is_liked_comes_first_and_one_that_is_not_never(cast):
    plan = plan_for(cast.ana, cast.river)
    call = call_of(plan)
    Voice.objects.create(plan=plan, supporter=cast.ben, is_liked=False)
    morning_of(cast.ben, cast.river)
    assert share_calls(by=WORKER, day=MONDAY) == 0
    morning_of(cast.kim, cast.river)
    morning_of(cast.cora, cast.river)
    Voice.objects.create(plan=plan, supporter=cast.cora)
    share_calls(by=WORKER, day=MONDAY)
    assert given(call) == cast.cora


def test_whoever_talked_with_them_last_goes_on(cast, at_ten):
    plan = plan_for(cast.ana, cast.river)
    for caller, day in ((cast.ben, 3), (cast.kim, 2)):
        before = call_of(plan, MONDAY - timedelta(days=day))
        Tried.objects.create(call=before, number=1, by=caller, outcome="talked", at=before.opens)
        Call.objects.filter(pk=before.pk).update(ended_at=before.opens, ended_why="talked")
    Tried.objects.create(call=before, number=2, by=cast.ben, outcome="no_answer", at=before.opens + timedelta(hours=1))
    call = call_of(plan)
    morning_of(cast.ben, cast.river)
    morning_of(cast.kim, cast.river)
    share_calls(by=WORKER, day=MONDAY)
    assert given(call) == cast.kim


def test_nobody_is_given_a_call_to_themselves(cast):
    call = call_of(plan_for(cast.ben, cast.river))
    morning_of(cast.ben, cast.river)
    share_calls(by=WORKER, day=MONDAY)
    assert given(call) is None


def test_those_of_another_programme_are_not_theirs(cast):
    call = call_of(plan_for(cast.mo, cast.hill))
    morning_of(cast.ben, cast.river)
    share_calls(by=WORKER, day=MONDAY)
    assert given(call) is None
    assert not not_shared(MONDAY, clock(10)).exists(), "so nobody is asked to share it again and again"


def test_what_somebody_has_begun_never_moves(cast):
    first, second = calls_to(cast, 2)
    morning_of(cast.ben, cast.river)
    claim_call(by=cast.ben, call=first)
    morning_of(cast.kim, cast.river)
    share_calls(by=WORKER, day=MONDAY)
    assert given(second) == cast.kim
    assert Call.objects.get(pk=first.pk).claimed_by == cast.ben


def test_the_calls_of_a_shift_that_was_given_back_go_to_the_others(cast):
    calls = calls_to(cast, 2)
    morning_of(cast.ben, cast.river)
    share_calls(by=WORKER, day=MONDAY)
    Shift.objects.update(person=None)
    assert not not_shared(MONDAY, clock(10)).exists(), "nobody is there to have them"
    morning_of(cast.kim, cast.river)
    assert not_shared(MONDAY, clock(10)).count() == 2
    assert share_calls_of_today() == 2
    assert {given(call) for call in calls} == {cast.kim}
    assert share_calls_of_today() == 0


def test_a_heavy_call_weighs_for_a_week_on_whoever_said_so(cast, at_ten):
    call = call_of(plan_for(cast.ana, cast.river), MONDAY)
    morning_of(cast.ben, cast.river)
    claim_call(by=cast.ben, call=call)
    encounter, _ticket = record_talk(by=cast.ben, call=call, minutes=15)
    talked = Call.objects.get(pk=call.pk)
    tell_more(by=cast.ben, call=talked, minutes=25, topics=["loneliness"], note="We laughed.", was_heavy=True)
    encounter.refresh_from_db()
    assert (encounter.minutes, encounter.topics, encounter.note.text) == (25, ["loneliness"], "We laughed.")
    assert [one.load for one in callers_on(MONDAY, clock(10))] == [2], "the call itself, and one more"
    for days, load in ((6, 1), (8, 0)):
        day = MONDAY + timedelta(days=days)
        on_duty(cast.ben, cast.river, clock(9, day=day), clock(13, day=day))
        assert [one.load for one in callers_on(day, clock(9, day=day))] == [load]
    assert "heavy" not in str(list(Entry.objects.values_list("act", "details"))), "nobody else reads it, not even in the trail"


def test_an_agreed_second_try_is_shared_among_those_on_duty_then(cast, at_ten):
    call = call_of(plan_for(cast.ana, cast.river), opens=clock(8), closes=clock(9))
    morning_of(cast.kim, cast.river)
    Call.objects.filter(pk=call.pk).update(missed_at=clock(8, 30), step=1, step_act="call", next_at=clock(9, 30))
    share_calls(by=WORKER, day=MONDAY)
    assert given(call) == cast.kim


def test_who_shares(cast):
    for by in (cast.ben, cast.eve, cast.ana):
        with pytest.raises(NotAllowed):
            share_calls(by=by, day=MONDAY)
    morning_of(cast.ben, cast.river)
    calls_to(cast, 1)
    assert share_calls(by=cast.ben, day=MONDAY) == 1
    assert share_calls(by=cast.cora, day=MONDAY) == 0


def test_cora_gives_a_call_to_somebody_on_duty(cast):
    plan = plan_for(cast.ana, cast.river)
    call = call_of(plan)
    with pytest.raises(Refused, match="Ben is not on duty today"):
        give_call(by=cast.cora, call=call, person=cast.ben)
    morning_of(cast.ben, cast.river)
    give_call(by=cast.cora, call=call, person=cast.ben)
    assert given(call) == cast.ben
    Voice.objects.create(plan=plan, supporter=cast.ben, is_liked=False)
    with pytest.raises(Refused, match="Ben cannot make this call"):
        give_call(by=cast.cora, call=call, person=cast.ben)
    with pytest.raises(NotAllowed):
        give_call(by=cast.ben, call=call, person=cast.kim)
    claim_call(by=cast.cora, call=call)
    with pytest.raises(Refused, match="Somebody has begun"):
        give_call(by=cast.cora, call=call, person=cast.kim)


def test_sharing_five_hundred_calls_asks_as_often_as_sharing_five(cast, django_assert_num_queries):
    morning_of(cast.ben, cast.river)
    morning_of(cast.kim, cast.river)
    calls_to(cast, 5)
    with django_assert_num_queries(QUERIES):
        assert share_calls(by=WORKER, day=MONDAY) == 5
    Call.objects.update(given_to=None)
    Call.objects.bulk_create(
        Call(plan_id=call.plan_id, person_id=call.person_id, programme=cast.river, day=MONDAY,
             opens=clock(10) + timedelta(seconds=place), closes=clock(12))
        for place in range(1, 100)
        for call in Call.objects.filter(opens=clock(10))
    )  # fmt: skip
    with django_assert_num_queries(QUERIES):
        assert share_calls(by=WORKER, day=MONDAY) == 500


QUERIES = 13


def test_where_nobody_is_on_duty_the_worker_leaves_the_calls_alone(cast):
    calls_to(cast, 1)
    assert share_calls_of_today() == 0
