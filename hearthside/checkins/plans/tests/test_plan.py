"""A plan begins, changes and ends as the person says; who may say it, and what makes no sense."""

from datetime import date, time, timedelta

import pytest

from hearthside.audit.models import Entry
from hearthside.checkins.models import Absence, Call, CheckInPlan
from hearthside.checkins.plans import actions
from hearthside.checkins.plans.actions.plans import Number
from hearthside.checkins.plans.actions.steps import Contact
from hearthside.checkins.plans.queries import programmes_for
from hearthside.checkins.plans.tests.anas import MORNING, NUMBER, number_of_ana, plan_of_ana
from hearthside.checkins.plans.windows import Window
from hearthside.core.dates import now, today
from hearthside.core.errors import NotAllowed, Refused
from hearthside.people.actions import add_way, begin_relation, end_way
from hearthside.people.models import BreakGlass
from tests.cast import TESTS

EVERY_DAY = tuple(Window(day, time(10), time(12)) for day in range(7))


def windows_of(plan: CheckInPlan) -> list[Window]:
    return [Window(*one) for one in plan.times.values_list("weekday", "opens", "closes")]


def last_act() -> Entry:
    return Entry.objects.latest("seq")


def test_ana_begins_her_own_plan_and_the_calls_of_the_next_days_are_there(cast):
    plan = plan_of_ana(cast, *EVERY_DAY)
    assert windows_of(plan) == list(EVERY_DAY)
    assert [step.wait_minutes for step in plan.steps.all()] == [120, 1440]
    assert Call.objects.filter(plan=plan, day=today() + timedelta(days=1)).count() == 1
    assert (last_act().act, last_act().about) == ("began a check-in plan", cast.ana.actor_id)


def test_one_plan_runs_at_a_time(cast):
    plan_of_ana(cast)
    with pytest.raises(Refused, match="has a check-in plan already"):
        actions.begin_plan(by=cast.ben, person=cast.ana, programme=cast.river)


def test_ben_and_cora_help_and_nobody_else_does(cast):
    plan = plan_of_ana(cast)
    for helper in (cast.ben, cast.cora, cast.ana, TESTS):
        actions.change_words(by=helper, plan=plan, about=f"Birds, says {helper.actor_label}", voicemail="", text="", tell_me=True)
    for stranger in (cast.kim, cast.dan, cast.eve, cast.ada, cast.mo):
        with pytest.raises(NotAllowed):
            actions.end_plan(by=stranger, plan=plan)
        with pytest.raises(NotAllowed):
            actions.begin_plan(by=stranger, person=cast.ana, programme=cast.river)


def test_whoever_opened_the_record_in_an_emergency_only_reads(cast):
    plan = plan_of_ana(cast)
    BreakGlass.objects.create(opener=cast.dan, person=cast.ana, reason="Smoke.", ends_at=now() + timedelta(hours=1))
    assert CheckInPlan.objects.visible_to(cast.dan).get() == plan
    with pytest.raises(NotAllowed, match="in an emergency"):
        actions.end_plan(by=cast.dan, plan=plan)


def test_colleagues_and_strangers_see_no_plan(cast):
    plan = plan_of_ana(cast)
    seen = [who for who in (cast.ana, cast.ben, cast.cora, cast.kim, cast.dan, cast.eve, cast.ada) if _sees(who, plan)]
    assert seen == [cast.ana, cast.ben, cast.cora]


def _sees(who, plan) -> bool:
    return CheckInPlan.objects.visible_to(who).filter(pk=plan.pk).exists()


def test_times_follow_and_saying_the_same_again_changes_nothing(cast):
    plan = plan_of_ana(cast)
    actions.change_times(by=cast.ben, plan=plan, windows=EVERY_DAY)
    assert windows_of(plan) == list(EVERY_DAY)
    before = Entry.objects.count()
    actions.change_times(by=cast.ben, plan=plan, windows=EVERY_DAY[::-1])
    assert Entry.objects.count() == before
    actions.change_times(by=cast.ana, plan=plan, windows=[])
    assert not Call.objects.open().filter(plan=plan).exists()


@pytest.mark.parametrize(
    ("window", "said"),
    [
        (Window(1, time(12), time(10)), "no time at all"),
        (Window(1, time(12), time(12)), "no time at all"),
        (Window(1, time(21, 30), time(23)), "All of this is in quiet hours"),
        (Window(1, time(6), time(8)), "All of this is in quiet hours"),
        (Window(0, time(11), time(13)), "Monday has a time from 10 a.m. to noon"),
    ],
)
def test_times_that_make_no_sense_are_said_in_one_sentence(cast, window, said):
    plan = plan_of_ana(cast)
    with pytest.raises(Refused, match=said):
        actions.change_times(by=cast.ana, plan=plan, windows=[MORNING, window])
    assert windows_of(plan) == [MORNING]


def test_a_time_that_reaches_into_quiet_hours_is_fine_and_so_is_any_without_quiet_hours(cast):
    plan = plan_of_ana(cast)
    actions.change_times(by=cast.ana, plan=plan, windows=[Window(1, time(20), time(22)), Window(1, time(22), time(23))][:1])
    cast.ana.quiet_from = cast.ana.quiet_until = time(0)
    cast.ana.save()
    actions.change_times(by=cast.ana, plan=plan, windows=[Window(1, time(2), time(4))])
    assert windows_of(plan) == [Window(1, time(2), time(4))]


def test_the_number_is_one_of_theirs_in_use(cast):
    plan = plan_of_ana(cast)
    other = add_way(by=cast.ana, person=cast.ana, kind="phone", value="+13065550102")
    actions.choose_number(by=cast.ben, plan=plan, way=other)
    plan.refresh_from_db()
    assert plan.way == other
    before = Entry.objects.count()
    actions.choose_number(by=cast.ben, plan=plan, way=other)
    assert Entry.objects.count() == before
    letter = add_way(by=cast.ana, person=cast.ana, kind="post", value="12 Elm Street")
    bens = add_way(by=cast.ben, person=cast.ben, kind="phone", value="+13065550103")
    end_way(by=cast.ana, way=other)
    for wrong in (letter, bens, other):
        wrong.refresh_from_db()
        with pytest.raises(Refused, match="no number that Ana uses"):
            actions.choose_number(by=cast.ana, plan=plan, way=wrong)


def test_a_plan_begins_where_the_person_belongs_else_where_they_meet_somebody_else_anywhere(cast):
    assert programmes_for(cast.ben, cast.ana) == [cast.river]
    assert programmes_for(cast.eve, cast.eve) == [cast.hill, cast.river]
    assert programmes_for(cast.dan, cast.eve) == [cast.hill]
    begin_relation(by=TESTS, person=cast.eve, supporter=cast.ben, programme=cast.river)
    assert programmes_for(cast.eve, cast.eve) == [cast.river]


def test_the_trail_holds_none_of_the_words(cast):
    plan = plan_of_ana(cast, template="contact", contact=Contact(name="Rosalind", number="306 555 0144"))
    said = {"about": "My tomatoes", "voicemail": "It is Ben", "text": "Hello from B", "tell_me": False}
    actions.change_words(by=cast.ana, plan=plan, **said)
    assert last_act().details == {"fields": ["about", "voicemail", "text", "tell_me"]}
    trail = " ".join(f"{one.act} {one.thing} {one.reason} {one.details}" for one in Entry.objects.all())
    for word in ("tomatoes", "It is Ben", "Hello", "Rosalind", "5550144", "5550101"):
        assert word not in trail
    before = Entry.objects.count()
    actions.change_words(by=cast.ana, plan=plan, **said)
    assert Entry.objects.count() == before


def test_voices_are_liked_or_rather_not_and_nobody_is_both(cast):
    plan = plan_of_ana(cast)
    for _twice in range(2):
        actions.choose_voices(by=cast.ana, plan=plan, liked=[cast.ben], rather_not=[cast.kim])
    assert dict(plan.voices.values_list("supporter__name", "is_liked")) == {"Ben": True, "Kim": False}
    actions.choose_voices(by=cast.ana, plan=plan, liked=[cast.kim], rather_not=[])
    assert dict(plan.voices.values_list("supporter__name", "is_liked")) == {"Kim": True}
    with pytest.raises(Refused, match="Kim is on both lists"):
        actions.choose_voices(by=cast.ana, plan=plan, liked=[cast.kim], rather_not=[cast.kim])
    with pytest.raises(Refused, match="Nobody calls themselves"):
        actions.choose_voices(by=cast.ana, plan=plan, liked=[cast.ana], rather_not=[])


def test_days_away_have_no_call_until_they_are_withdrawn(cast):
    plan = plan_of_ana(cast, *EVERY_DAY)
    tomorrow = today() + timedelta(days=1)
    assert Call.objects.open().filter(plan=plan, day=tomorrow).exists()
    away = {"first_day": tomorrow, "last_day": tomorrow + timedelta(days=7)}
    absence = actions.plan_absence(by=cast.ben, plan=plan, **away)
    assert actions.plan_absence(by=cast.ana, plan=plan, **away) == absence
    assert not Call.objects.open().filter(plan=plan, day=tomorrow).exists()
    for _twice in range(2):
        actions.withdraw_absence(by=cast.ana, absence=absence)
    assert Call.objects.open().filter(plan=plan, day=tomorrow).exists()
    assert Absence.objects.get().withdrawn_at


def test_an_absence_ends_after_it_begins_and_is_not_over(cast):
    plan = plan_of_ana(cast)
    with pytest.raises(Refused, match="before the first"):
        actions.plan_absence(by=cast.ana, plan=plan, first_day=today(), last_day=today() - timedelta(days=1))
    with pytest.raises(Refused, match="These days are over"):
        actions.plan_absence(by=cast.ana, plan=plan, first_day=date(2020, 1, 1), last_day=date(2020, 1, 2))


def test_ended_at_once_and_begun_again_with_all_that_was_agreed(cast):
    plan = plan_of_ana(cast, *EVERY_DAY)
    for _twice in range(2):
        actions.end_plan(by=cast.ana, plan=plan)
    plan.refresh_from_db()
    assert plan.ended_at
    assert not Call.objects.open().filter(plan=plan).exists()
    for _twice in range(2):
        actions.resume_plan(by=cast.ben, plan=plan)
    plan.refresh_from_db()
    assert plan.ended_at is None
    assert windows_of(plan) == list(EVERY_DAY)
    assert Call.objects.open().filter(plan=plan).exists()


def test_an_old_plan_is_not_taken_up_beside_a_new_one(cast):
    old = plan_of_ana(cast)
    actions.end_plan(by=cast.ana, plan=old)
    actions.begin_plan(by=cast.ana, person=cast.ana, programme=cast.river)
    with pytest.raises(Refused, match="has a check-in plan already"):
        actions.resume_plan(by=cast.ana, plan=old)


def test_a_helper_sets_all_of_it_up_in_one_go(cast):
    number = Number(typed="306 555 0101", allowed=["may_call", "may_text"], words="You may call this number.")
    plan = actions.set_up_plan(by=cast.ben, person=cast.ana, programme=cast.river, number=number, windows=[MORNING], template="contact",
                               contact=Contact(name="Rosa", number="306 555 0144"))  # fmt: skip
    said = plan.way.permissions.get()
    assert (plan.way.value, said.may_call, said.may_text, said.may_leave_voicemail) == (NUMBER, True, True, False)
    assert said.words == "You may call this number."
    assert [str(step.contact_number or "") for step in plan.steps.all()] == ["", "", "+13065550144"]


def test_of_a_set_up_that_makes_no_sense_nothing_stays(cast):
    number = Number(typed="306 555 0101", allowed=["may_call"], words="You may.")
    with pytest.raises(Refused, match="quiet hours"):
        actions.set_up_plan(by=cast.ben, person=cast.ana, programme=cast.river, number=number,
                            windows=[Window(0, time(22), time(23))], template="gentle")  # fmt: skip
    assert not CheckInPlan.objects.exists()
    with pytest.raises(Refused, match="not offered any more"):
        actions.begin_plan(by=cast.ana, person=cast.ana, programme=cast.river, way=number_of_ana(cast), template="another")
