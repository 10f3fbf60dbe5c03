"""What is counted of check-in calls. Nothing else may count them.

Calls, tries, steps and people are four counts. A call belongs to the local day where the person is.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from hearthside.checkins.models import Call, CheckInPlan, StepTaken, Tried
from hearthside.core.dates import month_end, month_of, month_start, month_text, months_between, today
from hearthside.encounters.measures import Measure, Scope
from hearthside.people.queries import kept_records

A_WEEK = timedelta(days=7)
REACHED = (Call.Ended.TALKED, Call.Ended.CALLED_BACK)

MEASURES = (
    Measure(
        "calls_planned",
        _("Check-in calls planned"),
        _("Planned"),
        _("Calls that people had agreed to for a day of this period, up to today. One window of one day is one call."),
        _("Calls that were made, calls that nobody made, and calls that people asked for at another time."),
        _("Days on which somebody was away, calls that fell away with a plan, and windows that lay wholly in quiet hours."),
    ),
    Measure(
        "calls_tried",
        _("Check-in calls tried"),
        _("Tried"),
        _("Of the calls planned, how many somebody tried at least once."),
        _("Calls that were answered and calls that were not, each once however often it was tried."),
        _("Calls that nobody tried, also where the person was heard from before."),
    ),
    Measure(
        "calls_reached",
        _("Check-in calls in which the person was reached"),
        _("Reached"),
        _("Of the calls planned, how many ended in a talk, or with the person calling or writing back."),
        _("Talks at the first try and at any later one, and every way of calling back."),
        _("Calls that were answered with 'not today', 'another time' or 'stop', though somebody spoke."),
    ),
    Measure(
        "calls_not_made",
        _("Check-in calls that nobody made"),
        _("Not made"),
        _("Calls planned that nobody had tried two hours after their window. They are ours to answer for, not the person's."),
        _("Each such call once."),
        _("Calls that were tried and not answered."),
    ),
    Measure(
        "steps_done",
        _("Agreed steps done"),
        _("Steps"),
        _("Steps after calls that were not answered: calling again, a text, a message, a contact, a question to whoever is on call."),
        _("Every step that was done, several for one call."),
        _("The first try of a call, and steps that were left out."),
    ),
    Measure(
        "steps_left_out",
        _("Agreed steps left out"),
        _("Left out"),
        _("Steps that came due and were not done: not allowed by then, nobody there to call, or no number."),
        _("Each such step; its reason stands in the trail."),
        _("Steps that never came due because the person was heard from."),
    ),
    Measure(
        "people_reached",
        _("People reached by check-in calls, each counted once"),
        _("People"),
        _("Different people who were reached in this period, each once for the whole and once in each part."),
        _("People who talked with a caller, called or wrote back. Two records found to be one person count as one."),
        _("People who were only tried. Parts do not add up: one person may be in several."),
    ),
    Measure(
        "people_both_weeks",
        _("People with a call in the last week and in the week before"),
        _("Both weeks"),
        _("Different people with a call in the last seven days of the period and in the seven days before: the base of the next line."),
        _("People who were tried or due to be called in both weeks. While the period goes on, its last day is today."),
        _("People who had a call in one of the two weeks only."),
    ),
    Measure(
        "people_reached_again",
        _("People reached in the last week who were not reached the week before"),
        _("Again in touch"),
        _("Of those who had a call in both weeks: reached in the last seven days of the period, and not in the seven days before."),
        _("Each such person once. While the period goes on, its last day is today."),
        _("People who had no call in the week before. The number says nothing about why."),
    ),
    Measure(
        "people_with_plan",
        _("People with a check-in plan"),
        _("Plans"),
        _("Different people who had a plan that ran on at least one day of this period."),
        _("Plans that began or ended within it."),
        _("Plans that ended before it."),
    ),
)
BREAKDOWNS = (
    Measure(
        "try_outcomes",
        _("How tries of check-in calls went"),
        _("How tries went"),
        _("Every try of a call that was planned, by what came of it. One call may be tried several times."),
        _("Talks, messages left, and every other outcome, each try once."),
        _("Texts and other steps that are no call, and calls that people made to us."),
    ),
    Measure(
        "talked_at_try",
        _("At which try people talked with us"),
        _("At which try"),
        _("Of the calls that ended in a talk, at which try it was."),
        _("Every try that was answered with a talk, once."),
        _("People who called or wrote back: that was no try of ours."),
    ),
)


@dataclass(slots=True)
class Figures:
    """The numbers of one part or of the whole; `outcomes` by code of each try, `by_try` how many were reached at which one."""

    calls_planned: int = 0
    calls_tried: int = 0
    calls_reached: int = 0
    calls_not_made: int = 0
    steps_done: int = 0
    steps_left_out: int = 0
    people_reached: int = 0
    people_both_weeks: int = 0
    people_reached_again: int = 0
    people_with_plan: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    by_try: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """One programme or month with its figures."""

    code: str
    name: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures of a scope, whole and apart."""

    totals: Figures
    parts: list[Part]


Key = tuple[str, str]
Owner = Key | None  # a programme, or the whole
UNCOUNTED = (Call.Ended.QUIET, Call.Ended.PLAN_ENDED, Call.Ended.AWAY)  # of calls that nobody tried


@dataclass(slots=True)
class Days:
    """Who had a call on which day, and who was reached: of the whole, and of each programme where these are kept apart."""

    called: dict[tuple[Owner, date], set] = field(default_factory=lambda: defaultdict(set))
    reached: dict[tuple[Owner, date], set] = field(default_factory=lambda: defaultdict(set))

    def count_weeks(self, figures: Figures, owner: Owner, last: date) -> None:
        """The two lines about the last week of a part and the week before."""
        week = last - A_WEEK
        both = self._in_week(self.called, owner, last) & self._in_week(self.called, owner, week)
        figures.people_both_weeks = len(both)
        again = self._in_week(self.reached, owner, last) - self._in_week(self.reached, owner, week)
        figures.people_reached_again = len(again & both)

    def _in_week(self, seen: dict, owner: Owner, last: date) -> set:
        return set().union(*(seen.get((owner, last - timedelta(days=back)), ()) for back in range(7)))


def count(scope: Scope) -> Counts:
    """All measures for a period of local days, both included: whole, and apart by programme or month. Five statements."""
    totals, parts = Figures(), defaultdict[Key, Figures](Figures)
    reached: dict[Owner, set] = defaultdict(set)
    kept, days = kept_records(), Days()
    for row in _calls(scope):
        part, person, is_reached = _part(scope, row), kept.get(row["person"], row["person"]), row["ended_why"] in REACHED
        for owner in {None, part if scope.by == "programme" else None}:
            days.called[owner, row["day"]].add(person)
            days.reached[owner, row["day"]] |= {person} if is_reached else set()
        if row["day"] < scope.first:
            continue  # of the week before, which only the two lines about weeks look at
        for key, figures in ((None, totals), (part, parts[part])):
            _add_call(figures, row)
            reached[key] |= {person} if is_reached else set()
    for row in _in_scope(Tried.objects, scope, "call__").values("outcome", "number", **_names("call__")):
        for figures in (totals, parts[_part(scope, row)]):
            figures.outcomes[row["outcome"]] = figures.outcomes.get(row["outcome"], 0) + 1
            if row["outcome"] == "talked":
                figures.by_try[row["number"]] = figures.by_try.get(row["number"], 0) + 1
    for row in _in_scope(StepTaken.objects, scope, "call__").values("result", **_names("call__")):
        for figures in (totals, parts[_part(scope, row)]):
            figures.steps_done += row["result"] == StepTaken.Result.DONE
            figures.steps_left_out += row["result"] == StepTaken.Result.LEFT_OUT
    for key, people in reached.items():
        (totals if key is None else parts[key]).people_reached = len(people)
    _count_spans(scope, totals, parts, days, kept)
    return Counts(totals, [Part(*part, parts[part]) for part in sorted(parts, key=_order)] if scope.by else [])


def _count_spans(scope: Scope, totals: Figures, parts: dict[Key, Figures], days: Days, kept: dict) -> None:
    """What goes by first and last days and not by calls: the two weeks, and plans; also in parts where there was no call."""
    last = min(scope.last, today())
    plans = [row | {"person": kept.get(row["person"], row["person"])} for row in _plans(scope)]
    days.count_weeks(totals, None, last)
    totals.people_with_plan = _with_plan(plans, scope.first, scope.last)
    if scope.by == "month":
        for month in months_between(scope.first, last):
            figures, begin, end = parts[(month_text(month),) * 2], max(scope.first, month_start(month)), min(last, month_end(month))
            days.count_weeks(figures, None, end)
            figures.people_with_plan = _with_plan(plans, begin, end)
    elif scope.by == "programme":
        for key in {*parts, *(_part(scope, row) for row in plans)}:
            days.count_weeks(parts[key], key, last)
            parts[key].people_with_plan = _with_plan([row for row in plans if _part(scope, row) == key], scope.first, scope.last)


def _with_plan(plans: Iterable[dict[str, Any]], first: date, last: date) -> int:
    running = (row for row in plans if localdate(row["begun_at"]) <= last)
    return len({row["person"] for row in running if row["ended_at"] is None or localdate(row["ended_at"]) >= first})


def _add_call(figures: Figures, row: dict[str, Any]) -> None:
    figures.calls_planned += 1
    figures.calls_tried += row["tries"] > 0
    figures.calls_reached += row["ended_why"] in REACHED
    figures.calls_not_made += row["ended_why"] == Call.Ended.NOT_MADE


def _calls(scope: Scope) -> Iterable[dict[str, Any]]:
    """Those of the period, and of the thirteen days before it, which may lie in the two weeks of its first part."""
    planned = Q(tries__gt=0) | ~Q(ended_why__in=UNCOUNTED)
    near = Scope(scope.first - 2 * A_WEEK + timedelta(days=1), min(scope.last, today()), scope.programme)
    return _in_scope(Call.objects, near, "").filter(planned).values("day", "person", "tries", "ended_why", **_names(""))


def _plans(scope: Scope) -> QuerySet:
    running = Q(ended_at=None) | Q(ended_at__date__gte=scope.first)
    plans = CheckInPlan.objects.filter(running, begun_at__date__lte=scope.last)
    plans = plans.filter(programme=scope.programme) if scope.programme else plans
    return plans.values("person", "begun_at", "ended_at", programme_code=F("programme__code"), programme_name=F("programme__name"))


def _in_scope(rows: Any, scope: Scope, way: str) -> QuerySet:
    chosen: dict[str, Any] = {f"{way}day__range": (scope.first, scope.last)}
    if scope.programme:
        chosen[f"{way}programme"] = scope.programme
    return rows.filter(**chosen)


def _names(way: str) -> dict[str, F]:
    columns = {"programme_code": "programme__code", "programme_name": "programme__name"}
    if way:
        columns["day"] = "day"
    return {name: F(f"{way}{column}") for name, column in columns.items()}


def _part(scope: Scope, row: dict[str, Any]) -> Key:
    if scope.by == "programme":
        return row["programme_code"], row["programme_name"]
    return month_text(month_of(row["day"])), month_text(month_of(row["day"]))


def _order(part: Key) -> tuple[str, str]:
    return part[1].casefold(), part[0]
