"""They do not want texts any more: heard, read or said; and texts are welcome again; and what was said long ago is asked anew."""

from datetime import timedelta

import pytest

from hearthside.audit.models import Entry
from hearthside.core.dates import now
from hearthside.core.errors import NotAllowed, Refused
from hearthside.outbox.models import Heard, Message, Stopped
from hearthside.outbox.telephone.actions import hear, stop_number
from hearthside.people.actions import break_glass, confirm_way, end_way, permit_reach
from hearthside.people.models import ReachPermission
from hearthside.people.permissions import may_reach_by_day
from hearthside.people.reach import ways_allowed
from hearthside.people.texting.actions import note_stop_heard, note_stop_said, welcome_texts
from hearthside.people.texting.tests.conversation import NOON, NUMBER, at, heard, phone, written
from hearthside.people.texting.writing import text_choices
from tests.cast import TESTS
from tests.signed_in import client_of


def welcome(person):
    return [one.purpose for one in text_choices(person) if one.verdict]


def test_what_ana_said_aloud_is_one_press_on_her_page_and_her_calls_stay_welcome(cast):
    way = phone(cast.ana)
    with at(NOON):
        waiting = written(cast.ben, way)
        shown = client_of(cast.ben).get(f"/people/{cast.ana.pk}/").content.decode()
        assert "They do not want texts any more" in shown
        answer = client_of(cast.ben).post(f"/people/{cast.ana.pk}/texts/ending/", follow=True).content.decode()
        assert "Noted. No text goes to Ana any more." in answer
        assert "This number said stop: no text goes there." in answer
        waiting.refresh_from_db()
        assert waiting.left_at
        assert waiting.failure == "stopped"
        assert not welcome(cast.ana)
        assert may_reach_by_day(cast.ana, way, "check_ins", "call", now())
    said = way.permissions.get(ended_at=None)
    assert said.words == "They said that they do not want texts any more."
    assert way.permissions.count() == 2


def test_whoever_opened_her_record_in_an_emergency_may_write_down_that_she_wants_no_texts(cast):
    phone(cast.ana)
    with pytest.raises(NotAllowed):
        note_stop_said(by=cast.dan, person=cast.ana)
    break_glass(by=cast.dan, person=cast.ana, reason="Nobody has seen her.")
    note_stop_said(by=cast.dan, person=cast.ana)
    assert Stopped.objects.get().how == "said"


def test_without_a_number_there_is_nothing_to_stop(cast):
    answer = client_of(cast.ben).post(f"/people/{cast.ana.pk}/texts/ending/", follow=True).content.decode()
    assert "No telephone number is written down, so no text goes anywhere." in answer


def test_free_words_that_mean_stop_are_one_press_where_they_came_in(cast):
    way = phone(cast.ana)
    heard("hello?")
    one = heard("please dont write to me anymore")
    answer = client_of(cast.ben).post(f"/texts/{one.pk}/stop/", follow=True).content.decode()
    assert "No text goes to this number any more." in answer
    assert not Heard.objects.filter(seen_to_at=None).exists()
    assert not welcome(cast.ana)
    assert Stopped.objects.get().lookup == way.lookup
    acts = Entry.objects.filter(act="kept that no texts are wanted", about=cast.ana.actor_id)
    assert acts.count() == 1


def test_a_withheld_number_cannot_be_stopped_and_says_so(cast):
    one = heard("", number="", how="call")
    assert "/stop/" not in client_of(cast.cora).get("/texts/").content.decode()
    answer = client_of(cast.cora).post(f"/texts/{one.pk}/stop/", follow=True).content.decode()
    assert "The number was withheld" in answer
    assert not Stopped.objects.exists()


def test_on_a_shared_number_a_stop_holds_for_both_and_ends_what_those_allowed_whom_the_reader_may_open(cast):
    phone(cast.ana)
    phone(cast.mo)
    note_stop_heard(by=cast.ben, heard=heard("no more please"))
    assert not welcome(cast.ana)
    assert not welcome(cast.mo)
    in_force = ReachPermission.objects.filter(ended_at=None)
    assert not in_force.get(way__person=cast.ana).may_text
    assert in_force.get(way__person=cast.mo).may_text  # Ben does not know Mo; the stop itself holds


def test_texts_are_welcome_again_and_each_purpose_keeps_what_was_said_of_it(cast):
    way = phone(cast.ana)
    permit_reach(by=cast.ana, way=way, purpose="reminders", words="May we?", may_text=True)
    stop_number(by=TESTS, number=NUMBER)
    assert not welcome(cast.ana)
    hear(by=TESTS, how="text", number=NUMBER, provider_id="SMstart", words="START")
    assert welcome(cast.ana) == ["check_ins", "reminders"]
    note_stop_said(by=cast.ben, person=cast.ana)
    answer = client_of(cast.ben).post(f"/people/{cast.ana.pk}/texts/welcome/{way.pk}/", follow=True)
    assert "Now ask what texts may be for." in answer.content.decode()
    assert not welcome(cast.ana)  # the number receives again; what for, she is asked
    permit_reach(by=cast.ana, way=way, purpose="reminders", words="May we?", may_text=True)
    assert welcome(cast.ana) == ["reminders"]


def test_only_whoever_may_change_her_record_says_that_texts_are_welcome_again(cast):
    way = phone(cast.ana)
    stop_number(by=TESTS, number=NUMBER)
    with pytest.raises(NotAllowed):
        welcome_texts(by=cast.kim, way=way)
    assert not Stopped.objects.get().ended_at


# Asked again


def allowed(person):
    (one,) = ways_allowed(person)
    return one


def test_after_a_year_the_page_asks_whether_it_is_still_so_and_one_press_keeps_it(cast):
    way = phone(cast.ana)
    assert not allowed(cast.ana).is_to_ask
    long_ago = now() - timedelta(days=400)
    way.permissions.update(said_at=long_ago)
    shown = client_of(cast.ben).get(f"/people/{cast.ana.pk}/ways/").content.decode()
    assert "Ask again whether it is still so." in shown
    assert f"{long_ago:%Y}" in shown
    answer = client_of(cast.ben).post(f"/people/{cast.ana.pk}/ways/{way.pk}/confirmation/", follow=True).content.decode()
    assert "Noted, with today&#x27;s date." in answer
    assert "Ask again" not in answer
    said = way.permissions.get()
    assert said.said_at == long_ago
    assert said.confirmed_at
    assert welcome(cast.ana) == ["check_ins"]


def test_a_text_that_did_not_arrive_asks_again_until_ana_confirms(cast):
    way = phone(cast.ana)
    with at(now() + timedelta(hours=1)):
        message = written(cast.ben, way)
        Message.objects.filter(pk=message.pk).update(failed_at=now(), failure="provider_30005")
        assert allowed(cast.ana).is_to_ask
    with at(now() + timedelta(hours=2)):
        permit_reach(by=cast.ana, way=way, purpose="check_ins", words="May we?", may_call=True, may_text=True)
        assert not allowed(cast.ana).is_to_ask
    assert way.permissions.count() == 1


def test_nothing_said_or_no_longer_used_is_nothing_to_confirm(cast):
    way = phone(cast.ana)
    end_way(by=TESTS, way=way)
    with pytest.raises(Refused, match="Nothing was said about this yet"):
        confirm_way(by=cast.ben, way=way)
    answer = client_of(cast.ben).post(f"/people/{cast.ana.pk}/ways/{way.pk}/confirmation/", follow=True).content.decode()
    assert "Nothing was said about this yet." in answer
    assert not allowed(cast.ana).is_to_ask
