"""What a report is made of. Page, files and command print these and nothing else, so what is hidden is hidden everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from hearthside.core.dates import month_end, month_of, month_start, today
from hearthside.encounters.measures import Scope


def number(value: int) -> str:
    """A number as people of the reader's language write it."""
    return number_format(value, force_grouping=True)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. A hidden one has neither count nor share; of a small base it may have a band in words."""

    code: str
    name: str
    n: int | None
    share: int | None = None
    band: str = ""
    band_words: str = ""
    short: str = ""  # its name at the head of a column

    @property
    def is_hidden(self) -> bool:
        return self.n is None

    @property
    def share_shown(self) -> str:
        if self.share is None:
            return self.band_words or _("hidden")
        return _("%(share)s%%") % {"share": self.share}

    @property
    def n_shown(self) -> str:
        if self.n is None:
            return "–" if self.band else _("hidden")
        return number(self.n)

    @property
    def shown(self) -> str:
        """Count and, where there is one, share."""
        if self.share is None or self.n is None:
            return self.band_words or self.n_shown
        return _("%(n)s (%(share)s%%)") % {"n": number(self.n), "share": self.share}


@dataclass(frozen=True, slots=True)
class Table:
    """A named table of a report, whole or of one group. `base` answered and `offered` were asked; both null of counts.
    Where nobody was asked, `base` is what the rows are parts of, and `base_words` says so: "Of %(n)s pairings that ended."
    """

    name: str
    title: str
    rows: Sequence[Row]
    base: int | None = None
    offered: int | None = None
    by: str = ""
    group: str = ""
    group_name: str = ""
    note: str = ""
    base_words: str = ""

    @property
    def base_said(self) -> str:
        """How many answered this question, or what the rows are parts of, in a sentence; empty for counts."""
        if self.base is None:
            return ""
        if self.base_words:
            return self.base_words % {"n": number(self.base)}
        if self.offered is None:
            return _("%(base)s answered this.") % {"base": number(self.base)}
        return _("%(offered)s offered, %(base)s answered this.") % {"offered": number(self.offered), "base": number(self.base)}

    @property
    def is_closed(self) -> bool:
        """Whether nothing of it may be shown but its note."""
        return bool(self.rows) and all(row.is_hidden and not row.band for row in self.rows)

    def row(self, code: str) -> Row:
        return next(row for row in self.rows if row.code == code)


@dataclass(frozen=True, slots=True)
class Report:
    """A report that was asked for: its name, its scope, its tables, and notes that belong to this one."""

    name: str
    title: str
    scope: Scope
    tables: Sequence[Table]
    notes: Sequence[str] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The names of its tables, each once, in order."""
        return list(dict.fromkeys(table.name for table in self.tables))

    def whole(self, name: str) -> Table:
        return next(table for table in self.tables if table.name == name and not table.group)

    def groups(self, name: str) -> list[Table]:
        return [table for table in self.tables if table.name == name and table.group]

    @property
    def period(self) -> str:
        return period_words(self.scope.first, self.scope.last)

    @property
    def is_running(self) -> bool:
        """Whether days of the period are still to come."""
        return self.scope.last >= today()


def period_words(first: date, last: date) -> str:
    """A period as people say it: June 2026, April to June 2026, or with its days."""
    whole = first == month_start(month_of(first)) and last == month_end(month_of(last))
    words = [month_words(first), month_words(last)] if whole else [date_format(first, "DATE_FORMAT"), date_format(last, "DATE_FORMAT")]
    if words[0] == words[1]:
        return words[0]
    if whole and first.year == last.year:
        words[0] = date_format(first, "F")
    return _("%(first)s to %(last)s") % {"first": words[0], "last": words[1]}


def month_words(day: date) -> str:
    return date_format(day, "YEAR_MONTH_FORMAT")
