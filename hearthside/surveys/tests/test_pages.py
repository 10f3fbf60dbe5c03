"""Answering the survey, as the person sees it, on a plain page without JavaScript."""

import gzip
import logging
import re
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.contrib.staticfiles.finders import find
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import get_language

from hearthside.core.kept import forget_kept
from hearthside.surveys import attempts
from hearthside.surveys.actions import offer_ticket, void_ticket
from hearthside.surveys.answers.models import SpentTicket, WaitingAnswer
from hearthside.surveys.answers.seal import unseal
from hearthside.surveys.codes import new_code, shown
from hearthside.surveys.models import QuestionnaireVersion

ANSWERS = {"any": ["social", "emotional"], "most": "social", "heard": "fully", "hopeful": "", "comment": "  Warm \r\ntea \x07 "}


@pytest.fixture(autouse=True)
def june():
    with time_machine.travel("2026-06-20T12:00:00+00:00", tick=False):
        yield


@pytest.fixture
def ticket(cast):
    return offer_ticket(programme=cast.river, kind=cast.phone, month=202606)


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def send(client, code, **answers):
    return client.post("/s/", {"code": code, **(answers or ANSWERS), "send": "yes"})


def opened():
    return [unseal(bytes(one.sealed)) for one in WaitingAnswer.objects.all()]


def test_somebody_types_the_code_answers_what_they_like_and_is_thanked(client, ticket):
    page = client.get("/s/")
    assert page.status_code == 200
    assert "Your code" in text(page)
    questions = client.post("/s/", {"code": ticket.code.lower().replace("-", " ")})
    for words in ("What did you get from this contact?", "Did you feel heard?", "no name, no address", "Nobody can write back", "9-8-8"):
        assert words in text(questions)
    sent = send(client, ticket.code)
    assert (sent.status_code, sent["Location"]) == (302, "/s/thanks/?lang=en")
    assert "Your answers are in." in text(client.get(sent["Location"]))
    [envelope] = opened()
    assert (envelope.programme, envelope.month, envelope.kind) == ("river", 202606, "one_to_one_phone")
    assert envelope.ticked == {"any": ["emotional", "social"], "most": "social", "heard": "fully"}
    assert envelope.comment == "Warm \ntea"


def test_every_question_may_be_skipped(client, ticket):
    assert "checked" not in client.post("/s/", {"code": ticket.code}).content.decode()
    assert send(client, ticket.code, heard="skip", most="", comment="").status_code == 302
    assert opened()[0].ticked == {}


def test_the_second_time_the_first_answer_stands_and_what_was_written_is_still_there(client, ticket):
    send(client, ticket.code)
    again = send(client, ticket.code, comment="Second thoughts")
    assert "Already received" in text(again)
    assert "Second thoughts" in text(again)
    assert WaitingAnswer.objects.count() == 1
    assert "was already received" in text(client.post("/s/", {"code": ticket.code}))


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("", "Type the code that you were given."),
        ("hello", "not complete, or one sign is wrong"),
        ("0000-0000-0001", "not complete, or one sign is wrong"),
        ("🙂" * 12, "not complete, or one sign is wrong"),
    ],
)
def test_a_mistyped_code_gets_one_clear_sentence(client, code, sentence):
    page = client.post("/s/", {"code": code})
    assert sentence in text(page)
    assert code in page.content.decode()


def test_an_unknown_code_gets_one_clear_sentence_and_the_answers_stay_on_the_page(client):
    page = send(client, shown(new_code()))
    assert "We do not know this code" in text(page)
    assert "Warm" in page.content.decode()
    assert 'value="fully" checked' in page.content.decode()


def test_a_code_that_was_taken_back_says_so(client, ticket):
    void_ticket(digest=ticket.digest)
    assert "taken back" in text(client.post("/s/", {"code": ticket.code}))
    assert "taken back" in text(send(client, ticket.code))


@pytest.mark.parametrize(("day", "is_open"), [(date(2026, 7, 14), True), (date(2026, 7, 15), False)])
def test_a_late_answer_is_taken_for_14_days_after_the_month(client, ticket, day, is_open):
    with time_machine.travel(f"{day}T18:00:00+00:00", tick=False):
        page = send(client, ticket.code)
        assert page.status_code == (302 if is_open else 200)
        assert is_open or "The time for this code is over" in text(page)
        assert is_open or "The time for this code is over" in text(client.post("/s/", {"code": ticket.code}))


def test_too_long_a_comment_is_said_and_kept(client, ticket):
    page = send(client, ticket.code, comment="x" * 1001)
    assert "at most 1000 characters" in text(page)
    assert "x" * 1001 in page.content.decode()
    assert send(client, ticket.code, comment="🙂" * 1000).status_code == 302


def test_an_answer_nobody_offered_is_not_taken(client, ticket):
    assert send(client, ticket.code, heard="loudly").status_code == 200
    assert not WaitingAnswer.objects.exists()


def test_whoever_guesses_codes_is_slowed_down_and_others_are_not(client, ticket, monkeypatch):
    for _turn in range(attempts.MOST):
        assert "We do not know this code" in text(client.post("/s/", {"code": new_code()}))
    assert "Too many wrong codes" in text(client.post("/s/", {"code": ticket.code}))
    assert "Too many wrong codes" in text(send(client, ticket.code))
    assert "What did you get" in text(client.post("/s/", {"code": ticket.code}, REMOTE_ADDR="192.0.2.7"))
    later = attempts.monotonic() + 3601
    monkeypatch.setattr(attempts, "monotonic", lambda: later)
    assert "What did you get" in text(client.post("/s/", {"code": ticket.code}))


def test_slips_of_the_finger_are_not_counted_as_guessing(client, ticket):
    for _turn in range(attempts.MOST + 5):
        client.post("/s/", {"code": "0000-0000-0001"})
    assert "What did you get" in text(client.post("/s/", {"code": ticket.code}))


def test_behind_a_proxy_the_address_is_what_the_proxy_saw(rf, settings):
    request = rf.get("/s/", HTTP_X_FORWARDED_FOR="198.51.100.1, 203.0.113.5")
    assert attempts._address(request) == "127.0.0.1"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert attempts._address(request) == "203.0.113.5"


# Languages


def test_the_survey_speaks_the_tickets_language_unless_another_is_chosen(client, cast):
    ticket = offer_ticket(programme=cast.river, kind=cast.phone, month=202606, language="fr")
    assert client.post("/s/", {"code": ticket.code})["Content-Language"] == "fr"
    assert client.post("/s/?lang=en", {"code": ticket.code})["Content-Language"] == "en"
    assert get_language() == "en"


@pytest.mark.parametrize(("wanted", "spoken"), [("fr-CA,en;q=0.5", "fr"), ("xx, fr;q=0.4", "fr"), ("", "en"), ("xx", "en")])
def test_before_a_code_the_survey_speaks_what_the_browser_asks_for(client, wanted, spoken):
    assert client.get("/s/", headers={"accept-language": wanted})["Content-Language"] == spoken


def test_changing_the_language_loses_nothing_and_carries_no_code_in_an_address(client, ticket):
    page = client.post("/s/", {"code": ticket.code, **ANSWERS, "switch": "fr"})
    assert page["Content-Language"] == "fr"
    assert 'value="fully" checked' in page.content.decode()
    assert "Warm" in page.content.decode()
    assert not WaitingAnswer.objects.exists()
    for shown_page in (page, client.get("/s/?lang=fr"), client.post("/s/?lang=fr", {"code": "x"})):
        assert not re.search(rf'(href|action)="[^"]*{ticket.code}', shown_page.content.decode())
    assert 'name="lang" value="fr"' in client.get("/s/?lang=fr").content.decode()


# What is not there


def test_no_page_of_the_survey_sets_a_cookie_or_asks_for_a_session(cast, ticket):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ben.user)
    with CaptureQueriesContext(connection) as main:
        responses = [
            client.get("/s/"),
            client.post("/s/", {"code": ticket.code}),
            send(client, new_code()),
            send(client, ticket.code),
            client.get("/s/thanks/"),
            client.get("/s"),
        ]
    for response in responses:
        assert not response.cookies
        assert "Vary" not in response or "Cookie" not in response["Vary"]
        assert (response["Cache-Control"], response["Referrer-Policy"], response["X-Frame-Options"]) == ("no-store", "no-referrer", "DENY")
    asked = " ".join(query["sql"] for query in main.captured_queries)
    assert not re.search("django_session|accounts_user|people_person|csrf", asked)


def test_answering_writes_nothing_into_the_main_database(client, ticket):
    with CaptureQueriesContext(connection) as main:
        client.post("/s/", {"code": ticket.code})
        assert send(client, ticket.code).status_code == 302
    assert not [query["sql"] for query in main.captured_queries if re.match("INSERT|UPDATE|DELETE", query["sql"])]


def test_an_answer_costs_the_same_whatever_is_stored(client, cast, ticket):
    other = offer_ticket(programme=cast.river, kind=cast.phone, month=202606)

    def statements(code):
        with CaptureQueriesContext(connections["answers"]) as asked, CaptureQueriesContext(connection) as main:
            assert send(client, code).status_code == 302
        return len(asked), len(main)

    client.post("/s/", {"code": ticket.code})  # the questions are read once and kept
    few = statements(ticket.code)
    SpentTicket.objects.bulk_create(SpentTicket(digest=f"{n:064}", month=202606) for n in range(2000))
    WaitingAnswer.objects.bulk_create(WaitingAnswer(id=n.to_bytes(16), sealed=b"") for n in range(2000))
    assert statements(other.code) == few
    assert few[0] <= 5
    assert few[1] <= 4


def test_nothing_that_was_typed_and_no_address_reaches_a_log(client, ticket, caplog):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.WARNING)
    wrong = new_code()
    client.get("/s/", REMOTE_ADDR="192.0.2.99")
    client.get(f"/s/{ticket.code}/", REMOTE_ADDR="192.0.2.99")
    client.post("/s/", {"code": wrong}, REMOTE_ADDR="192.0.2.99")
    client.post("/s/", {"code": ticket.code}, REMOTE_ADDR="192.0.2.99")
    for _turn in range(2):
        client.post("/s/", {"code": ticket.code, **ANSWERS, "send": "yes"}, REMOTE_ADDR="192.0.2.99")
    logged = caplog.text + " ".join(str(record.args) for record in caplog.records)
    for secret in (ticket.code, ticket.code.replace("-", ""), wrong, "Warm", "fully", "192.0.2.99"):
        assert secret not in logged


@pytest.mark.parametrize("address", ["/s", "/s/ABCD-EFGH-JKMN", "/s/anything/else/"])
def test_who_lost_their_way_is_led_to_the_field_for_the_code(client, address):
    assert client.get(address)["Location"] == "/s/"


def test_other_addresses_are_passed_on(client):
    assert client.get("/stories-are-elsewhere/").status_code == 404


def test_the_pages_are_light(client, ticket):
    style = gzip.compress(Path(find("core/house.css")).read_bytes())
    program = gzip.compress(Path(find("surveys/code.js")).read_bytes())
    first = client.get("/s/").content
    assert len(re.findall(rb"<script|<link rel=.stylesheet", first)) == 2  # of which one is for those without JavaScript
    assert len(gzip.compress(first)) + max(len(style), len(program)) < 20_000
    questions = client.post("/s/", {"code": ticket.code}).content
    assert len(re.findall(rb"<script|<link rel=.stylesheet|<img", questions)) == 1
    assert len(gzip.compress(questions)) + len(style) < 20_000


def test_the_questions_are_data_and_without_any_the_default_ones_are_asked(client, ticket):
    QuestionnaireVersion.objects.create(code="after_contact", version=2, questions=[{"code": "tea", "kind": "one", "options": ["mint"]}])
    forget_kept()
    page = text(client.post("/s/", {"code": ticket.code}))
    assert "tea" in page
    assert "Did you feel heard?" not in page
    QuestionnaireVersion.objects.all().delete()
    forget_kept()
    assert "Did you feel heard?" in text(client.post("/s/", {"code": ticket.code}))
