"""New rows in one plain statement, and queries whose text is made once."""

import pytest
from django.db import IntegrityError, models, transaction
from django.db.models.functions import Length
from django.test.utils import isolate_apps

from hearthside.core.ids import new_id
from hearthside.core.kept_queries import Given, KeptQuery
from hearthside.core.rows import MOST, insert, insert_values
from hearthside.people.models import Person, Role


def test_rows_are_stored_as_they_stand_and_known_as_stored(cast):
    pat = Person(name="Pat", pronouns="they/them")
    insert([pat])
    assert not pat._state.adding
    stored = Person.objects.get(pk=pat.pk)
    assert (stored.name, stored.pronouns, stored.quiet_from, stored.known_since) == ("Pat", "they/them", pat.quiet_from, pat.known_since)


def test_as_many_rows_as_one_likes(cast, django_assert_num_queries):
    with django_assert_num_queries(2):
        insert([Person(name=f"Person {number}") for number in range(MOST + 1)])
    assert Person.objects.filter(name__startswith="Person ").count() == MOST + 1


def test_nothing_to_store_asks_nothing(cast, django_assert_num_queries):
    with django_assert_num_queries(0):
        insert([])


def test_a_row_that_breaks_a_rule_stops_all(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        insert([Person(name="Pat"), Person(pk=cast.ana.pk, name="Ana again")])
    assert not Person.objects.filter(name="Pat").exists()


def test_a_column_that_was_forgotten_is_a_fault_of_the_program(cast):
    with pytest.raises(TypeError, match="Role has a column that was not given"):
        insert_values(Role, ("id", "person_id"), [(new_id(), cast.ana.pk)])


@isolate_apps("hearthside.core")
def test_a_column_that_django_fills_is_left_to_django():
    class Stamped(models.Model):  # noqa: DJ008  never shown
        at = models.DateTimeField(auto_now=True)

        class Meta:
            app_label = "core"

    with pytest.raises(TypeError, match="fills in a way of its own"):
        insert([Stamped()])


def test_a_kept_query_answers_like_the_queryset_it_was_made_of(cast, django_assert_num_queries):
    roles = KeptQuery(lambda: Role.objects.filter(person=Given("person", models.UUIDField())).select_related("person").order_by("pk"))
    for person in (cast.ben, cast.cora, cast.eve):
        with django_assert_num_queries(1):
            found = roles(person=person.pk)
            assert all(role.person.name == person.name for role in found)
        assert found == list(Role.objects.filter(person=person).order_by("pk"))


def test_a_kept_query_may_answer_with_bare_values(cast):
    names = KeptQuery(lambda: Person.objects.filter(name__lt=Given("word", models.CharField())).order_by("name").values_list("name", "pk"))
    assert [tuple(row) for row in names(word="Ben")] == [("Ada", cast.ada.pk), ("Ana", cast.ana.pk)]
    assert names(word="Aa") == []


def test_a_kept_query_brings_what_was_worked_out_beside_each_row(cast):
    people = KeptQuery(lambda: Person.objects.filter(name=Given("name", models.CharField())).annotate(letters=Length("name")))
    assert [(person.pk, person.letters) for person in people(name="Cora")] == [(cast.cora.pk, 4)]


def test_a_value_that_was_forgotten_is_a_fault_of_the_program(cast):
    with pytest.raises(KeyError, match="word"):
        KeptQuery(lambda: Person.objects.filter(name=Given("word", models.CharField())))()
