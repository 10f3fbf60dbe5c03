"""Whose record is open to whom, told twice: by the query of the house, and plainly in Python over random worlds."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearthside.core.dates import now, today
from hearthside.people.models import BreakGlass, Person, Relation, Role
from hearthside.people.permissions import may_open_record, right_to_open
from hearthside.people.queries import open_person, others_visible_to

PEOPLE = 4
WHO = st.integers(0, PEOPLE - 1)
START, END = st.sampled_from([-30, -1, 0, 1]), st.sampled_from([None, -1, 0, 1, 30])
KINDS = st.sampled_from([Role.Kind.PARTICIPANT, Role.Kind.MEMBER, Role.Kind.SUPPORTER, Role.Kind.COORDINATOR, Role.Kind.ADMINISTRATOR])
ROLES = st.lists(st.tuples(WHO, KINDS, st.sampled_from(["river", "hill", None]), START, END), max_size=8)
PAIRS = st.tuples(WHO, WHO).filter(lambda pair: pair[0] != pair[1])
RELATIONS = st.dictionaries(PAIRS, st.tuples(START, END), max_size=3)
GLASSES = st.dictionaries(PAIRS, st.tuples(st.sampled_from([-90, -30, 10]), st.sampled_from([20, 60])), max_size=2)


def holds(start: int, end: int | None) -> bool:
    return start <= 0 and (end is None or end > 0)


def is_open(roles, relations, glasses, actor: int, person: int) -> bool:
    """The rule as one would say it to a member."""
    if actor == person:
        return True
    if (person, actor) in relations and holds(*relations[person, actor]):
        return True
    if (person, actor) in glasses and glasses[person, actor][0] <= 0 < sum(glasses[person, actor]):
        return True
    held = [(who, kind, where) for who, kind, where, start, end in roles if holds(start, end)]
    if any(who == person and kind in Role.WORKING for who, kind, _where in held):
        return False
    led = {where for who, kind, where in held if who == actor and kind == Role.Kind.COORDINATOR}
    return any(who == person and kind in Role.ENROLLED and (where in led or None in led) for who, kind, where in held)


def well_ended(start: int, end: int | None) -> bool:
    return end is None or end >= start


def build(cast, roles, relations, glasses) -> list[Person]:
    people = [Person.objects.create(name=f"P{place}") for place in range(PEOPLE)]
    programmes = {"river": cast.river, "hill": cast.hill, None: None}
    day = lambda offset: None if offset is None else today() + timedelta(days=offset)  # noqa: E731
    for who, kind, where, start, end in roles:
        Role.objects.create(person=people[who], kind=kind, programme=programmes[where], starts_on=day(start), ends_on=day(end))
    for (person, supporter), (start, end) in relations.items():
        Relation.objects.create(person=people[person], supporter=people[supporter], starts_on=day(start), ends_on=day(end))
    for (person, opener), (opened, lasts) in glasses.items():
        opened_at = now() + timedelta(minutes=opened)
        ends_at = opened_at + timedelta(minutes=lasts)
        BreakGlass.objects.create(person=people[person], opener=people[opener], reason="x", opened_at=opened_at, ends_at=ends_at)
    return people


@pytest.mark.slow
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(roles=ROLES, relations=RELATIONS, glasses=GLASSES)
def test_a_record_is_open_exactly_when_the_rule_says_so(cast, roles, relations, glasses):
    roles = [role for role in roles if well_ended(*role[3:])]
    relations = {pair: days for pair, days in relations.items() if well_ended(*days)}
    with transaction.atomic():
        people = build(cast, roles, relations, glasses)
        for actor in range(PEOPLE):
            expected = {people[one].pk for one in range(PEOPLE) if is_open(roles, relations, glasses, actor, one)}
            visible = Person.objects.visible_to(people[actor]).filter(pk__in=[person.pk for person in people])
            assert set(visible.values_list("pk", flat=True)) == expected
            rights = {person.pk: right for person in people if (right := right_to_open(people[actor], person))}
            assert set(rights) == expected
            shown = {person.pk: open_person(people[actor], person.pk) for person in people}
            assert {key: person.right for key, person in shown.items() if person} == rights
            others = others_visible_to(people[actor], "", 0, 100)
            assert {key for key, _name, _pronouns in others} & {person.pk for person in people} == expected - {people[actor].pk}
        transaction.set_rollback(True)


def test_a_visitor_sees_nobody_and_is_told_why(cast):
    from hearthside.core.actors import Visitor

    assert not Person.objects.visible_to(Visitor()).exists()
    assert "Only the person" in may_open_record(Visitor(), cast.ana).reason
    assert open_person(Visitor(), cast.ana.pk) is None
    assert others_visible_to(Visitor(), "", 0, 50) == []


def test_a_list_is_read_from_place_to_place_by_name_or_by_what_was_sought(cast):
    everybody = [name for _key, name, _pronouns in others_visible_to(cast.cora, "", 0, 50)]
    assert everybody == sorted(Person.objects.visible_to(cast.cora).exclude(pk=cast.cora.pk).values_list("name", flat=True)) == ["Ana"]
    assert [row[1] for row in others_visible_to(cast.cora, "AN", 0, 50)] == ["Ana"]
    assert not others_visible_to(cast.cora, "", 1, 50)
    assert not others_visible_to(cast.cora, "Mo", 0, 50)


def test_roles_are_shown_of_those_who_work_here_and_to_administrators_of_anybody(cast):
    names = lambda actor: set(Person.objects.roles_shown_to(actor).values_list("name", flat=True))  # noqa: E731
    assert names(cast.ben) == {"Ben", "Ana"}
    assert names(cast.cora) == {"Ana", "Ben", "Kim", "Cora", "Dan", "Ada"}
    assert names(cast.ada) == {"Ana", "Ben", "Kim", "Cora", "Dan", "Mo", "Ada", "Eve"}
