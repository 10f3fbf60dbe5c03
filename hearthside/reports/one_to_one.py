"""The report `one_to_one`: who asked and how, how long it took, pairings begun, running and ended."""

from datetime import date

from django.utils.translation import gettext as _

from hearthside.encounters.measures import Scope
from hearthside.one_to_one.defaults import ENDINGS
from hearthside.one_to_one.lengths import LENGTHS
from hearthside.one_to_one.measures import MEASURES, Figures, Part, count
from hearthside.one_to_one.models import Request
from hearthside.reports.breakdowns import breakdown, without_few
from hearthside.reports.few import hidden_places, is_few
from hearthside.reports.tables import Row, Table, month_words

WAITS = ("wait_half", "wait_nine_in_ten")
ABOUT_PEOPLE = tuple(one.code for one in MEASURES if one.code not in WAITS)  # each is somebody; hidden where they are few


def one_to_one_tables(scope: Scope) -> tuple[list[Table], list[str]]:
    """The whole first, then each part; and the notes that belong to this scope."""
    counts = count(scope)
    hidden = {code: hidden_places([getattr(part.figures, code) for part in counts.parts]) for code in ABOUT_PEOPLE}
    whole = {code for code in ABOUT_PEOPLE if scope.programme and is_few(getattr(counts.totals, code))}
    groups: list[tuple[Figures, set[str], dict]] = [(counts.totals, whole, {})]
    for place, part in enumerate(counts.parts):
        hides = {code for code in ABOUT_PEOPLE if place in hidden[code]}
        groups.append((part.figures, hides, {"by": scope.by, "group": part.code, "group_name": _name(scope, part)}))
    tables = [_counts(figures, hides, **group) for figures, hides, group in groups]
    parts = [table for make in (_ways, _endings, _lengths) for table in without_few([make(*one) for one in groups])]
    notes = [_("Of fewer than 5 pairings no wait is said.")] if any(figures.wait_half is None for figures, _hides, _group in groups) else []
    few = _("Where there were fewer than 5 people, their number is hidden; and one more where it could be worked out.")
    is_hidden = any(row.is_hidden and not row.band for table in (*tables, *parts) for row in table.rows)
    return [*tables, *parts], [*notes, few] if is_hidden else notes


def _name(scope: Scope, part: Part) -> str:
    return month_words(date.fromisoformat(f"{part.code}-01")) if scope.by == "month" else part.name


def _counts(figures: Figures, hides: set[str], **group) -> Table:
    rows = []
    for one in MEASURES:
        value = None if one.code in hides else getattr(figures, one.code)
        row = Row(one.code, str(one.name), value, short=str(one.short))
        if one.code in WAITS and value is None:
            row = Row(one.code, str(one.name), None, band="too_few", band_words=_("too few"), short=str(one.short))
        rows.append(row)
    return Table("counts", _("Counts"), rows, **group)


def _ways(figures: Figures, hides: set[str], group: dict) -> Table:
    base = _("Of %(n)s requests.")
    table = Table("request_ways", _("How people asked"), [], figures.requests, base_words=base, **group)
    return breakdown(table, dict(Request.Via.choices), figures.ways, hides_base="requests" in hides)


def _endings(figures: Figures, hides: set[str], group: dict) -> Table:
    base = _("Of %(n)s pairings that ended.")
    table = Table("pairing_endings", _("How pairings ended"), [], figures.pairings_ended, base_words=base, **group)
    return breakdown(table, ENDINGS, figures.endings, hides_base="pairings_ended" in hides)


def _lengths(figures: Figures, hides: set[str], group: dict) -> Table:
    base = _("Of %(n)s pairings that ended.")
    table = Table("pairing_lengths", _("How long they had met"), [], figures.pairings_ended, base_words=base, **group)
    return breakdown(table, LENGTHS, figures.lengths, hides_base="pairings_ended" in hides)
