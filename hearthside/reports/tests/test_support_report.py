"""The report of answers: published numbers and nothing else, on the page, in every file and on the command line."""

import csv
import json
from datetime import date

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from hearthside.encounters.measures import Scope
from hearthside.organisation.actions import open_programme
from hearthside.reports.definitions import REPORTS
from hearthside.reports.files import as_object
from hearthside.reports.tables import Row, Table
from hearthside.surveys.actions import ImportedAnswer, import_answers
from tests.cast import TESTS

SPRING = "from=2024-04-01&to=2024-06-30"
SUPPORT = ("emotional", "informational", "practical", "social", "other", "not_much")


def bring_in(answers, digest="file"):
    import_answers(by=TESTS, answers=answers, digest=digest)


def said(programme, count, **answers):
    return [ImportedAnswer(programme=programme, month=202405, **answers)] * count


def read(**scope):
    return as_object(REPORTS["support"].report(Scope(date(2024, 4, 1), date(2024, 6, 30), **scope)))


@pytest.fixture
def family_pilot(cast):
    """1,300 answers, of which 1,001 ticked emotional and 299 social."""
    bring_in(said(cast.river, 1001, any=["emotional"]) + said(cast.river, 299, any=["social"]))


def test_1300_answers_of_a_family_pilot_are_77_and_23_percent_in_the_exact_shape_that_scripts_rely_on(family_pilot):
    numbers = {"emotional": (1001, 77), "social": (299, 23)}
    rows = [{"code": code, "n": numbers.get(code, (0, 0))[0], "share": numbers.get(code, (0, 0))[1], "hidden": False} for code in SUPPORT]
    report = read()
    assert list(report) == ["report", "from", "to", "tables"]
    assert (report["report"], report["from"], report["to"]) == ("support", "2024-04-01", "2024-06-30")
    assert report["tables"][0] == {"name": "support_any", "base": 1300, "offered": 1300, "rows": rows}
    assert [table["name"] for table in report["tables"]] == ["support_any", "support_most", "heard", "equals", "choice", "hopeful"]


def test_cora_reads_the_same_on_the_page_with_its_base_and_its_notes(family_pilot, cast, client):
    client.force_login(cast.cora.user)
    page = client.get(f"/reports/support/?{SPRING}").content.decode()
    for words in ("April to June 2024", "1,300", "77%", "23%", "those shares add to more than 100%", "claim no cause", "<desc>"):
        assert words in page
    assert 'href="/reports/definitions/#base"' in page


def test_nine_answers_show_nothing_but_fewer_than_ten(cast, client):
    bring_in(said(cast.river, 9, any=["emotional"], heard="fully"))
    client.force_login(cast.cora.user)
    for table in read()["tables"]:
        assert (table["base"], table["offered"], table["note"]) == (None, None, "fewer than 10")
        assert all(row == {"code": row["code"], "n": None, "share": None, "hidden": True} for row in table["rows"])
    page = client.get(f"/reports/support/?{SPRING}").content.decode()
    assert page.count("fewer than 10") == 7  # the six questions, and the figure at the top
    assert "<svg" not in page
    assert "<table" not in page
    rows = list(csv.DictReader(client.get(f"/reports/support.csv?{SPRING}").content.decode("utf-8-sig").splitlines()))
    assert {(row["n"], row["share"], row["hidden"], row["base"]) for row in rows} == {("", "", "TRUE", "")}


def test_between_ten_and_thirty_there_are_only_words(cast, client):
    bring_in(said(cast.river, 12, any=["emotional"]))
    [emotional, *_others] = read()["tables"][0]["rows"]
    assert emotional == {"code": "emotional", "n": None, "share": None, "hidden": True, "band": "more_than_two_thirds"}
    client.force_login(cast.cora.user)
    page = client.get(f"/reports/support/?{SPRING}").content.decode()
    assert "more than two thirds" in page
    assert "10 to 29 answers: only roughly how many" in page


def test_by_programme_each_group_follows_the_whole_under_its_code(cast, client):
    bring_in(said(cast.river, 120, any=["emotional"], heard="fully") + said(cast.hill, 120, any=["social"], heard="mostly"))
    tables = [table for table in read(by="programme")["tables"] if table["name"] == "support_any"]
    assert [(table.get("by"), table.get("group"), table["base"]) for table in tables] == [
        (None, None, 240),
        ("programme", "hill", 120),
        ("programme", "river", 120),
    ]
    client.force_login(cast.cora.user)
    page = client.get(f"/reports/support/?{SPRING}&by=programme").content.decode()
    assert "What did you get from this contact? · by programme" in page
    assert "120 (100%)" in page
    assert 'class="legend' in page, "how heard people felt is drawn as parts of a whole for each programme"


def test_a_group_with_something_hidden_is_not_drawn_apart(cast, client):
    bring_in(said(cast.river, 120, heard="fully") + said(cast.hill, 117, heard="mostly") + said(cast.hill, 3, heard="a_little"))
    client.force_login(cast.cora.user)
    page = client.get(f"/reports/support/?{SPRING}&by=programme").content.decode()
    heard = page.split('id="heard"')[1].split("</section>")[0]
    assert 'class="legend' not in heard
    assert "hidden" in heard


def test_a_group_of_several_and_a_month_have_names(cast):
    bring_in(said(cast.river, 30, any=["emotional"]))
    [_whole, may] = [
        table
        for table in REPORTS["support"].report(Scope(date(2024, 4, 1), date(2024, 6, 30), None, "month")).tables
        if table.name == "support_any"
    ]
    assert (may.group, may.group_name) == ("2024-05", "May 2024")


def test_answers_of_several_programmes_together_have_no_number_of_offers_of_their_own():
    rows = [Row("fully", "Fully", 30, 100)]
    assert Table("heard", "Did you feel heard?", rows, base=30).base_said == "30 answered this."


def test_groups_that_are_not_a_month_keep_their_own_name(cast):
    bring_in(said(cast.river, 30, any=["emotional"]))
    tables = REPORTS["support"].report(Scope(date(2024, 4, 1), date(2024, 6, 30), None, "programme")).tables
    assert {table.group_name for table in tables} == {"", "River"}


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ("from=2024-04-10&to=2024-06-30", "only whole months are counted: May to June 2024."),
        ("from=2024-04-10&to=2024-04-20", "no whole month lies in these days"),
    ],
)
def test_answers_are_kept_by_the_month_and_the_report_says_so(cast, client, days, words):
    client.force_login(cast.cora.user)
    assert words in client.get(f"/reports/support/?{days}").content.decode()


def test_the_report_page_takes_the_same_statements_with_one_programme_and_three(cast, client):
    client.force_login(cast.cora.user)
    taken = []
    for number, programmes in enumerate(([cast.river], [cast.hill, open_programme(by=TESTS, name="Valley")])):
        bring_in([answer for one in programmes for answer in said(one, 40, any=["emotional"], heard="fully")], digest=f"file {number}")
        address = f"/reports/support/?{SPRING}&by=programme"
        client.get(address)
        with CaptureQueriesContext(connections["default"]) as main, CaptureQueriesContext(connections["answers"]) as answers:
            assert client.get(address).status_code == 200
        taken.append(len(main) + len(answers))
    assert taken[0] == taken[1] <= 20


def test_the_workbook_has_a_sheet_for_each_question_and_one_to_read_first(family_pilot, cast, client, tmp_path):
    from python_calamine import CalamineWorkbook

    client.force_login(cast.cora.user)
    file = tmp_path / "report.xlsx"
    file.write_bytes(client.get(f"/reports/support.xlsx?{SPRING}&by=programme").content)
    book = CalamineWorkbook.from_path(str(file))
    assert book.sheet_names == ["Read me", "support any", "support most", "heard", "equals", "choice", "hopeful"]
    head, whole, river = book.get_sheet_by_name("support any").to_python()
    assert head[:5] == ["Programme", "Offered", "Answered", "Someone listened and cared", "Someone listened and cared, share in %"]
    assert whole[:5] == ["All together", 1300, 1300, 1001, 77]
    assert river[:5] == ["River", 1300, 1300, 1001, 77]
    told = {row[0]: row[1] for row in book.get_sheet_by_name("Read me").to_python()}
    assert told["Period"] == "April to June 2024 (2024-04-01 – 2024-06-30)"
    assert "In it:" in told["Answered"]
    assert "Not in it:" in told["Answered"]


def test_the_workbook_says_hidden_numbers_with_an_empty_cell_and_bands_in_words(cast, client, tmp_path):
    from python_calamine import CalamineWorkbook

    bring_in(said(cast.river, 12, any=["emotional"]))
    client.force_login(cast.cora.user)
    file = tmp_path / "report.xlsx"
    file.write_bytes(client.get(f"/reports/support.xlsx?{SPRING}").content)
    book = CalamineWorkbook.from_path(str(file))
    whole = book.get_sheet_by_name("support any").to_python()[1]
    assert whole[2:5] == ["", "more than two thirds", ""]
    assert book.get_sheet_by_name("heard").to_python()[1][1:4] == ["", "", ""]


def test_json_can_be_asked_for_as_an_address_too(family_pilot, cast, client):
    client.force_login(cast.cora.user)
    answer = client.get(f"/reports/support.json?{SPRING}")
    assert answer["Content-Type"] == "application/json"
    assert json.loads(answer.content) == read()
