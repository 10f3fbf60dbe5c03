"""Suggesting, picking, answering: two people choose each other, and nobody gives a reason."""

import pytest

from hearthside.audit.models import Entry
from hearthside.core.actors import WORKER, Visitor
from hearthside.core.errors import NotAllowed, Refused
from hearthside.one_to_one import jobs
from hearthside.one_to_one.choosing.actions import (
    answer_suggestion,
    leave_choice,
    pick_supporter,
    suggest_by_house,
    suggest_supporters,
    take_back_pick,
    take_back_suggestion,
    wish_somebody_else,
)
from hearthside.one_to_one.choosing.queries import choices_of, needing_choice, with_room
from hearthside.one_to_one.choosing.tests.meeting import asked, asks, brings, days_ago, paired, suggested
from hearthside.one_to_one.models import Apart, Pairing, Request, Suggestion
from hearthside.outbox.models import Message
from hearthside.people.actions import add_person, add_way, begin_relation, end_role, grant_role, merge_people, permit_reach
from hearthside.people.asking.own_codes import code_of
from hearthside.people.models import Person, ReachPermission, Relation, Role
from tests.cast import TESTS


def letters() -> list[str]:
    return list(Message.objects.order_by("queued_at", "pk").values_list("body", flat=True))


def supporters(cast, number: int) -> list[Person]:
    """More supporters of River, each with room."""
    made = []
    for place in range(number):
        person = add_person(by=TESTS, name=f"Sol{place} Long Name", programme=cast.river, role="member")
        grant_role(by=TESTS, person=person, kind="supporter", programme=cast.river)
        brings(person)
        made.append(person)
    return made


def test_they_choose_ben_he_says_yes_and_they_meet(cast):
    pairing = paired(cast, cast.mo, cast.ben)
    assert (pairing.person, pairing.supporter, pairing.programme) == (cast.mo, cast.ben, cast.river)
    assert Relation.objects.open().filter(person=cast.mo, supporter=cast.ben, history_from=None).exists()
    assert pairing.request.paired_at is not None
    acts = list(Entry.objects.filter(thing=f"request:{pairing.request_id}").order_by("seq").values_list("act", "actor_label"))
    assert acts == [("suggested supporters", "Cora"), ("chose a supporter", "Mo"), ("said yes to meeting", "Ben")]
    assert Person.objects.visible_to(cast.ben).filter(pk=cast.mo.pk).exists()


def test_whoever_is_not_known_here_is_written_down_with_the_number_they_gave(cast):
    row = asks(cast, name="Robin", way="phone", reach="+13065550123", hows=["phone"], may_remind=True, words="We may write.", language="fr")
    [suggestion] = suggested(cast, row, cast.kim)
    pick_supporter(by=Visitor(), suggestion=suggestion, code=code_of(row))
    pairing = answer_suggestion(by=cast.kim, suggestion=suggestion, says_yes=True)
    robin = pairing.person
    assert (robin.name, robin.language, robin.roles.get().programme) == ("Robin", "fr", cast.river)
    way = robin.ways.get()
    assert way.value == "+13065550123"
    said = {one.purpose: (one.may_call, one.may_text) for one in way.permissions.all()}
    assert said == {"check_ins": (True, False), "reminders": (False, True)}
    assert Entry.objects.filter(act="chose a supporter", actor_id="visitor").exists()
    assert Person.objects.visible_to(cast.kim).filter(pk=robin.pk).exists()
    assert letters()
    assert not any("Kim" in one for one in letters())  # a text lies open on a screen
    row.refresh_from_db()
    assert row.person == robin


@pytest.mark.parametrize(("columns", "ways"), [({}, []), ({"way": "email", "reach": "robin@example.org"}, ["email"])])
def test_nobody_has_to_leave_a_number(cast, columns, ways):
    row = asks(cast, **columns)
    pairing = answer_suggestion(by=cast.kim, suggestion=asked(cast, row, cast.kim), says_yes=True)
    assert [way.kind for way in pairing.person.ways.all()] == ways
    assert not ReachPermission.objects.filter(way__person=pairing.person).exists()


def test_somebody_who_belongs_nowhere_takes_part_from_then_on_and_others_are_enrolled_in_nothing_new(cast):
    paired(cast, cast.eve, cast.ben)
    assert cast.eve.roles.get().programme == cast.river
    paired(cast, cast.mo, cast.kim)
    assert cast.mo.roles.get().programme == cast.hill


def test_a_question_to_no_programme_goes_to_where_the_supporter_works(cast):
    brings(cast.dan)
    row = asks(cast, cast.eve, programme=None)
    pairing = answer_suggestion(by=cast.dan, suggestion=asked(cast, row, cast.dan), says_yes=True)
    assert pairing.programme == cast.hill
    Role.objects.filter(person=cast.kim).update(programme=None)
    row = asks(cast, None, programme=None)
    assert answer_suggestion(by=cast.kim, suggestion=asked(cast, row, cast.kim), says_yes=True).programme is None


def test_a_record_that_was_put_together_with_another_is_followed(cast):
    eve = cast.eve
    row = asks(cast, eve)
    suggestion = asked(cast, row, cast.kim)
    Person.objects.filter(pk=eve.pk).update(user=None)
    merge_people(by=TESTS, keep=cast.mo, other=Person.objects.get(pk=eve.pk))
    assert answer_suggestion(by=cast.kim, suggestion=suggestion, says_yes=True).person == cast.mo


def test_a_no_goes_quietly_to_the_others_and_they_are_told_kindly(cast):
    row = asks(cast, way="email", reach="robin@example.org")
    first, second = suggested(cast, row, cast.ben, cast.kim)
    pick_supporter(by=cast.cora, suggestion=first)
    assert answer_suggestion(by=cast.ben, suggestion=first, says_yes=False) is None
    assert answer_suggestion(by=cast.ben, suggestion=first, says_yes=False) is None
    assert [one.id for one in choices_of(row)] == [second.pk]
    assert "Ben has no room just now. Would you like to meet one of the others?" in letters()[-1]
    pick_supporter(by=cast.cora, suggestion=second)
    answer_suggestion(by=cast.kim, suggestion=second, says_yes=False)
    assert "Kim has no room just now. We are looking for somebody else." in letters()[-1]
    assert choices_of(row) == []


def test_after_the_last_no_it_comes_to_the_coordinator(cast):
    row = asks(cast, cast.mo, via="helper")
    answer_suggestion(by=cast.ben, suggestion=asked(cast, row, cast.ben), says_yes=False)
    assert list(needing_choice(cast.cora)) == [row]
    assert not needing_choice(cast.ben).exists()
    suggested(cast, Request.objects.get(pk=row.pk), cast.kim)
    assert list(needing_choice(cast.cora)) == [row]
    pick_supporter(by=cast.cora, suggestion=row.suggestions.get(ended_at=None))
    assert not needing_choice(cast.cora).exists()


def test_the_house_suggests_three_to_those_who_asked_by_form_and_tells_them_once(cast):
    supporters(cast, 5)
    row = asks(cast, way="email", reach="robin@example.org")
    helped = asks(cast, via="helper")
    left = asks(cast, ask_coordinator=True)
    assert jobs.suggest_to_those_who_choose() == 1
    assert jobs.suggest_to_those_who_choose() == 0
    assert row.suggestions.count() == 3
    assert not helped.suggestions.exists()
    assert not left.suggestions.exists()
    assert suggest_by_house(by=WORKER, request=row) == []
    [letter] = letters()
    assert "There are people you could meet." in letter
    assert "/code/" in letter


def test_the_order_says_nothing_and_stays(cast):
    supporters(cast, 3)
    orders = set()
    for _time in range(12):
        row = asks(cast)
        suggest_by_house(by=WORKER, request=row)
        names = [one.name for one in choices_of(row)]
        assert names == [one.name for one in choices_of(row)]
        orders.add(tuple(names))
    assert len(orders) > 2


def test_they_see_first_names_words_and_reasons_and_no_number(cast):
    brings(cast.kim, words="I like rivers.", times=["tue_morning"])
    row = asks(cast, times=["tue_morning"])
    suggest_by_house(by=WORKER, request=row)
    [one] = choices_of(row)
    assert (one.name, one.words, one.why) == ("Kim", "I like rivers.", "Tuesdays fit")


def test_somebody_else_passes_all_by_and_the_house_finds_others_or_the_coordinator_does(cast):
    supporters(cast, 4)
    row = asks(cast)
    suggest_by_house(by=WORKER, request=row)
    first = {one.name for one in choices_of(row)}
    assert wish_somebody_else(by=Visitor(), request=row, code=code_of(row)) == "others"
    assert not first & {one.name for one in choices_of(row)}
    assert wish_somebody_else(by=Visitor(), request=row, code=code_of(row)) == "coordinator"
    assert list(needing_choice(cast.cora)) == [row]


def test_they_leave_the_choice_to_the_coordinator_who_picks_for_them(cast):
    row = asks(cast, cast.mo)
    [suggestion] = suggested(cast, row, cast.ben)
    leave_choice(by=cast.mo, request=row)
    assert list(needing_choice(cast.cora)) == [row]
    pick_supporter(by=cast.cora, suggestion=suggestion)
    assert not needing_choice(cast.cora).exists()
    before = Message.objects.count()
    suggested(cast, Request.objects.get(pk=row.pk), cast.kim)
    assert Message.objects.count() == before  # who left the choice is not asked to choose


def test_one_supporter_is_asked_at_a_time_and_a_choice_can_be_taken_back(cast):
    row = asks(cast, cast.mo)
    ben, kim = suggested(cast, row, cast.ben, cast.kim)
    pick_supporter(by=cast.mo, suggestion=ben)
    assert pick_supporter(by=cast.mo, suggestion=ben) == ben
    for act in (
        lambda: pick_supporter(by=cast.mo, suggestion=kim),
        lambda: wish_somebody_else(by=cast.mo, request=row),
        lambda: leave_choice(by=cast.mo, request=row),
    ):
        with pytest.raises(Refused, match="Ben is being asked already"):
            act()
    with pytest.raises(Refused, match="Ben is being asked. Take the question back first"):
        take_back_suggestion(by=cast.cora, suggestion=ben)
    take_back_pick(by=cast.mo, request=row)
    assert not Suggestion.objects.visible_to(cast.ben).exists()
    with pytest.raises(Refused, match="Nobody is being asked"):
        take_back_pick(by=cast.mo, request=row)
    with pytest.raises(Refused, match="not open any more"):
        answer_suggestion(by=cast.ben, suggestion=ben, says_yes=True)
    take_back_suggestion(by=cast.cora, suggestion=ben)
    take_back_suggestion(by=cast.cora, suggestion=ben)
    with pytest.raises(Refused, match="Ben cannot be chosen any more"):
        pick_supporter(by=cast.mo, suggestion=ben)


def test_whose_room_is_full_meanwhile_is_not_asked(cast):
    brings(cast.ben, room=1)
    first, second = asks(cast, cast.mo), asks(cast, cast.eve)
    [one], [other] = suggested(cast, first, cast.ben), suggested(cast, second, cast.ben)
    pick_supporter(by=cast.mo, suggestion=one)
    with pytest.raises(Refused, match="Ben has no room just now. Choose one of the others."):
        pick_supporter(by=cast.eve, suggestion=other)


def test_a_supporter_who_made_less_room_meanwhile_says_no_or_makes_room(cast):
    suggestion = asked(cast, asks(cast, cast.mo), cast.ben)
    brings(cast.ben, room=0)
    with pytest.raises(Refused, match="You have no room for one more"):
        answer_suggestion(by=cast.ben, suggestion=suggestion, says_yes=True)
    suggestion.refresh_from_db()
    assert suggestion.answered_at is None
    brings(cast.ben, room=1)
    assert answer_suggestion(by=cast.ben, suggestion=suggestion, says_yes=True)
    assert answer_suggestion(by=cast.ben, suggestion=suggestion, says_yes=True) == Pairing.objects.get()


def test_a_question_taken_back_or_found_otherwise_is_not_answered(cast):
    row = asks(cast, cast.mo)
    suggestion = asked(cast, row, cast.ben)
    Request.objects.filter(pk=row.pk).update(withdrawn_at=days_ago(0))
    assert not Suggestion.objects.visible_to(cast.ben).exists()
    with pytest.raises(Refused, match="This question is not open any more"):
        answer_suggestion(by=cast.ben, suggestion=suggestion, says_yes=True)
    with pytest.raises(Refused, match="This question is not open any more"):
        suggested(cast, row, cast.kim)


def test_two_kept_apart_since_are_not_brought_together(cast):
    suggestion = asked(cast, asks(cast, cast.mo), cast.ben)
    Apart.objects.create(person=cast.ben, supporter=cast.mo)
    with pytest.raises(Refused, match="You two meet already, or shall not be brought together"):
        answer_suggestion(by=cast.ben, suggestion=suggestion, says_yes=True)


def test_a_coordinator_suggests_three_at_most_with_room_and_not_kept_apart(cast):
    sols = supporters(cast, 4)
    row = asks(cast, cast.ana)
    brings(cast.kim, room=0)
    brings(cast.ben)
    Apart.objects.create(person=cast.ana, supporter=sols[0])
    assert with_room(row) == sols[1:]  # Ben meets Ana already, Kim has no room
    for one in (sols[0], cast.kim, cast.ben, cast.eve):
        with pytest.raises(Refused, match=f"{one.short_name} cannot be suggested here"):
            suggest_supporters(by=cast.cora, request=row, supporters=[one])
    suggest_supporters(by=cast.cora, request=row, supporters=sols[1:3])
    with pytest.raises(Refused, match="three people at most"):
        suggest_supporters(by=cast.cora, request=row, supporters=[sols[3], sols[1]])
    suggest_supporters(by=cast.cora, request=row, supporters=[sols[3]])


@pytest.mark.parametrize("who", ["ben", "dan", "ana", "ada", "eve"])
def test_only_its_coordinator_suggests(cast, who):
    row = asks(cast, cast.mo)
    with pytest.raises(NotAllowed, match="Only the coordinator of the programme suggests"):
        suggest_supporters(by=getattr(cast, who), request=row, supporters=[])
    with pytest.raises(NotAllowed, match="Only the coordinator"):
        suggest_supporters(by=Visitor(), request=row, supporters=[])


def test_nobody_suggests_to_themselves_and_a_coordinator_of_all_suggests_anywhere(cast):
    with pytest.raises(NotAllowed, match="You asked this yourself"):
        suggest_supporters(by=cast.cora, request=asks(cast, cast.cora), supporters=[])
    grant_role(by=TESTS, person=cast.ada, kind="coordinator")
    assert suggest_supporters(by=Person.objects.get(pk=cast.ada.pk), request=asks(cast), supporters=[]) == []
    assert list(needing_choice(Person.objects.get(pk=cast.ada.pk))) == []


@pytest.mark.parametrize("who", ["ben", "dan", "ana", "ada", "eve"])
def test_nobody_else_chooses(cast, who):
    row = asks(cast, cast.mo)
    [suggestion] = suggested(cast, row, cast.ben)
    with pytest.raises(NotAllowed, match="Only the person themselves chooses"):
        pick_supporter(by=getattr(cast, who), suggestion=suggestion)
    with pytest.raises(NotAllowed, match="Only the person themselves chooses"):
        pick_supporter(by=Visitor(), suggestion=suggestion, code="AAAA AAAA")


def test_only_who_is_asked_answers_and_only_while_they_support_here(cast):
    suggestion = asked(cast, asks(cast, cast.mo), cast.ben)
    with pytest.raises(NotAllowed, match="Only the one who is asked"):
        answer_suggestion(by=cast.kim, suggestion=suggestion, says_yes=True)
    end_role(by=TESTS, role=cast.ben.roles.get(kind="supporter"))
    with pytest.raises(NotAllowed, match="You do not support people here at the moment"):
        answer_suggestion(by=Person.objects.get(pk=cast.ben.pk), suggestion=suggestion, says_yes=True)


def test_an_unanswered_question_is_reminded_once_and_comes_back_after_a_week(cast):
    way = add_way(by=TESTS, person=cast.ben, kind="email", value="ben@example.org")
    permit_reach(by=TESTS, way=way, purpose="reminders", words="", may_text=True)
    row = asks(cast, way="email", reach="robin@example.org")
    suggestion = asked(cast, row, cast.ben)
    assert "Somebody would like to meet you." in letters()[-1]
    Suggestion.objects.update(picked_at=days_ago(2.9))
    assert (jobs.remind_those_asked(), jobs.bring_questions_back()) == (0, 0)
    Suggestion.objects.update(picked_at=days_ago(3.1))
    assert (jobs.remind_those_asked(), jobs.remind_those_asked(), jobs.bring_questions_back()) == (1, 0, 0)
    assert "Somebody would still like to meet you." in letters()[-1]
    Suggestion.objects.update(picked_at=days_ago(7.1))
    assert (jobs.bring_questions_back(), jobs.bring_questions_back()) == (1, 0)
    assert "Ben could not answer yet." in letters()[-1]
    assert list(needing_choice(cast.cora)) == [row]
    with pytest.raises(Refused, match="This question is not open any more"):
        answer_suggestion(by=cast.ben, suggestion=suggestion, says_yes=True)


def test_a_question_answered_in_between_is_neither_reminded_nor_brought_back(cast):
    from hearthside.one_to_one.choosing.actions import let_suggestion_lapse, remind_supporter

    suggestion = asked(cast, asks(cast, cast.mo), cast.ben)
    Suggestion.objects.update(picked_at=days_ago(8))
    answer_suggestion(by=cast.ben, suggestion=suggestion, says_yes=False)
    assert not remind_supporter(by=WORKER, suggestion=suggestion)
    assert not let_suggestion_lapse(by=WORKER, suggestion=suggestion)


def test_who_can_be_told_in_no_other_way_is_read_their_choices_by_the_coordinator(cast):
    row = asks(cast, via="helper")
    [suggestion] = suggested(cast, row, cast.ben)
    assert list(needing_choice(cast.cora)) == [row]
    pick_supporter(by=cast.cora, suggestion=suggestion)
    assert not needing_choice(cast.cora).exists()


def test_a_relation_that_is_there_already_is_not_begun_twice(cast):
    brings(cast.kim)
    begin_relation(by=TESTS, person=cast.mo, supporter=cast.kim)
    with pytest.raises(Refused, match="Kim cannot be suggested here"):
        suggested(cast, asks(cast, cast.mo), cast.kim)
