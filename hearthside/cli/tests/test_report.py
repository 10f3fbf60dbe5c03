"""`hearthside report`: the same numbers on a terminal, and a sentence where something cannot be right."""

import io
import json
from datetime import date

import pytest

from hearthside.cli import main, report
from hearthside.encounters.actions import Contact, record_encounters
from hearthside.encounters.measures import Scope
from hearthside.reports.definitions import REPORTS
from hearthside.reports.files import as_object
from hearthside.surveys.actions import ImportedAnswer, import_answers
from tests.cast import TESTS

MAY = ["--from", "2024-05-01", "--to", "2024-05-31"]


@pytest.fixture(autouse=True)
def _prepared(monkeypatch, cast):
    """The folder of the tests is ready already."""
    monkeypatch.setattr(report, "prepare", lambda: None)
    talk = Contact(programme=cast.river, kind=cast.phone, day=date(2024, 5, 6), minutes=20, people=[cast.ana], supporters=[cast.ben])
    record_encounters(by=TESTS, contacts=[talk])


@pytest.mark.parametrize("asked", [["--json"], ["--format", "json"]])
def test_json_is_one_object_and_the_contract(capsys, asked):
    assert main(["report", "encounters", *MAY, "--by", "month", *asked]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == as_object(REPORTS["encounters"].report(Scope(date(2024, 5, 1), date(2024, 5, 31), None, "month")))


def test_1300_answers_come_out_of_the_command_as_they_went_in(cast, capsys):
    answers = [ImportedAnswer(programme=cast.river, month=202405, any=[code]) for code in ["emotional"] * 1001 + ["social"] * 299]
    import_answers(by=TESTS, answers=answers, digest="pilot")
    assert main(["report", "support", *MAY, "--programme", "river", "--json"]) == 0
    table = json.loads(capsys.readouterr().out)["tables"][0]
    assert (table["name"], table["base"], table["offered"]) == ("support_any", 1300, 1300)
    assert {row["code"]: row["share"] for row in table["rows"] if row["n"]} == {"emotional": 77, "social": 23}


def test_without_a_format_it_is_a_table_to_read(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    assert main(["report", "encounters", *MAY, "--by", "programme"]) == 0
    printed = capsys.readouterr().out
    assert "Encounters and people: May 2024" in printed
    assert "River" in printed
    assert "claim no cause" in printed


def test_on_a_narrow_terminal_groups_stand_one_below_the_other_and_no_number_is_cut(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    assert main(["report", "encounters", *MAY, "--by", "programme"]) == 0
    printed = capsys.readouterr().out
    assert "Counts · River" in printed
    assert "…" not in printed


def test_nine_answers_print_one_line_and_no_table(cast, capsys):
    import_answers(by=TESTS, answers=[ImportedAnswer(programme=cast.river, month=202405, any=["emotional"])] * 9, digest="nine")
    assert main(["report", "support", *MAY]) == 0
    printed = capsys.readouterr().out
    assert printed.count("fewer than 10") == 6
    assert "emotional" not in printed
    assert "━" not in printed


def test_a_csv_can_be_sent_on(capsysbinary):
    assert main(["report", "encounters", *MAY, "--format", "csv"]) == 0
    assert b"counts,,,,,,encounters,Encounters,1,,FALSE,," in capsysbinary.readouterr().out


def test_a_workbook_goes_to_a_file(capsysbinary):
    assert main(["report", "encounters", *MAY, "--format", "xlsx"]) == 0
    assert capsysbinary.readouterr().out.startswith(b"PK")


def test_a_workbook_is_not_poured_over_the_screen(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdout", Terminal())
    assert main(["report", "encounters", *MAY, "--format", "xlsx"]) == 2
    assert "hearthside report encounters --format xlsx > report.xlsx" in capsys.readouterr().err


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (["people"], "There is no report 'people'. Choose one of: support, encounters, gatherings, warm_line, one_to_one, check_ins."),
        (["support", "--from", "1899-01-01"], "Jan. 1, 1899 cannot be right. Choose a year from 1950 to 2100."),
        (["support", "--from", "soon"], "'soon' is not a date. Write it as 2026-06-30."),
        (["support", "--from", "2024-06-01", "--to", "2024-05-01"], "The last day is before the first day."),
        (["encounters", "--programme", "nowhere"], "There is no programme 'nowhere'. Choose one from the list."),
        (["encounters", "--by", "supporter"], "'supporter' cannot be kept apart here. Choose one of: programme, kind, month."),
    ],
)
def test_wrong_usage_is_a_sentence_and_exit_2(capsys, asked, sentence):
    assert main(["report", *asked]) == 2
    printed = capsys.readouterr()
    assert sentence in printed.err
    assert printed.out == ""
