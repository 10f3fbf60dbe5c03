"""Somebody texts our number: the words that count count at once, and everything else waits for a person."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.db import connection

from hearthside.audit.models import Entry
from hearthside.core.dates import now
from hearthside.core.lookups import lookup_of
from hearthside.outbox import jobs
from hearthside.outbox.models import Heard, Message, Stopped
from hearthside.outbox.telephone import handing
from hearthside.outbox.telephone.actions import forget_what_was_heard, see_to_heard, start_number, stop_number
from hearthside.outbox.telephone.handing import until_handed_over
from hearthside.outbox.telephone.queries import heard_since, is_stopped
from hearthside.outbox.telephone.tests.telling import ROBIN, text
from hearthside.outbox.tests.letters import queue
from tests.cast import TESTS

OTHER = "+13065550166"


def to_robin(**more) -> Message:
    return queue(channel="sms", to=ROBIN, purpose="reminders", **more)


def answers() -> list[str]:
    return list(Message.objects.filter(purpose="answer").order_by("queued_at").values_list("body", flat=True))


@pytest.fixture(autouse=True)
def _telephone(telephone):
    pass


def test_what_robin_writes_waits_for_a_person_and_is_sealed():
    before = now()
    answer = text("Could we talk on Thursday?")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/xml")
    assert b"<Response" in answer.content
    heard = Heard.objects.get()
    assert (heard.how, heard.words, heard.number, heard.keyword, heard.seen_to_at) == (
        "text", "Could we talk on Thursday?", ROBIN, "", None)  # fmt: skip
    assert heard_since(lookup_of("phone", ROBIN), before)
    assert not heard_since(lookup_of("phone", OTHER), before)
    assert not heard_since(lookup_of("phone", ROBIN), now() + timedelta(seconds=1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, words FROM outbox_heard")
        row = b" ".join(bytes(cell) for cell in cursor.fetchone())
    assert b"Thursday" not in row
    assert b"5550155" not in row


def test_a_person_sees_to_it_once(cast):
    text("Hello")
    for who in (cast.ben, cast.cora):
        see_to_heard(by=who, heard=Heard.objects.get())
    assert Heard.objects.get().seen_to_by == cast.ben.actor_id
    assert Entry.objects.filter(act="saw to what was heard").count() == 1


def test_stop_holds_at_once_and_takes_back_what_waits():
    waiting, later, elsewhere = to_robin(), to_robin(not_before=now() + timedelta(days=1)), queue(channel="sms", to=OTHER)
    assert text("Stop.").status_code == 200
    assert is_stopped(ROBIN)
    assert set(Message.objects.filter(failure="stopped").exclude(left_at=None)) == {waiting, later}
    elsewhere.refresh_from_db()
    assert elsewhere.left_at is None
    assert Heard.objects.get().seen_to_by == "machine:telephone"
    assert answers() == ["You get no more texts from this number. Text START to get them again."]


def test_after_stop_a_new_text_is_written_down_and_left_with_its_reason():
    stop_number(by=TESTS, number=ROBIN)
    message = to_robin()
    assert (message.failure, message.why_left) == ("stopped", "The number said stop, so it was not sent.")
    entry = Entry.objects.get(act="left a message unsent")
    assert (entry.thing, entry.details) == (f"message:{message.pk}", {"code": "stopped"})


def test_a_sign_in_code_still_reaches_whoever_asks_for_it():
    text("stop")
    assert to_robin().left_at
    code = queue(channel="sms", to=ROBIN, purpose="sign_in_code", expires_at=now() + timedelta(minutes=10))
    assert Message.objects.due().welcome().filter(pk=code.pk).exists()


def test_stop_is_confirmed_once_and_within_five_minutes():
    text("STOP", "SM1"), text("STOP", "SM2"), text("START", "SM3"), text("STOP", "SM4")
    confirmations = Message.objects.filter(key__startswith="keyword:stop:")
    assert confirmations.count() == 1
    assert confirmations.get().expires_at <= now() + timedelta(minutes=5)
    assert Stopped.objects.count() == 2
    with time_machine.travel(now() + timedelta(minutes=6)):
        text("START", "SM5"), text("STOP", "SM6")
    assert confirmations.count() == 2


def test_start_makes_texts_welcome_again_but_wakes_nothing_that_was_left():
    message = to_robin()
    text("STOP", "SM1"), text("Start", "SM2")
    assert not is_stopped(ROBIN)
    message.refresh_from_db()
    assert message.left_at
    assert to_robin().left_at is None
    assert answers()[-1] == "Texts from this number are on again. Text STOP to end them."


def test_start_of_somebody_who_never_stopped_is_only_heard():
    assert text("start").status_code == 200
    assert answers() == []
    assert not Entry.objects.filter(act="welcomed texts to a number again").exists()


def test_help_says_who_we_are_and_how_to_stop_in_the_language_of_the_word(cast):
    text("HELP", "SM1")
    assert cast.organisation.name in answers()[0]
    assert "Text STOP and no more texts come" in answers()[0]
    text("help", "SM2")
    assert len(answers()) == 1  # two machines that answer each other come to an end


def test_the_same_text_told_three_times_is_heard_once():
    assert {text("Hello", "SM1").status_code for _ in range(3)} == {200}
    assert Heard.objects.count() == 1
    text("STOP", "SM2"), text("START", "SM3"), text("STOP", "SM2")
    assert not is_stopped(ROBIN)


def test_a_word_that_the_provider_took_itself_is_kept_and_not_answered_twice():
    text("STOP", "SM1", OptOutType="STOP")
    assert is_stopped(ROBIN)
    text("basta", "SM2", number=OTHER, OptOutType="STOP")
    assert is_stopped(OTHER)
    text("START", "SM3", OptOutType="START"), text("HELP", "SM4", OptOutType="HELP")
    assert not is_stopped(ROBIN)
    assert answers() == []


def test_a_spoken_stop_is_one_act_and_can_be_taken_back(cast):
    message = to_robin()
    stop_number(by=cast.ben, number=ROBIN)
    stop_number(by=cast.ben, number=ROBIN)
    message.refresh_from_db()
    assert (message.failure, Stopped.objects.get().how) == ("stopped", "said")
    start_number(by=cast.ben, number=ROBIN), start_number(by=cast.ben, number=ROBIN)
    assert not is_stopped(ROBIN)
    acts = Entry.objects.filter(thing=f"stopped:{Stopped.objects.get().pk}").values_list("act", flat=True)
    assert list(acts.order_by("seq")) == ["stopped texts to a number", "welcomed texts to a number again"]


def test_where_texts_are_carried_by_hand_nobody_is_asked_to_text_a_number_that_stopped(cast, settings):
    settings.OUTBOX_PROVIDERS = {}
    stop_number(by=cast.ben, number=ROBIN)
    assert not Message.objects.due().by_hand().filter(pk=to_robin().pk).exists()


def test_the_trail_holds_no_word_and_no_number():
    text("Could we talk on Thursday?", "SM1"), text("STOP", "SM2")
    said = " ".join(f"{one.act} {one.thing} {one.about} {one.details}" for one in Entry.objects.all())
    assert "Thursday" not in said
    assert ROBIN[1:] not in said
    assert {entry.actor_id for entry in Entry.objects.filter(act="heard a text")} == {"machine:telephone"}


def test_nothing_of_a_text_or_number_reaches_the_log(caplog):
    with caplog.at_level(logging.DEBUG):
        text("Could we talk on Thursday?")
        text("Could we talk on Thursday?", number="nobody")
    assert "Thursday" not in caplog.text
    assert "5550155" not in caplog.text


def test_words_and_number_are_forgotten_ninety_days_after_somebody_saw_to_them(cast):
    text("Hello", "SM1"), text("Still open", "SM2"), text("STOP", "SM3"), text("START", "SM4")
    see_to_heard(by=cast.ben, heard=Heard.objects.get(provider_id="SM1"))
    with time_machine.travel(now() + timedelta(days=89)):
        assert forget_what_was_heard() == 0
    with time_machine.travel(now() + timedelta(days=91)):
        jobs.forget_words()
    heard = Heard.objects.get(provider_id="SM1")
    assert (heard.words, heard.number, heard.lookup) == (None, None, "")
    assert Heard.objects.get(provider_id="SM2").words == "Still open"
    assert not Stopped.objects.exists()


def test_a_stop_waits_for_the_text_that_a_worker_has_in_hand(monkeypatch):
    """Whoever was told that it holds gets nothing more; a worker that died in the middle does not hold it up for long."""
    message = to_robin()
    Message.objects.filter(pk=message.pk).update(claimed_at=now(), claimed_by="a")
    monkeypatch.setattr(handing, "LONGEST", 0.01)
    assert not until_handed_over(message.lookup)
    Message.objects.filter(pk=message.pk).update(sent_at=now(), sent_by="a")
    assert until_handed_over(message.lookup)
