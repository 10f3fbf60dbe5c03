"""The statements behind `measures.count`: four at most, whatever the size, each over one covering index.

Every index starts with the month, because periods are months and what lies outside them must cost nothing; the day
stands further back in the same index, for periods that cut a month. Contacts are added up by month, programme and kind
first, which is the order of the index, so nothing is sorted but the few sums; Python sees one row per part and kind.

People are the dear part: `count(distinct person)` sorts every presence on PostgreSQL and is 85 % of the time of a
report. Here presences are first made distinct, in a hash table as large as the number of people and not of contacts
(measured on 400,000 presences of a year: 46 ms instead of 167 on PostgreSQL, 157 instead of 192 on SQLite). The short
list is kept and counted twice, by part and whole, since the parts' numbers must never be added up; reading the index
twice would cost as much again. People merged into another are put right at the end, from the few rows they concern.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from django.db import connection
from django.db.models import BigIntegerField, Count, F, Model, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast

from hearthside.core.dates import month_end, month_of, month_start, months_between
from hearthside.encounters.models import Attempt, Encounter, Presence
from hearthside.encounters.units import NO_CAP, UnitRule
from hearthside.organisation.models import Programme
from hearthside.people.models import Person

By = Literal["programme", "kind", "month", "gathering"]  # the last one is counted in another room
Key = UUID | int | None

PARTS = {"programme": "programme_id", "kind": "kind_id", "month": "month", None: "everything"}

CONTACTS = """
with sums(everything, month, programme_id, kind_id, encounters, minutes, unnamed, named, supporter_minutes, anonymous, late) as ({rows})
select {part}, kind_id, sum(encounters), sum(minutes), sum(unnamed), sum(named), sum(supporter_minutes), sum(anonymous), sum(late)
from sums group by 1, 2"""

# Who stands for whom: each merged person with the one at the end of the line; an empty table most of the time.
# "Above zero" says "is not null" in a way for which SQLite uses the index too.
MERGED = """
step(person, target) as (
  select id, merged_into_id from {people} where merged_into_id > '00000000000000000000000000000000'
  union
  select step.person, further.merged_into_id from step join {people} further on further.id = step.target
  where further.merged_into_id is not null),
merged(person, target) as (
  select step.person, step.target from step join {people} kept on kept.id = step.target where kept.merged_into_id is null)"""

# Merged records were seen as several people: of each family as many are taken off again as it is too many.
PEOPLE = """
with recursive seen(part, person) as ({rows}),{merged},
family(person, target) as (select person, target from merged union select target, target from merged),
kin(part, person, target) as (
  select seen.part, seen.person, family.target from family join seen on seen.person = family.person)
select part, sum(people) from (
  select part, count(*) as people from seen group by part
  union all select part, count(distinct target) - count(*) from kin group by part) parts group by part
union all select null, (select count(*) from (select distinct person from seen) everybody)
  + (select count(distinct target) - count(distinct person) from kin)"""

# The cap holds for one person and one day within each part, and once more over all parts together.
UNITS = """
with recursive earned(part, person, day, units) as ({rows}),{merged},
daily(part, person, day, units) as (
  select earned.part, coalesce(merged.target, earned.person), earned.day, sum(earned.units)
  from earned left join merged on merged.person = earned.person group by 1, 2, 3)
select part, sum(case when units > {cap} then {cap} else units end) from daily group by part
union all select null, sum(case when units > {cap} then {cap} else units end)
from (select sum(units) as units from daily group by person, day) everybody"""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted: a period of local days, both included, of one programme or all, apart by something or not."""

    first: date
    last: date
    programme: Programme | None = None
    by: By | None = None

    @property
    def is_whole_months(self) -> bool:
        return self.first == month_start(month_of(self.first)) and self.last == month_end(month_of(self.last))

    @property
    def part(self) -> str:
        return PARTS[self.by]

    def rows(self, model: type[Model]) -> QuerySet:
        """The rows of one table in this scope; `everything` is the one part when nothing is kept apart."""
        if self.programme:  # months one by one, so that the index is entered at this programme in each
            rows = model._default_manager.filter(month__in=months_between(self.first, self.last), programme=self.programme)
        else:
            rows = model._default_manager.filter(month__range=(month_of(self.first), month_of(self.last)))
        if not self.is_whole_months:
            rows = rows.filter(day__range=(self.first, self.last))
        return rows.order_by().annotate(everything=Value(0))

    def read_part(self, value) -> Key:
        """The part as Python knows it; SQLite hands over a UUID as text."""
        return UUID(str(value)) if self.by in ("programme", "kind") else value


def contact_rows(scope: Scope) -> QuerySet:
    """The sums by month, programme and kind, in the order of the index and of CONTACTS."""
    return scope.rows(Encounter).values_list("everything", "month", "programme_id", "kind_id").annotate(
        encounters=Count("*"),
        all_minutes=Sum("minutes"),
        all_unnamed=Sum("unnamed"),
        all_named=Sum("named"),
        supporter_minutes=Sum(Cast("minutes", BigIntegerField()) * F("doers")),  # two small integers overflow on PostgreSQL
        anonymous=Count("month", filter=Q(named=0)),
        late=Count("month", filter=Q(is_late=True)),
    )  # fmt: skip


def presence_rows(scope: Scope) -> QuerySet:
    """Who was present in which part, each once."""
    return scope.rows(Presence).values_list(scope.part, "person_id").distinct()


def attempt_rows(scope: Scope) -> QuerySet:
    """One row per part and outcome, with the number of tries."""
    return scope.rows(Attempt).values_list(scope.part, "outcome").annotate(tries=Count("*"))


def contacts(scope: Scope) -> list[tuple]:
    """Part, kind, encounters, minutes, unnamed, named, supporters' minutes, anonymous and late, one row per part and kind."""
    found = _run(CONTACTS, contact_rows(scope), part=scope.part)
    return [(scope.read_part(part), UUID(str(kind)), *map(int, numbers)) for part, kind, *numbers in found]


def tries(scope: Scope) -> list[tuple[Key, str, int]]:
    return [(scope.read_part(part), outcome, number) for part, outcome, number in attempt_rows(scope)]


def people(scope: Scope) -> list[tuple[Key, int]]:
    """Distinct people of each part, and of all together under None."""
    return _apart_and_whole(scope, _run(PEOPLE, presence_rows(scope)))


def units(scope: Scope, rule: UnitRule) -> list[tuple[Key, int]]:
    """Units of each part, and of all together under None. Reads presences with the minutes of their contacts."""
    rows = scope.rows(Presence).values_list(scope.part, "person_id", "day").annotate(units=Sum(rule.units("encounter__minutes")))
    return _apart_and_whole(scope, _run(UNITS, rows, cap=rule.daily_cap or NO_CAP))


def _run(statement: str, rows: QuerySet, **words: str | int) -> list[tuple]:
    inner, parameters = rows.query.get_compiler(connection=connection).as_sql()
    merged = MERGED.format(people=connection.ops.quote_name(Person._meta.db_table))
    with connection.cursor() as cursor:
        cursor.execute(statement.format(rows=inner, merged=merged, **words), parameters)
        return cursor.fetchall()


def _apart_and_whole(scope: Scope, found: list[tuple]) -> list[tuple[Key, int]]:
    return [(None if part is None else scope.read_part(part), int(number or 0)) for part, number in found]
