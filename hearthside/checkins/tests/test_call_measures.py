"""The numbers of check-in calls equal a recount by somebody who never saw the product."""

from collections import Counter
from datetime import timedelta
from random import Random

import time_machine

from hearthside.checkins.calls.actions import claim_call, miss_call, record_talk, record_try
from hearthside.checkins.calls.tests.plans import MONDAY, call_of, clock, long_known, plan_for
from hearthside.checkins.measures import MEASURES, count
from hearthside.checkins.models import CheckInPlan, StepTaken
from hearthside.core.actors import WORKER
from hearthside.encounters.measures import Scope
from hearthside.people.models import Person, Relation

DAYS = 28


def test_a_month_of_calls_recounted_by_hand(cast):
    long_known()
    some, told = Random(5), []
    with time_machine.travel(clock(8), tick=False) as clock_on_wall:
        people = [Person.objects.create(name=f"Person {number}") for number in range(5)]
        Relation.objects.bulk_create(Relation(person=one, supporter=cast.ben, starts_on=MONDAY) for one in people)
        programmes = [cast.river, cast.hill, cast.river, cast.river, cast.hill]
        plans = [
            plan_for(one, programme, {"act": "call", "wait_minutes": 0}, number=f"+1306555010{number}", begun_at=clock(8))
            for number, (one, programme) in enumerate(zip(people, programmes, strict=True))
        ]
        for number in range(DAYS):
            day = MONDAY + timedelta(days=number)
            clock_on_wall.move_to(clock(10, day=day))
            for plan in plans:
                if some.random() < 0.5:
                    told.append(_live_through(cast, plan, day, some, clock_on_wall))
        CheckInPlan.objects.filter(pk=plans[4].pk).update(ended_at=clock(9))
        scope = Scope(MONDAY, MONDAY + timedelta(days=DAYS - 1), by="programme")
        counts = count(scope)
        _equal(counts.totals, told, scope.last, plans=5)
        for part, name in zip(counts.parts, ("Hill", "River"), strict=True):
            assert part.name == name
            _equal(part.figures, [one for one in told if one["programme"] == name], None)
        river = count(Scope(scope.first, scope.last, cast.river)).totals
        _equal(river, [one for one in told if one["programme"] == "River"], scope.last, plans=3)
        months = count(Scope(scope.first, scope.last, by="month")).parts
        assert [part.code for part in months] == ["2026-03"]
        later = count(Scope(MONDAY + timedelta(days=1), MONDAY + timedelta(days=2))).totals
        assert later.people_with_plan == 4


def _live_through(cast, plan, day, some, clock_on_wall) -> dict:
    """One call: what a person with a pencil writes down about it."""
    call, tries, steps = call_of(plan, day), [], []
    for _ in range(some.randrange(4)):
        outcome = some.choice(("talked", "no_answer", "voicemail"))
        claim_call(by=cast.ben, call=call)
        if outcome == "talked":
            record_talk(by=cast.ben, call=call, minutes=5)
            tries.append(outcome)
            break
        record_try(by=cast.ben, call=call, outcome=outcome)
        tries.append(outcome)
        call.refresh_from_db()
        if len(tries) == 2:
            steps.append("done")
            break
    if not tries:
        clock_on_wall.move_to(clock(14, day=day))
        miss_call(by=WORKER, call=call)
        clock_on_wall.move_to(clock(10, day=day))
    return {"day": day, "person": plan.person_id, "programme": plan.programme.name, "tries": tries, "steps": steps}


def _equal(figures, told: list, last, plans: int | None = None) -> None:
    reached = [one for one in told if "talked" in one["tries"]]
    assert figures.calls_planned == len(told)
    assert figures.calls_tried == sum(bool(one["tries"]) for one in told)
    assert figures.calls_reached == len(reached)
    assert figures.calls_not_made == sum(not one["tries"] for one in told)
    assert figures.outcomes == Counter(outcome for one in told for outcome in one["tries"])
    assert figures.by_try == Counter(one["tries"].index("talked") + 1 for one in reached)
    assert figures.steps_done == sum(len(one["steps"]) for one in told)
    assert figures.people_reached == len({one["person"] for one in reached})
    if last:
        week, before = last - timedelta(days=7), last - timedelta(days=14)
        now = {one["person"] for one in reached if one["day"] > week}
        then = {one["person"] for one in reached if before < one["day"] <= week}
        called = {one["person"] for one in told if before < one["day"] <= week}
        assert figures.people_reached_again == len((now - then) & called)
        assert figures.people_with_plan == plans


def test_every_measure_is_a_figure_and_steps_left_out_are_counted(cast):
    long_known()
    with time_machine.travel(clock(10), tick=False):
        call = call_of(plan_for(cast.ana, cast.river, {"act": "call", "wait_minutes": 0}))
        record_try(by=cast.ben, call=call, outcome="no_answer")
        left = {"result": "left_out", "why": "may_not_call", "by": "machine:worker", "act": "call"}
        StepTaken.objects.create(call=call, position=1, due_at=clock(10), **left)
        figures = count(Scope(MONDAY, MONDAY)).totals
    assert {one.code for one in MEASURES} <= set(dir(figures))
    assert (figures.steps_left_out, figures.steps_done) == (1, 0)
