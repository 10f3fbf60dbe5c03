"""Texting somebody: only where they said so, not at night, not after a stop, and little of it on a locked screen."""

from datetime import time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from hearthside.audit.models import Entry
from hearthside.core.dates import now
from hearthside.core.errors import NotAllowed, Refused
from hearthside.outbox.actions import confirm_sending, deliver
from hearthside.outbox.models import Heard, Message
from hearthside.outbox.providers import Outcome
from hearthside.outbox.telephone.actions import stop_number
from hearthside.people.actions import break_glass, end_way, permit_reach
from hearthside.people.models import Relation
from hearthside.people.texting.actions import send_text_by_hand, take_text_back
from hearthside.people.texting.lock_screen import telling_words
from hearthside.people.texting.tests.conversation import EVENING, NOON, NUMBER, at, heard, phone, written
from hearthside.people.texting.writing import text_choices
from tests.cast import TESTS
from tests.signed_in import client_of


def page(reader, person):
    return client_of(reader).get(f"/people/{person.pk}/texts/").content.decode()


def send(by, way, words="Is two still good?", **more):
    typed = {"where": f"{way.pk}:check_ins", "words": words, "once": str(uuid4())} | more
    return client_of(by).post(f"/people/{way.person_id}/texts/", typed)


def test_ben_texts_ana_where_she_said_so_and_reads_it_in_the_thread(cast):
    way = phone(cast.ana)
    with at(NOON):
        assert send(cast.ben, way).status_code == 302
        message = Message.objects.get()
        assert (message.to, message.body, message.about) == (NUMBER, "Is two still good?", cast.ana.actor_id)
        assert (message.purpose, message.zone) == ("check_ins", "America/Regina")
        shown = page(cast.ben, cast.ana)
        assert "Is two still good?" in shown
        assert "Ben wrote" in shown


def test_the_button_is_there_only_for_what_ana_allows_and_the_reason_with_a_link_where_she_does_not(cast):
    way = phone(cast.ana, may_call=True)
    shown = page(cast.ben, cast.ana)
    assert "Your words" not in shown
    assert "Ana does not want to be written to here for check-ins and visits." in shown
    assert "Ana has not been asked about being written to for news." in shown
    assert f"/people/{cast.ana.pk}/ways/{way.pk}/news/" in shown


def test_what_is_allowed_for_one_purpose_is_not_for_another(cast):
    way = phone(cast.ana)
    assert [one.purpose for one in text_choices(cast.ana) if one.verdict] == ["check_ins"]
    with pytest.raises(NotAllowed, match="has not been asked"):
        written(cast.ben, way, purpose="news")
    assert send(cast.ben, way, where=f"{way.pk}:news").status_code == 422
    assert not Message.objects.exists()


def test_a_number_that_said_stop_has_no_button_and_takes_no_text(cast):
    way = phone(cast.ana)
    stop_number(by=TESTS, number=NUMBER)
    assert "This number said stop to texts." in page(cast.ben, cast.ana)
    with pytest.raises(NotAllowed, match="said stop"):
        written(cast.ben, way)
    assert "sms:+" not in client_of(cast.ben).get(f"/people/{cast.ana.pk}/").content.decode()


def test_a_number_no_longer_used_takes_no_text(cast):
    way = phone(cast.ana)
    end_way(by=TESTS, way=way)
    with pytest.raises(NotAllowed, match="no longer uses this"):
        written(cast.ben, way)
    assert "No telephone number is written down." in page(cast.ben, cast.ana)


def test_in_her_night_it_waits_for_her_morning_and_the_page_says_so_by_her_clock(cast):
    way = phone(cast.ana)
    type(cast.ana).objects.filter(pk=cast.ana.pk).update(zone="America/Halifax")
    with at(EVENING):
        answer = client_of(cast.ben)
        shown = answer.get(f"/people/{cast.ana.pk}/texts/").content.decode()
        assert "The text goes at 8 a.m. by their clock." in shown
        typed = {"where": f"{way.pk}:check_ins", "words": "Is two still good?", "once": str(uuid4())}
        said = answer.post(f"/people/{cast.ana.pk}/texts/", typed, follow=True).content.decode()
        assert "it goes at 8 a.m. where Ana is" in said
        message = Message.objects.get()
        morning = message.not_before
        assert morning > EVENING
        assert morning.astimezone(ZoneInfo("America/Halifax")).time() == time(8)
        assert "Open in my own texts" not in said
        with pytest.raises(Refused, match="not to be sent now"):
            send_text_by_hand(by=cast.ben, person=cast.ana, message=message)
    with at(morning + timedelta(minutes=1)):
        assert "Open in my own texts" in page(cast.ben, cast.ana)


def test_without_a_provider_ben_sends_it_with_his_own_phone_and_says_so(cast):
    way = phone(cast.ana)
    with at(NOON):
        message = written(cast.ben, way)
        shown = page(cast.ben, cast.ana)
        assert f"sms:{NUMBER}?body=Is%20two%20still%20good%3F" in shown
        assert "waits for Ben to send it" in shown
        address = f"/people/{cast.ana.pk}/texts/{message.pk}/sending/"
        assert "Marked as sent." in client_of(cast.ben).post(address, follow=True).content.decode()
        message.refresh_from_db()
        assert message.sent_by == cast.ben.actor_id
        again = client_of(cast.ben).post(address, follow=True).content.decode()
        assert "There is nothing left to send here." in again
        assert "sms:+" not in page(cast.ben, cast.ana)


def test_with_a_provider_the_machine_sends_it_and_nobody_marks_it(cast, settings):
    settings.OUTBOX_PROVIDERS = {"sms": "hearthside.outbox.telephone.provider.Texts"}
    way = phone(cast.ana)
    with at(NOON):
        message = written(cast.ben, way)
        assert "sms:+" not in page(cast.ben, cast.ana)
        with pytest.raises(Refused, match="nothing left to send"):
            send_text_by_hand(by=cast.ben, person=cast.ana, message=message)

        class Carrier:
            def send(self, message):
                return Outcome(sent=True, provider_id="SM1")

        assert deliver(message, worker="w", provider=Carrier()).sent
        assert "sent, not known whether it arrived" in page(cast.ben, cast.ana)
        with pytest.raises(Refused, match="can no longer be taken back"):
            take_text_back(by=cast.ben, person=cast.ana, message=message)


def test_texts_cannot_leave_a_house_that_carries_only_mail(cast, settings):
    settings.OUTBOX_PROVIDERS = {"mail": "somewhere"}
    way = phone(cast.ana)
    with at(NOON):
        answer = send(cast.ben, way)
    assert answer.status_code == 422
    assert "Texts cannot be sent from here yet." in answer.content.decode()
    assert "Is two still good?" in answer.content.decode()


def test_ben_takes_back_what_nobody_has_sent(cast):
    way = phone(cast.ana)
    with at(NOON):
        message = written(cast.ben, way)
        address = f"/people/{cast.ana.pk}/texts/{message.pk}/return/"
        assert "Taken back. It is not sent." in client_of(cast.ben).post(address, follow=True).content.decode()
        assert "taken back before it went" in page(cast.ben, cast.ana)
        take_text_back(by=cast.ben, person=cast.ana, message=message)
        assert Entry.objects.filter(act="took a text back").count() == 1


def test_what_nobody_sent_within_two_days_is_too_late_and_says_so(cast):
    way = phone(cast.ana)
    with at(NOON):
        written(cast.ben, way)
    with at(NOON + timedelta(days=3)):
        assert "its time was over, so it was not sent" in page(cast.ben, cast.ana)


def test_the_same_press_twice_is_one_text(cast):
    way, once = phone(cast.ana), uuid4()
    with at(NOON):
        for _press in range(2):
            assert send(cast.ben, way, once=str(once)).status_code == 302
    assert Message.objects.count() == 1


def test_more_than_three_texts_are_kept_on_the_page_with_what_to_do(cast):
    way = phone(cast.ana)
    with at(NOON):
        answer = send(cast.ben, way, words="a" * 460)
        shown = answer.content.decode()
        assert answer.status_code == 422
        assert "This is longer than three texts." in shown
        assert "a" * 460 in shown
        assert "460 of 160 letters: 4 texts." in shown
        assert send(cast.ben, way, words="a" * 459).status_code == 302
    for words in ("  ", "a" * 460):
        with pytest.raises(Refused, match="too few or too many letters"):
            written(cast.ben, way, words)


def test_of_words_that_a_locked_screen_should_not_show_the_page_warns_once_and_never_forbids(cast):
    way = phone(cast.ana)
    with at(NOON):
        answer = send(cast.ben, way, words="Lantern Street support group today?")
        shown = answer.content.decode()
        assert answer.status_code == 422
        assert "“Lantern Street”, “support group”" in shown
        assert "Send it as it is." in shown
        assert send(cast.ben, way, words="Lantern Street support group today?", as_it_is="on").status_code == 302


def test_where_ana_said_that_we_may_say_who_we_are_nothing_warns_and_nothing_is_proposed(cast):
    way = phone(cast.ana, may_text=True, may_say_who=True)
    with at(NOON):
        assert "When is a good time for a call?" not in page(cast.ben, cast.ana)
        assert send(cast.ben, way, words="Your support group is on.").status_code == 302


def test_the_neutral_sentence_stands_there_first_in_the_language_of_whoever_gets_it(cast):
    phone(cast.ana)
    assert "Hello, this is Ben. When is a good time for a call?" in page(cast.ben, cast.ana)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("See you at two", []),
        ("at Lantern street tomorrow", ["Lantern street"]),
        ("your therapist and your psychiatrist", ["psychiatrist", "therapist"]),
        ("La ligne de crise", ["crise"]),
        ("fundamental", []),
        ("Mental health", ["Mental"]),
    ],
)
def test_words_that_tell(cast, words, found):
    assert telling_words(words, cast.organisation) == found


def test_a_text_to_ana_sees_to_what_came_from_her(cast):
    way = phone(cast.ana)
    with at(NOON):
        one = heard()
        written(cast.ben, way)
    assert Heard.objects.get(pk=one.pk).seen_to_by == cast.ben.actor_id


def test_nobody_but_those_who_meet_ana_and_her_coordinator_text_her(cast):
    way = phone(cast.ana)
    for outsider in (cast.kim, cast.dan, cast.ada, cast.eve, cast.ana):
        with pytest.raises(NotAllowed):
            written(outsider, way)
    break_glass(by=cast.dan, person=cast.ana, reason="Nobody has seen her.")
    with pytest.raises(NotAllowed, match="in an emergency"):
        written(cast.dan, way)
    assert "You opened this record in an emergency" in page(cast.dan, cast.ana)
    Relation.objects.filter(person=cast.ana, supporter=cast.ben).update(ends_on=now().date())
    with pytest.raises(NotAllowed):
        written(cast.ben, way)


def test_only_what_was_written_here_to_ana_is_settled_on_her_page(cast):
    way, other = phone(cast.ana), phone(cast.mo, number="+13065550199")
    with at(NOON):
        message = written(cast.dan, other)
        assert client_of(cast.ben).post(f"/people/{cast.ana.pk}/texts/{message.pk}/sending/").status_code == 404
        for act in (send_text_by_hand, take_text_back):
            with pytest.raises(NotAllowed, match="not written here"):
                act(by=cast.ben, person=cast.ana, message=message)
        assert written(cast.cora, way).written_by == cast.cora.actor_id


def test_whoever_keeps_the_house_sees_in_the_outbox_that_there_is_a_text_and_never_its_words(cast):
    way = phone(cast.ana)
    with at(NOON):
        message = written(cast.ben, way)
        assert str(message.pk) not in client_of(cast.ada).get("/outbox/").content.decode()
        shown = client_of(cast.ada).get(f"/outbox/{message.pk}/").content.decode()
        assert "Is two still good?" not in shown
        assert "I sent it" not in shown
        assert "Its words are between whoever wrote it and the person it is for." in shown
        with pytest.raises(Refused, match="Whoever wrote this sends it"):
            confirm_sending(by=cast.ada, message=message)


def test_the_trail_holds_no_words_and_no_number(cast):
    way = phone(cast.ana)
    with at(NOON):
        written(cast.ben, way)
    told = " ".join(f"{one.act} {one.details} {one.reason}" for one in Entry.objects.all())
    assert "two still" not in told
    assert "5550123" not in told


def test_saying_yes_for_another_purpose_opens_that_one_alone(cast):
    way = phone(cast.ana)
    permit_reach(by=cast.ana, way=way, purpose="reminders", words="May we?", may_text=True)
    assert [one.purpose for one in text_choices(cast.ana) if one.verdict] == ["check_ins", "reminders"]
