"""Which chart belongs to which table."""

from dataclasses import replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hearthside.core.charts import Bar, Chart, bars, line, stacked
from hearthside.reports.grids import Grid
from hearthside.reports.tables import Row, Table

DRAWN = ("encounters", "came", "requests", "calls_planned")  # of a table of counts, the one that is drawn
SEVERAL_CHOICES = {"support_any"}  # tables whose shares add to more than 100, so that they cannot be parts of a whole


def picture(grid: Grid) -> Chart | None:
    """The chart of a table, or None where a chart would say nothing: hidden tables, and counts that are not kept apart."""
    if not grid.groups:
        return None if grid.whole.is_closed or grid.whole.name == "counts" else _bars(grid.whole)
    if grid.whole.name == "counts":
        chart = _over_groups(grid, next(code for code in DRAWN if code in grid.codes))
    elif _is_drawn_apart(grid):
        chart = _stacked(grid)
    else:
        return None if grid.whole.is_closed else replace(_bars(grid.whole), table_follows=True)
    return replace(chart, table_follows=True)


def _is_drawn_apart(grid: Grid) -> bool:
    """Whether there are several groups and each has all its shares, so that nothing hidden could be read off as a gap."""
    if len(grid.groups) < 2 or grid.whole.name in SEVERAL_CHOICES:
        return False
    return all(row.share is not None for table in grid.groups for row in table.rows)


def _bars(table: Table) -> Chart:
    head = [table.title, _("Number"), _("Share")]
    rows = [Bar(row.name, row.share, row.share_shown, cells=(row.n_shown, row.share_shown)) for row in table.rows]
    return bars(name=table.name, title=table.title, rows=rows, head=head, top=100)


def _stacked(grid: Grid) -> Chart:
    codes = grid.codes
    rows = [(table.group_name, [_part(table, code) for code in codes]) for table in grid.groups]
    return stacked(
        name=grid.whole.name, title=grid.whole.title, legend=list(codes.values()), rows=rows, head=[grid.group_word, *codes.values()]
    )


def _part(table: Table, code: str) -> Bar:
    """A row of a group; outcomes that a group does not have are none."""
    found = next((row for row in table.rows if row.code == code), Row(code, "", 0, 0))
    return Bar(found.name, found.share, found.shown)


def _over_groups(grid: Grid, code: str) -> Chart:
    """One count over time as a line, over programmes or kinds as bars."""
    title = grid.whole.row(code).name
    if grid.groups[0].by == "month":
        points = [_point(_short_month(table.group), table.row(code)) for table in grid.groups]
        return line(name=code, title=title, points=points, head=[grid.group_word, title])
    points = [_point(table.group_name, table.row(code)) for table in grid.groups]
    return bars(name=code, title=title, rows=points, head=[grid.group_word, title])


def _point(label: str, row: Row) -> Bar:
    return Bar(label, row.n, row.n_shown)


def _short_month(month: str) -> str:
    return date_format(date.fromisoformat(f"{month}-01"), "N Y")
