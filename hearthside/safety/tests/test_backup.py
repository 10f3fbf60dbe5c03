"""A colleague beside you, and talking it over afterwards."""

from datetime import timedelta

import pytest

from hearthside.audit.models import Entry
from hearthside.core.dates import now
from hearthside.core.errors import NotAllowed, Refused
from hearthside.core.waiting import read
from hearthside.outbox.models import Message
from hearthside.people.actions import add_way, permit_reach
from hearthside.people.models import Shift
from hearthside.safety import actions
from hearthside.safety.models import Backup, Debrief
from hearthside.safety.queries import colleagues_there
from hearthside.safety.waiting import SAID, rows_for
from tests.cast import TESTS
from tests.signed_in import client_of


def on_duty(person, programme=None):
    """This person is on call at this moment."""
    return Shift.objects.create(
        what=Shift.What.ON_CALL, person=person, programme=programme, begins=now() - timedelta(hours=1), ends=now() + timedelta(hours=1)
    )


def reached_by_text(person, number="+13065550142"):
    way = add_way(by=TESTS, person=person, kind="phone", value=number)
    permit_reach(by=TESTS, way=way, purpose="check_ins", words="", may_call=True, may_text=True)


def words_on_today(person):
    return [SAID[row.what](row).words for row in read(rows_for(type(person).objects.get(pk=person.pk)))]


def test_ben_presses_twice_and_it_is_one_backup(cast):
    first = actions.ask_backup(by=cast.ben)
    assert actions.ask_backup(by=cast.ben, where="Room 2") == first
    assert Backup.objects.count() == 1


def test_those_who_are_there_are_told_once_with_nothing_of_whom_it_is_about(cast):
    on_duty(cast.kim)
    reached_by_text(cast.kim)
    reached_by_text(cast.dan, "+13065550143")
    backup = actions.ask_backup(by=cast.ben, where="The library, second floor")
    message = Message.objects.get(purpose="check_ins")
    assert message.key == f"backup:{backup.pk}:{cast.kim.pk}"
    assert message.body == "Ben would like a colleague beside them now. Look at Today."
    assert message.expires_at - backup.asked_at == timedelta(hours=1)
    assert message.quiet is None  # it is for now, also at night


def test_a_number_is_shown_only_of_colleagues_who_said_that_calls_are_fine(cast):
    on_duty(cast.kim)
    reached_by_text(cast.kim)
    there = {one.person.name: one.numbers for one in colleagues_there(cast.ben)}
    assert there == {"Cora": [], "Kim": [("(306) 555-0142", "+13065550142")]}


def test_a_colleague_comes_and_the_second_one_hears_who_is_on_it(cast):
    on_duty(cast.kim)
    backup = actions.ask_backup(by=cast.ben)
    assert words_on_today(cast.kim) == words_on_today(cast.cora) == ["Ben would like a colleague beside them now"]
    actions.come(by=cast.kim, backup=backup)
    with pytest.raises(Refused, match="Kim is already on it"):
        actions.come(by=cast.cora, backup=backup)
    assert words_on_today(cast.cora) == []
    assert words_on_today(cast.kim) == ["Backup is open"]


def test_whoever_asked_does_not_come_to_themselves(cast):
    backup = actions.ask_backup(by=cast.ben)
    with pytest.raises(NotAllowed):
        actions.come(by=cast.ben, backup=backup)


def test_when_it_is_over_where_they_were_is_forgotten_and_both_may_talk_it_over(cast):
    backup = actions.ask_backup(by=cast.ben, where="The library")
    actions.come(by=cast.kim, backup=backup)
    actions.end_backup(by=cast.ben, backup=backup)
    actions.end_backup(by=cast.ben, backup=backup)
    backup.refresh_from_db()
    assert (backup.where, Debrief.objects.count()) == (None, 2)
    assert words_on_today(cast.ben) == words_on_today(cast.kim) == ["Would you like to talk something over?"]
    with pytest.raises(Refused, match="It is over by now"):
        actions.come(by=cast.cora, backup=backup)


def test_only_whoever_asked_or_came_ends_it(cast):
    backup = actions.ask_backup(by=cast.ben)
    with pytest.raises(NotAllowed, match="Whoever asked, or whoever came"):
        actions.end_backup(by=cast.kim, backup=backup)


@pytest.mark.parametrize(("who", "sees"), [("kim", 1), ("cora", 1), ("ada", 1), ("dan", 0), ("ana", 0), ("mo", 0), ("eve", 0)])
def test_only_colleagues_of_the_programme_see_that_ben_wants_backup(cast, who, sees):
    actions.ask_backup(by=cast.ben)
    assert Backup.objects.visible_to(getattr(cast, who)).count() == sees


def test_somebody_of_another_programme_sees_it_while_on_duty(cast):
    actions.ask_backup(by=cast.ben)
    on_duty(cast.dan)
    assert words_on_today(cast.dan) == ["Ben would like a colleague beside them now"]


def test_ben_chooses_with_whom_to_talk_and_nobody_else_ever_sees_it(cast):
    debrief = actions.ask_debrief(by=cast.ben)
    assert actions.ask_debrief(by=cast.ben) == debrief
    actions.answer_debrief(by=cast.ben, debrief=debrief, with_whom=cast.kim)
    assert words_on_today(cast.kim) == ["Ben would like to talk something over with you"]
    assert not Debrief.objects.visible_to(cast.cora)
    assert not Debrief.objects.visible_to(cast.ada)
    actions.end_debrief(by=cast.kim, debrief=debrief)
    assert words_on_today(cast.ben) == words_on_today(cast.kim) == []


def test_a_debrief_with_nobody_is_done_with(cast):
    debrief = actions.ask_debrief(by=cast.ben)
    actions.answer_debrief(by=cast.ben, debrief=debrief, with_whom=None)
    assert words_on_today(cast.ben) == []


def test_ben_talks_with_a_colleague_not_with_himself_nor_with_somebody_supported(cast):
    debrief = actions.ask_debrief(by=cast.ben)
    for somebody in (cast.ben, cast.ana):
        with pytest.raises(Refused, match="Choose a colleague"):
            actions.answer_debrief(by=cast.ben, debrief=debrief, with_whom=somebody)
    with pytest.raises(NotAllowed):
        actions.answer_debrief(by=cast.kim, debrief=debrief, with_whom=cast.ben)


def test_the_trail_says_who_did_what_and_no_word_that_was_written(cast):
    actions.end_backup(by=cast.ben, backup=actions.ask_backup(by=cast.ben, where="The library"))
    entries = Entry.objects.filter(actor_id=cast.ben.actor_id, thing__startswith="backup")
    assert [entry.act for entry in entries] == ["asked for backup", "ended backup"]
    assert "library" not in str([entry.details for entry in entries])


def test_the_pages_lead_from_the_button_to_the_end(cast):
    on_duty(cast.kim)
    ben, kim = client_of(cast.ben), client_of(cast.kim)
    asked = ben.post("/backup/", {"where": ""})
    page = ben.get(asked.url).content.decode()
    assert "Nobody has answered yet" in page
    assert "Look again" in page
    assert "every 8s" in page
    assert "Ben would like a colleague" in kim.get(asked.url).content.decode()
    kim.post(asked.url + "coming/")
    assert "Kim is on it" in ben.get(asked.url).content.decode()
    assert "is already on it" in client_of(cast.cora).post(asked.url + "coming/", follow=True).content.decode()
    assert ben.post(asked.url + "ending/").url == "/debriefs/"
    assert "every 8s" not in ben.get(asked.url).content.decode()
    debrief = Debrief.objects.get(supporter=cast.ben)
    ben.post(f"/debriefs/{debrief.pk}/", {"with_whom": str(cast.kim.pk)})
    assert "With Kim, who has been asked" in ben.get("/debriefs/").content.decode()
    assert "Ben would like to talk something over with you" in kim.get("/debriefs/").content.decode()
    kim.post(f"/debriefs/{debrief.pk}/ending/")
    assert "Nothing is open" not in kim.get("/debriefs/").content.decode()  # her own question is still open
    assert ben.get(f"/debriefs/{debrief.pk}/").status_code == 404


def test_the_crisis_lines_of_the_country_stand_on_every_such_page(cast):
    ben = client_of(cast.ben)
    for address in ("/backup/", "/crisis/", "/safety/new/", f"/people/{cast.ana.pk}/safety/", f"/people/{cast.ana.pk}/safety/new/"):
        assert 'href="tel:988"' in ben.get(address).content.decode(), address
