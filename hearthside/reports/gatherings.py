"""The report `gatherings`: sessions, who came to them, who came again, what hosts gave."""

from datetime import date

from django.utils.translation import gettext as _

from hearthside.encounters.measures import Scope
from hearthside.gatherings.measures import MEASURES, Figures, Part, count
from hearthside.reports.few import hidden_places, is_few
from hearthside.reports.tables import Row, Table, month_words

ABOUT_PEOPLE = ("group_people", "closed_people", "first_timers", "came_again")  # hidden where they are few


def gathering_tables(scope: Scope) -> tuple[list[Table], list[str]]:
    """The whole first, then each part; and the notes that belong to this scope."""
    counts = count(scope)
    hidden = {code: hidden_places([getattr(part.figures, code) for part in counts.parts]) for code in ABOUT_PEOPLE}
    whole = {code for code in ABOUT_PEOPLE if scope.programme and is_few(getattr(counts.totals, code))}
    tables = [_counts(counts.totals, whole)]
    for place, part in enumerate(counts.parts):
        hides = {code for code in ABOUT_PEOPLE if place in hidden[code]}
        tables.append(_counts(part.figures, hides, by=scope.by, group=part.code, group_name=_name(scope, part)))
    few = _("Where there were fewer than 5 people, their number is hidden; and one more where it could be worked out.")
    return tables, [few] if whole or any(hidden.values()) else []


def _name(scope: Scope, part: Part) -> str:
    return month_words(date.fromisoformat(f"{part.code}-01")) if scope.by == "month" else part.name


def _counts(figures: Figures, hides: set[str], **group) -> Table:
    rows = [
        Row(one.code, str(one.name), None if one.code in hides else getattr(figures, one.code), short=str(one.short)) for one in MEASURES
    ]
    return Table("counts", _("Counts"), rows, **group)
