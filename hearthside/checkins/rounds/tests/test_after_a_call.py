"""After a call: one tap says how it went, and a slip is taken back."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from hearthside.checkins.calls.actions import claim_call, record_talk, record_try
from hearthside.checkins.calls.tests.plans import MONDAY
from hearthside.checkins.models import Call, CheckInPlan
from hearthside.checkins.rounds.actions import take_back_talk
from hearthside.checkins.rounds.tests.rounds import call_of, clock, morning_of, now_is, talk, text, tried
from hearthside.core.errors import Refused
from hearthside.encounters.models import Encounter
from tests.signed_in import client_of


def test_we_talked_is_one_tap_and_a_double_tap_is_one(cast, begun):
    ben, once = client_of(cast.ben), uuid4()
    page = text(ben.post(f"/calls/{begun.pk}/talk/", talk(once), follow=True))
    assert "With Ana, 15 minutes." in page
    assert "Offer the survey" in page
    assert "With Ana, 15 minutes." in text(ben.post(f"/calls/{begun.pk}/talk/", talk(once), follow=True))
    encounter = Encounter.objects.get()
    assert (encounter.kind.code, encounter.minutes) == ("check_in_call", 15)
    assert now_is(begun).ended_why == "talked"


def test_somebody_on_duty_without_relation_taps_twice_and_is_told_the_same_twice(cast, plan):
    morning_of(cast.kim, cast.river)
    kim, once = client_of(cast.kim), uuid4()
    first = claim_call(by=cast.kim, call=call_of(plan))
    for _tap in range(2):
        assert "With Ana" in text(kim.post(f"/calls/{first.pk}/talk/", talk(once), follow=True))
    second = claim_call(by=cast.kim, call=call_of(plan, opens=clock(11)))
    sent = tried("declined_today")
    for _tap in range(2):
        assert "Noted." in text(kim.post(f"/calls/{second.pk}/tries/", sent, follow=True))
    assert now_is(second).tries == 1
    assert kim.get(f"/calls/{second.pk}/").status_code == 404, "it is over, and no longer hers to read"


def test_the_code_of_the_survey_travels_to_its_page(cast, begun):
    ben = client_of(cast.ben)
    ben.post(f"/calls/{begun.pk}/talk/", talk())
    assert "<svg" in text(ben.get(reverse("offer", args=[Encounter.objects.get().pk])))


def test_minutes_that_cannot_be_are_said_on_the_page_of_the_call(cast, begun):
    response = client_of(cast.ben).post(f"/calls/{begun.pk}/talk/", talk(minutes=0))
    assert response.status_code == 422
    assert "Ensure this value is greater than or equal to 1." in text(response)
    assert now_is(begun).ended_at is None


def test_what_it_was_about_may_be_told_afterwards_or_not(cast, begun):
    ben = client_of(cast.ben)
    ben.post(f"/calls/{begun.pk}/talk/", talk())
    address = f"/calls/talks/{Encounter.objects.get().pk}/"
    assert ben.post(address, {"minutes": "0"}).status_code == 422
    sent = {"minutes": "25", "support": ["emotional"], "topics": ["loneliness"], "note": "The herons are back.", "was_heavy": "on"}
    assert "Saved." in text(ben.post(address, sent, follow=True))
    encounter = Encounter.objects.get()
    assert (encounter.minutes, encounter.support, encounter.note.text) == (25, ["emotional"], "The herons are back.")
    assert now_is(begun).was_heavy
    assert "The herons are back." in text(ben.get(address))
    assert client_of(cast.cora).get(address).status_code == 403


def test_a_talk_that_was_tapped_by_mistake_is_taken_back_and_the_call_is_still_to_be_made(cast, begun):
    ben = client_of(cast.ben)
    ben.post(f"/calls/{begun.pk}/talk/", talk())
    address = f"/calls/talks/{Encounter.objects.get().pk}/"
    assert f'action="{address}undoing/"' in text(ben.get(address))
    page = text(ben.post(f"{address}undoing/", follow=True))
    assert "Taken back. It counts nowhere." in page
    assert "We talked" in page
    assert not Encounter.objects.exists()
    assert (now_is(begun).ended_at, now_is(begun).tries, now_is(begun).claimed_by) == (None, 0, cast.ben)
    ben.post(f"/calls/{begun.pk}/tries/", tried("no_answer"))
    assert now_is(begun).step == 1, "what she agreed to begins now"


def test_a_talk_on_the_second_try_taken_back_leaves_the_agreed_steps_where_they_were(cast, begun, at_ten):
    record_try(by=cast.ben, call=begun, outcome="no_answer")
    at_ten.shift(timedelta(hours=1, minutes=1))
    claim_call(by=cast.ben, call=begun)
    before = now_is(begun)
    encounter, _ticket = record_talk(by=cast.ben, call=begun, minutes=15)
    take_back_talk(by=cast.ben, call=begun)
    after = now_is(begun)
    assert (after.step, after.step_act, after.next_at, after.tries) == (before.step, before.step_act, before.next_at, 1)
    with pytest.raises(Refused, match="taken back already"):
        take_back_talk(by=cast.ben, call=begun)


def test_taken_back_after_the_plan_ended_nothing_begins_again(cast, begun):
    record_talk(by=cast.ben, call=begun, minutes=15)
    CheckInPlan.objects.update(ended_at=clock(10))
    take_back_talk(by=cast.ben, call=begun)
    assert now_is(begun).ended_why == "plan_ended"


def test_a_day_later_it_is_corrected_instead(cast, begun, at_ten):
    ben = client_of(cast.ben)
    ben.post(f"/calls/{begun.pk}/talk/", talk())
    at_ten.shift(timedelta(hours=25))
    ben = client_of(cast.ben)
    address = f"/calls/talks/{Encounter.objects.get().pk}/"
    assert "undoing" not in text(ben.get(address))
    assert ben.post(f"{address}undoing/").status_code == 403


@pytest.mark.parametrize(
    ("outcome", "ended"), [("declined_today", "not_today"), ("planned_absence", "away"), ("stop_asked", "stopped"), ("no_answer", "")]
)
def test_each_way_a_call_can_go_is_one_tap(cast, begun, outcome, ended):
    page = text(client_of(cast.ben).get(f"/calls/{begun.pk}/"))
    assert f'value="{outcome}"' in page
    page = text(client_of(cast.ben).post(f"/calls/{begun.pk}/tries/", tried(outcome), follow=True))
    assert "Noted. What comes next is what they agreed to" in page
    assert now_is(begun).ended_why == ended


def test_asked_for_another_day(cast, begun):
    ben = client_of(cast.ben)
    address = f"/calls/{begun.pk}/tries/"
    nothing = ben.post(address, tried("call_later"))
    assert nothing.status_code == 422
    assert "Choose the day they asked for." in text(nothing)
    past = ben.post(address, tried("call_later", again_day="2026-03-01"))
    assert "This day has passed." in text(past)
    at_night = ben.post(address, tried("call_later", again_day="2026-03-04", again_at="23:30"))
    assert "quiet hours" in text(at_night)
    assert "2026-03-04" in text(at_night), "what was typed stays"
    assert "Noted." in text(ben.post(address, tried("call_later", again_day="2026-03-04", again_at="14:00"), follow=True))
    assert Call.objects.get(ended_at=None).opens == clock(14, day=MONDAY + timedelta(days=2))


def test_a_way_that_does_not_exist_is_not_taken(cast, begun):
    assert client_of(cast.ben).post(f"/calls/{begun.pk}/tries/", tried("vanished")).status_code == 422


def test_every_form_of_the_page_carries_what_makes_two_taps_one(cast, begun):
    page = text(client_of(cast.ben).get(f"/calls/{begun.pk}/"))
    once = re.findall(r'name="once" value="([0-9a-f-]{36})"', page)
    assert len(once) == 4
    assert len(set(once)) == 2, "the talk has its own, and all the other ways share one"
    assert len(re.findall(r' id="([^"]+)"', page)) == len(set(re.findall(r' id="([^"]+)"', page))), "no name stands twice on the page"
