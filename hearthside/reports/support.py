"""The report `support`: what people said they got, as `surveys` published it. Nothing is counted or shown again here."""

from datetime import date

from django.utils.translation import gettext as _

from hearthside.core.dates import month_end, month_start
from hearthside.encounters.measures import Scope
from hearthside.reports.tables import Row, Table, month_words, period_words
from hearthside.surveys import measures
from hearthside.surveys.defaults import ASKED, WORDS
from hearthside.surveys.publication import PublishedTable, band_words

QUESTIONS = {name: question for question, name in measures.TABLES.items()}


def support_tables_of(scope: Scope) -> tuple[list[Table], list[str]]:
    """Each question whole, then its groups; and the notes that belong to this scope."""
    published = measures.support_tables(first=scope.first, last=scope.last, programme=scope.programme, by=scope.by)
    return [_table(table, scope) for table in published], [] if scope.is_whole_months else [_part_months(scope)]


def _table(published: PublishedTable, scope: Scope) -> Table:
    question = QUESTIONS[published.name]
    rows = [
        Row(row.code, str(WORDS[question][row.code]), row.n, row.share, row.band or "", band_words(row.band) if row.band else "")
        for row in published.rows
    ]
    group = {"by": scope.by, "group": published.part, "group_name": _group_name(published)} if published.part else {}
    asked = str(ASKED[question][0])
    return Table(published.name, asked, rows, published.base, published.offered, note=published.note, **group)


def _group_name(published: PublishedTable) -> str:
    """Months by their name; quarters and everything else as they are."""
    try:
        return month_words(date.fromisoformat(f"{published.part}-01"))
    except ValueError:
        return published.label


def _part_months(scope: Scope) -> str:
    months = measures.whole_months(scope.first, scope.last)
    if not months:
        return _("Answers are kept by the month, and no whole month lies in these days. Choose at least one.")
    counted = period_words(month_start(months[0]), month_end(months[-1]))
    return _("Answers are kept by the month, so only whole months are counted: %(period)s.") % {"period": counted}
