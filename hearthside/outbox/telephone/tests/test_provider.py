"""What is handed to the provider, and what its answers mean: nothing goes twice, and only what surely was not read is tried again."""

from datetime import timedelta

import pytest
import requests
import time_machine

from hearthside.core.dates import QuietHours, now
from hearthside.outbox import jobs
from hearthside.outbox.models import Message
from hearthside.outbox.telephone.provider import Texts, may_wait
from hearthside.outbox.telephone.queries import is_stopped
from hearthside.outbox.telephone.tests.telling import ROBIN
from hearthside.outbox.tests.letters import queue
from tests.peers.telephone import NUMBER


def text_to_robin(**more) -> Message:
    return queue(channel="sms", to=ROBIN, body="Your Thursday visit is at 2. É ✓", **more)


def after(peer, what: str) -> Message:
    """How a text stands after the provider did something with it."""
    peer.behave = lambda _form: what
    message = text_to_robin()
    jobs.deliver_messages()
    message.refresh_from_db()
    return message


def test_a_text_is_handed_over_with_our_number_and_the_address_for_its_news(peer):
    message = after(peer, "take")
    (taken,) = peer.ledger
    assert (taken.form["To"], taken.form["From"], taken.form["Body"]) == (ROBIN, NUMBER, "Your Thursday visit is at 2. É ✓")
    assert taken.form["StatusCallback"] == f"http://testserver/telephone/texts/{message.pk}/news/"
    assert (message.provider_id, message.failure) == (taken.sid, "")
    assert message.sent_at
    assert message.delivered_at is None


@pytest.mark.parametrize("what", ["drop_before", "drop_after", "fall", "gibberish"])
def test_when_it_may_have_been_read_a_person_decides(peer, what):
    message = after(peer, what)
    jobs.deliver_messages()
    assert len(peer.asked) == 1
    assert (message.sent_at, message.failed_at) == (None, None)
    with time_machine.travel(now() + timedelta(minutes=6)):
        assert list(Message.objects.unclear()) == [message]


@pytest.mark.parametrize(("what", "code"), [("busy", "provider_busy"), ("20003", "provider_20003")])
def test_what_it_says_no_to_for_now_or_for_good(peer, what, code):
    message = after(peer, what)
    assert message.failure == code
    assert bool(message.failed_at) == (what != "busy")


def test_where_nobody_listens_it_is_tried_again(peer):
    peer.close()
    message = after(peer, "take")
    assert (message.failure, message.claimed_at) == ("provider_unreachable", None)
    assert message.not_before


def test_a_number_that_stopped_there_is_stopped_here(peer):
    message = after(peer, "21610")
    assert (message.failure, is_stopped(ROBIN)) == ("stopped_at_provider", True)
    assert text_to_robin().left_at


@pytest.mark.parametrize("error", [requests.ReadTimeout(), requests.exceptions.ChunkedEncodingError(), requests.ConnectionError("reset")])
def test_a_line_that_breaks_while_they_have_it_is_unclear(telephone, monkeypatch, error):
    monkeypatch.setattr(requests.Session, "send", _raise(error))
    message = text_to_robin()
    jobs.deliver_messages()
    message.refresh_from_db()
    assert (message.claimed_at is not None, message.failure) == (True, "")


@pytest.mark.parametrize("error", [requests.ConnectTimeout(), requests.exceptions.SSLError(), requests.exceptions.ProxyError()])
def test_a_line_that_never_stood_is_tried_again(telephone, monkeypatch, error):
    monkeypatch.setattr(requests.Session, "send", _raise(error))
    assert Texts().send(text_to_robin()).again


def _raise(error):
    def send(*_ignored, **_named):
        raise error

    return send


@pytest.mark.parametrize(("clock", "expires", "seconds"), [(12, None, 4 * 3600), (20, None, 3600), (20, 10, 600), (20, 0, 5)])
def test_the_provider_may_not_keep_a_text_into_the_night_or_until_it_is_too_late(telephone, clock, expires, seconds):
    with time_machine.travel(f"2030-05-06T{clock}:00:00-06:00", tick=False):
        ends = None if expires is None else now() + timedelta(minutes=expires)
        usual = QuietHours("America/Regina", *map(_time, (21, 8)))
        assert may_wait(text_to_robin(expires_at=ends, is_awaited=False, quiet=usual)) == seconds


def _time(hour):
    from datetime import time

    return time(hour)


def test_sign_in_codes_are_texted_within_seconds(peer):
    queue(channel="sms", to=ROBIN, purpose="sign_in_code", body="123456", expires_at=now() + timedelta(minutes=10))
    jobs.deliver_codes()
    assert [taken.form["Body"] for taken in peer.ledger] == ["123456"]
    assert Message.objects.get().body is None
