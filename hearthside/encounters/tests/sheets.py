"""Sheets of contacts for the tests, and how they are brought in."""

from django.apps import apps

from hearthside.core.actors import COMMAND_LINE
from hearthside.core.sheets.writing import write_csv
from hearthside.encounters.imports import import_encounters

HEADERS = ["date", "start", "minutes", "programme", "kind", "who", "headcount", "supporters", "support", "topics", "outcome", "note"]
GOOD = {"date": "2026-06-01", "minutes": "15", "programme": "River", "kind": "one_to_one_phone"}


def sheet(*rows: dict, extra: tuple[str, ...] = ()) -> bytes:
    """A CSV of good rows, each changed by what is given."""
    headers = [*HEADERS, *extra]
    return write_csv(headers, [[(GOOD | row).get(header, "") for header in headers] for row in rows])


def bring(data: bytes, **options):
    return import_encounters(by=COMMAND_LINE, data=data, **options)


def count_of_everything() -> dict[str, int]:
    """How many rows each table of the house holds."""
    return {model._meta.label: model.objects.count() for model in apps.get_models() if model._meta.app_label != "answers"}


def reasons(outcome) -> dict[int, tuple[str, str]]:
    return {one.row: (one.column, one.reason) for one in outcome.refused}
