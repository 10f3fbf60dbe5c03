"""`hearthside report`: print a report, the same numbers as the page."""

import argparse
import sys

from hearthside.cli.preparing import prepare

NARROWEST = 12  # characters for a column that can still be read
ENDINGS = ("json", "csv", "xlsx", "table")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="support, encounters, gatherings, warm_line, one_to_one or check_ins")
    parser.add_argument("--from", dest="first", metavar="DAY", help="first day, such as 2026-04-01 (default: the last full quarter)")
    parser.add_argument("--to", dest="last", metavar="DAY", help="last day, included")
    parser.add_argument("--programme", metavar="CODE", help="only this programme, by its code or name")
    parser.add_argument("--by", metavar="WHAT", help="keep apart: programme, kind or month")
    parser.add_argument("--format", choices=ENDINGS, default="table", help="default: a table to read")
    parser.add_argument("--json", dest="format", action="store_const", const="json", help="the same as --format json")


def run(options: argparse.Namespace) -> int:
    prepare()
    from django.utils import translation

    from hearthside.organisation.queries import the_organisation
    from hearthside.reports.definitions import REPORTS
    from hearthside.reports.forms import ScopeForm

    if options.name not in REPORTS:
        return _wrong([f"There is no report '{options.name}'. Choose one of: {', '.join(REPORTS)}."])
    if options.format == "xlsx" and sys.stdout.isatty():
        return _wrong([f"A workbook cannot be shown here. Send it to a file: hearthside report {options.name} --format xlsx > report.xlsx"])
    asked = {"from": options.first, "to": options.last, "programme": options.programme, "by": options.by}
    with translation.override(the_organisation().language):
        form = ScopeForm({key: value for key, value in asked.items() if value is not None}, apart=REPORTS[options.name].apart)
        if not form.is_valid():
            return _wrong(form.sentences())
        _print(REPORTS[options.name].report(form.scope), options.format)
    return 0


def _wrong(sentences: list[str]) -> int:
    print("\n".join(sentences), file=sys.stderr)
    return 2


def _print(report, ending: str) -> None:
    from hearthside.reports.files import FORMATS

    if ending == "table":
        _print_tables(report)
    else:
        _kind, write = FORMATS[ending]
        sys.stdout.buffer.write(write(report) + (b"\n" if ending == "json" else b""))
        sys.stdout.buffer.flush()


def _print_tables(report) -> None:
    from rich.console import Console
    from rich.text import Text

    from hearthside.reports.grids import Grid, grids

    console = Console(highlight=False)
    console.print(Text(f"{report.title}: {report.period}", style="bold"))
    for grid in grids(report):
        if console.width >= NARROWEST * len(grid.head()):
            _print_grid(console, grid, grid.whole.title)
        else:  # too many columns for this terminal: one table below the other
            for table in (grid.whole, *grid.groups):
                _print_grid(console, Grid(table, []), " · ".join(filter(None, [grid.whole.title, table.group_name])))
    console.print()
    for note in report.notes:
        console.print(Text(note))


def _print_grid(console, grid, title: str) -> None:
    from rich.table import Table
    from rich.text import Text

    console.print()
    console.print(Text(title, style="bold"))
    about = " ".join(filter(None, [grid.whole.base_said, grid.whole.note]))
    if about:
        console.print(Text(about))
    if grid.whole.is_closed and not grid.groups:
        return
    table = Table()
    for place, (_code, words) in enumerate(grid.head()):
        table.add_column(Text(words), justify="right" if place else "left", overflow="fold")
    for line in grid.lines():
        table.add_row(*map(Text, line))
    console.print(table)
