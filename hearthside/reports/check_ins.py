"""The report `check_ins`: calls planned, tried and reached, how tries went, steps, people and plans."""

from datetime import date

from django.utils.translation import gettext as _

from hearthside.checkins.measures import MEASURES, Figures, Part, count
from hearthside.encounters.measures import Scope
from hearthside.organisation.defaults import OUTCOME_NAMES
from hearthside.reports.breakdowns import breakdown
from hearthside.reports.few import hidden_places, is_few
from hearthside.reports.tables import Row, Table, month_words

ABOUT_PEOPLE = ("people_reached", "people_both_weeks", "people_reached_again", "people_with_plan")  # hidden where they are few
LATER_TRIES = 4  # this one and all after it are one line


def check_in_tables(scope: Scope) -> tuple[list[Table], list[str]]:
    """The whole first, then each part; and the notes that belong to this scope. Calls and tries are printed as they are."""
    counts = count(scope)
    hidden = {code: hidden_places([getattr(part.figures, code) for part in counts.parts]) for code in ABOUT_PEOPLE}
    whole = {code for code in ABOUT_PEOPLE if scope.programme and is_few(getattr(counts.totals, code))}
    groups: list[tuple[Figures, set[str], dict]] = [(counts.totals, whole, {})]
    for place, part in enumerate(counts.parts):
        hides = {code for code in ABOUT_PEOPLE if place in hidden[code]}
        groups.append((part.figures, hides, {"by": scope.by, "group": part.code, "group_name": _name(scope, part)}))
    tables = [_counts(figures, hides, **group) for figures, hides, group in groups]
    tables += [make(figures, **group) for make in (_outcomes, _tries) for figures, _hides, group in groups]
    few = _("Where there were fewer than 5 people, their number is hidden; and one more where it could be worked out.")
    return tables, [few] if any(hides for _figures, hides, _group in groups) else []


def _name(scope: Scope, part: Part) -> str:
    return month_words(date.fromisoformat(f"{part.code}-01")) if scope.by == "month" else part.name


def _counts(figures: Figures, hides: set[str], **group) -> Table:
    rows = [
        Row(one.code, str(one.name), None if one.code in hides else getattr(figures, one.code), short=str(one.short)) for one in MEASURES
    ]
    return Table("counts", _("Counts"), rows, **group)


def _outcomes(figures: Figures, **group) -> Table:
    base = _("Of %(n)s tries of planned calls.")
    tries = sum(figures.outcomes.values())
    table = Table("try_outcomes", _("How tries went"), [], tries, base_words=base, **group)
    return breakdown(table, {"talked": _("Talked"), **OUTCOME_NAMES}, figures.outcomes)


def _tries(figures: Figures, **group) -> Table:
    """At which try people talked with us; the fourth and later ones together."""
    numbers = {str(number): figures.by_try.get(number, 0) for number in range(1, LATER_TRIES)}
    numbers["later"] = sum(talks for number, talks in figures.by_try.items() if number >= LATER_TRIES)
    names = {"1": _("At the first try"), "2": _("At the second"), "3": _("At the third"), "later": _("Later")}
    base = _("Of %(n)s calls that ended in a talk.")
    table = Table("talked_at_try", _("At which try people talked with us"), [], sum(numbers.values()), base_words=base, **group)
    return breakdown(table, names, numbers)
