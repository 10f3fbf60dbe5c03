"""What is counted of the warm line. Nothing else may count its calls.

Contacts and callers are two counts: most callers are nobody we know, and nobody is guessed. Reasons, ages and the like are
counts of contacts; whoever prints them hides the few (reports/few.py).
"""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay
from django.utils.translation import gettext_lazy as _

from hearthside.checkins.models import LineCall
from hearthside.checkins.warm_line.queries import KIND
from hearthside.encounters.measures import Measure, Scope
from hearthside.encounters.models import Encounter

MEASURES = (
    Measure(
        "line_contacts",
        _("Warm line contacts"),
        _("Contacts"),
        _("Calls to the warm line that were answered, each once. Somebody who calls three times is three contacts."),
        _("Every call that was logged as one to the warm line, with a name somebody uses here or without any."),
        _("Calls that nobody answered, check-in calls that we make, and contacts that were taken back."),
    ),
    Measure(
        "line_minutes",
        _("Minutes on the warm line"),
        _("Minutes"),
        _("How long these calls lasted, added up."),
        _("The minutes of every warm line contact."),
        _("Time between calls, and the rest of a shift."),
    ),
    Measure(
        "line_first_base",
        _("Contacts where it was known whether it was the first"),
        _("Known if first"),
        _("Calls in which somebody could say whether they had called before. It is the base of the next line."),
        _("Calls noted as a first one or as not a first one."),
        _("Calls in which it was not asked, or not known."),
    ),
    Measure(
        "line_first",
        _("First-time callers"),
        _("First time"),
        _("Calls of people who said that they had not called before, out of the line above."),
        _("Each such call once."),
        _("Calls in which it was not asked, or not known."),
    ),
    Measure(
        "line_known_contacts",
        _("Contacts with somebody known by an alias"),
        _("With an alias"),
        _("Calls of people who chose an alias here so as to be known again. It is the base of the next line."),
        _("Calls in which they said their alias."),
        _("Everybody else, and callers who wished to be forgotten since: their calls stay contacts without a name."),
    ),
    Measure(
        "line_known_callers",
        _("Callers known by an alias, each counted once"),
        _("Callers"),
        _("Different aliases under which somebody called, each once for the whole period, out of the contacts of the line above."),
        _("Aliases of callers who wish to be known."),
        _("Callers without an alias. How many they are is not known, and not guessed."),
    ),
)


@dataclass(slots=True)
class Figures:
    """The numbers of one period: a field for each measure, and how many contacts fell on each answer. `hours` counts
    contacts by weekday (1 = Monday) and hour of the local clock. What was not said is in none of them. Several kinds of
    support may be given in one contact; in `given_base` it is once.
    """

    line_contacts: int = 0
    line_minutes: int = 0
    line_first_base: int = 0
    line_first: int = 0
    line_known_contacts: int = 0
    line_known_callers: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    ages: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    given_base: int = 0
    ended: Counter[str] = field(default_factory=Counter)
    hours: Counter[tuple[int, int]] = field(default_factory=Counter)


def count(scope: Scope) -> Figures:
    """The warm line of one scope, taken as a whole. Seven statements, whatever the number of calls."""
    calls = scope.rows(Encounter).filter(kind__code=KIND)
    first = LineCall.FirstTime
    totals = calls.aggregate(
        line_contacts=Count("pk"),
        line_minutes=Sum("minutes", default=0),
        line_first_base=Count("pk", filter=Q(line_call__first_time__in=(first.YES, first.NO))),
        line_first=Count("pk", filter=Q(line_call__first_time=first.YES)),
        line_known_contacts=Count("line_call__caller"),
        line_known_callers=Count("line_call__caller", distinct=True),
    )
    given, given_base = _given(calls)
    return Figures(
        **totals,
        reasons=_by(calls, "line_call__reason"),
        ages=_by(calls, "line_call__age"),
        ended=_by(calls, "line_call__ended"),
        given=given,
        given_base=given_base,
        hours=_hours(calls),
    )


def _by(calls: QuerySet, column: str) -> Counter[str]:
    return Counter({code: number for code, number in calls.values_list(column).annotate(number=Count("pk")) if code})


def _given(calls: QuerySet) -> tuple[Counter[str], int]:
    """A contact may give several kinds of support and counts for each; the database groups equal lists of codes."""
    given: Counter[str] = Counter()
    base = 0
    for codes, number in calls.values_list("support").annotate(number=Count("pk")):
        given.update(dict.fromkeys(codes, number))
        base += number if codes else 0
    return given, base


def _hours(calls: QuerySet) -> Counter[tuple[int, int]]:
    timed = calls.filter(starts_at__isnull=False).values_list(ExtractIsoWeekDay("day"), ExtractHour("starts_at"))
    return Counter({(weekday, hour): number for weekday, hour, number in timed.annotate(number=Count("pk"))})
