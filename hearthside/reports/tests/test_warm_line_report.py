"""The report of the warm line, as its readers see it: every share with its base, few hidden, and no callers guessed."""

from datetime import date, time

import pytest
from django.urls import reverse

from hearthside.checkins.warm_line.actions import LineWords, log_line_call
from hearthside.checkins.warm_line.tests.shifts import a_call
from hearthside.encounters.measures import Scope
from hearthside.reports.definitions import REPORTS
from hearthside.reports.files import FORMATS
from tests.signed_in import client_of

DAY = date(2026, 3, 3)  # a Tuesday
SCOPE = Scope(date(2026, 3, 1), date(2026, 3, 31))


@pytest.fixture
def calls(cast):
    """Fourteen calls on Tuesday evenings: eight about grief, four about money, one about housing, of one nothing was said."""
    for reason, number in (("grief", 8), ("money", 4), ("housing", 1), ("", 1)):
        for _turn in range(number):
            contact = a_call(cast.river, day=DAY, starts_at=time(19, 30), support=["emotional", "social"])
            log_line_call(by=cast.ben, contact=contact, said=LineWords(reason=reason, first_time="yes" if reason == "money" else "no"))


def tables():
    return {table.name: table for table in REPORTS["warm_line"].report(SCOPE).tables}


def test_reasons_stand_with_their_base_and_the_few_are_hidden(calls):
    reasons = tables()["line_reasons"]
    assert (reasons.title, reasons.base_said) == ("What it was most about", "Of 13 contacts in which it was said.")
    assert [(row.code, row.n, row.share) for row in reasons.rows] == [("grief", 8, 62), ("money", None, None), ("housing", None, None)]


def test_a_single_few_hides_the_next_smallest_with_it(cast):
    for reason, number in (("grief", 8), ("money", 5), ("housing", 1)):
        for _turn in range(number):
            log_line_call(by=cast.ben, contact=a_call(cast.river, day=DAY), said=LineWords(reason=reason))
    assert [row.n for row in tables()["line_reasons"].rows] == [8, None, None]


def test_a_division_of_fewer_than_five_is_not_printed_at_all(cast):
    for _turn in range(4):
        log_line_call(by=cast.ben, contact=a_call(cast.river, day=DAY), said=LineWords(reason="grief"))
    assert list(tables()) == ["counts"]


def test_counts_hide_a_few_first_time_callers_and_print_contacts(calls):
    counts = {row.code: row.n for row in tables()["counts"].rows}
    assert (counts["line_contacts"], counts["line_first_base"], counts["line_first"]) == (14, 14, None)


def test_support_that_was_given_is_of_all_in_which_it_was_said(calls):
    given = tables()["line_given"]
    assert given.base == 14
    assert {row.code: row.share for row in given.rows} == {"emotional": 100, "social": 100}


def test_the_busiest_hour_is_said_in_words(calls):
    [hour] = tables()["line_hours"].rows
    assert (hour.code, hour.name, hour.n) == ("2-19", "Tuesday from 7 p.m.", 14)


def test_page_and_files_print_the_same_and_hide_the_same(cast, calls):
    page = client_of(cast.cora).get(reverse("report", args=["warm_line"]), {"from": "2026-03-01", "to": "2026-03-31"})
    words = page.content.decode()
    assert page.status_code == 200
    assert "Of 13 contacts in which it was said" in words
    assert "Contacts are not callers" in words
    assert "1 to 4 are hidden" in words
    for _kind, write in FORMATS.values():
        assert write(REPORTS["warm_line"].report(SCOPE))


def test_a_month_without_a_call_is_a_page_of_zeros(cast):
    page = client_of(cast.cora).get(reverse("report", args=["warm_line"]), {"from": "2026-03-01", "to": "2026-03-31"})
    assert page.status_code == 200
    assert [row.n for row in tables()["counts"].rows] == [0] * 6
