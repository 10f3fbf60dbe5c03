"""What people said they got: the published tables of a report. Nothing but the sums is read, and nothing unpublished is returned."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Literal

from django.utils.translation import gettext as _

from hearthside.core.dates import month_end, month_start, month_text, months_between
from hearthside.organisation.models import Kind, Programme
from hearthside.surveys.answers.groups import quarter_text
from hearthside.surveys.answers.queries import sums
from hearthside.surveys.defaults import QUESTIONS
from hearthside.surveys.publication import Counts, PublishedTable, publish
from hearthside.surveys.queries import offers

By = Literal["programme", "kind", "month"]

# Question code -> name of its table.
TABLES = {
    "any": "support_any",
    "most": "support_most",
    "heard": "heard",
    "equals": "equals",
    "choice": "choice",
    "hopeful": "hopeful",
}
SEVERAL = "several"  # the part of answers that were too few for a programme or a kind of their own


def support_tables(*, first: date, last: date, programme: Programme | None = None, by: By | None = None) -> list[PublishedTable]:
    """The six tables of the closed questions, each followed by its parts when `by` is given.

    Unit: answers; `base` answered that question, `offered` are surveys offered (tickets that were not taken back, and
    answers brought in from files). Counted are whole months inside the two dates, both included; answers that are known
    only to a quarter or a year count where all of it lies inside. With `programme`, groups of several programmes are left out.
    """
    months = whole_months(first, last)
    counted = _counted(months, programme, by)
    asked = _offered(months, programme, by)
    labels = _labels(by, counted)
    tables: list[PublishedTable] = []
    for question in QUESTIONS:
        if question["code"] in TABLES:
            parts = [
                _counts(counted[part], question, asked.get(part), part=part, label=labels[part])
                for part in sorted(labels, key=labels.__getitem__)
            ]
            total = _counts(counted[""], question, asked.get("", 0))
            tables += publish(name=TABLES[question["code"]], total=total, adds_up=question["kind"] == "one", parts=parts)
    return tables


def whole_months(first: date, last: date) -> list[int]:
    """The months that lie wholly between two dates, both included."""
    return [month for month in months_between(first, last) if month_start(month) >= first and month_end(month) <= last]


def whole_periods(months: Iterable[int]) -> list[str]:
    """The months as periods, with the quarters and years of which every month is there."""
    gathered: dict[str, int] = defaultdict(int)
    for month in months:
        for period in (month_text(month), quarter_text(month), f"{month // 100:04d}"):
            gathered[period] += 1
    return [period for period, n in gathered.items() if n == (12 if len(period) == 4 else 3 if "Q" in period else 1)]


Sums = dict[tuple[str, str], int]  # question, option -> how many


def _counted(months: list[int], programme: Programme | None, by: By | None) -> dict[str, Sums]:
    """Sums of the total ("") and of each part."""
    counted: dict[str, Sums] = defaultdict(lambda: defaultdict(int))
    for one in sums(periods=whole_periods(months), programme=programme.code if programme else None):
        counted[""][one.question, one.option] += one.n
        if by:
            part = {"programme": one.programme, "kind": one.kind, "month": one.period}[by]
            counted[part or SEVERAL][one.question, one.option] += one.n
    return counted


def _offered(months: list[int], programme: Programme | None, by: By | None) -> dict[str, int]:
    counted: dict[str, int] = defaultdict(int)
    for (code, month, kind), n in offers(months=months, programme=programme).items():
        counted[""] += n
        if by:
            counted[{"programme": code, "kind": kind, "month": month_text(month)}[by] or SEVERAL] += n
    return counted


def _counts(found: Sums, question: dict, offered: int | None, *, part: str = "", label: str = "") -> Counts:
    """`offered` is at least the base: a ticket may be taken back after it was answered. Groups of several have none of their own."""
    base = found.get((question["code"], ""), 0)
    rows = {option: found.get((question["code"], option), 0) for option in question["options"]}
    return Counts(base=base, rows=rows, offered=None if offered is None else max(offered, base), part=part, label=label)


def _labels(by: By | None, counted: dict[str, Sums]) -> dict[str, str]:
    """The parts that have answers, with their names."""
    parts = [part for part in counted if part]
    names: dict[str, str] = {part: part for part in parts} | {SEVERAL: _("Several together")}
    if by == "programme":
        names |= dict(Programme.objects.filter(code__in=parts).values_list("code", "name"))
    elif by == "kind":
        names |= {kind.code: str(kind) for kind in Kind.objects.filter(code__in=parts)}
    return {part: names[part] for part in parts}
