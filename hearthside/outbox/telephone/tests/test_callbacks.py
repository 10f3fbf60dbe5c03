"""Only what the provider signed is believed; what it says twice, late or in the wrong order does no harm."""

import json
from datetime import timedelta
from hashlib import sha256
from itertools import permutations
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from hearthside.audit.models import Entry
from hearthside.core.dates import now
from hearthside.outbox.actions import claim, deliver, send_again
from hearthside.outbox.models import Heard, Message
from hearthside.outbox.providers import Outcome
from hearthside.outbox.telephone.address import read
from hearthside.outbox.telephone.queries import is_stopped
from hearthside.outbox.telephone.signature import sign
from hearthside.outbox.telephone.tests.telling import FORM, ROBIN, tell, text
from hearthside.outbox.tests.letters import Breaking, Remembering, Unclear, queue
from tests.peers.telephone import TOKEN, signature

TEXT = {"MessageSid": "SM1", "From": ROBIN, "Body": "STOP"}
TEXTS = "http://testserver/telephone/texts/"


@pytest.fixture(autouse=True)
def _telephone(telephone):
    pass


def post(body: str | bytes, said: str, content_type: str = FORM, path: str = "/telephone/texts/", **headers: str):
    return Client(enforce_csrf_checks=True).post(path, body, content_type=content_type, headers={"X-Twilio-Signature": said, **headers})


def nothing_was_written() -> bool:
    return not Heard.objects.exists() and not Entry.objects.filter(act__startswith="heard").exists()


def test_a_signed_text_needs_no_session_and_sets_no_cookie():
    answer = post(urlencode(TEXT), signature(TEXTS, TEXT))
    assert answer.status_code == 200
    assert not answer.cookies
    assert Heard.objects.count() == 1


@pytest.mark.parametrize(
    "said",
    ["", "x", "é", signature(TEXTS, TEXT, "another token"), signature(TEXTS, TEXT | {"Body": "START"}),
     signature("http://elsewhere/telephone/texts/", TEXT), signature("https://testserver/telephone/texts/", TEXT),
     signature(TEXTS + "?a=1", TEXT)],
)  # fmt: skip
def test_what_somebody_else_signed_is_forbidden_and_writes_nothing(said):
    assert post(urlencode(TEXT), said).status_code == 403
    assert nothing_was_written()


@pytest.mark.parametrize("more", [{"Body": "stop"}, {"Added": "1"}, {"OptOutType": "START"}])
def test_a_parameter_changed_or_added_on_the_way_is_forbidden(more):
    assert post(urlencode(TEXT | more), signature(TEXTS, TEXT)).status_code == 403
    assert nothing_was_written()


def test_without_a_provider_nobody_is_believed(settings):
    settings.TELEPHONE = None
    assert post(urlencode(TEXT), signature(TEXTS, TEXT)).status_code == 403


def test_parameters_that_we_do_not_know_and_blanks_around_words_are_part_of_what_is_signed():
    form = TEXT | {"Body": "  Stop \n", "NewIn2031": "é & =", "Empty": ""}
    assert post(urlencode(form), signature(TEXTS, form)).status_code == 200
    assert is_stopped(ROBIN)


def test_the_newer_way_of_signing_with_a_key_of_its_own(settings):
    settings.TELEPHONE = read("twilio://AC1:peer-token@api.twilio.com?from=%2B13065550100&signing_key=newer")
    scheme = {"X-Twilio-Webhooks-Signature-Settings": "key=webhooks_1,algorithm=HMAC_SHA256"}
    assert post(urlencode(TEXT), sign(TOKEN, TEXTS, TEXT.items(), "HMAC_SHA256"), **scheme).status_code == 403
    assert post(urlencode(TEXT), sign("newer", TEXTS, TEXT.items(), "HMAC_SHA256"), **scheme).status_code == 200
    assert post(urlencode(TEXT), sign(TOKEN, TEXTS, TEXT.items())).status_code == 200


def test_json_is_held_to_the_digest_in_its_signed_address():
    body = json.dumps(TEXT | {"Parts": 1})
    path = f"/telephone/texts/?bodySHA256={sha256(body.encode()).hexdigest()}"
    said = sign(TOKEN, f"http://testserver{path}", [])
    assert post(body.replace("STOP", "START"), said, "application/json", path).status_code == 403
    assert post(body, sign(TOKEN, TEXTS, []), "application/json").status_code == 403
    assert nothing_was_written()
    assert post(body, said, "application/json", path).status_code == 200
    assert is_stopped(ROBIN)


@pytest.mark.parametrize("body", ["[1]", "no json", '"x"'])
def test_json_that_is_no_form_is_a_bad_request(body):
    path = f"/telephone/texts/?bodySHA256={sha256(body.encode()).hexdigest()}"
    assert post(body, sign(TOKEN, f"http://testserver{path}", []), "application/json", path).status_code == 400


@pytest.mark.parametrize(
    "body", [b"Body=%FF%FE&From=%2B1", b"\xff\xfe", b"a=1&" * 201, b"Body=" + b"x" * 70_000], ids=["escapes", "bytes", "fields", "size"]
)
def test_junk_is_a_bad_request_and_writes_nothing(body):
    assert post(body, "anything").status_code == 400
    assert nothing_was_written()


@pytest.mark.parametrize("missing", ["MessageSid", "From", "Body"])
def test_a_missing_field_is_a_bad_request(missing):
    form = {name: value for name, value in TEXT.items() if name != missing}
    assert tell("telephone_texts", form).status_code == 400
    assert nothing_was_written()


@pytest.mark.parametrize(
    "wrong", [{"From": "nobody"}, {"From": "+1 306"}, {"MessageSid": ""}, {"MessageSid": "x" * 65}, {"MessageSid": "a\0b"}]
)
def test_a_field_that_cannot_be_one_is_a_bad_request(wrong):
    assert tell("telephone_texts", TEXT | wrong).status_code == 400
    assert nothing_was_written()


def test_a_length_that_is_no_number_is_a_bad_request():
    answer = Client().post("/telephone/texts/", b"", content_type=FORM, headers={"X-Twilio-Signature": "x"}, CONTENT_LENGTH="many")
    assert answer.status_code == 400


@pytest.mark.parametrize("name", ["telephone_texts", "telephone_calls"])
def test_nothing_is_opened_there(name):
    assert Client().get(reverse(name)).status_code == 405


# News of a text


def sent(**more) -> Message:
    message = queue(channel="sms", to=ROBIN, **more)
    deliver(message, worker="a", provider=Remembering(Outcome(sent=True, provider_id="SM9")))
    message.refresh_from_db()
    return message


def news(message, status: str, sid: str = "SM9", **more: str) -> int:
    return tell("telephone_text_news", {"MessageSid": sid, "MessageStatus": status, **more}, message.pk).status_code


def known(message) -> tuple[bool, bool, bool]:
    """Sent, arrived, and waiting for somebody as failed."""
    message.refresh_from_db()
    return bool(message.sent_at), bool(message.delivered_at), Message.objects.failed().filter(pk=message.pk).exists()


def test_sent_is_not_known_to_have_arrived_until_the_provider_says_so():
    message = sent()
    assert known(message) == (True, False, False)
    assert news(message, "sent") == 200
    assert known(message) == (True, False, False)
    assert news(message, "delivered") == 200
    assert known(message) == (True, True, False)
    first = message.delivered_at
    assert news(message, "delivered") == 200
    message.refresh_from_db()
    assert message.delivered_at == first
    assert Entry.objects.filter(act="heard that a message arrived").count() == 1


@pytest.mark.parametrize("order", [*permutations(["sent", "delivered", "undelivered"])])
def test_in_whatever_order_news_comes_arrived_wins(order):
    message = sent()
    for status in order:
        assert news(message, status) == 200
    assert known(message) == (True, True, False)
    assert bool(message.failed_at) == (order.index("undelivered") < order.index("delivered"))


@pytest.mark.parametrize("order", [["sent", "failed"], ["failed", "sent"], ["undelivered", "queued", "undelivered"]])
def test_not_delivered_waits_for_a_person_who_may_send_it_again(order, cast):
    message = sent()
    for status in order:
        news(message, status, ErrorCode="30003")
    assert known(message) == (True, False, True)
    assert message.failure == "provider_30003"
    send_again(by=cast.cora, message=message)
    assert known(message) == (False, False, False)
    assert news(message, "undelivered") == 200  # of the first try, late
    assert known(message) == (False, False, False)
    assert Message.objects.due().filter(pk=message.pk).exists()


def test_an_error_without_a_code_of_theirs_still_has_one_of_ours():
    message = sent()
    news(message, "failed", ErrorCode="<b>")
    message.refresh_from_db()
    assert message.failure == "not_delivered"


def test_news_that_comes_before_the_answer_to_our_own_request_is_kept():
    message = queue(channel="sms", to=ROBIN)

    class Fast(Remembering):
        def send(self, one):
            news(one, "delivered")
            return Outcome(sent=True, provider_id="SM9")

    deliver(message, worker="a", provider=Fast())
    assert known(message) == (True, True, False)
    assert Entry.objects.filter(act="sent a message").count() == 1


def test_a_failure_that_is_told_before_the_answer_is_not_undone_by_it():
    message = queue(channel="sms", to=ROBIN)

    class Fast(Remembering):
        def send(self, one):
            news(one, "failed")
            return Outcome(sent=True, provider_id="SM9")

    deliver(message, worker="a", provider=Fast())
    assert known(message)[2]


@pytest.mark.parametrize(
    ("status", "settled"), [("sent", (True, False, False)), ("delivered", (True, True, False)), ("failed", (False, False, True))]
)
def test_news_settles_what_was_unclear(status, settled):
    message = queue(channel="sms", to=ROBIN)
    deliver(message, worker="a", provider=Breaking(Unclear))
    news(message, status)
    assert known(message) == settled
    assert not Message.objects.unclear(now() + timedelta(minutes=6)).exists()


def test_news_of_what_nobody_began_to_send_or_of_another_text_changes_nothing():
    waiting, gone = queue(channel="sms", to=ROBIN), sent()
    assert (news(waiting, "failed"), news(waiting, "sent")) == (200, 200)
    assert known(waiting) == (False, False, False)
    assert news(gone, "delivered", sid="SM8") == 200
    assert known(gone) == (True, False, False)
    assert news(gone, "a word of 2031") == 200
    assert tell("telephone_text_news", {"MessageSid": "SM1", "MessageStatus": "sent"}, uuid4()).status_code == 200


def test_a_number_that_stopped_at_the_provider_is_stopped_here():
    waiting = queue(channel="sms", to=ROBIN)
    news(sent(), "undelivered", ErrorCode="21610")
    assert is_stopped(ROBIN)
    waiting.refresh_from_db()
    assert waiting.failure == "stopped"


def test_a_code_that_went_out_is_forgotten_also_when_news_told_us():
    code = queue(channel="sms", to=ROBIN, purpose="sign_in_code", expires_at=now() + timedelta(minutes=10))
    assert claim(code, "a")
    news(code, "delivered")
    code.refresh_from_db()
    assert (code.body, code.to, code.lookup) == (None, None, "")


def test_stop_that_comes_while_a_worker_claims_is_the_last_word():
    message = queue(channel="sms", to=ROBIN)
    provider = Remembering()
    real = Message.refresh_from_db

    def stop_meanwhile(self, *args, **kwargs):
        text("STOP", "SM5") if not is_stopped(ROBIN) else None
        real(self, *args, **kwargs)

    Message.refresh_from_db = stop_meanwhile
    try:
        deliver(message, worker="a", provider=provider)
    finally:
        Message.refresh_from_db = real
    assert provider.sent == []
    message.refresh_from_db()
    assert (message.failure, message.claimed_at) == ("stopped", None)
