"""Sheets for the tests, and how they are brought in."""

from hearthside.core.actors import COMMAND_LINE
from hearthside.core.sheets.writing import write_csv
from hearthside.gatherings.imports.actions import import_attendance, import_schedule, keep_draft
from hearthside.gatherings.models.drafts import Brought

GOOD = {"title": "Coffee", "when": "Tuesdays", "time": "10 am", "minutes": "60", "programme": "River"}


def schedule(*rows: dict) -> bytes:
    """A CSV of good rows, each changed by what is given."""
    whole = [GOOD | row for row in rows]
    headers = list(dict.fromkeys(name for row in whole for name in row))
    return write_csv(headers, [[row.get(header, "") for header in headers] for row in whole])


def sheet(*rows: tuple, headers: tuple = ("date", "group", "name", "count")) -> bytes:
    return write_csv(headers, rows)


def bring(*rows: dict, **options):
    return import_schedule(by=COMMAND_LINE, data=schedule(*rows), **options)


def note(*rows: tuple, **options):
    return import_attendance(by=COMMAND_LINE, data=sheet(*rows), **options)


def draft_of(by, *rows: dict):
    return keep_draft(by=by, kind=Brought.SCHEDULE, data=schedule(*rows))


def sheet_of(by, *rows: tuple):
    return keep_draft(by=by, kind=Brought.ATTENDANCE, data=sheet(*rows))


def reasons(outcome) -> dict[int, tuple[str, str]]:
    return {one.row: (one.column, one.reason) for one in outcome.refused}
