"""A named table and its groups as one table to look at: for the page, the terminal and the workbook."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hearthside.core.sheets.writing import Cell
from hearthside.reports.tables import Report, Row, Table, number


@dataclass(frozen=True, slots=True)
class Grid:
    """One named table: alone, a line for each of its rows; with groups, a line for each group below the whole."""

    whole: Table
    groups: Sequence[Table]

    @property
    def codes(self) -> dict[str, str]:
        """Code and name of every row that the whole or a group has."""
        return {row.code: row.name for table in (self.whole, *self.groups) for row in table.rows}

    @property
    def columns(self) -> dict[str, str]:
        """Code and short name of the rows as columns to look at: of counts, those that are zero everywhere take no room."""
        tables = (self.whole, *self.groups)
        empty = set() if self.has_shares else {code for code in self.codes if all(table.row(code).n == 0 for table in tables)}
        short = {row.code: row.short or row.name for table in tables for row in table.rows}
        return {code: short[code] for code in self.codes if code not in empty}

    @property
    def caption(self) -> str:
        if not self.groups:
            return self.whole.title
        words = {
            "gathering": _("%(title)s · by group"),
            "programme": _("%(title)s · by programme"),
            "kind": _("%(title)s · by kind"),
            "month": _("%(title)s · by month"),
        }
        return words[self.groups[0].by] % {"title": self.whole.title}

    @property
    def has_shares(self) -> bool:
        return self.whole.name != "counts"

    @property
    def is_asked(self) -> bool:
        """Whether its numbers are answers, with a base and a number of surveys offered."""
        return self.has_shares and not self.whole.base_words

    @property
    def group_word(self) -> str:
        words = {"gathering": _("Group"), "programme": _("Programme"), "kind": _("Kind"), "month": _("Month")}
        return words[self.groups[0].by]

    def head(self) -> list[tuple[str, str]]:
        """The columns to look at: code of the definition, and words."""
        if not self.groups:
            return [("", ""), ("", _("Number")), *([(self._share, _("Share"))] if self.has_shares else [])]
        return [("", self.group_word), *self._base_head(), *self.columns.items()]

    @property
    def _share(self) -> str:
        """The definition of its shares: of those who answered, or of what was counted."""
        return "share" if self.is_asked else "part_of"

    def _base_head(self) -> list[tuple[str, str]]:
        """The columns before the rows: what the numbers of a line are parts of."""
        if self.is_asked:
            return [("offered", _("Offered")), ("base", _("Answered"))]
        return [(self.whole.name, _("Together"))] if self.has_shares else []

    def _bases(self, table: Table) -> list[int | None]:
        return [table.offered, table.base] if self.is_asked else [table.base] if self.has_shares else []

    def lines(self) -> list[list[str]]:
        """The lines to look at, in the reader's language."""
        if not self.groups:
            return [[row.name, row.n_shown, *([row.share_shown] if self.has_shares else [])] for row in self.whole.rows]
        return [self._line(table) for table in (self.whole, *self.groups)]

    def _line(self, table: Table) -> list[str]:
        rows = {row.code: row for row in table.rows}
        asked = [_plain(table.offered), _base(table)] if self.is_asked else [_base(table)] if self.has_shares else []
        shown = [rows[code].shown if code in rows else "0" for code in self.columns]
        return [_name(table), *asked, *(["–"] * len(shown) if table.is_closed else shown)]

    def sheet(self) -> tuple[list[str], list[list[Cell]]]:
        """Headers and rows for a spreadsheet: numbers are numbers, hidden ones empty, shares in columns of their own."""
        headers = [self.group_word if self.groups else "", *(words for _code, words in self._base_head())]
        for name in self.codes.values():
            headers += [name, _("%(name)s, share in %%") % {"name": name}] if self.has_shares else [name]
        return [*headers, _("Note")], [self._sheet_row(table) for table in (self.whole, *self.groups)]

    def _sheet_row(self, table: Table) -> list[Cell]:
        rows = {row.code: row for row in table.rows}
        cells: list[Cell] = [_name(table), *self._bases(table)]
        for code, name in self.codes.items():
            row = rows.get(code) or Row(code, name, 0, 0)
            cells += [row.n if not row.band_words else row.band_words, row.share] if self.has_shares else [row.n]
        return [*cells, table.note]


def grids(report: Report) -> list[Grid]:
    """Every named table of a report that has anything in it."""
    made = [Grid(report.whole(name), report.groups(name)) for name in report.names]
    return [grid for grid in made if grid.codes]


def _name(table: Table) -> str:
    return table.group_name or _("All together")


def _base(table: Table) -> str:
    return _("10 to 29") if any(row.band for row in table.rows) else _plain(table.base) or table.note


def _plain(value: int | None) -> str:
    return "" if value is None else number(value)
