"""The outbox as those see it who keep the house: everything that needs somebody has a button."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from hearthside.audit.models import Entry
from hearthside.core.actors import Visitor
from hearthside.core.dates import now
from hearthside.core.errors import NotAllowed, Refused
from hearthside.outbox import jobs
from hearthside.outbox.actions import claim, confirm_sending, deliver, leave_message, send_again, show_code
from hearthside.outbox.models import Message
from hearthside.outbox.providers import Outcome
from hearthside.outbox.tests.letters import SMTP, Remembering, queue

PAGE = "/outbox/"
CODE = "482913 is your code"


@pytest.fixture
def cora(client, cast):
    client.force_login(cast.cora.user)
    return client


@pytest.fixture
def ada(client, cast):
    client.force_login(cast.ada.user)
    return client


def page(client, message) -> str:
    return client.get(reverse("message", args=[message.pk])).content.decode()


def press(client, name, message):
    return client.post(reverse(name, args=[message.pk]), follow=True).content.decode()


def code_message(channel="mail", to="ana@example.org") -> Message:
    return queue(purpose="sign_in_code", channel=channel, to=to, body=CODE, expires_at=now() + timedelta(minutes=10), about="account:1")


def test_cora_sends_a_text_from_her_own_phone(cora):
    message = queue(channel="sms", to="+13065550123", body="See you at ten & bring tea")
    assert "text message" in cora.get(PAGE).content.decode()
    text = page(cora, message)
    assert 'href="sms:+13065550123?body=See%20you%20at%20ten%20%26%20bring%20tea"' in text
    assert 'href="tel:+13065550123"' in text
    assert "Marked as sent." in press(cora, "message_sending", message)
    message.refresh_from_db()
    assert message.sent_by.startswith("person:")
    assert "I sent it" not in page(cora, message)
    assert "already marked as sent" in press(cora, "message_sending", message)


def test_a_mail_opens_in_her_own_mail_program(cora):
    message = queue(subject="Tuesday & tea")
    assert 'href="mailto:ana@example.org?subject=Tuesday%20%26%20tea&amp;body=See%20you%20at%20ten."' in page(cora, message)


def test_what_a_machine_sends_is_not_pressed_by_hand(cora, settings):
    settings.OUTBOX_PROVIDERS = SMTP
    message = queue()
    assert "I sent it" not in page(cora, message)
    assert "It is on its way." in page(cora, message)
    assert "being sent for you" in press(cora, "message_sending", message)


def test_an_unclear_one_is_settled_by_it_arrived(cora, settings):
    settings.OUTBOX_PROVIDERS = SMTP
    message = queue()
    claim(message, "a worker that stopped")
    assert "It is being sent now." in page(cora, message)
    assert "no longer be held back" in press(cora, "message_leaving", message)
    with time_machine.travel(now() + timedelta(minutes=6)):
        assert "Did these arrive?" in cora.get(PAGE).content.decode()
        assert "It arrived" in page(cora, message)
        press(cora, "message_sending", message)
        assert "Did these arrive?" not in cora.get(PAGE).content.decode()
        jobs.deliver_messages()
    assert mail.outbox == []


def test_or_by_sending_it_again(cora, settings):
    settings.OUTBOX_PROVIDERS = SMTP
    message = queue()
    claim(message, "a worker that stopped")
    with time_machine.travel(now() + timedelta(minutes=6)):
        assert "sent again within a minute" in press(cora, "message_retry", message)
        jobs.deliver_messages()
        assert len(mail.outbox) == 1
        assert "can no longer be sent" in press(cora, "message_retry", message)


def test_or_by_leaving_it(cora, settings):
    settings.OUTBOX_PROVIDERS = SMTP
    message = queue()
    claim(message, "a worker that stopped")
    with time_machine.travel(now() + timedelta(minutes=6)):
        assert "It stays unsent." in press(cora, "message_leaving", message)
        assert "Somebody decided not to send this." in page(cora, message)
        assert "Did these arrive?" not in cora.get(PAGE).content.decode()
        jobs.deliver_messages()
    assert mail.outbox == []


def test_a_failed_one_says_why_and_can_be_tried_again_or_left(cora, settings):
    settings.OUTBOX_PROVIDERS = SMTP
    message = queue()
    deliver(message, worker="a", provider=Remembering(Outcome(code="address_refused")))
    assert "Could not be sent" in cora.get(PAGE).content.decode()
    assert "address_refused" in page(cora, message)
    press(cora, "message_retry", message)
    assert "Could not be sent" not in cora.get(PAGE).content.decode()
    deliver(message, worker="a", provider=Remembering(Outcome(code="address_refused")))
    press(cora, "message_leaving", message)
    assert "Could not be sent" not in cora.get(PAGE).content.decode()


def test_what_went_out_is_listed_for_a_week(cora, settings):
    settings.OUTBOX_PROVIDERS = SMTP
    message = queue()
    jobs.deliver_messages()
    assert "Nothing was sent this week." not in cora.get(PAGE).content.decode()
    with time_machine.travel(now() + timedelta(days=8)):
        jobs.forget_words()
        assert "Nothing was sent this week." in cora.get(PAGE).content.decode()
        assert "Its words are erased." in page(cora, message)


TEXTS = {"sms": "hearthside.outbox.telephone.provider.Texts"}


def texted(**columns) -> Message:
    """A text that a provider took, and what is known of it since."""
    message = queue(channel="sms", to="+13065550123")
    deliver(message, worker="a", provider=Remembering(Outcome(sent=True, provider_id="SM1")))
    Message.objects.filter(pk=message.pk).update(**columns)
    return message


def test_a_text_that_was_taken_is_not_said_to_have_arrived(cora, settings):
    settings.OUTBOX_PROVIDERS = TEXTS
    message = texted()
    assert "not known whether it arrived" in cora.get(PAGE).content.decode()
    assert "it is not known whether it arrived" in page(cora, message)
    assert "already marked as sent" in press(cora, "message_sending", message)


def test_a_text_that_arrived_is_said_to_have_arrived_also_after_bad_news(cora, settings):
    settings.OUTBOX_PROVIDERS = TEXTS
    message = texted(delivered_at=now(), failed_at=now(), failure="provider_30003")
    listed = cora.get(PAGE).content.decode()
    assert "arrived " in listed
    assert "Could not be sent" not in listed
    shown = page(cora, message)
    assert "Arrived " in shown
    for button in ("Send it again", "Leave it", "It arrived"):
        assert button not in shown


@pytest.mark.parametrize("button", ["message_sending", "message_retry", "message_leaving"])
def test_a_text_that_did_not_arrive_waits_for_somebody_and_each_button_settles_it(cora, settings, button):
    settings.OUTBOX_PROVIDERS = TEXTS
    message = texted(failed_at=now(), failure="provider_30003")
    assert "did not arrive" in cora.get(PAGE).content.decode()
    assert "It was sent and did not arrive (provider_30003)." in page(cora, message)
    press(cora, button, message)
    assert "did not arrive" not in cora.get(PAGE).content.decode()


def test_one_that_the_machine_left_says_why(cora):
    message = texted(sent_at=None, sent_by="", provider_id="", left_at=now(), failure="stopped")
    assert "The number said stop, so it was not sent." in page(cora, message)


def test_one_that_is_too_late_says_so(cora):
    message = queue(expires_at=now() - timedelta(seconds=1))
    assert "Its time is over" in page(cora, message)
    assert "I sent it" not in page(cora, message)
    with pytest.raises(Refused):
        send_again(by=Visitor(keeps_house=True), message=message)


@pytest.mark.parametrize(("providers", "lists"), [({}, 4), (SMTP, 5)])
@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_little_for_three_as_for_one(cora, rows, providers, lists, settings, django_assert_num_queries):
    settings.OUTBOX_PROVIDERS = providers
    for _ in range(rows):
        queue()
    cora.get(PAGE)
    with django_assert_num_queries(2 + lists):  # the session, and the person with account and roles
        cora.get(PAGE)


def test_no_page_shows_a_code_to_cora(cora):
    message = code_message()
    assert CODE not in cora.get(PAGE).content.decode()
    assert CODE not in page(cora, message)
    assert "Only an administrator may pass on a sign-in code." in page(cora, message)
    assert cora.post(reverse("message_code", args=[message.pk])).status_code == 403


def test_in_a_house_without_providers_ada_passes_a_code_on_and_the_trail_has_it(ada, cast):
    message = code_message(channel="sms", to="+13065550123")
    assert CODE not in page(ada, message)
    shown = ada.post(reverse("message_code", args=[message.pk])).content.decode()
    assert CODE in shown
    assert "sms:+13065550123" in shown
    entry = Entry.objects.get(act="read a sign-in code")
    assert (entry.about, entry.actor_id) == ("account:1", cast.ada.actor_id)
    press(ada, "message_sending", message)
    assert Message.objects.get().body is None


def test_with_a_provider_nobody_reads_a_code(ada, settings):
    settings.OUTBOX_PROVIDERS = SMTP
    for message in (code_message(), code_message(channel="sms", to="+13065550123")):
        assert CODE not in page(ada, message)
        assert "Sign-in codes are shown to nobody" in page(ada, message)
        assert ada.post(reverse("message_code", args=[message.pk])).status_code == 403
    assert not Entry.objects.filter(act="read a sign-in code").exists()


def test_a_code_that_is_over_is_not_read(ada):
    message = code_message()
    with time_machine.travel(now() + timedelta(minutes=11)):
        assert ada.post(reverse("message_code", args=[message.pk])).status_code == 403
        assert "no longer works" in page(ada, message)


@pytest.mark.parametrize("who", ["eve", "dan", "kim", "ben", "ana"])
def test_everybody_else_is_told_why_not(client, cast, who):
    message = queue()
    client.force_login(getattr(cast, who).user)
    for name, arguments in (("outbox", []), ("message", [message.pk])):
        assert client.get(reverse(name, args=arguments)).status_code == 403
    for name in ("message_sending", "message_retry", "message_leaving", "message_code"):
        assert client.post(reverse(name, args=[message.pk])).status_code == 403
    assert not Message.objects.visible_to(getattr(cast, who)).exists()


def test_a_visitor_is_asked_to_sign_in(client, cast):
    assert client.get(PAGE).url == "/accounts/login/?next=/outbox/"


def test_a_message_that_is_not_there_is_not_found(cora):
    assert cora.get("/outbox/00000000-0000-7000-8000-000000000000/").status_code == 404


@pytest.mark.parametrize("act", [confirm_sending, send_again, leave_message, show_code])
def test_the_acts_themselves_check_who_acts(cast, act):
    with pytest.raises(NotAllowed):
        act(by=cast.ben, message=code_message())
