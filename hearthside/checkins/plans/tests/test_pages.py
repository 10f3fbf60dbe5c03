"""The pages of a plan: what Ana and her helpers see, type and are told."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from hearthside.audit.models import Opening
from hearthside.checkins.models import CheckInPlan
from hearthside.checkins.plans import actions
from hearthside.checkins.plans.actions.steps import Contact, StepWish
from hearthside.checkins.plans.tests.anas import MORNING, number_of_ana, plan_of_ana
from hearthside.checkins.plans.windows import Window
from hearthside.core.dates import today
from hearthside.people.actions import add_way, end_way, permit_reach
from tests.signed_in import client_of
from tests.walks.things import Things

ONE_GO = {"days": ["0", "2"], "opens": "10:00", "closes": "12:00", "way": "new", "number": "306 555 0101", "template": "gentle"}
NOTHING_ELSE = "Nobody calls the police or a service by these steps."


def page(cast, end: str = "") -> str:
    return f"/people/{cast.ana.pk}/check-ins/{end}"


def shown(who, address: str, status: int = 200) -> str:
    answer = client_of(who).get(address)
    assert answer.status_code == status
    return answer.content.decode()


def sent(who, address: str, typed: dict, status: int = 302):
    answer = client_of(who).post(address, typed)
    assert answer.status_code == status
    return answer.content.decode()


def test_ana_has_an_address_that_can_be_said_on_the_telephone(cast):
    assert client_of(cast.ana).get("/me/check-ins/").url == page(cast)
    assert page(cast) in shown(cast.ben, f"/people/{cast.ana.pk}/")
    assert "/me/check-ins/" in shown(cast.ana, "/me/record/")


def test_without_a_plan_the_page_says_what_it_is_and_where_to_begin(cast):
    text = shown(cast.ana, page(cast))
    assert "A friendly call at a time you choose" in text
    assert page(cast, "beginning/") in text
    for part in ("times/", "steps/", "words/"):
        shown(cast.ana, page(cast, part), 404)
    assert client_of(cast.ana).get(page(cast, "sheet/")).url == page(cast)


def test_ben_types_the_whole_plan_on_one_page_while_they_talk(cast):
    form = shown(cast.ben, page(cast, "beginning/"))
    assert "Read each line to them" in form
    assert form.count("checked") == 5, "three days, a new number, gentle steps; nothing is said yes to in their place"
    sent(cast.ben, page(cast, "beginning/"), ONE_GO | {"may_call": "on", "programme": cast.river.pk})
    plan = CheckInPlan.objects.get()
    said = plan.way.permissions.get()
    assert (plan.person, plan.programme, said.may_call, said.may_text) == (cast.ana, cast.river, True, False)
    assert "You may call this number for check-ins and visits." in said.words
    text = shown(cast.ben, page(cast))
    assert "Monday, Wednesday: 10 a.m. to noon" in text
    assert "You opened this page, and that is kept" in text
    assert Opening.objects.filter(actor_id=cast.ben.actor_id, about=cast.ana.actor_id, page="check-ins").count() == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"days": []}, "This field is required"),
        ({"number": ""}, "Write the number at which you would like to be called"),
        ({"number": "12"}, "not a telephone number"),
        ({"opens": "22:00", "closes": "23:00"}, "All of this is in quiet hours"),
        ({"closes": "09:00"}, "no time at all"),
        ({"may_leave_voicemail": "on"}, "A message on the machine takes a call"),
        ({"contact_name": "Rosa"}, "Write both, the name and the number"),
        ({"contact_name": "Rosa", "contact_number": "12"}, "not a telephone number"),
        ({"template": "siren"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_in_one_go_is_said_and_what_was_typed_stays(cast, typed, said):
    text = sent(cast.ana, page(cast, "beginning/"), {"programme": cast.river.pk} | ONE_GO | {"number": "306 555 0109"} | typed, 422)
    assert said in text
    assert not CheckInPlan.objects.exists()
    assert "306 555 0109" in text or "number" in typed


def test_a_number_that_is_known_is_offered_with_what_was_said_there(cast):
    way = number_of_ana(cast)
    form = shown(cast.ana, page(cast, "beginning/"))
    assert "(306) 555-0101 (kitchen): call" in form
    assert form.count("checked") == 6, "and the one tick that she said before"
    typed = ONE_GO | {"programme": cast.river.pk, "way": way.pk}
    assert "take this one away" in sent(cast.ana, page(cast, "beginning/"), typed, 422)
    sent(cast.ana, page(cast, "beginning/"), typed | {"number": "", "may_call": "on"})
    assert CheckInPlan.objects.get().way == way


def test_with_several_numbers_nothing_is_ticked_for_another(cast):
    number_of_ana(cast)
    add_way(by=cast.ana, person=cast.ana, kind="phone", value="+13065550102")
    assert shown(cast.ana, page(cast, "beginning/")).count("checked") == 5


def test_a_second_plan_is_not_begun(cast):
    plan_of_ana(cast)
    assert client_of(cast.ana).get(page(cast, "beginning/")).url == page(cast)
    assert "has a check-in plan already" in sent(
        cast.ana, page(cast, "beginning/"), ONE_GO | {"number": "306 555 0109", "programme": cast.river.pk}, 422
    )


def test_times_are_added_and_taken_away(cast):
    plan = plan_of_ana(cast)
    text = shown(cast.ana, page(cast, "times/"))
    assert "By the clock in Regina. Quiet hours are 9 p.m. to 8 a.m." in text
    assert f"/people/{cast.ana.pk}/details/" in text
    sent(cast.ana, page(cast, "times/"), {"days": ["1", "3"], "opens": "14:00", "closes": "15:00"})
    assert plan.times.count() == 3
    assert "Monday has a time" in sent(cast.ana, page(cast, "times/"), {"days": ["0"], "opens": "11:00", "closes": "15:00"}, 422)
    for time in plan.times.all():
        sent(cast.ana, page(cast, f"times/{time.pk}/removal/"), {})
    assert "No times are written down yet, so nobody calls." in shown(cast.ana, page(cast))


def test_the_clock_is_the_one_where_ana_is(cast):
    cast.ana.zone = "America/Port_of_Spain"
    cast.ana.quiet_from = cast.ana.quiet_until
    cast.ana.save()
    plan_of_ana(cast)
    assert "By the clock in Port of Spain. There are no quiet hours." in shown(cast.ana, page(cast, "times/"))
    with time_machine.travel(datetime(2026, 3, 2, 18, 20, tzinfo=UTC)):
        assert "By the clock in Port of Spain, where it is 2:20 p.m. now." in shown(cast.ana, page(cast))


def test_a_number_without_permission_is_never_called_and_the_page_says_so(cast):
    way = number_of_ana(cast, may_text=True)
    plan_of_ana(cast, way=way)
    text = shown(cast.ana, page(cast))
    assert "Calls to this number are not allowed, so nobody calls." in text
    assert f"/people/{cast.ana.pk}/ways/{way.pk}/check_ins/" in text
    end_way(by=cast.ana, way=way)
    assert "No number is written down yet, so nobody calls." in shown(cast.ana, page(cast))
    assert "No number is written down." in shown(cast.ana, page(cast, "number/"))
    other = add_way(by=cast.ana, person=cast.ana, kind="phone", value="+13065550102")
    assert "(306) 555-0102: not asked yet" in shown(cast.ana, page(cast, "number/"))
    assert "Select a valid choice" in sent(cast.ana, page(cast, "number/"), {"way": way.pk}, 422)
    sent(cast.ana, page(cast, "number/"), {"way": other.pk})
    assert CheckInPlan.objects.get().way == other


def test_a_number_that_ends_at_the_same_moment_is_said(cast, monkeypatch):
    plan = plan_of_ana(cast)
    key = plan.way.pk
    monkeypatch.setattr("hearthside.checkins.plans.views.NumberForm.is_valid", lambda form: _ends_just_now(cast, plan, form))
    assert "no number that Ana uses" in sent(cast.ana, page(cast, "number/"), {"way": key}, 422)


def _ends_just_now(cast, plan, form) -> bool:
    valid = super(type(form), form).is_valid()
    end_way(by=cast.ana, way=plan.way)
    return valid


def test_words_are_typed_and_a_long_text_is_counted(cast):
    plan_of_ana(cast)
    sent(cast.ben, page(cast, "words/"), {"about": "Birds\nNot the news", "voicemail": "", "text": "Un thé à la fenêtre ?"})
    text = shown(cast.ana, page(cast))
    for said in ("Birds", "Un thé à la fenêtre ?", "is not shown afterwards, as asked", "calling as agreed. I will try again."):
        assert said in text
    assert "21 of 70 letters: 1 text." in shown(cast.ana, page(cast, "words/"))
    too_long = sent(cast.ana, page(cast, "words/"), {"text": "a" * 307}, 422)
    assert "at most 306" in too_long
    assert "307 of 160 letters: 3 texts." in too_long


def test_voices_are_chosen_one_at_a_time_and_given_free_again(cast):
    plan = plan_of_ana(cast)
    form = shown(cast.ana, page(cast, "voices/"))
    assert [name in form for name in ("Ben", "Kim", "Cora", "Dan")] == [True, True, True, False]
    for who, wish in ((cast.ben, "liked"), (cast.kim, "rather_not"), (cast.cora, "liked"), (cast.cora, "either")):
        sent(cast.ana, page(cast, "voices/"), {"supporter": who.pk, "wish": wish})
    assert dict(plan.voices.values_list("supporter__name", "is_liked")) == {"Ben": True, "Kim": False}
    text = shown(cast.ana, page(cast))
    assert "Ben: a voice that is liked" in text
    assert "Kim: rather not" in text
    cast.kim.roles.all().delete()
    sent(cast.ana, page(cast, "voices/"), {"supporter": cast.kim.pk, "wish": "either"})
    assert plan.voices.count() == 1
    sent(cast.ana, page(cast, "voices/"), {"supporter": cast.dan.pk, "wish": "liked"}, 422)


def test_days_away_are_noted_and_withdrawn(cast):
    plan = plan_of_ana(cast)
    day = today() + timedelta(days=3)
    sent(cast.ana, page(cast, "absences/"), {"first_day": day, "last_day": day})
    assert "Here after all" in shown(cast.ana, page(cast, "absences/"))
    assert "before the first" in sent(cast.ana, page(cast, "absences/"), {"first_day": day, "last_day": today()}, 422)
    sent(cast.ana, page(cast, f"absences/{plan.absences.get().pk}/withdrawal/"), {})
    assert "Here after all" not in shown(cast.ana, page(cast, "absences/"))


def test_steps_are_added_changed_moved_and_taken_away_by_plain_buttons(cast):
    plan = plan_of_ana(cast)
    typed = {"act": "text", "wait": "45", "unit": "1", "not_before": "10:00", "not_after": "18:00", "words": "Tea?"}
    sent(cast.ana, page(cast, "steps/"), typed)
    step = plan.steps.get(act="text")
    text = shown(cast.ana, page(cast, "steps/"))
    assert "After 45 minutes, between 10 a.m. and 6 p.m.: send a text that says “Tea?”." in text
    assert NOTHING_ELSE in text
    sent(cast.ana, page(cast, f"steps/{step.pk}/place/"), {"up": "1"})
    sent(cast.ana, page(cast, f"steps/{step.pk}/place/"), {"up": "1"})
    assert plan.steps.first() == step
    sent(cast.ana, page(cast, f"steps/{step.pk}/place/"), {"down": "1"})
    form = shown(cast.ana, page(cast, f"steps/{step.pk}/"))
    assert 'value="45"' in form
    assert "Step 2" in form
    assert "4 of 160 letters: 1 text." in form
    rosa = {"contact_name": "Rosa", "contact_number": "306 555 0144"}
    sent(cast.ana, page(cast, f"steps/{step.pk}/"), {"act": "contact", "wait": "0", "unit": "60"} | rosa)
    assert "Right after: call Rosa, (306) 555-0144" in shown(cast.ana, page(cast))
    sent(cast.ana, page(cast, f"steps/{step.pk}/removal/"), {})
    assert [one.position for one in plan.steps.all()] == [1, 2]
    shown(cast.ana, page(cast, f"steps/{step.pk}/"), 404)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"wait": "8", "unit": "1440"}, "a week at most"),
        ({"wait": "-1"}, "greater than or equal to 0"),
        ({"wait": ""}, "This field is required"),
        ({"act": "contact"}, "Say who is to be called"),
        ({"act": "contact", "contact_name": "Rosa", "contact_number": "12"}, "not a telephone number"),
        ({"act": "text", "words": "a" * 307}, "A text has room for 306 letters"),
        ({"not_before": "22:00", "not_after": "23:00"}, "All of this is in quiet hours"),
        ({"act": "police"}, "Select a valid choice"),
    ],
)
def test_a_step_that_makes_no_sense_is_said_where_it_is_typed(cast, typed, said):
    plan = plan_of_ana(cast)
    wrong = {"act": "call", "wait": "1", "unit": "60"} | typed
    assert said in sent(cast.ana, page(cast, "steps/"), wrong, 422)
    assert said in sent(cast.ana, page(cast, f"steps/{plan.steps.first().pk}/"), wrong, 422)
    assert plan.steps.count() == 2


def test_a_step_that_somebody_takes_away_meanwhile_is_said(cast, monkeypatch):
    plan = plan_of_ana(cast)
    step = plan.steps.first()
    monkeypatch.setattr("hearthside.checkins.plans.step_views.StepForm.is_valid", lambda form: _taken_away(cast, step, form))
    wish = {"act": "call", "wait": "9", "unit": "60"}
    assert "taken away in the meantime" in sent(cast.ana, page(cast, f"steps/{step.pk}/"), wish, 422)


def _taken_away(cast, step, form) -> bool:
    actions.remove_step(by=cast.ana, step=step)
    return super(type(form), form).is_valid()


def test_beside_each_step_stands_what_is_in_its_way_and_where_to_put_it_right(cast):
    plan = plan_of_ana(cast, template="message")
    for act, contact in (("text", None), ("ask", None)):
        actions.add_step(by=cast.ana, plan=plan, wish=StepWish(act=act, wait_minutes=5, contact=contact))
    text = shown(cast.ana, page(cast, "steps/"))
    assert "No message is left: that is not allowed." in text
    assert "Left out: texts to this number are not allowed." in text
    assert f"/ways/{plan.way.pk}/check_ins/" in text
    permit_reach(by=cast.ana, way=plan.way, purpose="check_ins", words="", may_call=True, may_text=True, may_leave_voicemail=True)
    assert "not allowed" not in shown(cast.ana, page(cast, "steps/"))
    permit_reach(by=cast.ana, way=plan.way, purpose="check_ins", words="", may_text=True)
    assert shown(cast.ana, page(cast, "steps/")).count("Left out: calls to this number are not allowed.") == 3
    end_way(by=cast.ana, way=plan.way)
    assert shown(cast.ana, page(cast, "steps/")).count("Left out until there is a number.") == 4


def test_steps_begun_anew_and_a_contact_who_is_not_named_yet(cast):
    plan = plan_of_ana(cast)
    sent(cast.ana, page(cast, "steps/template/"), {"template": "contact"})
    text = shown(cast.ana, page(cast, "steps/"))
    assert "Left out until there is a name and a number." in text
    assert "After what others do: phonecheck.ca, cheerde.com" in text
    assert page(cast, f"steps/{plan.steps.get(act='contact').pk}/") in text
    assert "Select a valid choice" in sent(cast.ana, page(cast, "steps/template/"), {"template": "siren"}, 422)


def test_without_steps_nobody_tries_again_and_the_page_still_says_what_never_happens(cast):
    plan = plan_of_ana(cast)
    for step in plan.steps.all():
        actions.remove_step(by=cast.ana, step=step)
    for address in (page(cast), page(cast, "steps/"), page(cast, "sheet/")):
        text = shown(cast.ana, address)
        assert "If you do not answer the call, nobody tries again." in text
        assert NOTHING_ELSE in text


def test_stopped_at_once_and_begun_again(cast):
    plan = plan_of_ana(cast)
    assert "Stop the calls" in shown(cast.ana, page(cast))
    sent(cast.ana, page(cast, "ending/"), {})
    text = shown(cast.ana, page(cast))
    assert "Nobody calls. All of this stays written down." in text
    assert "Stop the calls" not in text
    assert client_of(cast.ana).get(page(cast, "sheet/")).url == page(cast)
    sent(cast.ana, page(cast, "return/"), {})
    assert "Stop the calls" in shown(cast.ana, page(cast))
    actions.end_plan(by=cast.ana, plan=plan)
    client = client_of(cast.ana)
    client.get(page(cast))
    plan.refresh_from_db()
    other = actions.begin_plan(by=cast.ana, person=cast.ana, programme=cast.river)
    assert CheckInPlan.objects.running().get() == other


def test_on_paper_stands_what_keeps_beside_a_telephone(cast):
    plan_of_ana(cast, template="contact", contact=Contact(name="Rosa", number="306 555 0144"))
    text = shown(cast.ana, page(cast, "sheet/"))
    for said in ("Monday: 10 a.m. to noon", "(306) 555-0101", "Rosa, (306) 555-0144", NOTHING_ELSE, "Lantern Street"):
        assert said in text
    assert "<script" not in text


def test_ana_reads_what_was_decided_and_nobody_else_is_shown_it_here(cast):
    question = Things(cast).decided
    assert "We wait until Monday." not in shown(cast.ben, page(cast))
    text = shown(cast.ana, page(cast))
    assert "We wait until Monday." in text
    assert "I have read it" in text
    sent(cast.ana, page(cast, f"decisions/{question.pk}/reading/"), {})
    assert "I have read it" not in shown(cast.ana, page(cast))
    actions.change_words(by=cast.ana, plan=question.call.plan, about="", voicemail="", text="", tell_me=False)
    assert "We wait until Monday." not in shown(cast.ana, page(cast))
    sent(cast.ana, page(cast, f"decisions/{question.pk}/reading/"), {}, 403)


def test_colleagues_and_strangers_find_nothing_and_an_emergency_only_reads(cast):
    plan_of_ana(cast)
    for who in (cast.kim, cast.dan, cast.eve, cast.ada):
        shown(who, page(cast), 404)
        sent(who, page(cast, "ending/"), {}, 404)
    assert Things(cast).glass
    text = shown(cast.dan, page(cast))
    assert "you can read it, not change it" in text
    assert "Change" not in text
    assert "in an emergency" in sent(cast.dan, page(cast, "words/"), {"about": "x"}, 403)


def test_reading_costs_the_same_at_one_and_at_many(cast, django_assert_num_queries):
    plan = plan_of_ana(cast)
    many = [Window(day, MORNING.opens, MORNING.closes) for day in range(7)]
    client = client_of(cast.ana)
    for address, number in ((page(cast), 11), (page(cast, "steps/"), 10), (page(cast, "times/"), 6)):
        client.get(address)
        with django_assert_num_queries(number):
            client.get(address)
    actions.change_times(by=cast.ana, plan=plan, windows=many)
    for number in range(8):
        actions.add_step(by=cast.ana, plan=plan, wish=StepWish(act="call", wait_minutes=number))
    actions.choose_voices(by=cast.ana, plan=plan, liked=[cast.ben, cast.cora], rather_not=[cast.kim])
    for address, number in ((page(cast), 11), (page(cast, "steps/"), 10), (page(cast, "times/"), 6)):
        with django_assert_num_queries(number):
            assert len(client.get(address).content) < 60_000
