"""The few numbers at the top of a report, and its tables with heads that open to their definition."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hearthside.reports.definitions import REPORTS
from hearthside.reports.grids import Grid
from hearthside.reports.tables import Report, number
from hearthside.surveys.grains import percent

HEADLINES = (
    *("encounters", "people", "anonymous", "attendances", "attempts", "units", "minutes"),
    *("sessions_held", "sessions_cancelled", "came", "group_people", "first_timers", "came_again", "host_hours"),
    *("line_contacts", "line_minutes", "line_first", "line_known_callers"),
    *("requests", "requests_waiting", "pairings_begun", "wait_half", "wait_nine_in_ten", "pairings_running", "pairings_ended"),
    *("calls_planned", "calls_reached", "calls_not_made", "people_reached", "people_reached_again", "people_with_plan"),
)

Figure = tuple[str, str, str]  # value, words, address of its definition


def figures(report: Report) -> list[Figure]:
    """The numbers that most readers came for, each with its words and the address of its definition."""
    return _asked(report) if report.name == "support" else _counted(report)


def _asked(report: Report) -> list[Figure]:
    table = report.tables[0]
    shown = [(number(table.offered), _("surveys offered"), _definition("offered"))] if table.offered is not None else []
    if table.base is None:
        return [*shown, (table.note, _("answered"), _definition("base"))]
    shown.append((number(table.base), _("answered"), _definition("base")))
    share = percent(table.base, table.offered or table.base)
    shown.append((_("%(share)s%%") % {"share": share}, _("of those offered"), _definition("base")))
    return shown


def _counted(report: Report) -> list[Figure]:
    rows = {row.code: row for row in report.whole("counts").rows}
    shown = []
    for code in HEADLINES:
        if code not in rows:
            continue
        row, words = rows[code], rows[code].name
        value = row.n_shown
        if row.is_hidden and not row.band:
            value, words = _("< 5"), _("people, hidden because few")
        elif code == "minutes":
            value, words = number(((row.n or 0) + 30) // 60), _("hours together")
        shown.append((value, words, _definition(code)))
    return shown


def table_of(grid: Grid) -> dict:
    """The props of the table component: each word that has a definition opens to it."""
    lines: list[list[str | SafeString]] = [list(line) for line in grid.lines()]
    if not grid.groups and not grid.has_shares:
        for row, line in zip(grid.whole.rows, lines, strict=True):
            line[0] = _opens(row.code, row.name)
    head = [_opens(code, words) for code, words in grid.head()]
    return {"head": head, "rows": lines, "base": _opens(grid.whole.name, grid.whole.base_said)}


def _opens(code: str, words: str) -> str | SafeString:
    defined = {one.code for template in REPORTS.values() for one in template.definitions}
    return format_html('<a href="{}">{}</a>', _definition(code), words) if code in defined else words


def _definition(code: str) -> str:
    return f"{reverse('report_definitions')}#{code}"
