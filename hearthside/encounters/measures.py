"""The five counts, and the lines that stand beside them. Nothing else may count contacts.

Each measure is a definition that a reader can open, and a field of `Figures`. Sums are added up over parts; people and
units never are, because one person may be in several parts (see counting.py for how they are counted, and why so).
"""

from collections import defaultdict
from dataclasses import dataclass, field, fields
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hearthside.core.dates import month_of, months_between, today
from hearthside.encounters import counting
from hearthside.encounters.counting import By, Key, Scope
from hearthside.encounters.units import UnitRule
from hearthside.organisation.models import Kind, Programme
from hearthside.organisation.queries import the_organisation


@dataclass(frozen=True, slots=True)
class Measure:
    """One number of a report: its stable code, its name, a short one for heads of columns, and the words it opens to."""

    code: str
    name: str | Promise
    short: str | Promise
    meaning: str | Promise
    includes: str | Promise
    leaves_out: str | Promise


MEASURES = (
    Measure(
        "encounters",
        _("Encounters"),
        _("Encounters"),
        _("Contacts that took place: a call that was answered, a visit, one session of a group. However many were there, it is one."),
        _("Contacts with people who gave no name, contacts written down later, and each session of a group once."),
        _("Tries that did not connect, travel, paperwork, meetings without the person, and contacts that were taken back."),
    ),
    Measure(
        "attempts",
        _("Tries that did not connect"),
        _("Tries"),
        _("Calls, texts and visits that did not reach the person, each with how it ended. A message left is an outcome, not a failure."),
        _("Every try that was logged, also several on one day."),
        _("Contacts that took place. A try is never an encounter."),
    ),
    Measure(
        "attendances",
        _("Attendances"),
        _("Attendances"),
        _("One person at one session of a group, drop-in, activity, class or event. Eight people at one session are eight."),
        _("People named, people under a name they chose, and people who were only counted at the door."),
        _("Conversations of one to one, and the supporters and hosts who held the session."),
    ),
    Measure(
        "people",
        _("People, each counted once"),
        _("People"),
        _("Different people who were present and known by a name or an alias, each once for the whole period and once in each part."),
        _("Everyone present by name or alias. Two records found to be one person count as one, in past periods too."),
        _("People who gave no name, people who were only tried, and supporters. Parts do not add up: one person may be in several."),
    ),
    Measure(
        "units",
        _("Units"),
        _("Units"),
        _("Billing time: the minutes of each contact turned into units by a payer's rule, for each named person who was there."),
        _("Contacts with people present by name or alias, up to the most that the rule allows one person in one day."),
        _("People who gave no name, and tries. Where the rule has a daily limit, parts may add up to more than the whole."),
    ),
    Measure(
        "anonymous",
        _("Anonymous contacts"),
        _("Anonymous"),
        _("Encounters at which nobody gave a name. They are encounters like any other, and are in nobody's count of people."),
        _("Warm line calls, drop-ins and events where people were only counted, if not one of them was named."),
        _("Encounters where at least one person was named."),
    ),
    Measure(
        "unnamed",
        _("People only counted"),
        _("Only counted"),
        _("People present who gave no name, added up over all encounters. Someone who came twice is in it twice."),
        _("Heads counted at the door, and callers without a name."),
        _("People present by name or alias. This number is never added to the number of people."),
    ),
    Measure(
        "minutes",
        _("Minutes together"),
        _("Minutes"),
        _("How long encounters lasted, each once, whoever was there."),
        _("The minutes of every encounter."),
        _("Travel, preparation and paperwork, and tries that did not connect."),
    ),
    Measure(
        "supporter_minutes",
        _("Minutes given by supporters"),
        _("Supporters' minutes"),
        _("The minutes of each encounter, once for every supporter who took part. Two supporters for an hour give two hours."),
        _("Everyone named as supporter at an encounter, paid or not."),
        _("Encounters where no supporter was named, and any time outside encounters."),
    ),
    Measure(
        "late",
        _("Written down later"),
        _("Later"),
        _("Encounters that a supporter logged on a later day than they took place. They count on the day they took place."),
        _("Each encounter typed on another day than its own."),
        _("Encounters logged on the same day, and lists that were brought in from a sheet."),
    ),
)


@dataclass(slots=True)
class Figures:
    """The numbers of one part or of the whole; a field for each measure, and tries apart by outcome."""

    encounters: int = 0
    attempts: int = 0
    attendances: int = 0
    people: int = 0
    units: int | None = None  # None while there is no rule
    anonymous: int = 0
    unnamed: int = 0
    minutes: int = 0
    supporter_minutes: int = 0
    late: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not any(getattr(self, one.name) for one in fields(self))


@dataclass(frozen=True, slots=True)
class Part:
    """One programme, kind or month with its figures. `code` is stable: a programme's or kind's code, or 2026-06."""

    code: str
    name: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures of a scope, whole and apart."""

    scope: Scope
    rule: UnitRule | None
    totals: Figures
    parts: list[Part]


def count(first: date, last: date, programme: Programme | None = None, by: By | None = None) -> Counts:
    """All measures for a period of local days, both included: whole, and apart by programme, kind or month.

    A fixed number of statements at any size. A part in which nothing happened is left out; months are kept (see `_parts`).
    """
    scope = Scope(first, last, programme, by)
    kinds = {kind.pk: kind for kind in Kind.objects.all()}
    rule = UnitRule.of(the_organisation())
    totals = Figures(units=0 if rule else None)
    parts: dict[Key, Figures] = defaultdict(lambda: Figures(units=0 if rule else None))
    _add_contacts(scope, kinds, totals, parts)
    for key, outcome, number in counting.tries(scope):
        for figures in (totals, parts[key]):
            figures.attempts += number
            figures.outcomes[outcome] = figures.outcomes.get(outcome, 0) + number
    for key, number in counting.people(scope):
        (totals if key is None else parts[key]).people = number
    for key, number in counting.units(scope, rule) if rule else ():
        (totals if key is None else parts[key]).units = number
    return Counts(scope, rule, totals, _parts(scope, kinds, parts) if by else [])


def _add_contacts(scope: Scope, kinds: dict, totals: Figures, parts: dict[Key, Figures]) -> None:
    for key, kind, encounters, minutes, unnamed, named, supporter_minutes, anonymous, late in counting.contacts(scope):
        is_gathering = kinds[kind].is_gathering
        for figures in (totals, parts[key]):
            figures.encounters += encounters
            figures.minutes += minutes
            figures.unnamed += unnamed
            figures.attendances += named + unnamed if is_gathering else 0
            figures.supporter_minutes += supporter_minutes
            figures.anonymous += anonymous
            figures.late += late


def _parts(scope: Scope, kinds: dict, parts: dict[Key, Figures]) -> list[Part]:
    """In the order of the organisation's lists, or of time. A year of months is shown whole up to this month; of a
    longer period, the months before the first and after the last one with anything in it are left out."""
    if scope.by == "kind":
        return [Part(kind.code, str(kind), parts[kind.pk]) for kind in kinds.values() if kind.pk in parts]
    if scope.by == "programme":
        found = Programme.objects.filter(pk__in=list(parts))
        return [Part(programme.code, programme.name, parts[programme.pk]) for programme in found]
    months = [month for month in months_between(scope.first, scope.last) if month <= month_of(today()) or month in parts]
    if len(months) > 12:
        busy = [month for month in months if month in parts]
        months = [month for month in months if busy and busy[0] <= month <= busy[-1]]
    return [Part(f"{month // 100}-{month % 100:02d}", f"{month // 100}-{month % 100:02d}", parts[month]) for month in months]
