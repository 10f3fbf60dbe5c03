"""The report of one to one, as its readers see it."""

import csv
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearthside.encounters.measures import Scope
from hearthside.one_to_one.models import Pairing, Request
from hearthside.organisation.actions import open_programme
from hearthside.people.models import Person, Relation
from hearthside.reports.definitions import REPORTS
from hearthside.reports.few import hidden_cells
from hearthside.reports.files import FORMATS
from tests.cast import TESTS
from tests.signed_in import client_of

REGINA = ZoneInfo("America/Regina")
SPRING = {"from": "2026-03-01", "to": "2026-05-31"}
PAGE = "/reports/one_to_one/"


def read(by=None, programme=None):
    return REPORTS["one_to_one"].report(Scope(date(2026, 3, 1), date(2026, 5, 31), programme, by))


def ask(programme, number: int, via: str = "form", day: date = date(2026, 3, 10)) -> None:
    asked_at = datetime(day.year, day.month, day.day, 12, tzinfo=REGINA)
    for _ in range(number):
        Request.objects.create(name="Robin", wish="To walk again", programme=programme, via=via, asked_at=asked_at)


def met(cast, programme, number: int, ending: str = "", days: int = 7) -> None:
    for _ in range(number):
        person, began, ended = Person.objects.create(name="Robin"), date(2026, 3, 10), date(2026, 4, 20) if ending else None
        relation = Relation.objects.create(person=person, supporter=cast.ben, starts_on=began, ends_on=ended)
        days_of = {"asked_on": date(2026, 3, 10 - days), "began_on": began, "ended_on": ended, "ending": ending}
        Pairing.objects.create(person=person, supporter=cast.ben, programme=programme, relation=relation, **days_of)


def numbers(table) -> dict:
    return {row.code: row.n for row in table.rows}


def test_ways_and_endings_are_shares_of_a_base_that_is_printed(cast):
    ask(cast.river, 15)
    ask(cast.river, 5, "referral")
    met(cast, cast.river, 6, "got_there")
    met(cast, cast.river, 6, "not_said")
    report = read()
    ways, endings, lengths = report.whole("request_ways"), report.whole("pairing_endings"), report.whole("pairing_lengths")
    assert [(row.code, row.n, row.share) for row in ways.rows] == [("form", 15, 75), ("referral", 5, 25)]
    assert ways.base_said == "Of 20 requests."
    assert endings.base_said == lengths.base_said == "Of 12 pairings that ended."
    assert numbers(endings) == {"got_there": 6, "not_said": 6}
    assert numbers(lengths) == {"1_to_3": 12}
    page = client_of(cast.cora).get(PAGE, SPRING).content.decode()
    assert '<a href="/reports/definitions/#request_ways">Of 20 requests.</a>' in page
    assert '<a href="/reports/definitions/#wait_half">' in page
    assert "We did what we set out to do" in page


def test_few_people_are_hidden_and_so_is_what_would_give_them_away(cast):
    ask(cast.river, 3)
    ask(cast.hill, 9)
    ask(cast.hill, 6, "helper")
    report = read("programme")
    assert [numbers(table)["requests"] for table in report.tables if table.name == "counts"] == [18, None, None]
    hill, river = report.groups("request_ways")
    assert hill.is_closed
    assert river.is_closed
    assert hill.base is river.base is None
    assert numbers(report.whole("request_ways")) == {"form": 12, "helper": 6}
    page = client_of(cast.cora).get(PAGE, SPRING | {"by": "programme"}).content.decode()
    assert "their number is hidden" in page
    rows = csv.DictReader(FORMATS["csv"][1](report).decode("utf-8-sig").splitlines())
    assert {(row["n"], row["share"], row["hidden"], row["base"]) for row in rows if row["table"] == "request_ways" and row["group"]} == {
        ("", "", "TRUE", "")
    }


def test_one_person_who_moved_away_is_not_told_even_of_the_whole(cast):
    met(cast, cast.river, 1, "moved_away")
    met(cast, cast.river, 7, "got_there")
    met(cast, cast.river, 9, "not_said")
    endings = read().whole("pairing_endings")
    assert endings.base == 17
    assert numbers(endings) == {"got_there": None, "moved_away": None, "not_said": 9}


def test_of_few_who_asked_nothing_more_is_said(cast):
    ask(cast.river, 3)
    page = client_of(cast.cora).get(PAGE, SPRING).content.decode()
    assert "There were fewer than 5, so nothing more is said." in page
    assert "By the form" not in page


def test_a_programme_with_few_hides_them_when_it_is_asked_for_alone(cast):
    ask(cast.river, 4)
    table = read(programme=cast.river).whole("counts")
    assert numbers(table)["requests"] is None
    assert numbers(table)["requests_withdrawn"] == 0
    assert "&lt; 5" in client_of(cast.cora).get(PAGE, SPRING | {"programme": "river"}).content.decode()


def test_a_wait_of_few_says_that_they_are_too_few_and_not_that_it_is_hidden(cast):
    met(cast, cast.river, 4)
    row = read().whole("counts").row("wait_half")
    assert (row.n, row.shown) == (None, "too few")
    page = client_of(cast.cora).get(PAGE, SPRING).content.decode()
    assert "Of fewer than 5 pairings no wait is said." in page
    met(cast, cast.river, 1)
    assert read().whole("counts").row("wait_half").n == 7


def test_no_file_and_no_page_holds_a_name_or_what_somebody_wrote(cast):
    ask(cast.river, 6)
    met(cast, cast.river, 6, "got_there")
    contents = [write(read("programme")) for _kind, write in FORMATS.values()]
    page = client_of(cast.cora).get(PAGE, SPRING | {"by": "month"})
    assert page.status_code == 200
    for content in (*contents, page.content):
        assert b"Robin" not in content
        assert b"walk again" not in content


def test_what_has_no_programme_is_a_line_of_its_own(cast):
    ask(None, 6)
    ask(cast.river, 6)
    assert [(table.group, table.group_name, numbers(table)["requests"]) for table in read("programme").groups("counts")] == [
        ("river", "River", 6),
        ("-", "No programme", 6),
    ]


@pytest.mark.parametrize("by", ["", "programme", "month"])
def test_the_page_takes_the_same_statements_with_one_programme_and_three(cast, by):
    client, taken = client_of(cast.cora), []
    for programmes in ([cast.river], [cast.hill, open_programme(by=TESTS, name="Valley")]):
        for one in programmes:
            ask(one, 6)
            met(cast, one, 6, "got_there")
        client.get("/reports/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(PAGE, SPRING | {"by": by}).status_code == 200
        taken.append(len(queries))
    assert taken[0] == taken[1] <= 20


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(groups=st.lists(st.lists(st.integers(0, 12), min_size=3, max_size=3), min_size=1, max_size=5), closed=st.sets(st.integers(1, 5)))
def test_no_hidden_cell_can_be_worked_out_from_its_line_or_its_column(groups, closed):
    lines = [[sum(column) for column in zip(*groups, strict=True)], *groups]
    hidden = hidden_cells(lines, closed)
    for line, numbers_of in enumerate(lines):
        for column, number in enumerate(numbers_of):
            if 0 < number < 5 or (number and line in closed):
                assert (line, column) in hidden
            if (line, column) in hidden:
                assert number or line in closed, "zero is about nobody"
                row = [at for at, other in enumerate(numbers_of) if other or line in closed]
                down = [at for at, other in enumerate(lines) if other[column] or at in closed]
                assert len(row) == 1 or sum((line, at) in hidden for at in row) > 1
                assert len(down) == 1 or sum((at, column) in hidden for at in down) > 1
