"""Two records of one human being, put together and taken apart."""

import pytest

from hearthside.core.errors import NotAllowed, Refused
from hearthside.people import actions
from hearthside.people.models import Consent, Person, Relation, Role
from hearthside.people.permissions import may_open_record
from hearthside.people.queries import mergeable_with
from tests.cast import TESTS, account


@pytest.fixture
def anna(cast):
    """Ana, written down a second time by Kim."""
    person = actions.add_person(by=cast.kim, name="ÁNA", programme=cast.river, number="306 555 0123", allowed=["may_call"], words="May we?")
    actions.begin_relation(by=TESTS, person=person, supporter=cast.ben, programme=cast.river)
    actions.give_consent(by=cast.kim, person=person, what="a", to_whom="b", purpose="c")
    return person


def rows_of(person) -> dict:
    return {
        "roles": sorted(person.roles.values_list("kind", "programme__code", "ends_on")),
        "relations": sorted(person.relations.values_list("supporter__name", "ends_on")),
        "supports": sorted(person.supports.values_list("person__name", "ends_on")),
        "ways": person.ways.count(),
        "consents": person.consents.count(),
        "user": person.user_id,
    }


def test_what_was_in_the_other_record_is_in_the_one_kept(cast, anna):
    actions.merge_people(by=cast.cora, keep=cast.ana, other=anna)
    assert may_open_record(cast.kim, cast.ana)
    assert (cast.ana.ways.count(), cast.ana.consents.count()) == (1, 1)
    assert not Person.objects.visible_to(cast.cora).filter(pk=anna.pk).exists()
    assert Relation.objects.open().filter(supporter=cast.ben, person=cast.ana).count() == 1  # Ben had both
    assert not Relation.objects.open().filter(person=anna).exists()


def test_taken_apart_everything_is_as_it_was(cast, anna):
    before = [rows_of(Person.objects.get(pk=one.pk)) for one in (cast.ana, anna)]
    actions.merge_people(by=cast.cora, keep=cast.ana, other=anna)
    late = actions.give_consent(by=cast.ben, person=cast.ana, what="later", to_whom="b", purpose="c")
    anna.refresh_from_db()
    actions.take_apart(by=cast.cora, other=anna)
    late.refresh_from_db()
    assert late.person == cast.ana
    late.delete()
    assert [rows_of(Person.objects.get(pk=one.pk)) for one in (cast.ana, anna)] == before
    with pytest.raises(Refused, match="stands on its own"):
        actions.take_apart(by=cast.cora, other=Person.objects.get(pk=anna.pk))


def test_a_third_record_follows_and_a_way_to_sign_in_moves(cast, anna):
    third = actions.add_person(by=cast.kim, name="Ana B", programme=cast.river)
    user = account(third)
    actions.merge_people(by=cast.cora, keep=anna, other=third)
    anna.refresh_from_db()
    assert anna.user == user
    Person.objects.filter(pk=cast.ana.pk).update(user=None)
    keep = Person.objects.get(pk=cast.ana.pk)
    actions.merge_people(by=cast.cora, keep=keep, other=anna)
    third.refresh_from_db()
    assert third.merged_into == keep
    assert Person.objects.get(pk=keep.pk).user == user
    actions.take_apart(by=cast.cora, other=Person.objects.get(pk=anna.pk))
    third.refresh_from_db()
    assert third.merged_into == anna
    assert Person.objects.get(pk=anna.pk).user == user


def test_the_two_meeting_each_other_stay_apart_in_the_list(cast, anna):
    between = Relation.objects.create(person=cast.ana, supporter=anna)
    actions.merge_people(by=cast.cora, keep=cast.ana, other=anna)
    between.refresh_from_db()
    assert (between.person, between.supporter, between.ends_on is None) == (cast.ana, anna, False)


def test_both_can_sign_in_so_somebody_has_to_decide(cast, anna):
    account(anna)
    with pytest.raises(Refused, match="Both can sign in"):
        actions.merge_people(by=cast.cora, keep=cast.ana, other=anna)


def test_not_twice_not_with_itself_and_not_by_others(cast, anna):
    with pytest.raises(Refused, match="already one record"):
        actions.merge_people(by=TESTS, keep=cast.ana, other=cast.ana)
    with pytest.raises(NotAllowed, match="both people's programmes"):
        actions.merge_people(by=cast.cora, keep=cast.ana, other=cast.mo)
    with pytest.raises(NotAllowed):
        actions.merge_people(by=cast.ben, keep=cast.ana, other=anna)
    actions.merge_people(by=cast.cora, keep=cast.ana, other=anna)
    anna.refresh_from_db()
    with pytest.raises(Refused):
        actions.merge_people(by=TESTS, keep=cast.ana, other=anna)
    with pytest.raises(NotAllowed):
        actions.take_apart(by=cast.kim, other=anna)


def test_who_may_be_the_same_is_looked_up_among_coras_people_only(cast, anna):
    assert mergeable_with(cast.cora, cast.ana) == [anna.pk]
    assert mergeable_with(cast.ben, cast.ana) == []
    other = actions.add_person(by=TESTS, name="Zoe", programme=cast.river)
    actions.add_way(by=TESTS, person=other, kind="phone", value="306 555 0123")
    assert mergeable_with(cast.cora, other) == [anna.pk]
    assert other.pk in mergeable_with(cast.cora, anna, "zoe")
    assert set(mergeable_with(cast.cora, anna)) == {cast.ana.pk, other.pk}
    assert cast.mo.pk not in mergeable_with(cast.cora, cast.ana, "Mo")


# The page


def test_cora_puts_them_together_and_apart_on_the_page(cast, anna, client):
    client.force_login(cast.cora.user)
    page = f"/people/{cast.ana.pk}/merging/"
    assert "ÁNA" in client.get(page).content.decode()
    assert client.post(page, {"typed": "nobody"}).status_code == 200
    assert not Person.objects.exclude(merged_into=None).exists()
    assert client.post(page, {"other": cast.mo.pk}).status_code == 422
    assert client.post(page, {"other": anna.pk}).url == page
    assert "Take apart" in client.get(page).content.decode()
    assert client.post(f"{page}{anna.pk}/undoing/").url == page
    assert client.post(f"{page}{anna.pk}/undoing/").status_code == 404
    assert may_open_record(cast.kim, Person.objects.get(pk=anna.pk))


def test_on_the_page_the_reason_is_said(cast, anna, client):
    account(anna)
    client.force_login(cast.cora.user)
    assert "Both can sign in" in client.post(f"/people/{cast.ana.pk}/merging/", {"other": anna.pk}).content.decode()
    Consent.objects.all().delete()
    Person.objects.filter(pk=anna.pk).update(merged_into=cast.ana)  # by an import, so that the trail knows nothing of it
    answer = client.post(f"/people/{cast.ana.pk}/merging/{anna.pk}/undoing/", follow=True)
    assert "This record stands on its own" in answer.content.decode()


@pytest.mark.parametrize(("who", "answer"), [("ben", 403), ("ana", 403), ("kim", 404), ("ada", 404)])
def test_the_page_is_the_coordinators(cast, client, who, answer):
    client.force_login(getattr(cast, who).user)
    assert client.get(f"/people/{cast.ana.pk}/merging/").status_code == answer


def test_roles_held_twice_are_held_once(cast, anna):
    actions.merge_people(by=cast.cora, keep=cast.ana, other=anna)
    assert Role.objects.filter(person=cast.ana, kind="participant", ends_on=None).count() == 1
