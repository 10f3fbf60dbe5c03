"""The pages on which people choose, answer, meet and stop; also with a code alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hearthside.audit.models import Opening
from hearthside.core.waiting import read
from hearthside.encounters.tests.history import met, tried
from hearthside.one_to_one.choosing.actions import end_pairing, pick_supporter, take_back_suggestion
from hearthside.one_to_one.choosing.tests.meeting import asked, asks, brings, paired, suggested
from hearthside.one_to_one.choosing.waiting import SAID, SAID_TOGETHER, rows_for
from hearthside.one_to_one.models import Pairing, Request, Suggestion
from hearthside.people.actions import add_person
from hearthside.people.asking.own_codes import code_of
from hearthside.people.models import Person, Relation
from tests.cast import TESTS
from tests.signed_in import client_of


def page(client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.fixture
def request_of_mo(cast) -> Request:
    return asks(
        cast, cast.mo, wish="Walk by the river.", hows=["in_person"], times=["tue_morning", "wed_morning", "wed_afternoon", "wed_evening"]
    )


def test_mo_picks_ben_signed_in_and_may_choose_anew(cast, request_of_mo):
    ben, _kim = suggested(cast, request_of_mo, cast.ben, cast.kim)
    mo, address = client_of(cast.mo), f"/requests/{request_of_mo.pk}/choice/"
    first = page(mo, address)
    assert "I would like to meet Ben" in first
    assert "I am Kim, and I like to walk." in first
    assert "Ben is being asked" in mo.post(address, {"choice": str(ben.pk)}, follow=True).content.decode()
    assert "Taken back. You can choose anew." in mo.post(address, {"choice": "back"}, follow=True).content.decode()
    again = mo.post(address, {"choice": "back"})
    assert again.status_code == 422
    assert "Nobody is being asked at the moment." in again.content.decode()
    assert "Somebody here chooses for you" in mo.post(address, {"choice": "for_me"}, follow=True).content.decode()
    assert mo.post(address, {"choice": "anything"}).status_code == 422
    assert mo.post(address, {"sent": "1"}).status_code == 422


def test_somebody_else_shows_the_next_ones_or_says_that_we_look(cast, request_of_mo):
    suggested(cast, request_of_mo, cast.ben)
    brings(cast.kim)
    mo, address = client_of(cast.mo), f"/requests/{request_of_mo.pk}/choice/"
    assert "Here is who else there is." in mo.post(address, {"choice": "somebody_else"}, follow=True).content.decode()
    last = mo.post(address, {"choice": "somebody_else"}, follow=True).content.decode()
    assert "Somebody here looks for somebody else with you." in last
    assert "Somebody here is looking for you, and you hear from us." in last


def test_the_coordinator_reads_it_aloud_and_presses_what_they_say(cast):
    row = asks(cast, wish="A walk.")
    [suggestion] = suggested(cast, row, cast.ben)
    cora, address = client_of(cast.cora), f"/requests/{row.pk}/choice/"
    assert "Whom would Robin like to meet?" in page(cora, address)
    cora.post(address, {"choice": str(suggestion.pk)})
    suggestion.refresh_from_db()
    assert suggestion.picked_at


def test_with_the_code_alone(cast, client):
    row = asks(cast)
    [suggestion] = suggested(cast, row, cast.ben)
    assert client.get("/code/choice/").headers["Location"] == "/code/"
    client.post("/code/", {"code": code_of(row)})
    assert "I would like to meet Ben" in page(client, "/code/choice/")
    assert client.post("/code/choice/", {"choice": "back"}).status_code == 422
    followed = client.post("/code/choice/", {"choice": str(suggestion.pk)}, follow=True)
    assert "We ask Ben now." in followed.content.decode()
    suggestion.refresh_from_db()
    assert suggestion.picked_at
    Request.objects.filter(pk=row.pk).update(closed_at=suggestion.picked_at, closing="not_here")
    assert "This question is closed." in page(client, "/code/choice/")


def test_ben_reads_what_mo_agreed_to_show_and_no_number(cast, request_of_mo):
    suggestion = asked(cast, request_of_mo, cast.ben)
    address = f"/suggestions/{suggestion.pk}/"
    shown = page(client_of(cast.ben), address)
    for words in ("Mo would like to meet you", "Walk by the river.", "in person", "Tuesdays (mornings), Wednesdays"):
        assert words in shown
    assert Opening.objects.filter(about=cast.mo.actor_id, page="suggestion", right="one_to_one").exists()
    robin = asks(cast, name="Robin Ash", way="phone", reach="+13065550144")
    hidden = page(client_of(cast.ben), f"/suggestions/{asked(cast, robin, cast.ben).pk}/")
    assert "Robin would like" in hidden
    assert "Ash" not in hidden
    assert "5550144" not in hidden


def test_an_alias_is_shown_whole(cast):
    heron = add_person(by=TESTS, name="Blue Heron", is_alias=True, programme=cast.river)
    assert "Blue Heron would like to meet you" in page(client_of(cast.ben), f"/suggestions/{asked(cast, asks(cast, heron), cast.ben).pk}/")


def test_one_tap_says_yes_and_opens_the_number(cast, request_of_mo):
    suggestion = asked(cast, request_of_mo, cast.ben)
    ben, address = client_of(cast.ben), f"/suggestions/{suggestion.pk}/"
    brings(cast.ben, room=0)
    full = ben.post(address, {"answer": "yes"})
    assert full.status_code == 422
    assert "You have no room for one more at the moment." in full.content.decode()
    assert ben.post(address, {"answer": "perhaps"}).status_code == 422
    brings(cast.ben, room=1)
    meeting = ben.post(address, {"answer": "yes"}, follow=True).content.decode()
    assert "You meet from now on." in meeting
    assert f"/people/{cast.mo.pk}/" in meeting
    assert ben.get(address).status_code == 404
    assert ben.get(f"/people/{cast.mo.pk}/").status_code == 200
    assert "Two people have found each other." in page(client_of(cast.mo), f"/requests/{request_of_mo.pk}/choice/")


def test_who_left_no_number_reads_whom_to_ask_for_and_the_supporter_reads_that_they_were_not_told(cast, client):
    row = asks(cast)
    said = client_of(cast.ben).post(f"/suggestions/{asked(cast, row, cast.ben).pk}/", {"answer": "yes"}, follow=True).content.decode()
    assert "They left no number: they read your first name with their code" in said
    assert "they have been told" not in said
    opened = client.post("/code/", {"code": code_of(row)}, follow=True).content.decode()
    assert "Ben would like to meet you too. We have no number of yours, so call us or come by, and ask for Ben." in opened
    end_pairing(by=cast.ben, pairing=Pairing.objects.get(request=row), ending="not_said", word="", keeps_history=None)
    assert "ask for Ben" not in page(client, "/code/")


def test_who_left_a_number_is_told(cast, client):
    row = asks(cast, way="phone", reach="+13065550144", may_remind=True)
    said = client_of(cast.ben).post(f"/suggestions/{asked(cast, row, cast.ben).pk}/", {"answer": "yes"}, follow=True).content.decode()
    assert "they have been told" in said
    opened = client.post("/code/", {"code": code_of(row)}, follow=True).content.decode()
    assert "Ben would like to meet you too, and will be in touch." in opened


def test_one_tap_says_no_and_nothing_else_is_asked(cast, request_of_mo):
    suggestion = asked(cast, request_of_mo, cast.ben)
    said = client_of(cast.ben).post(f"/suggestions/{suggestion.pk}/", {"answer": "no"}, follow=True).content.decode()
    assert "They hear that there is no room just now, and nothing else." in said
    assert client_of(cast.mo).get("/me/supporter/").status_code == 200


def test_the_coordinator_suggests_takes_back_and_reads_what_became_of_it(cast, request_of_mo):
    brings(cast.kim, times=["tue_morning"])
    cora, address = client_of(cast.cora), f"/requests/{request_of_mo.pk}/suggestions/"
    assert "Kim: " in page(cora, address)
    assert "Choose at least one supporter." in cora.post(address, {"sent": "1"}).content.decode()
    assert cora.post(address, {"fitting": [str(cast.dan.pk)]}).status_code == 422
    assert "Suggested. Whoever asked chooses now." in cora.post(address, {"fitting": [str(cast.kim.pk)]}, follow=True).content.decode()
    suggestion = Suggestion.objects.get()
    assert "Taken back." in cora.post(f"{address}{suggestion.pk}/ending/", follow=True).content.decode()
    brings(cast.ben, times=["fri_evening"])  # keeps no wish, but has room
    cora.post(address, {"another": str(cast.ben.pk)})
    again = Suggestion.objects.get(ended_at=None)
    pick_supporter(by=cast.mo, suggestion=again)
    assert "Ben is being asked. Take the question back first." in cora.post(f"{address}{again.pk}/ending/", follow=True).content.decode()
    shown = page(cora, address)
    assert "Ben is being asked since" in shown
    assert "taken back" in shown
    Request.objects.filter(pk=request_of_mo.pk).update(withdrawn_at=again.suggested_at)
    assert "They do not wait any more." in page(cora, address)
    late = cora.post(address, {"another": str(cast.kim.pk)})
    assert late.status_code == 422
    assert "They do not wait any more." in late.content.decode()


def test_four_at_once_are_too_many(cast, request_of_mo):
    for place in range(4):
        person = add_person(by=TESTS, name=f"Sol{place}", programme=cast.river, role="member")
        person.roles.create(kind="supporter", programme=cast.river)
        brings(person)
    everybody = [str(one.pk) for one in Person.objects.filter(name__startswith="Sol")]
    answer = client_of(cast.cora).post(f"/requests/{request_of_mo.pk}/suggestions/", {"fitting": everybody})
    assert "Choose three people at most" in answer.content.decode()


def test_whom_i_meet_says_since_when_last_met_and_what_is_next(cast):
    ben = client_of(cast.ben)
    assert "Nobody meets one to one at the moment." in page(ben, "/pairings/")
    pairing = paired(cast, cast.mo, cast.ben)
    assert "not met yet" in page(ben, "/pairings/")
    contact = met(cast, cast.mo, cast.ben, 2)
    again = tried(cast, cast.mo, cast.ben, 1)
    again.outcome, again.again_on = "call_later", contact.day
    again.save()
    for address in ("/pairings/", f"/pairings/{pairing.pk}/"):
        shown = page(ben, address)
        assert contact.day.strftime("%B") in shown
        assert "call again" in shown.lower()
    assert "Kim" not in page(ben, "/pairings/")
    assert "None has ended yet." in page(client_of(cast.cora), "/pairings/?show=ended")
    end_pairing(by=cast.cora, pairing=pairing)
    assert "with Ben" in page(client_of(cast.cora), "/pairings/?show=ended")


def test_the_person_ends_it_with_a_word_and_says_later_what_may_be_read(cast):
    pairing = paired(cast, cast.mo, cast.ben)
    mo, address = client_of(cast.mo), f"/pairings/{pairing.pk}/ending/"
    assert "I am Ben, and I like to walk." in page(mo, "/me/supporter/")
    assert "May whoever you meet next read" in page(mo, address)
    assert "May whoever you meet next read" not in page(client_of(cast.ben), address)
    assert "A kind word to both" in page(client_of(cast.cora), address)
    assert mo.post(address, {"ending": "because"}).status_code == 422
    ended = mo.post(address, {"ending": "got_there", "word": "Thank you.", "keeps": "later"}, follow=True).content.decode()
    assert "Ended. Thank you for the time you had together." in ended
    assert "You have not said yet, so they may not." in ended
    assert mo.get(address).status_code == 403
    said = mo.post(f"/pairings/{pairing.pk}/history/", {"keeps": "yes"}, follow=True).content.decode()
    assert "Yes, you said." in said
    mo.post(f"/pairings/{pairing.pk}/history/", {"keeps": "nonsense"})
    pairing.refresh_from_db()
    assert pairing.keeps_history is True
    farewell = pairing.farewells.get()
    assert "Thank you." in page(client_of(cast.ben), f"/farewells/{farewell.pk}/")


def test_under_more_everybody_finds_whom_they_meet_and_supporters_find_their_list(cast):
    assert "/me/supporter/" in page(client_of(cast.mo), "/more/")
    assert "/pairings/" not in page(client_of(cast.mo), "/more/")
    assert "/pairings/" in page(client_of(cast.ben), "/more/")
    assert "You meet nobody one to one at the moment." in page(client_of(cast.eve), "/me/supporter/")


def test_where_nobody_has_room_the_coordinator_reads_so(cast, request_of_mo):
    assert "Nobody else has room at the moment." in page(client_of(cast.cora), f"/requests/{request_of_mo.pk}/suggestions/")


def test_what_may_be_read_is_not_asked_while_they_meet(cast):
    pairing = paired(cast, cast.mo, cast.ben)
    said = client_of(cast.mo).post(f"/pairings/{pairing.pk}/history/", {"keeps": "yes"}, follow=True).content.decode()
    assert "You still meet. You are asked when you stop." in said


def test_an_ending_sent_twice_keeps_the_words_and_says_so(cast, monkeypatch):
    pairing = paired(cast, cast.mo, cast.ben)
    end_pairing(by=cast.ben, pairing=pairing)
    monkeypatch.setattr("hearthside.one_to_one.choosing.pairing_views.may_end_pairing", lambda actor, pairing: _Yes())
    answer = client_of(cast.mo).post(f"/pairings/{pairing.pk}/ending/", {"ending": "got_there", "word": "Thank you.", "keeps": "no"})
    assert answer.status_code == 422
    assert "You have stopped meeting already." in answer.content.decode()
    assert "Thank you." in answer.content.decode()


class _Yes:
    """The page was open while the other ended it."""

    def require(self) -> None:
        """Nothing stands against it."""


def test_today_asks_the_supporter_the_person_and_the_coordinator_and_each_is_done_with(cast, django_assert_num_queries):
    row = asks(cast, cast.mo)
    ben, kim = suggested(cast, row, cast.ben, cast.kim)
    assert _asked(cast.mo) == [("There are people you could meet", f"/requests/{row.pk}/choice/")]
    pick_supporter(by=cast.mo, suggestion=ben)
    assert _asked(cast.mo) == []
    assert _asked(cast.ben) == [("Somebody would like to meet you", f"/suggestions/{ben.pk}/")]
    client_of(cast.ben).post(f"/suggestions/{ben.pk}/", {"answer": "no"})
    assert _asked(cast.ben) == []
    take_back_suggestion(by=cast.cora, suggestion=kim)
    client_of(cast.mo).post(f"/requests/{row.pk}/choice/", {"choice": "for_me"})
    assert _asked(cast.cora) == [("1 person waits for a supporter to be found", f"/requests/{row.pk}/suggestions/")]
    pairing = paired(cast, cast.eve, cast.kim)
    end_pairing(by=cast.kim, pairing=pairing)
    farewell = pairing.farewells.get()
    assert _asked(cast.eve) == [("You and somebody no longer meet one to one", f"/farewells/{farewell.pk}/")]
    client_of(cast.eve).post(f"/farewells/{farewell.pk}/")
    assert _asked(cast.eve) == []
    assert cast.cora.current_roles
    with django_assert_num_queries(1):
        read(rows_for(cast.cora))


def _asked(person) -> list[tuple[str, str]]:
    """What waits by the room itself, which is what stands on Today."""
    waits = [SAID[row.what](row) if row.what in SAID else SAID_TOGETHER[row.what]([row]) for row in read(rows_for(person))]
    shown = page(client_of(person), "/today/")
    assert all(one.words in shown and one.address in shown for one in waits)
    assert waits or not any(one in shown for one in ("/suggestions/", "/choice/", "/farewells/"))
    return [(one.words, one.address) for one in waits]


def test_the_list_asks_as_many_questions_for_three_as_for_one(cast):
    def questions() -> int:
        client = client_of(cast.cora)
        page(client, "/pairings/")
        with CaptureQueriesContext(
            connection,
        ) as asked_now:
            page(client, "/pairings/")
        return len(asked_now)

    brings(cast.kim, room=9)
    paired(cast, cast.mo, cast.kim)
    one = questions()
    paired(cast, cast.eve, cast.kim)
    paired(cast, None, cast.kim)
    assert Pairing.objects.count() == 3
    assert questions() == one


def test_fifty_on_a_page_and_the_rest_behind_it(cast):
    for place in range(52):
        person = add_person(by=TESTS, name=f"Person {place:02}", programme=cast.river)
        relation = Relation.objects.create(person=person, supporter=cast.ben, programme=cast.river)
        asked_on = relation.starts_on
        Pairing.objects.create(person=person, supporter=cast.ben, programme=cast.river, relation=relation, asked_on=asked_on)
    cora = client_of(cast.cora)
    assert "?page=2" in page(cora, "/pairings/")
    assert "Person 51" in page(cora, "/pairings/?page=2")
    Pairing.objects.update(ended_on=asked_on, ending="not_said")
    assert "?show=ended&amp;page=2" in page(cora, "/pairings/?show=ended")
