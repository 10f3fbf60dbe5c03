"""The report `encounters`: the five counts and the lines beside them, and how tries ended."""

from datetime import date

from django.utils.translation import gettext as _

from hearthside.encounters.measures import MEASURES, Figures, Part, Scope, count
from hearthside.organisation.defaults import OUTCOME_NAMES
from hearthside.reports.few import hidden_places, is_few
from hearthside.reports.tables import Row, Table, month_words
from hearthside.surveys.grains import percent


def encounter_tables(scope: Scope) -> tuple[list[Table], list[str]]:
    """The whole first, then each group; and the notes that belong to this scope."""
    counts = count(scope.first, scope.last, scope.programme, scope.by)
    hidden = hidden_places([part.figures.people for part in counts.parts])
    # The whole organisation is not a group in which somebody could be recognised; one of its programmes is.
    hides_whole = scope.programme is not None and is_few(counts.totals.people)
    tables = [_counts(counts.totals, hides_whole), _outcomes(counts.totals)]
    for place, part in enumerate(counts.parts):
        group = {"by": scope.by, "group": part.code, "group_name": _group_name(scope, part)}
        tables.append(_counts(part.figures, place in hidden, **group))
    tables += [
        _outcomes(part.figures, by=scope.by, group=part.code, group_name=_group_name(scope, part))
        for part in counts.parts
        if part.figures.attempts
    ]
    notes = [_("Units: %(rule)s") % {"rule": counts.rule.words}] if counts.rule else []
    if hidden or hides_whole:
        notes.append(_("Where fewer than 5 people were met, their number is hidden; and one more where it could be worked out."))
    return tables, notes


def _group_name(scope: Scope, part: Part) -> str:
    return month_words(date.fromisoformat(f"{part.code}-01")) if scope.by == "month" else part.name


def _counts(figures: Figures, hides_people: bool, **group) -> Table:
    rows = []
    for measure in MEASURES:
        value = getattr(figures, measure.code)
        if measure.code != "units" or value is not None:
            shown = None if hides_people and measure.code == "people" else value
            rows.append(Row(measure.code, str(measure.name), shown, short=str(measure.short)))
    return Table("counts", _("Counts"), rows, **group)


def _outcomes(figures: Figures, **group) -> Table:
    """How tries ended, as shares of all tries; outcomes that did not happen are left out."""
    rows = [
        Row(code, str(name), figures.outcomes[code], percent(figures.outcomes[code], figures.attempts))
        for code, name in OUTCOME_NAMES.items()
        if code in figures.outcomes
    ]
    base = _("Of %(n)s tries that did not connect.")
    return Table("attempt_outcomes", _("How tries ended"), rows, base=figures.attempts, base_words=base, **group)
