"""Who reads reports, which days they are asked for, and what is said when something cannot be right."""

from datetime import date

import pytest
import time_machine

from hearthside.encounters.actions import Contact, record_encounters
from hearthside.people.actions import grant_role
from hearthside.people.models import Role
from hearthside.reports.definitions import REPORTS
from hearthside.reports.periods import last_quarter, periods
from hearthside.reports.tables import period_words
from tests.cast import TESTS
from tests.signed_in import client_of

READERS = ("cora", "ada")
OTHERS = ("ana", "ben", "kim", "dan", "mo", "eve")
PAGES = ("/reports/", "/reports/support/", "/reports/encounters/")
FILES = [f"/reports/{name}.{ending}" for name in ("support", "encounters") for ending in ("csv", "xlsx", "json")]


@pytest.mark.parametrize("address", [*PAGES, *FILES])
def test_reports_are_read_by_those_who_answer_for_the_work(cast, address):
    visitor = client_of(None).get(address)
    assert (visitor.status_code, visitor["Location"].split("?")[0]) == (302, "/accounts/login/")
    for name in READERS:
        assert client_of(getattr(cast, name)).get(address).status_code == 200
    for name in OTHERS:
        assert client_of(getattr(cast, name)).get(address).status_code == 403


@pytest.mark.parametrize("kind", [Role.Kind.BOARD, Role.Kind.EVALUATOR])
def test_the_board_and_evaluators_read_them_too(cast, kind):
    grant_role(by=TESTS, person=cast.eve, kind=kind)
    assert client_of(cast.eve).get("/reports/encounters/").status_code == 200


def test_whoever_signs_in_may_read_what_a_number_means(cast):
    assert client_of(None).get("/reports/definitions/").status_code == 302
    page = client_of(cast.eve).get("/reports/definitions/").content.decode()
    for template in REPORTS.values():
        for one in template.definitions:
            assert f'id="{one.code}"' in page


def test_every_figure_at_the_top_opens_to_a_definition_that_is_there(cast):
    client = client_of(cast.cora)
    definitions = client.get("/reports/definitions/").content.decode()
    for name in REPORTS:
        for _value, _words, address in client.get(f"/reports/{name}/").context["figures"]:
            assert f'id="{address.split("#")[1]}"' in definitions


@pytest.mark.parametrize("address", ["/reports/people/", "/reports/people.csv", "/reports/support.pdf"])
def test_a_report_that_there_is_not_is_not_found(cast, address):
    assert client_of(cast.cora).get(address).status_code == 404


@pytest.mark.parametrize(
    ("asked", "field", "sentence"),
    [
        ("from=2024-06-01&to=2024-05-01", "to", "The last day is before the first day. Choose a later last day, or an earlier first one."),
        ("from=1899-12-31&to=2024-05-01", "from", "Dec. 31, 1899 cannot be right. Choose a year from 1950 to 2100."),
        ("from=2024-01-01&to=9999-12-31", "to", "Dec. 31, 9999 cannot be right. Choose a year from 1950 to 2100."),
        ("from=yesterday", "from", "&#x27;yesterday&#x27; is not a date. Write it as 2026-06-30."),
        ("from=&to=2024-05-01", "from", "Choose the first day."),
        ("programme=nowhere", "programme", "There is no programme &#x27;nowhere&#x27;. Choose one from the list."),
        ("by=supporter", "by", "&#x27;supporter&#x27; cannot be kept apart here. Choose one of: programme, kind, month."),
    ],
)
def test_what_cannot_be_right_gets_one_sentence_beside_its_field_and_nothing_is_lost(cast, asked, field, sentence):
    client = client_of(cast.cora)
    for address in ("/reports/encounters/", "/reports/encounters.csv"):
        answer = client.get(f"{address}?{asked}&kept=words")
        page = answer.content.decode()
        assert answer.status_code == 422
        assert f'id="id_{field}_fault">{sentence}' in page
        for pair in asked.split("&"):
            name, typed = pair.split("=")
            assert answer.context["form"].asked()[name] == typed


def test_a_programme_may_be_asked_for_by_its_name(cast):
    for words in ("river", "River", "RIVER"):
        assert client_of(cast.cora).get(f"/reports/encounters/?programme={words}").context["report"].scope.programme == cast.river


@time_machine.travel("2031-05-20T18:00:00Z")
def test_opened_without_a_question_it_shows_the_last_full_quarter(cast):
    client = client_of(cast.cora)
    page = client.get("/reports/encounters/").content.decode()
    assert "January to March 2031" in page
    assert "by=month" in page, "encounters are shown by month until something else is asked"
    assert "still to come" not in page
    assert "still to come" in client.get("/reports/encounters/?from=2031-05-01&to=2031-05-31").content.decode()


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2024, 1, 1), date(2023, 10, 1), date(2023, 12, 31)),
        (date(2024, 3, 31), date(2023, 10, 1), date(2023, 12, 31)),
        (date(2024, 4, 1), date(2024, 1, 1), date(2024, 3, 31)),
        (date(2024, 12, 31), date(2024, 7, 1), date(2024, 9, 30)),
    ],
)
def test_the_last_full_quarter_is_one_that_is_over(day, first, last):
    quarter = last_quarter(day)
    assert (quarter.first, quarter.last) == (first, last)


def test_the_usual_periods_are_whole_months(cast):
    found = {one.name: (one.first, one.last) for one in periods(date(2024, 3, 15))}
    assert found["This month"] == (date(2024, 3, 1), date(2024, 3, 31))
    assert found["Last month"] == (date(2024, 2, 1), date(2024, 2, 29))
    assert found["This year"] == (date(2024, 1, 1), date(2024, 12, 31))
    assert found["Everything"] == (date(2024, 3, 1), date(2024, 3, 31)), "nothing is logged yet"
    early = Contact(programme=cast.river, kind=cast.phone, day=date(2019, 8, 9), minutes=5, unnamed=1)
    record_encounters(by=TESTS, contacts=[early])
    assert periods(date(2024, 3, 15))[-1].first == date(2019, 8, 1)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2024, 6, 1), date(2024, 6, 30), "June 2024"),
        (date(2024, 4, 1), date(2024, 6, 30), "April to June 2024"),
        (date(2023, 12, 1), date(2024, 1, 31), "December 2023 to January 2024"),
        (date(2024, 4, 2), date(2024, 4, 2), "April 2, 2024"),
        (date(2024, 4, 2), date(2024, 6, 30), "April 2, 2024 to June 30, 2024"),
    ],
)
def test_a_period_is_said_as_people_say_it(first, last, words):
    assert period_words(first, last) == words


def test_the_list_of_reports_takes_the_same_statements_whatever_there_is(cast, django_assert_max_num_queries):
    client = client_of(cast.cora)
    client.get("/reports/")
    with django_assert_max_num_queries(6):
        page = client.get("/reports/").content.decode()
    assert 'href="/reports/support/"' in page
    assert 'href="/reports/encounters/"' in page
