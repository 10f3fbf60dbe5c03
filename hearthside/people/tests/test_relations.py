"""Who supports whom: beginning opens a record, ending closes it at once."""

from datetime import timedelta

import pytest

from hearthside.core.dates import today
from hearthside.core.errors import NotAllowed, Refused
from hearthside.people import actions
from hearthside.people.models import Person, Relation
from hearthside.people.permissions import may_open_record


def test_cora_begins_a_relation_and_the_record_opens(cast):
    actions.begin_relation(by=cast.cora, person=cast.ana, supporter=cast.kim, programme=cast.river)
    assert may_open_record(cast.kim, cast.ana)
    actions.begin_relation(by=cast.cora, person=cast.ana, supporter=cast.kim)
    assert Relation.objects.filter(person=cast.ana, supporter=cast.kim).count() == 1


@pytest.mark.parametrize("who", ["ben", "kim", "ana", "dan", "ada"])
def test_nobody_else_opens_a_record_by_beginning_one(cast, who):
    with pytest.raises(NotAllowed, match="coordinator of their programme chooses"):
        actions.begin_relation(by=getattr(cast, who), person=cast.ana, supporter=cast.kim)


def test_nobody_supports_themselves(cast):
    with pytest.raises(Refused, match="Choose somebody else"):
        actions.begin_relation(by=cast.cora, person=cast.ana, supporter=cast.ana)


@pytest.mark.parametrize("who", ["ana", "ben", "cora"])
def test_the_two_and_their_coordinator_end_it_and_the_record_closes_at_once(cast, who):
    relation = Relation.objects.get(person=cast.ana)
    actions.end_relation(by=getattr(cast, who), relation=relation)
    assert not may_open_record(cast.ben, cast.ana)
    relation.refresh_from_db()
    ended = relation.ends_on
    Relation.objects.filter(pk=relation.pk).update(starts_on=today() - timedelta(days=9), ends_on=today() - timedelta(days=3))
    relation.refresh_from_db()
    actions.end_relation(by=cast.ana, relation=relation)
    assert (ended, relation.ends_on) == (today(), today() - timedelta(days=3))


@pytest.mark.parametrize("who", ["kim", "dan", "ada"])
def test_others_cannot_end_it(cast, who):
    with pytest.raises(NotAllowed, match="Ask one of them"):
        actions.end_relation(by=getattr(cast, who), relation=Relation.objects.get(person=cast.ana))


# Pages


def test_cora_says_on_the_page_who_supports_ana(cast, client):
    client.force_login(cast.cora.user)
    page = f"/people/{cast.ana.pk}/relations/"
    shown = client.get(page).content.decode()
    assert "Kim" in shown
    assert client.post(page, {"supporter": cast.mo.pk}).status_code == 422  # Mo does not work here
    assert client.post(page, {"supporter": cast.kim.pk, "programme": cast.river.pk}).url == page
    assert may_open_record(cast.kim, cast.ana)


def test_ben_reads_the_page_and_ends_his_own_part(cast, client):
    client.force_login(cast.ben.user)
    page = f"/people/{cast.ana.pk}/relations/"
    assert "They begin to meet" not in client.get(page).content.decode()
    assert client.post(page, {"supporter": cast.kim.pk, "programme": cast.river.pk}).status_code == 403
    ending = f"{page}{Relation.objects.get(person=cast.ana).pk}/ending/"
    assert client.get(ending).status_code == 405
    assert client.post(ending).url == "/people/"
    assert client.get(page).status_code == 404


def test_ana_ends_it_on_her_own_page_and_sees_it_under_earlier(cast, client):
    client.force_login(cast.ana.user)
    page = f"/people/{cast.ana.pk}/relations/"
    assert client.post(f"{page}{Relation.objects.get(person=cast.ana).pk}/ending/").url == page
    shown = client.get(page).content.decode()
    assert "Nobody at the moment" in shown
    assert "Earlier" in shown
    assert Person.objects.visible_to(cast.ben).get() == cast.ben
