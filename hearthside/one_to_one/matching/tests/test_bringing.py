"""Supporters say what they bring; coordinators see who has room, by name and never as a ranking."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hearthside.audit.models import Entry
from hearthside.core.dates import now, today
from hearthside.one_to_one.matching.actions import say_bringing
from hearthside.one_to_one.matching.actions.bringing import Brought
from hearthside.one_to_one.matching.tests.lists import ask, bring, supporter
from hearthside.one_to_one.models import Bringing, Experience, Pairing, Suggestion
from hearthside.people.models import Relation
from tests.signed_in import client_of

SAID = {
    "room": "3", "words": "I like to walk.", "experiences": ["carer", "grief"], "languages": ["en", "cr"], "gender": "man",
    "age": "40_59", "hows": ["phone"], "times": ["tue_morning", "sun_evening"],
}  # fmt: skip


def test_a_supporter_says_what_they_bring_and_changes_it(cast):
    ben = client_of(cast.ben)
    page = ben.post(reverse("my_bringing"), SAID, follow=True).content.decode()
    assert "Saved." in page
    assert "I like to walk." in page
    row = Bringing.objects.get(person=cast.ben)
    assert (row.room, row.words, row.gender, row.age) == (3, "I like to walk.", "man", "40_59")
    assert (row.experiences, row.languages, row.hows, row.times) == (
        ["carer", "grief"], ["en", "cr"], ["phone"], ["tue_morning", "sun_evening"]
    )  # fmt: skip
    ben.post(reverse("my_bringing"), {"room": "0"})
    row.refresh_from_db()
    assert (row.room, row.words, row.experiences, row.times) == (0, "", [], [])


def test_what_they_wrote_is_not_in_the_trail(cast):
    say_bringing(by=cast.ben, supporter=cast.ben, brought=Brought(room=1, words="I was in hospital.", experiences=["hospital"]))
    entry = Entry.objects.get(act="said what they bring")
    assert entry.details == {"room": 1}


def test_a_fault_keeps_what_was_typed(cast):
    answer = client_of(cast.ben).post(reverse("my_bringing"), SAID | {"room": ""})
    assert answer.status_code == 422
    assert "Nought means: nobody new for now." in answer.content.decode()
    assert "I like to walk." in answer.content.decode()
    assert client_of(cast.ben).post(reverse("my_bringing"), SAID | {"room": "31"}).status_code == 422


def test_the_organisations_own_experiences_stand_in_the_list(cast):
    Experience.objects.create(code="farm", name="Life on a farm")
    Experience.objects.create(code="carer", is_offered=False)
    page = client_of(cast.ben).get(reverse("my_bringing")).content.decode()
    assert "Life on a farm" in page
    assert "Caring for somebody" not in page
    bring(cast.ben, experiences=["carer"])
    assert "Caring for somebody" in client_of(cast.ben).get(reverse("my_bringing")).content.decode()


def test_a_coordinator_types_it_with_them_and_nobody_else_does(cast):
    cora = client_of(cast.cora)
    where = reverse("supporter_bringing", args=[cast.ben.pk])
    assert "What Ben brings" in cora.get(where).content.decode()
    assert "room for 3" in cora.post(where, SAID, follow=True).content.decode()
    assert cora.get(reverse("supporter_bringing", args=[cast.dan.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        say_bringing(by=cast.kim, supporter=cast.ben, brought=Brought(room=1))
    with pytest.raises(PermissionDenied):
        say_bringing(by=cast.ana, supporter=cast.ana, brought=Brought(room=1))


def test_who_has_room_counts_those_they_meet_and_are_asked_about(cast):
    bring(cast.ben, room=3)
    relation = Relation.objects.get(supporter=cast.ben)
    Pairing.objects.create(person=cast.ana, supporter=cast.ben, relation=relation, asked_on=today())
    Suggestion.objects.create(request=ask(cast), supporter=cast.ben, picked_at=now())
    Suggestion.objects.create(request=ask(cast), supporter=cast.ben)
    page = client_of(cast.cora).get(reverse("supporters_with_room")).content.decode()
    assert "room for 3 · meets 1 · asked about 1" in page
    assert "1 free" in page
    assert "has not said what they bring" in page  # Kim
    assert "Dan" not in page
    Bringing.objects.update(room=1)
    assert "free" not in client_of(cast.cora).get(reverse("supporters_with_room")).content.decode().replace("freely", "")


def test_as_many_queries_for_many_supporters(cast):
    cora = client_of(cast.cora)
    cora.get(reverse("supporters_with_room"))
    counts = []
    for number in range(2):
        supporter(cast, f"S{number}")
        with CaptureQueriesContext(connection) as taken:
            cora.get(reverse("supporters_with_room"))
        counts.append(len(taken))
    assert counts[0] == counts[1]
