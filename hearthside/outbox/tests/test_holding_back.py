"""What may not go out now is put off, and what may not go out any more is left; the trail has the reason of each."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from hearthside.audit.models import Entry
from hearthside.core.actors import TELEPHONE
from hearthside.core.dates import QuietHours, now
from hearthside.outbox import jobs
from hearthside.outbox.actions import claim, deliver, hold_back
from hearthside.outbox.models import Message
from hearthside.outbox.telephone.actions import hear
from hearthside.outbox.tests.letters import Remembering, queue

ROBIN = "+13065550155"
REGINA = ZoneInfo("America/Regina")
NIGHT = QuietHours("America/Toronto", time(21), time(8))


def at(hour: int, minute: int = 0, day: int = 4) -> datetime:
    """By the clock in Regina, in May of 2026, which is two hours behind Toronto."""
    return datetime(2026, 5, day, hour, minute, tzinfo=REGINA)


def to_robin(**more) -> Message:
    return queue(**{"channel": "sms", "to": ROBIN, "is_awaited": False, **more})


def reasons(message: Message) -> list[tuple[str, str]]:
    entries = Entry.objects.filter(thing=f"message:{message.pk}", details__has_key="code").order_by("seq")
    return [(one.act, one.details["code"]) for one in entries]


def delivered(message: Message) -> bool:
    provider = Remembering()
    deliver(Message.objects.get(pk=message.pk), worker="a", provider=provider)
    message.refresh_from_db()
    return bool(provider.sent)


def test_a_worker_that_was_down_at_nine_sends_nothing_at_half_past_nine():
    with time_machine.travel(at(20, 59)):
        message = to_robin()
    assert message.not_before is None
    with time_machine.travel(at(21, 30)):
        assert not delivered(message)
        assert not delivered(message)
    assert message.not_before == at(8, day=5)
    assert reasons(message) == [("put off a message", "quiet_hours")]
    with time_machine.travel(at(8, 0, day=5)):
        assert delivered(message)


def test_their_own_night_counts_by_their_own_clock():
    with time_machine.travel(at(18)):
        message = to_robin(quiet=NIGHT)
        assert delivered(message)
    with time_machine.travel(at(19, 30)):  # half past nine in Toronto
        late = to_robin(quiet=NIGHT)
        assert late.not_before == at(6, day=5)
        assert not delivered(late)
    with time_machine.travel(at(6, day=5)):
        assert delivered(late)


@pytest.mark.parametrize(
    "more", [{"is_awaited": True}, {"purpose": "sign_in_code"}, {"purpose": "answer"}, {"channel": "mail", "to": "a@b.example"}]
)
def test_what_somebody_waits_for_and_mail_without_hours_go_at_night(more):
    with time_machine.travel(at(23)):
        message = to_robin(**more)
        assert message.quiet is None
        assert delivered(message)


def test_mail_keeps_the_hours_that_it_is_given():
    with time_machine.travel(at(23)):
        message = to_robin(channel="mail", to="a@b.example", quiet=NIGHT)
        assert not claim(message, "a")


def test_an_hour_that_was_asked_for_at_night_becomes_the_morning():
    with time_machine.travel(at(12)):
        assert to_robin(not_before=at(22)).not_before == at(8, day=5)
        assert to_robin(not_before=at(15)).not_before == at(15)


def test_what_ends_when_we_hear_from_them_is_left_once_we_did():
    with time_machine.travel(at(12), tick=False) as clock:
        hear(by=TELEPHONE, how="text", number=ROBIN, provider_id="SM1", words="before")
        clock.shift(60)
        message, usual = to_robin(ends_when_heard=True), to_robin()
        early = to_robin(ends_when_heard=True)
        assert delivered(early)
        clock.shift(60)
        hear(by=TELEPHONE, how="call", number=ROBIN, provider_id="CA1")
        assert not claim(message, "a")
        assert not delivered(message)
        assert delivered(usual)
    assert (message.failure, message.why_left) == ("heard", "We heard from them first, so it was not sent.")
    assert reasons(message) == [("left a message unsent", "heard")]


def test_a_withheld_number_is_nobody_whom_we_heard_from():
    with time_machine.travel(at(12)):
        message = to_robin(ends_when_heard=True)
        hear(by=TELEPHONE, how="call", number="", provider_id="CA1")
        assert delivered(message)


def test_what_waited_until_it_was_too_late_is_left_with_its_reason(settings):
    settings.OUTBOX_PROVIDERS = {"mail": "hearthside.outbox.providers.SmtpMail"}
    message = queue(expires_at=now() + timedelta(minutes=1))
    code = queue(purpose="sign_in_code", expires_at=now() + timedelta(minutes=1))
    with time_machine.travel(now() + timedelta(minutes=2)):
        jobs.deliver_messages()
        jobs.deliver_messages()
    message.refresh_from_db()
    assert (message.failure, message.sent_at) == ("too_late", None)
    assert reasons(message) == [("left a message unsent", "too_late")]
    assert reasons(code) == []  # it runs out, as codes do


def test_what_another_worker_has_in_hand_is_not_held_back():
    with time_machine.travel(at(20, 59)):
        message = to_robin()
        seen = Message.objects.get(pk=message.pk)
        assert claim(message, "a")
    with time_machine.travel(at(21, 1)):
        assert hold_back(seen) == "quiet_hours"
    message.refresh_from_db()
    assert (message.claimed_by, message.not_before) == ("a", None)
    assert reasons(message) == []


def test_the_hour_in_which_it_was_claimed_is_looked_at_again_before_it_leaves(monkeypatch):
    with time_machine.travel(at(20, 59), tick=False) as clock:
        message = to_robin()
        provider = Remembering()
        real = Message.refresh_from_db

        def slowly(self, *args, **kwargs):
            clock.move_to(at(21, 0))
            real(self, *args, **kwargs)

        monkeypatch.setattr(Message, "refresh_from_db", slowly)
        deliver(message, worker="a", provider=provider)
    assert provider.sent == []
    assert Message.objects.get().claimed_at is None
