"""What was written before two people met is closed to the new supporter, unless the person keeps it open."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from hearthside.core.actors import Visitor
from hearthside.core.dates import today
from hearthside.core.errors import NotAllowed
from hearthside.encounters.actions import write_note
from hearthside.encounters.models import Attempt, Encounter
from hearthside.encounters.queries import last_times
from hearthside.encounters.tests.history import met, tried
from hearthside.home.queries import happenings_of
from hearthside.organisation.models import Kind
from hearthside.organisation.queries import kind_names
from hearthside.people.actions import begin_relation, end_relation, grant_role, open_history
from hearthside.people.models import Person, Relation
from hearthside.people.queries import open_person
from tests.cast import TESTS
from tests.signed_in import client_of


@pytest.fixture
def kim_follows(cast) -> Relation:
    """Ben met Ana; five days ago Kim began in his place, without what was before."""
    end_relation(by=TESTS, relation=Relation.objects.get(person=cast.ana, supporter=cast.ben))
    begins = today() - timedelta(days=5)
    return begin_relation(by=TESTS, person=cast.ana, supporter=cast.kim, programme=cast.river, starts_on=begins, history_from=begins)


def test_the_new_supporter_opens_no_contact_try_or_note_from_before(cast, kim_follows):
    before, since = met(cast, cast.ana, cast.ben, 6), met(cast, cast.ana, cast.ben, 5)
    write_note(by=cast.ben, encounter=before, text="Before.")
    tried(cast, cast.ana, cast.ben, 9)
    later = tried(cast, cast.ana, cast.ben, 1)
    assert set(Encounter.objects.visible_to(cast.kim)) == {since}
    assert set(Attempt.objects.visible_to(cast.kim)) == {later}
    kim = client_of(cast.kim)
    for page in ("", "note/", "note/answer/"):
        assert kim.get(f"/log/{before.pk}/{page}").status_code == 404
    assert kim.get(f"/log/{since.pk}/").status_code == 200


def test_the_persons_page_and_the_last_time_begin_with_that_day_too(cast, kim_follows):
    before = met(cast, cast.ana, cast.ben, 40)
    page = client_of(cast.kim).get(f"/people/{cast.ana.pk}/").content.decode()
    assert str(before.pk) not in page
    assert "No conversation is written down yet." in page
    [last] = last_times(cast.kim)
    assert (last.name, last.day) == ("Ana", None)
    since = met(cast, cast.ana, cast.ben, 4, Kind.objects.get(code="one_to_one_in_person"))
    [last] = last_times(cast.kim)
    assert (last.day, last.kind_code) == (since.day, "one_to_one_in_person")


def test_what_the_new_supporter_did_before_stays_theirs(cast, kim_follows):
    own, typed = met(cast, cast.ana, cast.kim, 30), tried(cast, cast.ana, cast.kim, 20)
    assert set(Encounter.objects.visible_to(cast.kim)) == {own}
    ana = open_person(cast.kim, cast.ana.pk)
    assert {one.id for one in happenings_of(ana, cast.kim, ana.since)} == {own.pk, typed.pk}


def test_the_person_and_the_coordinator_read_all_and_the_one_before_nothing(cast, kim_follows):
    before = met(cast, cast.ana, cast.dan, 300)
    assert set(Encounter.objects.visible_to(cast.ana)) == set(Encounter.objects.visible_to(cast.cora)) == {before}
    assert not Encounter.objects.visible_to(cast.ben).exists()
    assert str(before.pk) in client_of(cast.cora).get(f"/people/{cast.ana.pk}/").content.decode()


def test_a_supporter_who_also_coordinates_reads_all(cast, kim_follows):
    before = met(cast, cast.ana, cast.ben, 300)
    grant_role(by=TESTS, person=cast.kim, kind="coordinator", programme=cast.river)
    kim = Person.objects.get(pk=cast.kim.pk)
    assert before in Encounter.objects.visible_to(kim)
    assert open_person(kim, cast.ana.pk).since is None


def test_the_person_opens_it_later_and_closes_it_again(cast, kim_follows):
    before = met(cast, cast.ana, cast.ben, 300)
    open_history(by=cast.ana, relation=kim_follows, since=None)
    assert before in Encounter.objects.visible_to(cast.kim)
    open_history(by=cast.ana, relation=kim_follows, since=today())
    open_history(by=cast.ana, relation=kim_follows, since=today())
    assert before not in Encounter.objects.visible_to(cast.kim)


@pytest.mark.parametrize("who", ["kim", "ben", "cora", "ada"])
def test_nobody_else_opens_it(cast, kim_follows, who):
    with pytest.raises(NotAllowed, match="Only the person says"):
        open_history(by=getattr(cast, who), relation=kim_follows, since=None)
    with pytest.raises(NotAllowed):
        open_history(by=Visitor(), relation=kim_follows, since=None)


def test_the_page_asks_as_many_questions_whatever_is_closed(cast, kim_follows, django_assert_num_queries):
    for ago in range(1, 12):
        met(cast, cast.ana, cast.ben, ago)
    assert last_times(cast.kim)
    assert cast.kim.current_roles
    assert kind_names()
    with django_assert_num_queries(3):
        ana = open_person(cast.kim, cast.ana.pk)
        assert len(happenings_of(ana, cast.kim, ana.since)) == 5
    Relation.objects.filter(pk=kim_follows.pk).update(history_from=None)
    with django_assert_num_queries(3):
        ana = open_person(cast.kim, cast.ana.pk)
        assert len(happenings_of(ana, cast.kim, ana.since)) == 11


DAYS = some.integers(0, 12)
ROWS = some.lists(some.tuples(some.sampled_from(["ana", "mo"]), some.sampled_from(["ben", "kim"]), DAYS, some.booleans()), max_size=6)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, ana_from=some.none() | DAYS, mo_from=some.none() | DAYS, has_ended=some.booleans())
def test_of_any_history_a_supporter_sees_exactly_what_is_since_that_day(cast, rows, ana_from, mo_from, has_ended):
    """Recounted by hand: a row is there if Kim did it, or if its person meets Kim now and its day is not before hers."""
    since = {"ana": ana_from, "mo": mo_from}
    with transaction.atomic():
        for name, ago in since.items():
            start = None if ago is None else today() - timedelta(days=ago)
            relation = begin_relation(by=TESTS, person=getattr(cast, name), supporter=cast.kim, history_from=start)
            if has_ended and name == "mo":
                end_relation(by=TESTS, relation=relation)
        made = {
            (tried if is_try else met)(cast, getattr(cast, name), getattr(cast, who), ago): (name, who, ago)
            for name, who, ago, is_try in rows
        }
        meets = ["ana"] if has_ended else ["ana", "mo"]
        expected = {
            thing.pk for thing, (name, who, ago) in made.items()
            if who == "kim" or (name in meets and (since[name] is None or ago <= since[name]))
        }  # fmt: skip
        seen = {one.pk for kind in (Encounter, Attempt) for one in kind.objects.visible_to(cast.kim)}
        assert seen == expected
        ana = open_person(cast.kim, cast.ana.pk)
        shown = {one.id for one in happenings_of(ana, cast.kim, ana.since)}
        assert shown == {thing.pk for thing, (name, *_rest) in made.items() if name == "ana"} & expected
        assert ana.since == (None if ana_from is None else today() - timedelta(days=ana_from))
        days = {one.name: one.day for one in last_times(cast.kim)}
        latest = [ago for name, _who, ago, is_try in rows if name == "ana" and not is_try and (ana_from is None or ago <= ana_from)]
        assert days["Ana"] == (today() - timedelta(days=min(latest)) if latest else None)
        transaction.set_rollback(True)
