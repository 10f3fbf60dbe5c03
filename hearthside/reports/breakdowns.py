"""Tables whose rows are parts of a base that is printed with them: ways, endings, outcomes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from hearthside.reports.few import hidden_cells, is_few
from hearthside.reports.tables import Row, Table
from hearthside.surveys.grains import percent

Names = Mapping[str, str | Promise]


def breakdown(table: Table, names: Names, numbers: Mapping[str, int], *, hides_base: bool = False) -> Table:
    """The table with a row for each code that occurs, in the order of its names, as a share of its base."""
    rows = [
        Row(code, capfirst(str(name)), numbers[code], percent(numbers[code], table.base or 0))
        for code, name in names.items()
        if numbers.get(code)
    ]
    return replace(table, rows=rows, base=None if hides_base else table.base)


def without_few(tables: Sequence[Table]) -> list[Table]:
    """The whole and its groups as they may be shown: without the few, and without what would give them away. Where the base
    is fewer than 5, or hidden among the counts, nothing is shown.
    """
    codes = list(dict.fromkeys(row.code for table in tables for row in table.rows))
    numbers = [{row.code: row.n or 0 for row in table.rows} for table in tables]
    closed = {line for line, table in enumerate(tables) if table.base is None or is_few(table.base)}
    hidden = hidden_cells([[found.get(code, 0) for code in codes] for found in numbers], closed)
    shown = [{code for column, code in enumerate(codes) if (line, column) not in hidden} for line in range(len(tables))]
    return [_closed(table) if line in closed else _open(table, shown[line]) for line, table in enumerate(tables)]


def _closed(table: Table) -> Table:
    note = _("hidden") if table.group else _("There were fewer than 5, so nothing more is said.")
    return replace(table, rows=[replace(row, n=None, share=None) for row in table.rows], base=None, note=note)


def _open(table: Table, shown: set[str]) -> Table:
    return replace(table, rows=[row if row.code in shown else replace(row, n=None, share=None) for row in table.rows])
