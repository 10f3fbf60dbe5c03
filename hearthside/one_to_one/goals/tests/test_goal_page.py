"""A goal page is Ana's. Ben, who meets her, writes on it with her; whoever does not meet her reads no word of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hearthside.audit.models import Entry, Opening
from hearthside.core.dates import today
from hearthside.core.errors import NotAllowed, Refused
from hearthside.one_to_one.goals import actions
from hearthside.one_to_one.goals.permissions import may_open_goals
from hearthside.one_to_one.goals.queries import goal_page
from hearthside.one_to_one.models import GoalEntry, GoalVersion, Share
from hearthside.people.actions import add_person, begin_relation, break_glass, end_relation, grant_role, merge_people
from hearthside.people.models import Relation, Role
from tests.cast import TESTS
from tests.signed_in import client_of


def texts(actor, person) -> list[str]:
    return [entry.text for section in goal_page(actor, person) for entry in [*section.entries, *section.earlier]]


@pytest.fixture
def bus(cast) -> GoalEntry:
    """What Ana wants."""
    return actions.add_entry(by=cast.ana, person=cast.ana, kind="goal", text=" Back on the bus ")


@pytest.fixture
def look_at_map(cast) -> GoalEntry:
    """A step that Ben wrote."""
    return actions.add_entry(by=cast.ben, person=cast.ana, kind="step", text="Look at the map", turn="ours")


def days_ago(number: int):
    return today() - timedelta(days=number)


def reads_from_today_on(cast) -> None:
    """Ben met Ana after her page had begun; what was before is closed to him."""
    Relation.objects.filter(person=cast.ana, supporter=cast.ben).update(history_from=today())


def written_before(entry: GoalEntry) -> None:
    GoalEntry.objects.filter(pk=entry.pk).update(written_on=days_ago(1))


# Who reads


def test_ana_and_ben_both_read_what_either_wrote(cast, bus, look_at_map):
    assert texts(cast.ana, cast.ana) == texts(cast.ben, cast.ana) == ["Back on the bus", "Look at the map"]


@pytest.mark.parametrize("who", ["kim", "dan", "mo", "cora", "ada", "eve"])
def test_nobody_else_reads_a_word_whatever_they_are_here(cast, bus, who):
    other = getattr(cast, who)
    assert not may_open_goals(other, cast.ana)
    assert not GoalEntry.objects.visible_to(other).exists()
    with pytest.raises(NotAllowed):
        actions.add_entry(by=other, person=cast.ana, kind="helps", text="Tea")


def test_a_board_member_and_an_evaluator_read_nothing(cast, bus):
    for kind in (Role.Kind.BOARD, Role.Kind.EVALUATOR):
        grant_role(by=TESTS, person=cast.eve, kind=kind)
    page = client_of(cast.eve).get(f"/people/{cast.ana.pk}/goals/")
    assert page.status_code == 404


def test_a_past_supporter_reads_nothing_from_the_day_it_ended(cast, bus, look_at_map):
    end_relation(by=cast.ana, relation=Relation.objects.get(person=cast.ana))
    assert not GoalEntry.objects.visible_to(cast.ben).exists()
    assert client_of(cast.ben).get(f"/people/{cast.ana.pk}/goals/").status_code == 404
    with pytest.raises(NotAllowed):  # not even their own words
        actions.erase_entry(by=cast.ben, entry=look_at_map)


def test_cora_learns_that_there_is_a_page_and_not_what_it_says(cast):
    page = f"/people/{cast.ana.pk}/goals/"
    none_yet = client_of(cast.cora).get(page)
    assert none_yet.status_code == 403
    assert "has not begun a goal page" in none_yet.content.decode()
    actions.add_entry(by=cast.ana, person=cast.ana, kind="goal", text="Back on the bus")
    shown = client_of(cast.cora).get(page)
    assert shown.status_code == 403
    assert "keeps a goal page" in shown.content.decode()
    assert "Back on the bus" not in shown.content.decode()


def test_cora_reads_it_when_she_meets_ana_herself(cast, bus):
    begin_relation(by=TESTS, person=cast.ana, supporter=cast.cora)
    assert texts(cast.cora, cast.ana) == ["Back on the bus"]


def test_an_emergency_never_opens_it(cast, bus):
    break_glass(by=cast.dan, person=cast.ana, reason="Nobody has seen her since Monday.")
    assert client_of(cast.dan).get(f"/people/{cast.ana.pk}/goals/").status_code == 403
    assert client_of(cast.dan).get(f"/people/{cast.ana.pk}/goals/{bus.pk}/").status_code == 404
    assert not GoalEntry.objects.visible_to(cast.dan).exists()


def test_ana_sees_that_ben_opened_it_and_her_own_reading_is_not_kept(cast, bus):
    client_of(cast.ben).get(f"/people/{cast.ana.pk}/goals/")
    client_of(cast.cora).get(f"/people/{cast.ana.pk}/goals/")
    client_of(cast.ana).get("/me/goals/")
    opened = Opening.objects.filter(page="goals")
    assert [(one.actor_label, one.about, one.right) for one in opened] == [("Ben", cast.ana.actor_id, "relation")]


# What was before


def test_what_was_before_is_closed_to_a_new_supporter_until_ana_opens_it(cast, bus):
    reads_from_today_on(cast)
    written_before(bus)
    tea = actions.add_entry(by=cast.ana, person=cast.ana, kind="helps", text="Tea")
    assert texts(cast.ben, cast.ana) == [tea.text]
    page = f"/people/{cast.ana.pk}/goals/"
    assert "You see what was written since" in client_of(cast.ben).get(page).content.decode()
    ana = client_of(cast.ana)
    assert "Ben may read what was before" in ana.get("/me/goals/").content.decode()
    assert ana.post(f"/me/goals/earlier/{cast.ben.pk}/").url == "/me/goals/"
    assert texts(cast.ben, cast.ana) == [bus.text, tea.text]
    assert "You see what was written since" not in client_of(cast.ben).get(page).content.decode()
    assert "Ben may read what was before" not in ana.get("/me/goals/").content.decode()
    actions.take_back_share(by=cast.ana, share=Share.objects.get())
    assert texts(cast.ben, cast.ana) == [tea.text]


def test_earlier_wordings_from_before_stay_closed_too(cast, bus):
    actions.reword_entry(by=cast.ana, entry=bus, text="Ride the bus to my sister", version=1)
    GoalVersion.objects.update(written_on=days_ago(1))
    assert GoalVersion.objects.visible_to(cast.ben).count() == 1
    reads_from_today_on(cast)
    assert texts(cast.ben, cast.ana) == ["Ride the bus to my sister"]
    assert not GoalVersion.objects.visible_to(cast.ben).exists()
    assert GoalVersion.objects.visible_to(cast.ana).count() == 1


def test_what_was_before_opens_only_to_those_ana_meets(cast):
    with pytest.raises(Refused, match="You do not meet Kim"):
        actions.share_earlier(by=cast.ana, reader=cast.kim)


def test_an_opened_past_closes_when_the_two_no_longer_meet(cast, bus):
    reads_from_today_on(cast)
    written_before(bus)
    actions.share_earlier(by=cast.ana, reader=cast.ben)
    end_relation(by=cast.ben, relation=Relation.objects.get(person=cast.ana))
    begin_relation(by=TESTS, person=cast.ana, supporter=cast.ben)
    reads_from_today_on(cast)
    assert texts(cast.ben, cast.ana) == []  # a new beginning, and a new yes to give


def test_a_page_written_in_a_twin_record_comes_along_when_the_two_are_put_together(cast):
    twin = add_person(by=TESTS, name="Annie", programme=cast.river)
    begin_relation(by=TESTS, person=twin, supporter=cast.kim)
    tea = actions.add_entry(by=cast.kim, person=twin, kind="helps", text="Tea")
    merge_people(by=cast.cora, keep=cast.ana, other=twin)
    assert texts(cast.ana, cast.ana) == texts(cast.ben, cast.ana) == texts(cast.kim, cast.ana) == ["Tea"]
    tea.refresh_from_db()
    actions.reword_entry(by=cast.kim, entry=tea, text="Green tea", version=1)
    assert client_of(cast.ana).post(f"/people/{cast.ana.pk}/goals/{tea.pk}/erasure/").status_code == 302
    assert texts(cast.ana, cast.ana) == []


# Writing together


def test_nothing_written_is_nothing_added(cast):
    with pytest.raises(Refused, match="Nothing is written yet"):
        actions.add_entry(by=cast.ana, person=cast.ana, kind="helps", text="  ")


def test_a_step_has_a_turn_and_a_goal_is_on_her_mind(cast, bus, look_at_map):
    assert (bus.state, bus.turn, look_at_map.turn, look_at_map.state) == ("open", "", "ours", "")
    assert actions.add_entry(by=cast.ana, person=cast.ana, kind="step", text="Call").turn == "mine"


def test_ben_corrects_his_own_words_and_not_hers(cast, bus, look_at_map):
    actions.reword_entry(by=cast.ben, entry=look_at_map, text="Look at the map together", version=1)
    with pytest.raises(NotAllowed, match="Somebody else wrote this"):
        actions.reword_entry(by=cast.ben, entry=bus, text="A car", version=1)
    with pytest.raises(NotAllowed):
        actions.erase_entry(by=cast.ben, entry=bus)


def test_ana_corrects_anything_and_both_read_the_wording_before(cast, look_at_map):
    actions.reword_entry(by=cast.ana, entry=look_at_map, text="Draw a map", version=1, turn="mine")
    look_at_map.refresh_from_db()
    assert (look_at_map.text, look_at_map.turn, look_at_map.written_by, look_at_map.version) == ("Draw a map", "mine", cast.ana, 2)
    for reader in (cast.ana, cast.ben):
        page = client_of(reader).get(f"/people/{cast.ana.pk}/goals/{look_at_map.pk}/").content.decode()
        assert "Draw a map" in page
        assert "Look at the map" in page
    with pytest.raises(NotAllowed):  # the words are hers now
        actions.reword_entry(by=cast.ben, entry=look_at_map, text="No", version=2)


def test_the_same_words_make_no_new_wording(cast, look_at_map):
    actions.reword_entry(by=cast.ben, entry=look_at_map, text="Look at the map", version=1, turn="mine")
    look_at_map.refresh_from_db()
    assert (look_at_map.version, look_at_map.turn, GoalVersion.objects.count()) == (1, "mine", 0)


def test_two_who_write_at_once_lose_nothing(cast, look_at_map):
    page = f"/people/{cast.ana.pk}/goals/{look_at_map.pk}/"
    actions.reword_entry(by=cast.ana, entry=look_at_map, text="Draw a map", version=1)
    answer = client_of(cast.ana).post(page, {"text": "Buy a map", "turn": "ours", "version": "1"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "written anew while you were writing" in shown
    assert "Draw a map" in shown
    assert "Buy a map" in shown
    assert 'name="version" value="2"' in shown
    assert client_of(cast.ana).post(page, {"text": "Buy a map", "turn": "ours", "version": "2"}).status_code == 302
    look_at_map.refresh_from_db()
    assert look_at_map.text == "Buy a map"


def test_a_step_is_done_with_in_one_tap_and_open_again_in_one_more(cast, look_at_map):
    tick = f"/people/{cast.ana.pk}/goals/{look_at_map.pk}/tick/"
    client_of(cast.ben).post(tick)
    [step] = [one for one in goal_page(cast.ana, cast.ana) if one.kind == "step"]
    assert not step.entries
    assert step.earlier[0].done_by == cast.ben
    client_of(cast.ana).post(tick)
    [step] = [one for one in goal_page(cast.ana, cast.ana) if one.kind == "step"]
    assert step.entries
    assert not step.earlier
    actions.reopen_entry(by=cast.ana, entry=look_at_map)  # twice changes nothing
    assert Entry.objects.filter(act="opened again on a goal page").count() == 1


def test_what_is_for_next_time_is_done_with_when_it_was_talked_about(cast):
    line = actions.add_entry(by=cast.ben, person=cast.ana, kind="next_time", text="The exam")
    for _turn in range(2):
        actions.finish_entry(by=cast.ana, entry=line)
    assert Entry.objects.filter(act="ticked on a goal page").count() == 1
    page = client_of(cast.ana).get("/me/goals/").content.decode()
    assert "Talked about" in page
    assert "The exam" in page


def test_what_helps_has_no_end_to_tick(cast):
    tea = actions.add_entry(by=cast.ana, person=cast.ana, kind="helps", text="Tea")
    answer = client_of(cast.ana).post(f"/people/{cast.ana.pk}/goals/{tea.pk}/tick/", follow=True)
    assert "This has no end to tick" in answer.content.decode()


def test_others_cannot_tick(cast, look_at_map):
    with pytest.raises(NotAllowed, match="the two who meet"):
        actions.finish_entry(by=cast.kim, entry=look_at_map)


def test_a_goal_rests_is_reached_and_is_taken_up_again(cast, bus):
    state = f"/people/{cast.ana.pk}/goals/{bus.pk}/state/"
    for code in ("resting", "reached", "open"):
        assert client_of(cast.ana).post(state, {"state": code}).url == "/me/goals/"
        bus.refresh_from_db()
        assert (bus.state, bus.state_on) == (code, today())
    assert "Choose one of the three" in client_of(cast.ana).post(state, {"state": "failed"}, follow=True).content.decode()


def test_only_a_goal_has_such_a_state(cast, look_at_map):
    with pytest.raises(Refused, match="Choose one of the three"):
        actions.move_goal(by=cast.ana, entry=look_at_map, state="resting")


def test_what_each_learned_stands_in_its_own_column_whoever_typed_it(cast):
    actions.add_entry(by=cast.ben, person=cast.ana, kind="learned", text="Silence is fine")
    actions.add_entry(by=cast.ben, person=cast.ana, kind="learned", text="I can ask", for_person=True)
    page = client_of(cast.ana).get("/me/goals/").content.decode()
    mine, theirs = page.split("I learned")[1].split("Who I meet with learned")
    assert "I can ask" in mine
    assert "words of Ana, written down by Ben" in mine
    assert "Silence is fine" in theirs
    assert "I can ask" not in theirs


def test_anas_own_words_are_hers_without_saying_so(cast):
    assert not actions.add_entry(by=cast.ana, person=cast.ana, kind="learned", text="I can ask", for_person=True).for_person


# Erasing


def test_ana_erases_what_ben_wrote_and_the_trail_says_only_that(cast, look_at_map):
    actions.reword_entry(by=cast.ben, entry=look_at_map, text="Look at the map together", version=1)
    answer = client_of(cast.ana).post(f"/people/{cast.ana.pk}/goals/{look_at_map.pk}/erasure/")
    assert answer.url == "/me/goals/"
    assert not GoalEntry.objects.exists()
    assert not GoalVersion.objects.exists()
    last = Entry.objects.latest("seq")
    assert (last.act, last.about, last.details) == ("erased on a goal page", cast.ana.actor_id, {"kind": "step"})
    actions.erase_entry(by=cast.ana, entry=look_at_map)  # twice changes nothing
    assert Entry.objects.latest("seq") == last


def test_ben_erases_his_own(cast, look_at_map):
    assert client_of(cast.ben).post(f"/people/{cast.ana.pk}/goals/{look_at_map.pk}/erasure/").url == f"/people/{cast.ana.pk}/goals/"
    assert not GoalEntry.objects.exists()


def test_an_earlier_wording_is_anas_to_erase(cast, look_at_map):
    actions.reword_entry(by=cast.ben, entry=look_at_map, text="Look at the map together", version=1)
    version = look_at_map.versions.get()
    with pytest.raises(NotAllowed, match="Only Ana can erase"):
        actions.erase_version(by=cast.ben, version=version)
    for _turn in range(2):
        actions.erase_version(by=cast.ana, version=version)
    assert not look_at_map.versions.exists()
    assert Entry.objects.filter(act="erased an earlier wording").count() == 1


def test_the_trail_holds_no_word_of_the_page(cast, bus, look_at_map):
    actions.reword_entry(by=cast.ana, entry=bus, text="Ride to my sister", version=1)
    trail = str(list(Entry.objects.values_list("act", "thing", "about", "details", "reason")))
    assert not [word for word in ("bus", "map", "sister", "Back") if word in trail]


# Pages


def test_an_empty_page_says_what_to_think_of(cast):
    page = client_of(cast.ana).get("/me/goals/").content.decode()
    assert "One thing or several, in your own words." in page
    assert "It need not be large." in page


def test_nothing_typed_is_said_beside_the_question(cast):
    answer = client_of(cast.ana).post("/me/goals/", {"kind": "helps", "text": " "})
    assert answer.status_code == 422
    assert "Nothing is written yet" in answer.content.decode()


def test_a_section_that_there_is_not_adds_nothing(cast):
    assert client_of(cast.ana).post("/me/goals/", {"kind": "score", "text": "5"}).status_code == 200
    assert not GoalEntry.objects.exists()


def test_ben_types_anas_words_and_the_page_says_so(cast):
    page = f"/people/{cast.ana.pk}/goals/"
    sent = {"kind": "step", "text": "Look at the map", "turn": "mine", "for_person": "on"}
    shown = client_of(cast.ben).post(page, sent, follow=True).content.decode()
    assert "the turn of Ana" in shown
    assert "words of Ana, written down by Ben" in shown


def test_ben_reads_why_he_cannot_change_her_words(cast, bus):
    page = f"/people/{cast.ana.pk}/goals/{bus.pk}/"
    shown = client_of(cast.ben).get(page).content.decode()
    assert "Somebody else wrote this. Only they and Ana can change it" in shown
    assert "Erase it for good" not in shown
    assert client_of(cast.ben).post(page, {"text": "A car", "version": "1"}).status_code == 403


def test_an_account_that_is_nobodys_has_no_goal_page(cast, client):
    from hearthside.accounts.models import User

    client.force_login(User.objects.create_user(email="nobody@example.org"))
    assert client.get("/me/goals/").status_code == 404


def test_the_page_asks_as_much_for_three_entries_as_for_one(cast, django_assert_num_queries):
    ben, page = client_of(cast.ben), f"/people/{cast.ana.pk}/goals/"
    actions.add_entry(by=cast.ben, person=cast.ana, kind="helps", text="Tea")
    ben.get(page)
    with CaptureQueriesContext(connection) as one:
        ben.get(page)
    for kind in ("step", "learned"):
        actions.add_entry(by=cast.ana, person=cast.ana, kind=kind, text="More")
    with django_assert_num_queries(len(one)):
        ben.get(page)


def test_an_empty_sheet_is_there_to_fill_in_by_hand(cast):
    sheet = client_of(cast.ana).get("/me/goals/sheet/").content.decode()
    assert sheet.count('class="line"') > 10
    assert "What I want" in sheet
