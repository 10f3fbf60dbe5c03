"""Codes that people can read aloud, and ways to hand them over."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from hearthside.surveys.actions import offer_ticket, void_ticket
from hearthside.surveys.codes import SIGNS, new_code, read_code, shown, spent_digest, ticket_digest
from hearthside.surveys.models import SurveyTicket
from hearthside.surveys.offers import qr_picture, sms_link, survey_address
from hearthside.surveys.queries import offers

CODES = st.builds(lambda _number: new_code(), st.integers())


def test_a_code_is_twelve_signs_in_three_groups_and_new_each_time():
    code = new_code()
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}", shown(code))
    assert len({new_code() for _turn in range(500)}) == 500


@given(CODES)
def test_a_code_is_read_however_it_is_typed(code):
    for typed in (shown(code), code.lower(), f" {code[:5]} {code[5:]} ", code.replace("0", "O").replace("1", "l"), code.replace("1", "i")):
        assert read_code(typed) == code


@given(CODES, st.integers(0, 11), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_always_noticed(code, place, sign):
    if code[place] != sign:
        assert read_code(code[:place] + sign + code[place + 1 :]) is None


@given(CODES, st.integers(0, 10))
def test_two_swapped_neighbours_are_always_noticed(code, place):
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if swapped != code:
        assert read_code(swapped) is None


@pytest.mark.parametrize("typed", ["", "ABC", "U" * 12, "🙂" * 12, "A" * 13, "'; DROP TABLE--"])
def test_what_cannot_be_a_code_is_none(typed):
    assert read_code(typed) is None


def test_the_two_digests_of_a_code_have_nothing_in_common():
    code = new_code()
    assert ticket_digest(code) != spent_digest(code)
    assert len(ticket_digest(code)) == len(spent_digest(code)) == 64


def test_offering_a_survey_is_one_insert_and_the_code_is_kept_nowhere(cast):
    river, phone = cast.river, cast.phone
    with CaptureQueriesContext(connection) as asked:
        ticket = offer_ticket(programme=river, kind=phone, month=202606, language="fr")
    assert [query["sql"].split()[0] for query in asked.captured_queries] == ["INSERT"]
    [kept] = SurveyTicket.objects.values()
    assert kept.pop("programme_id") == cast.river.pk
    assert kept == {"digest": ticket.digest, "kind": "one_to_one_phone", "month": 202606, "language": "fr", "state": "new"}
    assert ticket.code.replace("-", "") not in str(kept)


def test_a_ticket_that_was_taken_back_does_not_count_as_offered(cast):
    tickets = [offer_ticket(programme=cast.river, kind=cast.phone, month=202606) for _turn in range(3)]
    void_ticket(digest=tickets[0].digest)
    assert offers(months=[202606]) == {("river", 202606, "one_to_one_phone"): 2}
    assert offers(months=[202607]) == {}


def test_a_code_is_handed_over_behind_the_fence_of_an_address():
    assert survey_address("ABCD-EFGH-JKMN") == "http://testserver/s/#ABCD-EFGH-JKMN"


def test_the_picture_has_a_title_and_neither_style_nor_script():
    picture = qr_picture(survey_address("ABCD-EFGH-JKMN"))
    assert "<title>" in picture
    assert not re.search("style|script|ABCD", picture)


def test_a_text_message_is_prepared_and_sent_by_the_phone_that_shows_it():
    assert sms_link("+13065550100", "Köszönöm & more #A") == "sms:+13065550100?&body=K%C3%B6sz%C3%B6n%C3%B6m%20%26%20more%20%23A"
