"""A report as a file. Each holds the same numbers; what is hidden is null or empty in all of them."""

import json
from collections.abc import Callable

from django.utils.translation import gettext as _

from hearthside.core.sheets.writing import Sheet, write_csv, write_xlsx
from hearthside.organisation.queries import the_organisation
from hearthside.reports.definitions import REPORTS
from hearthside.reports.grids import grids
from hearthside.reports.tables import Report, Table

COLUMNS = ["table", "by", "group", "group_name", "offered", "base", "code", "name", "n", "share", "hidden", "band", "note"]


def as_object(report: Report) -> dict:
    """The contract that scripts rely on: report, from, to, tables. `programme` stands only where one was chosen."""
    scope = report.scope
    chosen = {"programme": scope.programme.code} if scope.programme else {}
    dates = {"from": scope.first.isoformat(), "to": scope.last.isoformat()}
    return {"report": report.name, **dates, **chosen, "tables": [_table(table) for table in report.tables]}


def _table(table: Table) -> dict:
    rows = [
        {"code": row.code, "n": row.n, "share": row.share, "hidden": row.is_hidden} | ({"band": row.band} if row.band else {})
        for row in table.rows
    ]
    group = {"by": table.by, "group": table.group} if table.group else {}
    note = {"note": table.note} if table.note else {}
    return {"name": table.name, **group, "base": table.base, "offered": table.offered, "rows": rows, **note}


def as_json(report: Report) -> bytes:
    return json.dumps(as_object(report), ensure_ascii=False, indent=2).encode()


def as_csv(report: Report) -> bytes:
    """One line for each number. The headers are for programs and stay English."""
    rows = [
        (table.name, table.by, table.group, table.group_name, table.offered, table.base)
        + (row.code, row.name, row.n, row.share, row.is_hidden, row.band, table.note)
        for table in report.tables
        for row in table.rows
    ]
    return write_csv(COLUMNS, rows)


def as_xlsx(report: Report) -> bytes:
    """A sheet for each table, and one to read first: what it is, of which days, and what every number means."""
    sheets = []
    for grid in grids(report):
        headers, rows = grid.sheet()
        sheets.append(Sheet(name=grid.whole.name.replace("_", " "), headers=headers, rows=rows))
    return write_xlsx(sheets, _read_me(report))


def _read_me(report: Report) -> list[tuple[str, str]]:
    scope = report.scope
    pairs = [
        (_("Report"), report.title),
        (_("Organisation"), the_organisation().name),
        (_("Period"), f"{report.period} ({scope.first.isoformat()} – {scope.last.isoformat()})"),
        (_("Programme"), scope.programme.name if scope.programme else _("All programmes")),
    ]
    pairs += [(_("Note"), note) for note in report.notes]
    for one in REPORTS[report.name].definitions:
        pairs.append((str(one.name), f"{one.meaning} {_('In it:')} {one.includes} {_('Not in it:')} {one.leaves_out}"))
    return pairs


FORMATS: dict[str, tuple[str, Callable[[Report], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "json": ("application/json", as_json),
}
