"""Ideas and wishes reach somebody who answers, and thanks reach those who hold the group."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hearthside.audit.models import Entry
from hearthside.core.actors import Visitor
from hearthside.core.dates import now
from hearthside.core.errors import NotAllowed, Refused
from hearthside.gatherings.jobs import forget_old_names
from hearthside.gatherings.models import Voice
from hearthside.gatherings.signing_up.tests.coming import by_text, code_in, somebody
from hearthside.gatherings.tests.groups import closed_circle, tuesday_circle
from hearthside.gatherings.voices.actions import answer_voice, read_thanks, say
from hearthside.gatherings.voices.queries import voices_for
from hearthside.outbox.models import Message
from hearthside.people.asking.own_codes import code_of, thing_of
from hearthside.people.asking.reaching import Asker
from hearthside.people.models import Role
from tests.signed_in import client_of

OWN = "/code/"


def said(kind: str = "wish", gathering=None, asker: Asker | None = None, by=None) -> Voice:
    return say(by=by or Visitor(), kind=kind, text="A choir", asker=asker or Asker(), gathering=gathering)


def hears(*people) -> list[str]:
    return [person.name for person in people if list(voices_for(person).filter(answered_at=None))]


def test_a_visitor_proposes_a_group_without_a_name_and_reads_the_answer_with_the_code(cast):
    visitor, cora = client_of(None), client_of(cast.cora)
    page = visitor.post("/groups/ideas/", {"kind": "proposal", "text": "A choir"}, follow=True).content.decode()
    voice = Voice.objects.get()
    assert thing_of(code_in(page)) == voice
    assert "Somebody reads it and answers you." in page
    assert "A choir" in cora.get("/groups/voices/").content.decode()
    cora.post(f"/groups/voices/{voice.pk}/answer/", {"words": "Let us try in May."})
    assert "Let us try in May." in visitor.post(OWN, {"code": code_of(voice)}, follow=True).content.decode()
    assert list(voices_for(cast.cora).filter(answered_at=None)) == []
    assert "Cora answered:" in cora.get("/groups/voices/").content.decode()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"kind": ""}, "Choose what it is."),
        ({"text": " "}, "Write what you would like to say."),
        ({"way": "email", "reach": "robin"}, "is not an e-mail address"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(cast, sent, sentence):
    answer = client_of(None).post("/groups/ideas/", {"kind": "wish", "text": "A choir", "name": "Robin"} | sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Robin" in answer.content.decode()
    assert not Voice.objects.exists()


def test_the_answer_goes_out_by_the_way_they_gave_and_a_text_carries_no_words(cast):
    by_mail, by_phone = said(asker=Asker(way="email", reach="robin@example.org")), said(asker=by_text())
    for voice in (by_mail, by_phone):
        answer_voice(by=cast.cora, voice=voice, words="Let us try in May.")
    assert "Let us try in May." in Message.objects.get(key=f"voice-answered:{by_mail.pk}").body
    text = Message.objects.get(key=f"voice-answered:{by_phone.pk}").body
    assert "May" not in text
    assert thing_of(code_in(text)) == by_phone


def test_it_is_answered_once_and_in_words(cast):
    voice, cora = said(), client_of(cast.cora)
    with pytest.raises(Refused, match="Write your answer"):
        answer_voice(by=cast.cora, voice=voice, words=" ")
    page = f"/groups/voices/{voice.pk}/answer/"
    assert cora.post(page, {"words": ""}).status_code == 422
    cora.post(page, {"words": "Yes."})
    again = cora.post(page, {"words": "A second answer"})
    assert "Somebody answered this before you." in again.content.decode()
    assert "A second answer" in again.content.decode()


def test_what_is_about_a_group_goes_to_its_programme_and_what_is_about_none_to_every_coordinator(cast):
    everyone = (cast.ana, cast.ben, cast.kim, cast.cora, cast.dan, cast.ada, cast.eve)
    said("proposal")
    assert hears(*everyone) == ["Cora"]
    Voice.objects.all().delete()
    said("wish", tuesday_circle(cast))
    assert hears(*everyone) == ["Cora"]


def test_where_nobody_coordinates_the_programme_others_hear_it_and_in_the_end_administrators(cast):
    hill = closed_circle(cast)
    said("wish", hill)
    assert hears(cast.cora, cast.ada, cast.dan) == ["Cora"]
    Role.objects.create(person=cast.kim, kind="coordinator", programme=None)
    for person in (cast.kim, cast.cora):
        person.__dict__.pop("current_roles", None)
    assert hears(cast.kim, cast.cora, cast.ada) == ["Kim"]
    Role.objects.filter(person=cast.kim, kind="coordinator").update(programme=cast.hill)
    cast.kim.__dict__.pop("current_roles", None)
    assert hears(cast.kim, cast.cora, cast.ada) == ["Kim"]
    Role.objects.filter(kind="coordinator").delete()
    for person in (cast.kim, cast.cora):
        person.__dict__.pop("current_roles", None)
    assert hears(cast.kim, cast.cora, cast.ada, cast.dan) == ["Ada"]


def test_thanks_are_read_by_those_who_hold_the_group_and_by_nobody_else(cast):
    circle = tuesday_circle(cast)
    page = client_of(None).post(f"/groups/{circle.slug}/thanks/", {"text": "It helped."}, follow=True).content.decode()
    assert "passed on" in page
    assert hears(cast.ben, cast.kim, cast.cora, cast.dan, cast.ada) == ["Ben", "Kim"]
    voice, ben = Voice.objects.get(), client_of(cast.ben)
    assert "It helped." in ben.get("/groups/voices/").content.decode()
    ben.post(f"/groups/voices/{voice.pk}/reading/")
    ben.post(f"/groups/voices/{voice.pk}/reading/")
    assert hears(cast.ben, cast.kim) == []
    assert Entry.objects.filter(act="read thanks").count() == 1
    assert "It helped." in ben.get("/groups/voices/").content.decode()
    visitor = client_of(None)
    assert "Your words were read." in visitor.post(OWN, {"code": code_of(voice)}, follow=True).content.decode()


def test_thanks_say_what_is_wrong(cast):
    circle = tuesday_circle(cast)
    answer = client_of(None).post(f"/groups/{circle.slug}/thanks/", {"text": "", "name": "Robin"})
    assert answer.status_code == 422
    assert "Robin" in answer.content.decode()
    assert client_of(None).get("/groups/nowhere/thanks/").status_code == 404


def test_an_idea_is_not_done_with_by_reading_it(cast):
    voice = said()
    client_of(cast.cora).post(f"/groups/voices/{voice.pk}/reading/")
    assert list(voices_for(cast.cora).filter(answered_at=None)) == [voice]


def test_ana_may_leave_her_name_out(cast):
    ana = client_of(cast.ana)
    ana.post("/groups/ideas/", {"kind": "wish", "text": "A choir"})
    ana.post("/groups/ideas/", {"kind": "wish", "text": "A kettle", "is_nameless": "on"})
    named, nameless = Voice.objects.order_by("said_at")
    assert (named.person, named.name) == (cast.ana, "Ana")
    assert (nameless.person, nameless.name) == (None, "")
    entries = Entry.objects.filter(act="said something").order_by("seq")
    assert [entry.actor_label for entry in entries] == ["Ana", "visitor"]


def test_ana_said_something_about_a_closed_group_and_the_trail_names_nobody(cast):
    say(by=cast.mo, kind="thanks", text="It helped.", asker=Asker(), gathering=closed_circle(cast))
    entry = Entry.objects.get(act="said something")
    assert (entry.actor_label, entry.about) == ("visitor", "")


def test_sent_twice_it_is_said_once_and_nothing_is_not_said():
    asker = somebody()
    assert said(asker=asker) == said(asker=asker)
    with pytest.raises(Refused, match="Write what"):
        say(by=Visitor(), kind="wish", text="  ", asker=Asker())


def test_a_wish_about_a_group_of_ours_and_never_about_a_closed_one(cast):
    circle, closed = tuesday_circle(cast), closed_circle(cast)
    visitor = client_of(None)
    assert "Thursday evening" not in visitor.get("/groups/ideas/").content.decode()
    visitor.post("/groups/ideas/", {"kind": "wish", "text": "Tea", "gathering": circle.pk})
    assert Voice.objects.get().gathering == circle
    assert visitor.post("/groups/ideas/", {"kind": "wish", "text": "Tea", "gathering": closed.pk}).status_code == 422


def test_nobody_else_answers_or_reads(cast):
    idea, thanks = said(), said("thanks", tuesday_circle(cast))
    for who in (cast.ana, cast.dan, cast.eve, Visitor()):
        with pytest.raises(NotAllowed):
            answer_voice(by=who, voice=idea, words="Yes")
        with pytest.raises(NotAllowed):
            read_thanks(by=who, voice=thanks)


def test_what_waits_is_one_query_however_much_it_is(cast, django_assert_num_queries):
    circle = tuesday_circle(cast)
    for kind, gathering in (("wish", circle), ("proposal", None), ("thanks", circle)):
        said(kind, gathering)
    for person, number in ((cast.cora, 2), (cast.ben, 1), (cast.ada, 0)):
        assert isinstance(person.current_roles, list)
        with django_assert_num_queries(1):
            assert len([one.gathering for one in list(voices_for(person).filter(answered_at=None).select_related("gathering"))]) == number


def test_the_page_asks_as_often_for_one_as_for_three(cast):
    circle, cora, voices = tuesday_circle(cast), client_of(cast.cora), [said(), said()]
    answer_voice(by=cast.cora, voice=voices[0], words="Yes")

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert cora.get("/groups/voices/").status_code == 200
        return len(found)

    queries()
    few = queries()
    for _ in range(2):
        said("wish", circle)
        answer_voice(by=cast.cora, voice=said(), words="Yes")
    assert queries() == few


def test_name_and_number_are_forgotten_ninety_days_after_the_answer(cast):
    voice, waiting = said(asker=by_text("Robin")), said(asker=by_text("Sky"))
    answer_voice(by=cast.cora, voice=voice, words="Yes")
    with time_machine.travel(now() + timedelta(days=91), tick=False):
        assert forget_old_names() == 1
    voice.refresh_from_db()
    waiting.refresh_from_db()
    assert (voice.name, voice.reach, voice.code_digest, voice.text) == ("", None, None, "A choir")
    assert waiting.name == "Sky"
