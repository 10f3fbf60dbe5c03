"""The report of check-in calls, as its readers see it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hearthside.checkins.calls.tests.plans import MONDAY, call_of, clock, long_known, plan_for
from hearthside.checkins.models import Call, Tried
from hearthside.encounters.measures import Scope
from hearthside.organisation.actions import open_programme
from hearthside.people.models import Person
from hearthside.reports.definitions import REPORTS
from hearthside.reports.files import FORMATS
from tests.cast import TESTS
from tests.signed_in import client_of

MARCH = {"from": "2026-03-01", "to": "2026-03-31"}
PAGE = "/reports/check_ins/"
SUNDAY_AFTER = date(2026, 3, 15)


@pytest.fixture(autouse=True)
def on_the_last_of_march(cast):
    long_known()
    with time_machine.travel(clock(18, day=date(2026, 3, 31)), tick=False):
        yield


def read(by=None, programme=None, last=date(2026, 3, 31)):
    return REPORTS["check_ins"].report(Scope(date(2026, 3, 1), last, programme, by))


def planned(programme, size: int) -> list:
    people = [Person.objects.create(name=f"Robin {number}") for number in range(size)]
    return [plan_for(one, programme, number=f"+1306555{number:04}", begun_at=clock(8)) for number, one in enumerate(people)]


def lived(plan, day: date, *tries: str) -> Call:
    """A call with its tries; talked with at the last one, or not."""
    why = "talked" if tries and tries[-1] == "talked" else "decided" if tries else "not_made"
    call = call_of(plan, day, tries=len(tries), ended_at=clock(15, day=day), ended_why=why)
    Tried.objects.bulk_create(Tried(call=call, number=number, outcome=outcome) for number, outcome in enumerate(tries, 1))
    return call


def numbers(table) -> dict:
    return {row.code: row.n for row in table.rows}


def test_tries_and_talks_are_shares_of_a_base_that_is_printed(cast):
    for plan in planned(cast.river, 6):
        lived(plan, MONDAY, "talked")
        lived(plan, MONDAY + timedelta(days=1), "no_answer", "talked")
        lived(plan, MONDAY + timedelta(days=2), "no_answer", "voicemail", "no_answer", "no_answer", "talked")
        lived(plan, MONDAY + timedelta(days=3))
    report = read()
    counts = numbers(report.whole("counts"))
    assert (counts["calls_planned"], counts["calls_tried"], counts["calls_reached"], counts["calls_not_made"]) == (24, 18, 18, 6)
    tries = report.whole("try_outcomes")
    assert (tries.base_said, numbers(tries)) == ("Of 48 tries of planned calls.", {"talked": 18, "voicemail": 6, "no_answer": 24})
    talks = report.whole("talked_at_try")
    assert (talks.base_said, numbers(talks)) == ("Of 18 calls that ended in a talk.", {"1": 6, "2": 6, "later": 6})
    page = client_of(cast.cora).get(PAGE, MARCH).content.decode()
    assert '<a href="/reports/definitions/#talked_at_try">Of 18 calls that ended in a talk.</a>' in page
    assert "At the first try" in page


def test_who_is_reached_again_is_told_out_of_those_with_a_call_in_both_weeks(cast):
    plans = planned(cast.river, 8)
    for place, plan in enumerate(plans):
        if place < 7:
            lived(plan, SUNDAY_AFTER - timedelta(days=7), "no_answer" if place < 6 else "talked")
        lived(plan, SUNDAY_AFTER, "talked")
    counts = numbers(read(last=SUNDAY_AFTER).whole("counts"))
    assert (counts["people_both_weeks"], counts["people_reached_again"], counts["people_reached"]) == (7, 6, 8)


def test_while_the_period_goes_on_its_last_week_ends_today(cast):
    with time_machine.travel(clock(18, day=SUNDAY_AFTER), tick=False):
        for plan in planned(cast.river, 5):
            lived(plan, SUNDAY_AFTER - timedelta(days=7), "no_answer")
            lived(plan, SUNDAY_AFTER, "talked")
        assert numbers(read().whole("counts"))["people_reached_again"] == 5
        assert "still to come" in client_of(cast.cora).get(PAGE, MARCH).content.decode()


def test_the_week_before_is_looked_at_also_where_it_lies_before_the_period(cast):
    for plan in planned(cast.river, 5):
        lived(plan, date(2026, 3, 3), "no_answer")
        lived(plan, date(2026, 3, 10), "talked")
    table = REPORTS["check_ins"].report(Scope(date(2026, 3, 8), date(2026, 3, 14))).whole("counts")
    assert (table.row("calls_planned").n, table.row("people_reached_again").n) == (5, 5)


def test_two_records_found_to_be_one_person_are_one(cast):
    plans = planned(cast.river, 6)
    for plan in plans:
        lived(plan, MONDAY, "talked")
    Person.objects.filter(pk=plans[5].person_id).update(merged_into=plans[0].person_id)
    counts = numbers(read().whole("counts"))
    assert (counts["people_reached"], counts["people_with_plan"], counts["calls_reached"]) == (5, 5, 6)


def test_few_people_are_hidden_in_a_programme_and_one_more_with_them_while_calls_are_printed(cast):
    for programme, size in ((cast.river, 3), (cast.hill, 7)):
        for plan in planned(programme, size):
            lived(plan, MONDAY, "talked")
    report = read("programme")
    hill, river = (numbers(table) for table in report.groups("counts"))
    assert (hill["people_reached"], river["people_reached"], river["people_with_plan"]) == (None, None, None)
    assert (hill["calls_planned"], river["calls_planned"]) == (7, 3)
    assert numbers(report.whole("counts"))["people_reached"] == 10
    assert "their number is hidden" in client_of(cast.cora).get(PAGE, MARCH | {"by": "programme"}).content.decode()
    assert numbers(read(programme=cast.river).whole("counts"))["people_reached"] is None


def test_no_file_and_no_page_holds_a_name_or_a_number(cast):
    for plan in planned(cast.river, 5):
        lived(plan, MONDAY, "no_answer", "talked")
    contents = [write(read("programme")) for _kind, write in FORMATS.values()]
    page = client_of(cast.cora).get(PAGE, MARCH | {"by": "month"})
    assert page.status_code == 200
    for content in (*contents, page.content):
        assert b"Robin" not in content
        assert b"1306555" not in content


@pytest.mark.parametrize("by", ["", "programme", "month"])
def test_the_page_takes_the_same_statements_with_one_programme_and_three(cast, by):
    client, taken = client_of(cast.cora), []
    for programmes in ([cast.river], [cast.hill, open_programme(by=TESTS, name="Valley")]):
        for plan in [plan for one in programmes for plan in planned(one, 2)]:
            lived(plan, MONDAY, "no_answer", "talked")
        client.get("/reports/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(PAGE, MARCH | {"by": by}).status_code == 200
        taken.append(len(queries))
    assert taken[0] == taken[1] <= 22
