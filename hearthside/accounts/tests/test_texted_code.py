"""A code by text, for people with a phone and no e-mail."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hearthside.accounts.actions import open_account, request_texted_code
from hearthside.accounts.models import TextedCode
from hearthside.accounts.tests.ways_in import is_in, newest_code
from hearthside.core.actors import Visitor
from hearthside.core.dates import now
from hearthside.core.errors import Refused
from hearthside.core.numbers import last_digits, read_number
from hearthside.outbox.models import Message
from tests.cast import TESTS

ASK, CODE = "/accounts/login/text/", "/accounts/login/text/code/"
NUMBER = "306 555 0123"


@pytest.fixture
def marion(cast):
    return open_account(by=TESTS, mobile="+13065550123")


def test_marion_signs_in_with_a_text(client, marion):
    assert client.post(ASK, {"number": NUMBER}).url == CODE
    assert "…123" in client.get(CODE).content.decode()
    answer = client.post(CODE, {"code": newest_code("sms")})
    assert answer.url == reverse("today")
    assert is_in(client)


def test_the_text_says_from_whom_and_how_long(client, marion):
    client.post(ASK, {"number": NUMBER})
    message = Message.objects.get()
    assert message.to == "+13065550123"
    assert "Lantern Street" in message.body
    assert "10 minutes" in message.body
    assert message.about == marion.actor_id


def test_neither_database_nor_session_holds_her_code(client, marion):
    client.post(ASK, {"number": NUMBER})
    code = newest_code("sms")
    row = TextedCode.objects.get()
    assert code not in row.digest
    assert code not in str(dict(client.session))
    assert "3065550123" not in str(dict(client.session))


def test_she_lands_where_she_was_going(client, marion):
    client.post(ASK, {"number": NUMBER, "next": "/me/record/"})
    assert 'name="next" value="/me/record/"' in client.get(CODE).content.decode()
    assert client.post(CODE, {"code": newest_code("sms"), "next": "/me/record/"}).url == "/me/record/"


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "/\\elsewhere.example"])
def test_nobody_is_led_elsewhere(client, marion, elsewhere):
    client.post(ASK, {"number": NUMBER})
    assert client.post(CODE, {"code": newest_code("sms"), "next": elsewhere}).url == reverse("today")


def see(client, number: str) -> list:
    pages = [client.post(ASK, {"number": number})]
    pages += [client.post(CODE, {"code": "000000"}) for _ in range(4)]
    return [(page.status_code, page.get("Location"), page.content.decode().split("</form>")[0].split("<main")[-1]) for page in pages]


def without_token(seen: list) -> list:
    return [(status, where, text.split("csrfmiddlewaretoken")[0] + text.split("next")[-1]) for status, where, text in seen]


def test_a_stranger_cannot_tell_whether_a_number_has_an_account(client, marion):
    known = without_token(see(client, NUMBER))
    client.cookies.clear()
    assert without_token(see(client, "306 555 9123")) == known
    assert "This code no longer works" in known[-1][2]
    assert [message.to for message in Message.objects.all()] == ["+13065550123"]


def test_as_much_is_done_for_an_unknown_number_as_for_a_known_one(client, marion):
    client.get(ASK)
    work = []
    for number in (NUMBER, "306 555 9123"):
        client.cookies.clear()
        with CaptureQueriesContext(connection) as seen:
            client.post(ASK, {"number": number})
        work.append([query["sql"].split()[0] for query in seen if "SAVEPOINT" not in query["sql"]])
    assert work[0] == work[1]


def test_three_wrong_tries_and_the_right_code_is_dead(client, marion):
    client.post(ASK, {"number": NUMBER})
    for _ in range(3):
        assert "This is not the code that we sent" in client.post(CODE, {"code": "12"}).content.decode()
    assert "This code no longer works" in client.post(CODE, {"code": newest_code("sms")}).content.decode()
    assert not is_in(client)


def test_throwing_cookies_away_gives_no_more_tries(client, marion):
    client.post(ASK, {"number": NUMBER})
    asked = client.session["texted_code"]
    for _ in range(3):
        client.cookies.clear()
        session = client.session
        session["texted_code"] = asked
        session.save()
        client.cookies["session"] = session.session_key
        client.post(CODE, {"code": "12"})
    assert "no longer works" in client.post(CODE, {"code": newest_code("sms")}).content.decode()


def test_a_code_works_once(client, marion):
    client.post(ASK, {"number": NUMBER})
    asked = client.session["texted_code"]
    client.post(CODE, {"code": newest_code("sms")})
    client.post(reverse("account_logout"))
    session = client.session
    session["texted_code"] = asked
    session.save()
    client.cookies["session"] = session.session_key
    assert "no longer works" in client.post(CODE, {"code": newest_code("sms")}).content.decode()


def test_a_code_is_dead_after_ten_minutes(client, marion):
    client.post(ASK, {"number": NUMBER})
    with time_machine.travel(now() + timedelta(minutes=11)):
        assert "no longer works" in client.post(CODE, {"code": newest_code("sms")}).content.decode()


def test_three_texts_in_ten_minutes_are_enough(client, marion):
    for _ in range(3):
        client.post(ASK, {"number": NUMBER})
    text = client.post(ASK, {"number": NUMBER}).content.decode()
    assert "That was tried too often. Please wait" in text
    assert Message.objects.count() == 3


def test_a_number_that_is_none_is_kept_and_explained(client, cast):
    text = client.post(ASK, {"number": "12"}).content.decode()
    assert "This does not look like a whole number" in text
    assert 'value="12"' in text


def test_without_asking_for_a_code_there_is_nothing_to_type(client, cast):
    assert client.get(CODE).url == ASK


def test_where_texts_cannot_leave_the_house_it_says_so(client, cast, settings):
    assert "Text me a code" in client.get("/accounts/login/").content.decode()
    settings.OUTBOX_PROVIDERS = {"mail": "hearthside.outbox.providers.SmtpMail"}
    assert "Text me a code" not in client.get("/accounts/login/").content.decode()
    assert "Texts cannot be sent from here yet." in client.post(ASK, {"number": NUMBER}).content.decode()
    with pytest.raises(Refused):
        request_texted_code(by=Visitor(), number="+13065550123", house="Lantern Street", place="here")


@pytest.mark.parametrize("typed", ["306-555-0123", "(306) 555 0123", "+1 306 555 0123", "001 306 555 0123".replace("001", "+1")])
def test_a_number_means_the_same_however_it_is_typed(typed):
    assert read_number(typed, "CA") == "+13065550123"


def test_numbers_of_elsewhere_need_their_country():
    assert read_number("020 7946 0018", "GB") == "+442079460018"
    with pytest.raises(Refused, match="not a telephone number"):
        read_number("020 7946 0018", "")
    assert last_digits("+442079460018") == "…018"
