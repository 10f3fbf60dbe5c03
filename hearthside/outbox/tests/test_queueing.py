"""A message stands or falls with the act that causes it, and the same one is queued once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction

from hearthside.audit.models import Entry
from hearthside.core.dates import now
from hearthside.core.errors import Refused
from hearthside.outbox import jobs
from hearthside.outbox.models import Message
from hearthside.outbox.tests.letters import SMTP, queue


def test_an_act_that_fails_takes_its_message_back(settings):
    settings.OUTBOX_PROVIDERS = SMTP

    @transaction.atomic
    def act():
        queue()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        act()
    jobs.deliver_messages()
    assert not Message.objects.exists()
    assert mail.outbox == []


def test_nothing_is_sent_while_the_act_is_under_way(settings):
    settings.OUTBOX_PROVIDERS = SMTP
    with transaction.atomic():
        queue()
        assert mail.outbox == []


def test_the_same_message_is_queued_once():
    first = queue(key="visit:7 ana reminder")
    second = queue(key="visit:7 ana reminder", body="Other words.")
    assert first == second
    assert second.body == "See you at ten."
    assert Entry.objects.filter(act="queued a message").count() == 1


def test_the_trail_names_no_address_and_no_words():
    message = queue()
    entry = Entry.objects.get(thing=f"message:{message.pk}")
    assert (entry.about, entry.details) == ("person:ana", {"channel": "mail", "purpose": "reminders"})


def test_the_words_are_unreadable_in_a_copy_of_the_database():
    queue()
    with connection.cursor() as cursor:
        cursor.execute('SELECT "to", subject, body FROM outbox_message')
        row = b" ".join(bytes(cell) for cell in cursor.fetchone())
    for words in (b"ana@example.org", b"Tuesday", b"See you"):
        assert words not in row


@pytest.mark.parametrize("to", ["", "  ", "ana@example.org\nBcc: all@example.org", "a\rb"])
def test_what_cannot_be_an_address_is_refused(to):
    with pytest.raises(Refused, match="This address cannot be used"):
        queue(to=to)


def test_a_subject_is_one_line():
    assert queue(subject="Tuesday\r\nBcc: all@example.org").subject == "Tuesday Bcc: all@example.org"


@pytest.mark.parametrize("wrong", [{"channel": "pigeon"}, {"purpose": "gossip"}])
def test_an_unknown_channel_or_purpose_is_a_fault_of_ours(wrong):
    with pytest.raises(ValueError):
        queue(**wrong)


@pytest.mark.parametrize("half", [{"claimed_at": now()}, {"claimed_by": "x"}, {"sent_at": now()}, {"sent_by": "x"}, {"failed_at": now()}])
def test_the_database_refuses_half_a_fact(half):
    message = queue()
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(**half)


def test_what_is_due_is_neither_early_nor_late():
    early = queue(not_before=now() + timedelta(minutes=5))
    late = queue(expires_at=now() - timedelta(seconds=1))
    due = queue()
    assert list(Message.objects.due()) == [due]
    assert str(due) == f"mail {due.pk}"
    assert set(Message.objects.waiting()) == {early, due}
    assert late.is_too_late
