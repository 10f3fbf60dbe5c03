"""The steps for when nobody answers: every one the person's own, in an order without gaps, said as it is stored."""

from datetime import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearthside.audit.models import Entry
from hearthside.checkins.models import AgreedStep, CheckInPlan
from hearthside.checkins.plans import actions
from hearthside.checkins.plans.actions.steps import MOST_STEPS, Contact, StepWish
from hearthside.checkins.plans.defaults import TEMPLATES
from hearthside.checkins.plans.saying import step_said
from hearthside.checkins.plans.tests.anas import plan_of_ana
from hearthside.core.errors import NotAllowed, Refused

ROSA = Contact(name="Rosa", number="306 555 0144")


def waits(plan: CheckInPlan) -> list[int]:
    return list(plan.steps.order_by("position").values_list("wait_minutes", flat=True))


def positions(plan: CheckInPlan) -> list[int]:
    return list(plan.steps.order_by("position").values_list("position", flat=True))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["add", "up", "down", "remove"]), st.integers(0, 20)), max_size=14))
def test_whatever_is_done_to_them_positions_have_no_gap_and_the_order_is_as_it_was_moved(cast, doings):
    CheckInPlan.objects.all().delete()
    plan = actions.begin_plan(by=cast.ana, person=cast.ana, programme=cast.river)
    model = waits(plan)
    for number, (doing, place) in enumerate(doings):
        if doing == "add" and len(model) < MOST_STEPS:
            actions.add_step(by=cast.ana, plan=plan, wish=StepWish(act="call", wait_minutes=number))
            model.append(number)
        elif doing != "add" and model:
            place %= len(model)
            step = plan.steps.get(position=place + 1)
            if doing == "remove":
                actions.remove_step(by=cast.ana, step=step)
                model.pop(place)
            else:
                actions.move_step(by=cast.ana, step=step, is_up=doing == "up")
                other = place - 1 if doing == "up" else place + 1
                if 0 <= other < len(model):
                    model[place], model[other] = model[other], model[place]
        assert waits(plan) == model
        assert positions(plan) == list(range(1, len(model) + 1))


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_can_be_used_says_where_it_comes_from_and_calls_no_service(cast, template):
    plan = plan_of_ana(cast, template=template)
    expected = [(one.act, one.wait_minutes) for one in TEMPLATES[template].steps]
    assert list(plan.steps.values_list("act", "wait_minutes")) == expected
    assert TEMPLATES[template].source
    assert all("police" not in step_said(plan, step).lower() for step in plan.steps.all())


def test_beginning_anew_keeps_whom_she_named(cast):
    plan = plan_of_ana(cast, template="contact", contact=ROSA)
    actions.use_template(by=cast.ana, plan=plan, template="contact")
    assert [(str(one.contact_name), str(one.contact_number)) for one in plan.steps.filter(act="contact")] == [("Rosa", "+13065550144")]
    actions.use_template(by=cast.ana, plan=plan, template="gentle")
    assert [one.contact_number for one in plan.steps.all()] == [None, None]
    with pytest.raises(Refused, match="not offered any more"):
        actions.use_template(by=cast.ana, plan=plan, template="siren")


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (StepWish(act="call", wait_minutes=7 * 24 * 60 + 1), "a week at most"),
        (StepWish(act="call", wait_minutes=5, not_before=time(22), not_after=time(23)), "All of this is in quiet hours"),
        (StepWish(act="call", wait_minutes=5, not_before=time(21)), "All of this is in quiet hours"),
        (StepWish(act="call", wait_minutes=5, not_after=time(8)), "All of this is in quiet hours"),
        (StepWish(act="call", wait_minutes=5, not_before=time(12), not_after=time(11)), "no time at all"),
        (StepWish(act="contact", wait_minutes=5), "a name and a number"),
        (StepWish(act="contact", wait_minutes=5, contact=Contact(name="Rosa", number="12")), "not a telephone number"),
    ],
)
def test_a_step_that_can_never_be_taken_is_not_agreed(cast, wish, said):
    plan = plan_of_ana(cast)
    with pytest.raises(Refused, match=said):
        actions.add_step(by=cast.ana, plan=plan, wish=wish)
    with pytest.raises(Refused, match=said):
        actions.change_step(by=cast.ana, step=plan.steps.first(), wish=wish)
    assert waits(plan) == [120, 1440]


def test_a_step_is_changed_in_its_place_and_keeps_no_words_that_its_act_has_not(cast):
    plan = plan_of_ana(cast)
    step = plan.steps.get(position=2)
    wish = StepWish(act="contact", wait_minutes=30, words="I am worried.", contact=ROSA)
    actions.change_step(by=cast.ben, step=step, wish=wish)
    step.refresh_from_db()
    assert (step.position, str(step.words), str(step.contact_number)) == (2, "I am worried.", "+13065550144")
    before = Entry.objects.count()
    actions.change_step(by=cast.ben, step=step, wish=wish)
    assert Entry.objects.count() == before
    actions.change_step(by=cast.ben, step=step, wish=StepWish(act="call", wait_minutes=30, words="I am worried.", contact=ROSA))
    step.refresh_from_db()
    assert (step.words, step.contact_name, step.contact_number) == (None, None, None)


def test_a_step_taken_away_meanwhile_is_said_and_taking_away_twice_is_once(cast):
    plan = plan_of_ana(cast)
    step = plan.steps.get(position=1)
    for _twice in range(2):
        actions.remove_step(by=cast.ana, step=AgreedStep(pk=step.pk, plan=plan))
    assert positions(plan) == [1]
    for act in (
        lambda: actions.change_step(by=cast.ana, step=step, wish=StepWish(act="call", wait_minutes=1)),
        lambda: actions.move_step(by=cast.ana, step=step, is_up=True),
    ):
        with pytest.raises(Refused, match="taken away in the meantime"):
            act()


def test_there_are_twelve_steps_at_most(cast):
    plan = plan_of_ana(cast)
    for number in range(MOST_STEPS - 2):
        actions.add_step(by=cast.ana, plan=plan, wish=StepWish(act="call", wait_minutes=number))
    with pytest.raises(Refused, match="12 steps already"):
        actions.add_step(by=cast.ana, plan=plan, wish=StepWish(act="call", wait_minutes=1))


def test_colleagues_and_strangers_change_no_step(cast):
    plan = plan_of_ana(cast)
    for stranger in (cast.kim, cast.dan, cast.ada):
        for act in (actions.remove_step, lambda **how: actions.move_step(is_up=True, **how)):
            with pytest.raises(NotAllowed):
                act(by=stranger, step=plan.steps.first())
