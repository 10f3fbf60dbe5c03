"""A call through the organisation's number: the worker presses 1, the other is rung, and neither sees the other's number."""

from datetime import timedelta
from xml.etree.ElementTree import fromstring

import pytest
import time_machine

from hearthside.audit.models import Entry
from hearthside.core.dates import now
from hearthside.core.errors import Refused
from hearthside.outbox import jobs
from hearthside.outbox.models import BridgedCall, Heard
from hearthside.outbox.telephone.actions import bridge_call, ring_call
from hearthside.outbox.telephone.queries import can_bridge
from hearthside.outbox.telephone.tests.telling import ROBIN, tell
from tests.peers.telephone import NUMBER

BEN = "+13065550102"


def ask(cast, **more) -> BridgedCall:
    return bridge_call(by=cast.ben, **{"key": "call:1:try:1", "worker": BEN, "to": ROBIN, "about": cast.ana.actor_id, **more})


def step(name: str, call: BridgedCall, **form: str):
    """The provider asks what to do, or tells; returns what it is told to do."""
    answer = tell(f"telephone_call_{name}", {"CallSid": "CA1", **form}, call.pk)
    assert answer.status_code == 200
    call.refresh_from_db()
    return fromstring(answer.content)


def tags(told) -> list[str]:
    return [one.tag for one in told]


def test_ben_is_rung_first_then_the_other_with_our_number_and_both_numbers_are_forgotten(peer, cast):
    call = ask(cast)
    jobs.ring_calls()
    jobs.ring_calls()
    (rung,) = peer.ledger
    assert (rung.kind, rung.form["To"], rung.form["From"]) == ("Calls", BEN, NUMBER)
    assert rung.form["Url"] == f"http://testserver/telephone/calls/{call.pk}/worker/"
    assert ROBIN not in str(rung.form)
    whisper = step("worker", call)
    assert tags(whisper) == ["Gather", "Hangup"]
    assert "Press 1" in whisper.find("Gather/Say").text
    dial = step("connection", call, Digits="1").find("Dial")
    assert (dial.get("callerId"), dial.find("Number").text) == (NUMBER, ROBIN)
    step("other", call, CallStatus="in-progress")
    assert call.other_answered_at
    step("ending", call, DialCallStatus="completed", DialCallDuration="125")
    step("news", call, CallStatus="completed")
    assert (call.result, call.seconds, call.worker, call.to) == ("talked", 125, None, None)
    assert call.begun_at <= call.worker_answered_at <= call.other_answered_at <= call.ended_at


@pytest.mark.parametrize("pressed", [{}, {"Digits": ""}, {"Digits": "2"}])
def test_a_voicemail_box_of_the_worker_never_rings_anybody(telephone, cast, pressed):
    call = ask(cast)
    step("worker", call)
    told = step("connection", call, **pressed)
    assert tags(told) == ["Hangup"]
    assert (call.result, call.to) == ("worker_away", None)
    assert tags(step("connection", call, Digits="1")) == ["Hangup"]


def test_pressing_1_twice_or_a_step_that_is_told_again_dials_once(telephone, cast):
    call = ask(cast)
    assert tags(step("connection", call, Digits="1")) == ["Dial"]
    assert tags(step("connection", call, Digits="1")) == ["Hangup"]
    assert Entry.objects.filter(act="put a call through").count() == 1


@pytest.mark.parametrize(
    ("said", "result"), [("busy", "busy"), ("no-answer", "no_answer"), ("failed", "failed"), ("canceled", "no_answer")]
)
def test_the_other_is_not_reached(telephone, cast, said, result):
    call = ask(cast)
    step("connection", call, Digits="1")
    step("ending", call, DialCallStatus=said)
    assert call.result == result


@pytest.mark.parametrize(("said", "result"), [("no-answer", "worker_away"), ("failed", "failed"), ("completed", "worker_away")])
def test_the_worker_is_not_reached(telephone, cast, said, result):
    call = ask(cast)
    step("news", call, CallStatus="ringing")
    assert call.ended_at is None
    step("news", call, CallStatus=said)
    assert (call.result, call.to) == (result, None)


def test_news_in_the_wrong_order_ends_with_what_is_best_known(telephone, cast):
    call = ask(cast)
    step("connection", call, Digits="1")
    step("news", call, CallStatus="completed")
    assert call.result == "no_answer"
    ended = call.ended_at
    step("other", call, CallStatus="completed", CallDuration="60")
    step("ending", call, DialCallStatus="no-answer")
    step("other", call, CallStatus="completed", CallDuration="12345678")
    assert (call.result, call.seconds, call.ended_at) == ("talked", 60, ended)
    assert Entry.objects.filter(act="ended a call through our number").count() == 2


def test_a_worker_who_hangs_up_after_they_talked(telephone, cast):
    call = ask(cast)
    step("connection", call, Digits="1")
    step("other", call, CallStatus="in-progress")
    step("other", call, CallStatus="in-progress")
    step("news", call, CallStatus="completed")
    assert call.result == "talked"


def test_a_call_that_is_not_there_is_hung_up(telephone, cast):
    call = ask(cast)
    BridgedCall.objects.all().delete()
    for name, form in [("worker", {}), ("connection", {"Digits": "1"}), ("ending", {"DialCallStatus": "busy"})]:
        assert tags(fromstring(tell(f"telephone_call_{name}", {"CallSid": "CA1", **form}, call.pk).content)) == ["Hangup"]
    for name in ("other", "news"):
        assert tell(f"telephone_call_{name}", {"CallSid": "CA1", "CallStatus": "completed"}, call.pk).status_code == 200


@pytest.mark.parametrize("name", ["worker", "connection", "other", "ending", "news"])
def test_a_step_that_the_provider_did_not_sign_tells_no_number(telephone, cast, name):
    call = ask(cast)
    answer = tell(f"telephone_call_{name}", {"CallSid": "CA1", "Digits": "1"}, call.pk, **{"X-Twilio-Signature": "forged"})
    assert (answer.status_code, ROBIN.encode() in answer.content) == (403, False)


def test_the_same_occasion_is_one_call(telephone, cast):
    assert ask(cast) == ask(cast)
    assert Entry.objects.filter(act="asked for a call through our number").count() == 1


@pytest.mark.parametrize("number", ["911", "+911", "+1911", "988", "112", "999", "+44999", "211", "123"])
def test_emergency_and_short_numbers_are_never_called_through_us(telephone, cast, number):
    with pytest.raises(Refused, match="Use your own phone"):
        ask(cast, to=number)
    assert not BridgedCall.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "words"), [({"to": "Robin"}, "Check it"), ({"to": "306 555 0155"}, "Check it"), ({"to": BEN}, "your own number")]
)
def test_what_is_no_number_of_somebody_else_is_refused(telephone, cast, wrong, words):
    with pytest.raises(Refused, match=words):
        ask(cast, **wrong)


def test_without_a_provider_there_is_no_such_call(cast):
    assert not can_bridge()
    jobs.ring_calls()
    with pytest.raises(Refused, match="Call from your own phone"):
        ask(cast)


@pytest.mark.parametrize(("what", "result", "asked"), [("20001", "failed", 1), ("busy", "", 2), ("drop_after", "", 1), ("fall", "", 1)])
def test_what_the_provider_answers_when_it_is_to_ring(peer, cast, what, result, asked):
    peer.behave = lambda _form: what
    call = ask(cast)
    jobs.ring_calls(), jobs.ring_calls()
    call.refresh_from_db()
    assert (call.result, len(peer.asked)) == (result, asked)


def test_of_two_workers_one_rings(peer, cast):
    call = ask(cast)
    assert ring_call(call)
    assert ring_call(call) is None
    assert len(peer.ledger) == 1


def test_a_call_that_waited_too_long_is_not_made(peer, cast):
    call = ask(cast)
    with time_machine.travel(now() + timedelta(minutes=6)):
        jobs.ring_calls()
    call.refresh_from_db()
    assert (call.result, call.to, peer.asked) == ("too_late", None, [])


def test_numbers_of_a_call_of_which_nobody_told_the_end_are_forgotten_too(telephone, cast):
    call = ask(cast)
    with time_machine.travel(now() + timedelta(hours=5)):
        jobs.forget_words()
    call.refresh_from_db()
    assert (call.result, call.worker, call.to) == ("unknown", None, None)


# Somebody calls us


@pytest.mark.parametrize(("number", "kept"), [(ROBIN, ROBIN), ("anonymous", None)])
def test_a_call_to_our_number_is_heard_and_nobody_is_left_with_a_voicemail_box(telephone, number, kept):
    answer = tell("telephone_calls", {"CallSid": "CA5", "From": number, "To": NUMBER})
    assert tags(fromstring(answer.content)) == ["Say", "Hangup"]
    heard = Heard.objects.get()
    assert (heard.how, heard.number, heard.seen_to_at) == ("call", kept, None)
    assert bool(heard.lookup) == bool(kept)


def test_a_call_to_our_number_goes_on_to_the_line_where_there_is_one(telephone, settings):
    settings.TELEPHONE_LINE = BEN
    told = fromstring(tell("telephone_calls", {"CallSid": "CA5", "From": ROBIN}).content)
    assert (tags(told), told.find("Dial").text) == (["Say", "Dial"], BEN)
