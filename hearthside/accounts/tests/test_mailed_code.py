"""A code by e-mail: it comes through the outbox, works once, and tells nobody who has an account."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hearthside.accounts.adapter import AccountAdapter
from hearthside.accounts.models import User
from hearthside.accounts.tests.ways_in import by_mail, is_in, newest_code
from hearthside.audit.models import Entry
from hearthside.core.dates import now
from hearthside.outbox import jobs
from hearthside.outbox.models import Message

LOGIN, CODE = "/accounts/login/", "/accounts/login/mail/code/"


def test_ben_signs_in_with_the_code_from_his_mail(client, cast):
    answer = by_mail(client, "ben@example.org")
    assert answer.status_code == 302
    assert answer.url == reverse("today")
    assert is_in(client)
    assert Entry.objects.filter(act="signed in", about=cast.ben.user.actor_id, details__how="code").exists()


def test_his_code_is_mailed_by_the_worker_and_then_forgotten(client, cast, settings):
    settings.OUTBOX_PROVIDERS = {"mail": "hearthside.outbox.providers.SmtpMail"}
    client.post(LOGIN, {"login": "ben@example.org"})
    code = newest_code("mail")
    assert mail.outbox == []
    jobs.deliver_codes()
    assert [(one.to, code in one.body) for one in mail.outbox] == [(["ben@example.org"], True)]
    assert "Lantern Street" in mail.outbox[0].subject
    message = Message.objects.get()
    assert (message.to, message.subject, message.body) == (None, None, None)


def test_he_may_type_it_small_and_without_the_dash(client, cast):
    client.post(LOGIN, {"login": "Ben@Example.org"})
    client.post(CODE, {"code": newest_code("mail").lower().replace("-", " ")})
    assert is_in(client)


def test_he_lands_where_he_was_going(client, cast):
    client.post(LOGIN, {"login": "ben@example.org", "next": "/accounts/card/"})
    answer = client.post(CODE, {"code": newest_code("mail"), "next": "/accounts/card/"})
    assert answer.url == "/accounts/card/"


def test_nobody_is_sent_to_another_house(client, cast):
    client.post(LOGIN, {"login": "ben@example.org"})
    answer = client.post(CODE, {"code": newest_code("mail"), "next": "https://elsewhere.example/"})
    assert answer.url == reverse("today")


def words_for(client, email: str) -> list[tuple]:
    """Everything a stranger sees when they type an address and then wrong codes."""
    seen = []
    for answer in (client.post(LOGIN, {"login": email}), *(client.post(CODE, {"code": "WRNG-CODE"}) for _ in range(3)), client.get(CODE)):
        text = re.sub(r'value="[^"]{20,}"', "", answer.content.decode()).replace(email, "x@example.org")
        seen.append((answer.status_code, answer.get("Location", "").replace(email, "x@example.org"), text))
    return seen


def test_a_stranger_cannot_tell_whether_an_address_has_an_account(client, cast):
    known = words_for(client, "ana@example.org")
    client.cookies.clear()
    unknown = words_for(client, "nobody@example.org")
    assert known == unknown
    assert [message.to for message in Message.objects.all()] == ["ana@example.org"]


def test_as_much_is_done_for_an_unknown_address_as_for_a_known_one(client, cast):
    client.get(LOGIN)
    work = []
    for email in ("ana@example.org", "nobody@example.org"):
        client.cookies.clear()
        with CaptureQueriesContext(connection) as seen:
            client.post(LOGIN, {"login": email})
        work.append([query["sql"].split()[0] for query in seen if "SAVEPOINT" not in query["sql"]])
    assert work[0] == work[1]


def test_after_three_wrong_tries_even_the_right_code_is_dead(client, cast):
    client.post(LOGIN, {"login": "ben@example.org"})
    for _ in range(2):
        assert "This is not the right code" in client.post(CODE, {"code": "WRNG-CODE"}).content.decode()
    assert client.post(CODE, {"code": "WRNG-CODE"}).url == reverse("account_request_login_code")
    client.post(CODE, {"code": newest_code("mail")})
    assert not is_in(client)


def test_a_code_works_once(client, cast):
    by_mail(client, "ben@example.org")
    client.post(reverse("account_logout"))
    client.post(CODE, {"code": newest_code("mail")})
    assert not is_in(client)


def test_a_code_is_dead_after_ten_minutes_and_is_not_sent_any_more(client, cast, settings):
    settings.OUTBOX_PROVIDERS = {"mail": "hearthside.outbox.providers.SmtpMail"}
    client.post(LOGIN, {"login": "ben@example.org"})
    code = newest_code("mail")
    with time_machine.travel(now() + timedelta(minutes=11)):
        jobs.deliver_codes()
        assert mail.outbox == []
        client.post(CODE, {"code": code})
        assert not is_in(client)
        jobs.forget_words()
        assert Message.objects.get().body is None


def test_too_many_codes_are_refused_in_plain_words(client, cast):
    for _ in range(3):
        client.cookies.clear()
        client.post(LOGIN, {"login": "ben@example.org"})
    client.cookies.clear()
    answer = client.post(LOGIN, {"login": "ben@example.org"})
    assert answer.status_code == 200
    assert "That was tried too often." in answer.content.decode()
    assert Message.objects.count() == 3


def test_whoever_hammers_the_door_is_asked_to_wait(client, cast):
    answers = [client.post(LOGIN, {"login": "not an address"}) for _ in range(31)]
    assert answers[-1].status_code == 429
    assert "Please wait a few minutes" in answers[-1].content.decode()


def test_he_can_start_again_after_a_slip_in_the_address(client, cast):
    client.post(LOGIN, {"login": "bem@example.org"})
    assert client.get(LOGIN).url == CODE
    assert client.post(reverse("account_logout"), {"next": LOGIN}).url == LOGIN
    assert client.get(LOGIN).status_code == 200


def test_a_closed_account_gets_no_code(client, cast):
    User.objects.filter(pk=cast.ben.user.pk).update(is_active=False)
    client.post(LOGIN, {"login": "ben@example.org"})
    assert Message.objects.count() == 0


def test_there_is_no_sign_up_and_no_password(client, cast):
    assert not AccountAdapter().is_open_for_signup(None)
    for address in ("signup/", "password/reset/", "password/change/", "email/", "confirm-email/", "3rdparty/", "sessions/", "2fa/"):
        assert client.get(f"/accounts/{address}").status_code == 404


@pytest.mark.parametrize("name", ["account_login", "account_logout", "text", "card_entrance", "account_inactive"])
def test_pages_before_signing_in_have_nothing_inline(client, cast, name):
    text = client.get(reverse(name), follow=True).content.decode()
    assert "style=" not in text
    assert re.findall(r"<script(?![^>]*(src=|application/json))", text) == []
    assert " onclick" not in text
