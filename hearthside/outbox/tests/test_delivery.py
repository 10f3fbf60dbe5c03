"""The worker delivers each message once, whatever breaks and however many workers there are."""

import smtplib
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from hearthside.core.dates import now
from hearthside.outbox import jobs
from hearthside.outbox.actions import claim, deliver, erase_old_words
from hearthside.outbox.models import Message
from hearthside.outbox.providers import SENT, Outcome
from hearthside.outbox.tests.letters import SMTP, Breaking, Crash, Remembering, Unclear, queue


@pytest.fixture
def smtp(settings):
    settings.OUTBOX_PROVIDERS = SMTP


def later(**span):
    return time_machine.travel(now() + timedelta(**span))


def test_what_is_due_goes_out_oldest_first(smtp):
    queue(body="first"), queue(body="second"), queue(body="text", channel="sms", to="+13065550123")
    jobs.deliver_messages()
    jobs.deliver_messages()
    assert [one.body for one in mail.outbox] == ["first", "second"]
    sent = Message.objects.filter(channel="mail").first()
    assert (sent.sent_by, sent.tries) == ("machine:worker", 1)
    assert sent.claimed_by


def test_of_two_workers_who_saw_the_same_row_one_gets_it():
    message = queue()
    seen_by_two = Message.objects.get(pk=message.pk), Message.objects.get(pk=message.pk)
    assert [claim(one, worker) for one, worker in zip(seen_by_two, ("a", "b"), strict=True)] == [True, False]
    assert Message.objects.get().claimed_by == "a"


def test_a_worker_who_comes_while_another_sends_leaves_it_alone():
    message = queue()
    inner = Remembering()

    class Slow(Remembering):
        def send(self, one):
            deliver(message, worker="b", provider=inner)
            return super().send(one)

    outer = Slow()
    deliver(message, worker="a", provider=outer)
    assert (len(outer.sent), inner.sent) == (1, [])


def test_a_crash_before_the_answer_is_never_sent_again_by_a_machine(smtp):
    message = queue()
    with pytest.raises(Crash):
        deliver(message, worker="a", provider=Breaking(Crash))
    jobs.deliver_messages()
    with later(minutes=6):
        jobs.deliver_messages()
        assert mail.outbox == []
        assert list(Message.objects.unclear()) == [message]
        assert Message.objects.get().is_unclear


def test_a_line_that_breaks_after_handing_over_is_left_to_a_person():
    message = queue()
    assert deliver(message, worker="a", provider=Breaking(Unclear)) is None
    with later(minutes=4):
        assert not Message.objects.unclear().exists()
    with later(minutes=6):
        assert list(Message.objects.unclear()) == [message]


def test_what_was_surely_not_taken_is_tried_again_later_and_later_and_then_given_up():
    message = queue()
    busy = Remembering(Outcome(again=True, code="mail_server_450"))
    moments = []
    with time_machine.travel(now(), tick=False) as clock:
        for _ in range(5):
            deliver(message, worker="a", provider=busy)
            message.refresh_from_db()
            moments.append((message.not_before - now()).total_seconds() / 60 if message.failed_at is None else None)
            clock.shift(timedelta(hours=1))
        deliver(message, worker="a", provider=busy)
    assert moments == [2, 4, 8, 16, None]
    assert len(busy.sent) == 5
    assert (message.failure, list(Message.objects.failed())) == ("mail_server_450", [message])


def test_a_code_is_tried_again_within_seconds():
    message = queue(purpose="sign_in_code", expires_at=now() + timedelta(minutes=10))
    deliver(message, worker="a", provider=Remembering(Outcome(again=True, code="x")))
    message.refresh_from_db()
    assert message.not_before - now() < timedelta(seconds=11)


def test_what_is_refused_for_good_is_not_tried_again():
    message = queue()
    deliver(message, worker="a", provider=Remembering(Outcome(code="address_refused")))
    message.refresh_from_db()
    assert message.failed_at
    assert not Message.objects.due().exists()


def test_a_round_ends_when_the_server_cannot_be_reached(smtp, monkeypatch):
    queue(), queue()
    monkeypatch.setattr(EmailBackend, "open", lambda _backend: Breaking(OSError).send(None))
    jobs.deliver_messages()
    assert Message.objects.filter(tries=1).count() == 1
    assert Message.objects.get(tries=1).failure == "mail_server_unreachable"


def test_early_and_late_messages_wait_or_never_go(smtp):
    queue(not_before=now() + timedelta(hours=1), body="early")
    queue(expires_at=now() - timedelta(seconds=1), body="late")
    jobs.deliver_messages()
    assert mail.outbox == []
    with later(hours=2):
        jobs.deliver_messages()
    assert [one.body for one in mail.outbox] == ["early"]


ANSWERS = [
    ("open", smtplib.SMTPAuthenticationError(535, b"no"), "mail_server_password", False),
    ("open", smtplib.SMTPServerDisconnected(), "mail_server_unreachable", False),
    ("send_messages", smtplib.SMTPRecipientsRefused({}), "address_refused", True),
    ("send_messages", smtplib.SMTPDataError(451, b"busy"), "mail_server_451", False),
    ("send_messages", smtplib.SMTPSenderRefused(550, b"no", "x"), "mail_server_550", True),
]


@pytest.mark.parametrize(("where", "error", "code", "for_good"), ANSWERS)
def test_what_the_mail_server_may_answer(smtp, monkeypatch, where, error, code, for_good):
    def answer(*_ignored):
        raise error

    queue()
    monkeypatch.setattr(EmailBackend, where, answer)
    jobs.deliver_messages()
    message = Message.objects.get()
    assert (message.failure, bool(message.failed_at), message.sent_at) == (code, for_good, None)


@pytest.mark.parametrize("error", [smtplib.SMTPServerDisconnected(), TimeoutError()])
def test_a_server_that_hangs_up_while_it_has_the_message_makes_it_unclear(smtp, monkeypatch, error):
    def answer(*_ignored):
        raise error

    queue()
    monkeypatch.setattr(EmailBackend, "send_messages", answer)
    jobs.deliver_messages()
    message = Message.objects.get()
    assert (message.claimed_at is not None, message.failed_at, message.sent_at) == (True, None, None)


def test_an_address_that_is_two_lines_is_not_handed_over(smtp, settings):
    message = queue()
    Message.objects.filter(pk=message.pk).update(to="ana@example.org\nBcc: all@example.org")
    jobs.deliver_messages()
    assert Message.objects.get().failure == "bad_address"


def test_words_are_forgotten_a_week_after_they_went_out():
    message = queue()
    deliver(message, worker="a", provider=Remembering(SENT))
    with later(days=6):
        assert erase_old_words() == 0
    with later(days=8):
        assert erase_old_words() == 1
    message.refresh_from_db()
    assert (message.to, message.subject, message.body) == (None, None, None)
    assert message.sent_at
    assert message.erased_at


def test_words_that_wait_are_kept():
    queue()
    with later(days=30):
        assert erase_old_words() == 0


def test_a_code_is_forgotten_as_soon_as_it_is_over():
    expires = now() + timedelta(minutes=10)
    left, failed, over = (queue(purpose="sign_in_code", expires_at=expires) for _ in range(3))
    Message.objects.filter(pk=left.pk).update(left_at=now())
    Message.objects.filter(pk=failed.pk).update(failed_at=now(), failure="x")
    jobs.forget_words()
    assert Message.objects.filter(body__isnull=True).count() == 2
    with later(minutes=11):
        jobs.forget_words()
    over.refresh_from_db()
    assert over.body is None
