"""`hearthside import`, as a script and as a person meet it."""

import json
import sys
from pathlib import Path

import pytest
from django.utils import timezone

from hearthside.cli import importing
from hearthside.cli.importing import add_arguments, run
from hearthside.encounters.models import Encounter
from hearthside.organisation.clock import live_by_its_clock
from hearthside.organisation.models import Organisation

ENCOUNTERS = "date,minutes,programme,kind,who,ward\n2026-06-01,15,River,outreach,P-1,3\n"
ANSWERS = "programme,kind,month,any\nRiver,outreach,2026-06,social\n"


@pytest.fixture
def command(tmp_path, capsys, monkeypatch):
    """Runs the command on a file of these words; gives the exit code and what was printed."""
    import argparse

    monkeypatch.setattr(importing, "prepare", live_by_its_clock)

    def call(kind: str, content: bytes | str, *options: str) -> tuple[int, str]:
        file = tmp_path / "sheet.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        parser = argparse.ArgumentParser()
        add_arguments(parser)
        code = run(parser.parse_args([kind, str(file), *options]))
        return code, capsys.readouterr().out

    yield call
    timezone.deactivate()


def test_a_script_reads_one_json_object(cast, command):
    code, out = command("encounters", ENCOUNTERS, "--json")
    assert code == 0
    assert json.loads(out) == {
        "read": 1, "created": 1, "updated": 0, "skipped": 0, "waiting": 0, "refused": [], "kept_columns": ["ward"],
        "people_created": 1, "programmes_created": 0, "look_alike": 0, "notes": [],
    }  # fmt: skip
    code, out = command("encounters", ENCOUNTERS, "--json")
    assert (code, json.loads(out)["skipped"]) == (0, 1)


def test_a_refused_row_ends_with_one_unless_the_good_are_accepted(cast, command):
    content = ENCOUNTERS + "2026-06-01,4000,River,outreach,Zoé,\n"
    code, out = command("encounters", content, "--json")
    assert (code, Encounter.objects.count()) == (1, 0)
    [refused] = json.loads(out)["refused"]
    assert (refused["row"], refused["column"]) == (3, "minutes")
    code, out = command("encounters", content, "--json", "--accept-good-rows")
    assert (code, json.loads(out)["created"], len(json.loads(out)["refused"])) == (0, 1, 1)


def test_a_file_that_is_no_table_ends_with_one_and_a_sentence(cast, command):
    code, out = command("encounters", b"\x89PNG\r\n\x1a\n", "--json")
    said = json.loads(out)
    assert (code, said["read"], said["refused"]) == (1, 0, [])
    assert said["problem"] == "This is a picture, not a table. Send the spreadsheet itself, as .xlsx or .csv."
    assert command("encounters", b"") == (1, "This file is empty. Check that the right one was saved, and send it again.\n")


def test_answers_go_to_the_surveys(cast, command):
    code, out = command("survey-answers", ANSWERS, "--json")
    assert (code, json.loads(out)["created"], json.loads(out)["dropped_columns"]) == (0, 1, [])


def test_only_new_leaves_out_what_looks_the_same(cast, command):
    command("encounters", ENCOUNTERS)
    code, out = command("encounters", ENCOUNTERS.replace("3\n", "4\n"), "--only-new", "--json")
    assert (code, json.loads(out)["skipped"], json.loads(out)["created"]) == (0, 1, 0)


@pytest.mark.parametrize(
    ("kind", "options", "sentence"),
    [
        ("members", [], "'members' cannot be imported. Say one of: encounters, survey-answers, gatherings, attendance."),
        ("survey-answers", ["--only-new"], "--only-new is for encounters"),
    ],
)
def test_wrong_usage_ends_with_two(command, capsys, kind, options, sentence):
    file = Path(__file__)
    code = run(_options(kind, file, *options))
    assert code == 2
    assert sentence in capsys.readouterr().err


def test_a_file_that_is_not_there_or_closed_to_us_ends_with_two(command, capsys, tmp_path, monkeypatch):
    assert run(_options("encounters", tmp_path / "nothing.csv")) == 2
    assert run(_options("encounters", tmp_path)) == 2
    assert "Check its name" in capsys.readouterr().err

    def closed(_path, _mode):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", closed)
    assert run(_options("encounters", Path(__file__))) == 2
    assert "cannot be opened: Permission denied" in capsys.readouterr().err


def _options(kind: str, file: Path, *options: str):
    import argparse

    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args([kind, str(file), *options])


def test_a_person_reads_what_became_of_the_rows(cast, command):
    rows = "".join(f"2026-06-01,{minutes},River,outreach,Ana,\n" for minutes in [*["0"] * 22, "5"])
    code, out = command("encounters", ENCOUNTERS.splitlines()[0] + "\n" + rows)
    assert code == 1
    assert "to be mended" in out
    assert out.count("Minutes must be between") == 20
    assert "and 2 more; --json prints all of them." in out
    assert "Nothing was stored." in out
    assert "refused" not in out


def test_a_person_reads_of_good_rows_stored_without_the_others(cast, command):
    content = "date,minutes,programme,kind,who\n2026-06-01,0,River,outreach,Ana\n2026-06-01,5,River,outreach,Ana\n"
    code, out = command("encounters", content, "--accept-good-rows")
    assert code == 0
    assert "Minutes must be between" in out
    assert "more; --json" not in out
    assert "Nothing was stored" not in out


def test_a_person_reads_that_all_is_stored_and_what_was_kept(cast, command):
    code, out = command("encounters", ENCOUNTERS)
    assert code == 0
    assert "people new here" in out
    assert "Kept as they are, since nothing here reads them: ward." in out
    assert "This file was imported before" in command("encounters", ENCOUNTERS)[1]


def test_a_sheet_may_come_before_the_organisation_has_a_name(command):
    Organisation.objects.all().delete()
    code, out = command("encounters", ENCOUNTERS, "--json")
    assert (code, json.loads(out)["created"]) == (0, json.loads(out)["read"])


def test_today_is_the_organisations_today(cast, command, monkeypatch):
    """Regina is behind UTC: what is tomorrow there is refused, whatever the server's clock says."""
    import time_machine

    with time_machine.travel("2026-06-02 03:00:00+00:00", tick=False):
        code, out = command("encounters", ENCOUNTERS.replace("06-01", "06-02"), "--json")
    assert (code, json.loads(out)["refused"][0]["column"]) == (1, "date")


def test_on_a_terminal_long_work_shows_that_it_goes_on(cast, command, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    rows = "2026-06-01,15,River,outreach,,\n" * 1000
    assert command("encounters", ENCOUNTERS + rows)[0] == 0


SCHEDULE = "title,when,time,minutes\nCoffee,Tuesdays,10 am,60\n"


def test_a_schedule_comes_in_and_a_second_time_adds_nothing(cast, command):
    code, out = command("gatherings", SCHEDULE, "--json")
    assert code == 0
    assert json.loads(out) == {
        "read": 1, "created": 1, "updated": 0, "skipped": 0, "waiting": 0, "refused": [], "kept_columns": [],
        "programmes_created": 1, "dropped_columns": [], "differing": [], "notes": [],
    }  # fmt: skip
    code, out = command("gatherings", SCHEDULE, "--json")
    assert (code, json.loads(out)["skipped"], json.loads(out)["created"]) == (0, 1, 0)


def test_a_dry_run_of_a_schedule_says_what_would_be(cast, command):
    code, out = command("gatherings", SCHEDULE, "--dry-run")
    assert code == 0
    assert "Coffee: every Tuesday at 10:00" in " ".join(out.split())
    assert "Nothing was stored, since this was a dry run." in out
    assert command("gatherings", SCHEDULE + "Tea,weekly,10 am,60\n", "--dry-run", "--json")[0] == 1


def test_a_row_of_a_schedule_that_cannot_be_read_ends_with_one(cast, command):
    code, out = command("gatherings", SCHEDULE + "Tea,weekly,10 am,60\n", "--json")
    said = json.loads(out)
    assert (code, said["created"], said["waiting"]) == (1, 0, 1)
    assert said["refused"] == [{"row": 3, "column": "when", "reason": "This says no weekday. Write it such as “weekly on Wednesday”."}]
    assert command("gatherings", SCHEDULE + "Tea,weekly,10 am,60\n", "--accept-good-rows")[0] == 0


def test_sign_in_sheets_come_in(cast, command):
    from hearthside.core.dates import today

    command("gatherings", f"title,when,time,first day\nCoffee,daily,10 am,{today()}\n")
    code, out = command("attendance", f'date,group,name\n{today()},Coffee,"Ana, Zoe"\n', "--json")
    assert (code, json.loads(out)["created"], json.loads(out)["only_counted"]) == (0, 1, 2)


@pytest.mark.parametrize(
    ("kind", "option", "sentence"),
    [("gatherings", "--only-new", "always left out"), ("encounters", "--dry-run", "--dry-run is for gatherings and attendance")],
)
def test_options_that_belong_to_another_kind_end_with_two(command, capsys, kind, option, sentence):
    assert run(_options(kind, Path(__file__), option)) == 2
    assert sentence in capsys.readouterr().err
