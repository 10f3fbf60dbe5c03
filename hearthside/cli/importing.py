"""`hearthside import KIND FILE`: bring in a sheet. Each row that is not stored is told with its reason."""

import argparse
import json
import sys
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from hearthside.cli.preparing import prepare

KINDS = ("encounters", "survey-answers", "gatherings", "attendance")
PLANNED = ("gatherings", "attendance")  # which say with --dry-run what would be
SHOWN = 20  # rows that are told one by one on the screen; --json tells all


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("file", metavar="FILE", type=Path, help="CSV, XLSX, XLS or ODS; for gatherings also iCalendar or Meeting Guide")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--accept-good-rows", action="store_true", help="store the rows that are right, also when others are not")
    parser.add_argument("--only-new", action="store_true", help="leave out rows that look the same as rows imported before (encounters)")
    parser.add_argument("--dry-run", action="store_true", help="store nothing, and say what would be stored (gatherings, attendance)")
    parser.add_argument("--sheet", default="", help="the name of the sheet, where a workbook has several")


def run(options: argparse.Namespace) -> int:
    wrong = _wrong_usage(options)
    if wrong:
        print(wrong, file=sys.stderr)
        return 2
    prepare()
    from hearthside.core.errors import Refused
    from hearthside.core.sheets.outcome import Outcome

    with _progress() as progress:
        try:
            outcome = _import(options, progress)
        except Refused as reason:
            outcome = Outcome(problem=str(reason))
    if options.json:
        print(json.dumps(outcome.as_json(), ensure_ascii=False))
    else:
        _tell(outcome, options.dry_run)
    return 1 if outcome.problem or (outcome.refused and not options.accept_good_rows) else 0


def _wrong_usage(options: argparse.Namespace) -> str:
    """What is wrong with the command itself, or nothing."""
    if options.kind not in KINDS:
        return f"'{options.kind}' cannot be imported. Say one of: {', '.join(KINDS)}."
    if options.only_new and options.kind == "survey-answers":
        return "Survey answers are kept so that none can be recognised, so --only-new is for encounters."
    if options.only_new and options.kind in PLANNED:
        return "What is known before is always left out here, so --only-new is for encounters."
    if options.dry_run and options.kind not in PLANNED:
        return f"--dry-run is for {' and '.join(PLANNED)}."
    if not options.file.is_file():
        return f"There is no file {options.file}. Check its name."
    try:
        options.file.open("rb").close()
    except OSError as error:
        return f"{options.file} cannot be opened: {error.strerror}."
    return ""


def _import(options: argparse.Namespace, progress: Callable[[str, int, int], None]):
    """Hand the file to the room it belongs to."""
    from hearthside.core.actors import COMMAND_LINE
    from hearthside.core.sheets.files import load

    common = {"by": COMMAND_LINE, "data": load(options.file), "sheet": options.sheet, "accept_good_rows": options.accept_good_rows}
    if options.kind == "encounters":
        from hearthside.encounters.imports import import_encounters

        return import_encounters(**common, only_new=options.only_new, progress=progress)
    if options.kind in PLANNED:
        from hearthside.gatherings.imports import actions

        act = actions.import_schedule if options.kind == "gatherings" else actions.import_attendance
        return act(**common, dry_run=options.dry_run)
    from hearthside.surveys.import_sheet import import_survey_answers

    return import_survey_answers(**common, progress=progress)


@contextmanager
def _progress():
    """Signs of progress on a terminal; nothing where the output is read by a program."""
    if not sys.stderr.isatty():
        yield lambda *_said: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda what, done, total: bar.update(task, description=what, completed=done, total=total or None)


def _tell(outcome, is_dry: bool = False) -> None:
    """The result for a person: what became of the rows, then each that was not stored."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(highlight=False)
    if outcome.problem:
        console.print(escape(outcome.problem))
        return
    counts = Table("Rows", "", show_header=False, box=None)
    for words, count in _counts(outcome):
        counts.add_row(words, str(count))
    console.print(counts)
    if outcome.refused:
        rows = Table("Row", "Column", "What to do", box=None, pad_edge=False)
        for one in outcome.refused[:SHOWN]:
            rows.add_row(str(one.row), escape(one.column), escape(one.reason))
        console.print(rows)
        if len(outcome.refused) > SHOWN:
            console.print(f"and {len(outcome.refused) - SHOWN} more; --json prints all of them.")
    if outcome.kept_columns:
        console.print(escape(f"Kept as they are, since nothing here reads them: {', '.join(outcome.kept_columns)}."))
    for note in outcome.notes:
        console.print(escape(note))
    for line in outcome.more.get("planned", []):
        console.print(escape(line))
    if is_dry:
        console.print("Nothing was stored, since this was a dry run.")
    elif outcome.waiting:
        console.print("Nothing was stored. Mend the rows above, or store the good ones with --accept-good-rows.")


def _counts(outcome) -> list[tuple[str, int]]:
    """The counts that say something, in the order of what people ask first."""
    more = {
        "people_created": "people new here",
        "programmes_created": "programmes new here",
        "people_linked": "people linked",
        "only_counted": "people only counted",
    }
    counts = [
        ("rows read", outcome.read),
        ("stored", outcome.created),
        ("known before", outcome.skipped),
        ("good, waiting for the others", outcome.waiting),
        ("to be mended", len(outcome.refused)),
        *((words, outcome.more.get(name, 0)) for name, words in more.items()),
    ]
    return [(words, count) for words, count in counts if count or words in ("rows read", "stored")]
