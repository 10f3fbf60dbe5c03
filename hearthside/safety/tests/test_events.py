"""What happened, written down with the person; and what was promised beforehand."""

from datetime import timedelta

import pytest

from hearthside.core.dates import now, today
from hearthside.core.errors import NotAllowed, Refused
from hearthside.core.waiting import read
from hearthside.people.actions import end_relation
from hearthside.people.models import Relation
from hearthside.safety import actions
from hearthside.safety.actions import EventWords
from hearthside.safety.models import Debrief, Promise, SafetyEvent, Said
from hearthside.safety.queries import held_on, promise_now
from hearthside.safety.waiting import SAID, rows_for
from tests.signed_in import client_of

WORDS = EventWords(
    wanted="To stay at home tonight.",
    offered="To stay on the phone.",
    decided="We talked until her sister came. Ana decided.",
    agreed="yes",
)


def written(cast, by=None, person=None):
    return actions.write_event(by=by or cast.ben, person=person or cast.ana, words=WORDS)


def words_on_today(person):
    return [SAID[row.what](row).words for row in read(rows_for(type(person).objects.get(pk=person.pk)))]


def test_ana_finds_it_reads_it_and_answers_and_ben_reads_the_answer(cast):
    event = written(cast)
    assert words_on_today(cast.ana) == ["Ben wrote down something about you"]
    actions.read_event(by=cast.ana, event=event)
    assert words_on_today(cast.ana) == []
    actions.answer_event(by=cast.ana, event=event, reply="It was my neighbour, not my sister.")
    assert "Ana answered what you wrote down" in words_on_today(cast.ben)
    actions.read_event_reply(by=cast.ben, event=event)
    assert words_on_today(cast.ben) == ["Would you like to talk something over?"]
    assert held_on(cast.ana)["safety_events"][0]["reply"] == "It was my neighbour, not my sister."


def test_new_words_keep_the_old_ones_and_ana_reads_again(cast):
    event = written(cast)
    actions.read_event(by=cast.ana, event=event)
    actions.word_event(by=cast.ben, event=event, words=EventWords(wanted="To stay at home."))
    event.refresh_from_db()
    assert (event.version, event.read_at, event.earlier.get().lines[0]) == (2, None, "To stay at home tonight.")
    assert words_on_today(cast.ana) == ["Ben wrote down something about you"]
    actions.word_event(by=cast.ana, event=event, words=EventWords(wanted="To stay at home, with the door open."))
    assert words_on_today(cast.ana) == []


def test_saying_the_same_again_makes_no_new_version(cast):
    event = written(cast)
    actions.word_event(by=cast.ben, event=event, words=WORDS)
    assert not event.earlier.exists()


@pytest.mark.parametrize(("who", "sees"), [("ana", 1), ("ben", 1), ("cora", 1), ("kim", 0), ("dan", 0), ("ada", 0), ("mo", 0), ("eve", 0)])
def test_only_ana_ben_and_her_coordinator_see_it(cast, who, sees):
    written(cast)
    assert SafetyEvent.objects.visible_to(getattr(cast, who)).count() == sees


def test_a_past_supporter_sees_only_what_they_wrote_themselves(cast):
    own, other = written(cast), written(cast, by=cast.cora)
    end_relation(by=cast.ana, relation=Relation.objects.get(person=cast.ana))
    assert list(SafetyEvent.objects.visible_to(cast.ben)) == [own]
    assert other not in SafetyEvent.objects.visible_to(cast.ben)


def test_after_a_call_without_a_name_only_the_writer_can_open_it(cast):
    actions.write_event(by=cast.ben, person=None, words=WORDS)
    assert SafetyEvent.objects.visible_to(cast.ben).count() == 1
    assert not SafetyEvent.objects.visible_to(cast.cora).exists()


def test_ana_may_write_it_down_herself_and_nobody_is_told_of_her_own_words(cast):
    written(cast, by=cast.ana)
    assert words_on_today(cast.ana) == []
    assert not Debrief.objects.exists()


def test_what_is_missing_is_said_in_one_sentence(cast):
    with pytest.raises(Refused, match="Begin with what the person wanted"):
        actions.write_event(by=cast.ben, person=cast.ana, words=EventWords(wanted="  "))
    with pytest.raises(Refused, match="in the future"):
        actions.write_event(by=cast.ben, person=cast.ana, words=WORDS, day=today() + timedelta(days=1))
    with pytest.raises(Refused, match="in your own words"):
        actions.answer_event(by=cast.ana, event=written(cast), reply=" ")


def test_nobody_else_words_or_answers_it(cast):
    event = written(cast)
    with pytest.raises(NotAllowed):
        actions.word_event(by=cast.cora, event=event, words=WORDS)
    with pytest.raises(NotAllowed):
        actions.answer_event(by=cast.ben, event=event, reply="Hm.")
    with pytest.raises(NotAllowed):
        actions.write_event(by=cast.kim, person=cast.ana, words=WORDS)


def test_the_house_comes_with_a_promise_and_the_organisation_puts_it_into_its_own_words(cast):
    written_down, lines = promise_now()
    assert written_down is None
    assert "You can talk about anything here" in lines[0]
    actions.word_promise(by=cast.cora, words="We ask first.\n\nWe tell you why.")
    actions.word_promise(by=cast.cora, words="We ask first.\n\nWe tell you why.")
    assert promise_now()[1] == ["We ask first.", "We tell you why."]
    assert Promise.objects.count() == 1
    with pytest.raises(NotAllowed):
        actions.word_promise(by=cast.ben, words="Whatever.")
    with pytest.raises(Refused):
        actions.word_promise(by=cast.cora, words=" \n")


def test_what_was_said_is_kept_in_the_words_of_that_day(cast):
    actions.word_promise(by=cast.cora, words="We ask first.")
    said = actions.say_promise(by=cast.ben, person=cast.ana, how="paper")
    Promise.objects.update(written_at=now() - timedelta(days=1))
    actions.word_promise(by=cast.cora, words="We ask first, always.")
    assert Said.objects.get(pk=said.pk).promise.words == "We ask first."
    assert held_on(cast.ana)["promises_heard"][0]["words"] == "We ask first."


def test_the_pages_lead_through_it(cast):
    ben, ana = client_of(cast.ben), client_of(cast.ana)
    assert "Nobody has said it to Ana yet" in ben.get(f"/people/{cast.ana.pk}/safety/").content.decode()
    ben.post(f"/people/{cast.ana.pk}/promise/", {"how": "spoken"})
    sent = ben.post(f"/people/{cast.ana.pk}/safety/new/", {"day": today().isoformat(), "wanted": "To stay at home.", "agreed": "yes"})
    page = ana.get(sent.url).content.decode()
    assert "To stay at home." in page
    assert "I have read it" in page
    ana.post(sent.url + "reading/")
    assert "I have read it" not in ana.get(sent.url).content.decode()
    ana.post(sent.url + "answer/", {"reply": "Yes, that is right."})
    assert "Yes, that is right." in ben.get(sent.url).content.decode()
    ben.post(sent.url + "reply-reading/")
    ben.post(sent.url + "wording/", {"wanted": "To stay at home that night.", "agreed": "yes"})
    assert "How it stood before" in ana.get(sent.url).content.decode()
    listed = ben.get(f"/people/{cast.ana.pk}/safety/").content.decode()
    assert "written by Ben" in listed
    assert "Nobody has said it" not in listed


def test_what_is_typed_stays_when_something_is_missing(cast):
    page = client_of(cast.ben).post(
        f"/people/{cast.ana.pk}/safety/new/", {"day": today().isoformat(), "wanted": "", "offered": "Tea", "agreed": "yes"}
    )
    assert page.status_code == 422
    assert "Tea" in page.content.decode()
    assert "Begin with what the person wanted" in page.content.decode()
    late = {"day": "2999-01-01", "wanted": "Rest", "agreed": "yes"}
    page = client_of(cast.ben).post(f"/people/{cast.ana.pk}/safety/new/", late)
    assert page.status_code == 422
    assert "in the future" in page.content.decode()
    assert "Rest" in page.content.decode()


def test_the_lists_of_one_and_of_three_take_the_same_queries(cast):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for _turn in range(2):
        for _times in range(1 + len(counts)):
            written(cast)
            actions.say_promise(by=cast.ben, person=cast.ana, how="spoken")
        client = client_of(cast.ben)
        client.get(f"/people/{cast.ana.pk}/safety/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/people/{cast.ana.pk}/safety/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
