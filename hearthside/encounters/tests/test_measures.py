"""The five counts are true: counted again here in plain Python, from what was said and not from what was stored."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearthside.core.dates import month_of
from hearthside.core.kept import forget_kept
from hearthside.encounters import counting
from hearthside.encounters.actions import Contact, correct_encounter, record_attempt, record_encounter, record_encounters, undo_encounter
from hearthside.encounters.measures import MEASURES, Figures, count
from hearthside.encounters.models import Encounter
from hearthside.encounters.units import UnitRule
from hearthside.organisation.models import Kind, Organisation, Programme
from hearthside.people.models import Person
from tests.cast import TESTS

LAST_DAY = date(2024, 6, 30)
PROGRAMMES = ("river", "hill")
KINDS = ("one_to_one_phone", "support_group", "drop_in")
NAMES = ("Ana", "Mo", "Jo", "Jo again", "Jo once more")
SUPPORTERS = ("Ben", "Kim", "Dan")
FULL_DAY = 24 * 60

days = st.integers(0, 150).map(lambda back: LAST_DAY - timedelta(days=back))
contact = st.fixed_dictionaries(
    {
        "programme": st.sampled_from(PROGRAMMES),
        "kind": st.sampled_from(KINDS),
        "day": days | st.just(LAST_DAY),
        "minutes": st.integers(1, 200) | st.just(FULL_DAY),
        "people": st.sets(st.sampled_from(NAMES), max_size=4),
        "unnamed": st.integers(0, 5),
        "supporters": st.sets(st.sampled_from(SUPPORTERS), max_size=3),
        "late": st.booleans(),
    }
).filter(lambda one: one["people"] or one["unnamed"])
tried = st.fixed_dictionaries(
    {
        "programme": st.sampled_from(PROGRAMMES),
        "kind": st.sampled_from(KINDS),
        "day": days,
        "outcome": st.sampled_from(["voicemail", "no_answer", "planned_absence"]),
    }
)
periods = st.one_of(
    st.tuples(days, days).map(sorted),
    st.sampled_from([(date(2024, 2, 1), date(2024, 2, 29)), (date(2024, 4, 1), LAST_DAY), (date(2023, 7, 1), LAST_DAY)]),
)
merges = st.sampled_from([{}, {"Jo again": "Jo"}, {"Jo again": "Jo", "Jo once more": "Jo again"}])
rules = st.sampled_from(
    [
        {},
        {"name": "State", "minutes_per_unit": 15, "rounding": "down", "daily_cap": 16},
        {"name": "County", "minutes_per_unit": 15, "rounding": "eight_minute", "daily_cap": 4},
        {"name": "City", "minutes_per_unit": 30, "rounding": "nearest"},
    ]
)


def plain_units(minutes: int, rule: dict) -> int:
    whole, rest = divmod(minutes, rule["minutes_per_unit"])
    least = {"down": 10**6, "eight_minute": 8, "nearest": rule["minutes_per_unit"] / 2}[rule["rounding"]]
    return whole + (1 if rest >= least else 0)


def recount(contacts: list[dict], tries: list[dict], merged: dict, rule: dict) -> Figures:
    """The same numbers once more, one contact at a time."""

    def who(name: str) -> str:
        while name in merged:
            name = merged[name]
        return name

    figures, people, daily = Figures(), set(), defaultdict(int)
    for one in contacts:
        figures.encounters += 1
        figures.minutes += one["minutes"]
        figures.unnamed += one["unnamed"]
        figures.supporter_minutes += sum(one["minutes"] for _ in one["supporters"])
        figures.late += 1 if one["late"] else 0
        if not one["people"]:
            figures.anonymous += 1
        if one["kind"] in ("support_group", "drop_in"):
            figures.attendances += len(one["people"]) + one["unnamed"]
        for name in one["people"]:
            people.add(who(name))
            if rule:
                daily[who(name), one["day"]] += plain_units(one["minutes"], rule)
    for one in tries:
        figures.attempts += 1
        figures.outcomes[one["outcome"]] = figures.outcomes.get(one["outcome"], 0) + 1
    figures.people = len(people)
    if rule:
        figures.units = sum(min(units, rule.get("daily_cap") or units) for units in daily.values())
    return figures


def part_of(one: dict, by: str) -> str:
    return f"{one['day']:%Y-%m}" if by == "month" else one[by]


def store(contacts: list[dict], tries: list[dict], merged: dict, rule: dict) -> dict[str, Programme]:
    programmes = {one.code: one for one in Programme.objects.all()}
    kinds = {one.code: one for one in Kind.objects.all()}
    people = {name: Person.objects.get_or_create(name=name)[0] for name in (*NAMES, *SUPPORTERS)}
    for name, kept in merged.items():
        Person.objects.filter(pk=people[name].pk).update(merged_into=people[kept])
    Organisation.objects.update(unit_rule=rule)
    forget_kept()
    lists = {"people": people, "supporters": people, "programme": programmes, "kind": kinds}

    def read(one: dict) -> dict:
        return {name: _named(lists[name], said) if name in lists else said for name, said in one.items() if name != "late"}

    stored = record_encounters(by=TESTS, contacts=[Contact(**read(one)) for one in contacts])
    Encounter.objects.filter(pk__in=[row.pk for row, one in zip(stored, contacts, strict=True) if one["late"]]).update(is_late=True)
    for one in tries:
        record_attempt(by=TESTS, **read(one))
    return programmes


def _named(rows: dict, said):
    return rows[said] if isinstance(said, str) else [rows[name] for name in said]


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    contacts=st.lists(contact, max_size=14),
    tries=st.lists(tried, max_size=5),
    merged=merges,
    rule=rules,
    period=periods,
    only=st.sampled_from([None, "river"]),
    by=st.sampled_from([None, "programme", "kind", "month"]),
)
def test_whatever_happened_every_number_is_what_a_recount_finds(cast, contacts, tries, merged, rule, period, only, by):
    first, last = period
    with transaction.atomic(), time_machine.travel("2024-06-30T12:00:00Z", tick=False):
        programmes = store(contacts, tries, merged, rule)
        counts = count(first, last, programmes[only] if only else None, by)
        transaction.set_rollback(True)
    forget_kept()

    contacts, tries = (
        [one for one in rows if first <= one["day"] <= last and only in (None, one["programme"])] for rows in (contacts, tries)
    )
    assert counts.totals == recount(contacts, tries, merged, rule)
    expected = {part_of(one, by) for one in (*contacts, *tries)} if by else set()
    found = {part.code: part.figures for part in counts.parts}
    assert expected <= set(found)
    for code, figures in found.items():
        inside = ([one for one in rows if part_of(one, by) == code] for rows in (contacts, tries))
        assert figures == recount(*inside, merged, rule)


def talk(cast, **changes) -> Contact:
    said = {"programme": cast.river, "kind": cast.phone, "day": date(2024, 5, 6), "minutes": 20, "people": [cast.ana]}
    return Contact(**said | {"supporters": [cast.ben]} | changes)


def figures(**scope) -> Figures:
    return count(date(2024, 5, 1), date(2024, 5, 31), **scope).totals


def test_two_supporters_count_once_for_ana_and_twice_for_their_time(cast):
    record_encounters(by=TESTS, contacts=[talk(cast, supporters=[cast.ben, cast.kim])])
    assert (figures().encounters, figures().minutes, figures().supporter_minutes) == (1, 20, 40)


def test_a_group_of_eight_is_one_session_and_eight_attendances(cast):
    record_encounters(by=TESTS, contacts=[talk(cast, kind=cast.group, people=[cast.ana, cast.mo], unnamed=6)])
    now = figures()
    assert (now.encounters, now.attendances, now.people, now.unnamed, now.anonymous) == (1, 8, 2, 6, 0)


def test_a_person_in_two_programmes_counts_once_and_once_in_each(cast):
    record_encounters(by=TESTS, contacts=[talk(cast), talk(cast, programme=cast.hill)])
    counts = count(date(2024, 5, 1), date(2024, 5, 31), by="programme")
    assert counts.totals.people == 1
    assert [(part.code, part.figures.people) for part in counts.parts] == [("hill", 1), ("river", 1)]


def test_somebody_without_a_name_is_an_encounter_and_nobody_in_the_people(cast):
    record_encounters(by=TESTS, contacts=[talk(cast, people=[], unnamed=1)])
    assert (figures().encounters, figures().anonymous, figures().people) == (1, 1, 0)


def test_a_message_left_is_a_try_and_never_an_encounter(cast):
    record_attempt(by=TESTS, programme=cast.river, kind=cast.phone, outcome="voicemail", day=date(2024, 5, 6), person=cast.ana)
    now = figures()
    assert (now.encounters, now.people, now.attempts, now.outcomes) == (0, 0, 1, {"voicemail": 1})


def test_a_contact_taken_back_is_gone_from_every_count(cast):
    encounter, _ticket = record_encounter(by=cast.ben, contact=talk(cast))
    undo_encounter(by=cast.ben, encounter=encounter)
    assert figures().is_empty


def test_a_contact_put_right_counts_where_it_now_belongs(cast):
    encounter, _ticket = record_encounter(by=cast.ben, contact=talk(cast))
    correct_encounter(by=cast.ben, encounter=encounter, day=date(2024, 4, 30), programme=cast.hill)
    assert figures().is_empty
    april = count(date(2024, 4, 16), date(2024, 4, 30), cast.hill).totals
    assert (april.encounters, april.people) == (1, 1)


def test_the_numbers_kept_on_a_contact_are_those_of_its_rows(cast):
    encounter, _ticket = record_encounter(by=cast.ben, contact=talk(cast, supporters=[cast.ben, cast.kim], unnamed=3))
    assert (encounter.named, encounter.doers) == (encounter.presences.count(), encounter.doings.count()) == (1, 2)
    assert {(one.day, one.month) for one in encounter.presences.all()} == {(encounter.day, month_of(encounter.day))}


def test_a_whole_day_with_many_supporters_does_not_overflow(cast):
    many = [Person.objects.create(name=f"Supporter {number}") for number in range(30)]
    record_encounters(by=TESTS, contacts=[talk(cast, minutes=FULL_DAY, supporters=many)])
    assert figures().supporter_minutes == FULL_DAY * 30


def test_a_year_is_shown_whole_by_month_and_a_longer_time_without_its_empty_ends(cast):
    record_encounters(by=TESTS, contacts=[talk(cast), talk(cast, day=date(2024, 7, 1))])
    year = count(date(2024, 1, 1), date(2024, 12, 31), by="month")
    assert [part.code for part in year.parts] == [f"2024-{month:02d}" for month in range(1, 13)]
    longer = count(date(2020, 1, 1), date(2024, 12, 31), by="month")
    assert [part.code for part in longer.parts] == ["2024-05", "2024-06", "2024-07"]
    assert count(date(2010, 1, 1), date(2012, 12, 31), by="month").parts == []


@time_machine.travel("2024-05-20T12:00:00Z")
def test_months_that_are_not_here_yet_are_left_out():
    assert [part.code for part in count(date(2024, 1, 1), date(2024, 12, 31), by="month").parts][-1] == "2024-05"


def test_a_payers_rule_is_said_in_one_sentence_with_its_cap_or_without():
    rule = UnitRule("City", 30, "nearest")
    assert rule.words == "City: 30 minutes are one unit; to the nearest unit, half a unit counts as one."
    assert replace(rule, daily_cap=8).words.endswith("; at most 8 for one person in one day.")


def test_a_rule_that_rounds_in_an_unknown_way_is_a_fault_of_ours(cast):
    Organisation.objects.update(unit_rule={"name": "State", "minutes_per_unit": 15, "rounding": "up"})
    forget_kept()
    with pytest.raises(ValueError, match="Use one of: down"):
        figures()


@pytest.mark.parametrize("by", [None, "programme", "kind", "month"])
def test_counting_takes_the_same_few_statements_however_much_there_is(cast, by):
    taken = []
    for people in ([cast.ana], [cast.ana, cast.mo, cast.ben]):
        record_encounters(
            by=TESTS,
            contacts=[talk(cast, people=people, programme=one, supporters=[]) for one in (cast.river, cast.hill) for _ in range(3)],
        )
        figures()
        with CaptureQueriesContext(connection) as queries:
            count(date(2024, 5, 1), date(2024, 5, 31), by=by)
        taken.append(len(queries))
    assert taken == [5, 5] if by == "programme" else [4, 4]


@pytest.mark.parametrize("last", [date(2024, 12, 31), date(2024, 12, 15)])
def test_every_count_is_read_from_one_covering_index(cast, last):
    if connection.vendor == "postgresql":  # whose planner reads tables as small as these in other ways
        with connection.cursor() as cursor:
            cursor.execute("set local enable_seqscan = off; set local enable_bitmapscan = off; drop index encounter_day")
    for programme in (None, cast.river):
        scope = counting.Scope(date(2024, 1, 1), last, programme, "programme")
        for rows, index in (
            (counting.contact_rows(scope), "encounter_counts"),
            (counting.attempt_rows(scope), "attempt_counts"),
            (counting.presence_rows(scope), "presence_counts"),
        ):
            plan = rows.explain()
            assert f"USING COVERING INDEX {index}" in plan or f"Index Only Scan using {index}" in plan, plan


def test_each_measure_is_a_figure_with_words_of_its_own():
    assert {one.code for one in MEASURES} == set(Figures.__dataclass_fields__) - {"outcomes"}
    for one in MEASURES:
        assert str(one.name)
        assert str(one.meaning).endswith(".")
        assert str(one.includes).endswith(".")
        assert str(one.leaves_out).endswith(".")


def test_nothing_happened_is_all_zeros(cast):
    assert not Encounter.objects.exists()
    assert figures() == Figures()
