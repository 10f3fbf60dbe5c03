"""Asking to come, being answered, belonging, leaving."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hearthside.audit.models import Entry
from hearthside.core.actors import Visitor
from hearthside.core.dates import now
from hearthside.core.errors import NotAllowed, Refused
from hearthside.gatherings.belonging.actions import (
    add_member,
    answer_asker,
    ask_to_belong,
    end_membership,
    leave_group,
    renew_code,
    return_to_group,
)
from hearthside.gatherings.jobs import forget_old_names
from hearthside.gatherings.models import Gathering, GroupMember, Host, SignUp
from hearthside.gatherings.queries import asks_for
from hearthside.gatherings.signing_up.actions import sign_up
from hearthside.gatherings.signing_up.tests.coming import by_text, code_in, next_date, somebody
from hearthside.gatherings.tests.groups import closed_circle, tuesday_circle
from hearthside.outbox.models import Message
from hearthside.people.asking.knocking import FORMS
from hearthside.people.asking.own_codes import code_of, thing_of
from hearthside.people.asking.reaching import Asker
from hearthside.people.models import Relation
from tests.signed_in import client_of

OWN = "/code/"


@pytest.fixture
def walk(cast):
    return tuesday_circle(cast, openness="ask_first")


@pytest.fixture
def robin(walk):
    return ask_to_belong(by=Visitor(), gathering=walk, asker=by_text("Robin"), message="Is the path flat?")


def address(gathering: Gathering, part: str) -> str:
    return f"/groups/{gathering.slug}/{part}/"


def state(member: GroupMember) -> str:
    return GroupMember.objects.get(pk=member.pk).state


def test_robin_asks_and_gets_a_receipt_with_a_code(walk):
    answer = client_of(None).post(address(walk, "asking"), {"name": "Robin", "message": "Is the path flat?"}, follow=True)
    page = answer.content.decode()
    member = walk.members.get()
    assert thing_of(code_in(page)) == member
    assert "We have your question." in page
    assert (member.state, member.message) == ("asked", "Is the path flat?")


def test_a_text_is_a_receipt_as_well_and_carries_nobodys_words(robin):
    text = Message.objects.get()
    assert "We have your question" in text.body
    assert thing_of(code_in(text.body)) == robin
    assert "path" not in text.body
    assert "Robin" not in text.body


def test_asking_says_what_is_wrong_and_loses_nothing(walk):
    answer = client_of(None).post(address(walk, "asking"), {"name": "", "message": "Is the path flat?"})
    assert answer.status_code == 422
    assert "Write a name." in answer.content.decode()
    assert "Is the path flat?" in answer.content.decode()


def test_only_a_group_that_asks_first_has_such_a_page(cast, walk):
    closed, visitor = closed_circle(cast), client_of(None)
    assert visitor.get(address(closed, "asking")).status_code == 404
    with pytest.raises(Refused, match="Nobody needs to ask"):
        ask_to_belong(by=Visitor(), gathering=closed, asker=somebody())
    Gathering.objects.filter(pk=walk.pk).update(openness="open")
    assert visitor.get(address(walk, "asking")).status_code == 404


def test_those_who_hold_it_find_it_on_today_in_one_query(cast, walk, robin, django_assert_num_queries):
    closed = closed_circle(cast)
    closed.members.create(name="Sam")
    for person in (cast.ben, cast.kim, cast.cora, cast.dan):
        assert isinstance(person.current_roles, list)
        with django_assert_num_queries(1):
            found = list(asks_for(person))
            assert [one.gathering.public_title for one in found] == (["Thursday evening"] if person == cast.dan else ["Tuesday circle"])
    assert list(asks_for(cast.ana)) == list(asks_for(Visitor())) == []
    Gathering.objects.filter(pk=closed.pk).update(programme=cast.river)
    assert list(asks_for(cast.cora)) == [robin]


def test_a_coordinator_of_all_finds_all_but_those_of_closed_groups(cast, walk, robin):
    closed_circle(cast).members.create(name="Sam")
    cast.cora.roles.update(programme=None)
    cast.cora.__dict__.pop("current_roles", None)
    assert list(asks_for(cast.cora)) == [robin]


def test_ben_says_yes_and_robin_belongs_with_the_same_code(cast, walk, robin):
    client_of(cast.ben).post(f"{address(walk, 'members')}{robin.pk}/answer/", {"answer": "yes", "words": "It is flat. Come!"})
    member = GroupMember.objects.get(pk=robin.pk)
    assert (member.state, member.answered_by) == ("belongs", cast.ben)
    text = Message.objects.get(key__startswith="answered:")
    assert "You are welcome." in text.body
    assert "flat" not in text.body
    visitor = client_of(None)
    page = visitor.post(OWN, {"code": code_of(robin)}, follow=True).content.decode()
    assert "You belong to it." in page
    assert "It is flat. Come!" in page
    assert list(asks_for(cast.ben)) == []


def test_a_mail_carries_the_words_of_the_answer(cast, walk):
    member = ask_to_belong(by=Visitor(), gathering=walk, asker=Asker(name="Sky", way="email", reach="sky@example.org"))
    answer_asker(by=cast.ben, member=member, is_yes=False, words="In May there is a second walk.")
    assert "In May there is a second walk." in Message.objects.get(key__startswith="answered:").body
    answer_asker(by=cast.ben, member=member, is_yes=True, words="There is room now.")
    assert "There is room now." in Message.objects.filter(key__startswith="answered:").order_by("queued_at").last().body


def test_a_no_has_words_and_may_become_a_yes(cast, walk, robin):
    ben, page = client_of(cast.ben), f"{address(walk, 'members')}{robin.pk}/answer/"
    bare = ben.post(page, {"answer": "not_now", "words": ""})
    assert bare.status_code == 422
    assert "bare no" in bare.content.decode()
    assert "Choose yes or not now." in ben.post(page, {"words": "Hm"}).content.decode()
    ben.post(page, {"answer": "not_now", "words": "We are many just now."})
    shown = client_of(None).post(OWN, {"code": code_of(robin)}, follow=True).content.decode()
    assert "We are many just now." in shown
    assert "There is an answer for you." in Message.objects.get(key__startswith="answered:").body
    assert "Yes, after all" in ben.get(address(walk, "members")).content.decode()
    ben.post(page, {"answer": "yes"})
    assert state(robin) == "belongs"
    again = ben.post(page, {"answer": "yes"})
    assert "Look at the list again" in again.content.decode()


def test_ana_is_known_asks_once_and_reads_it_in_her_record(cast, walk):
    ana = client_of(cast.ana)
    for _ in range(2):
        assert ana.post(address(walk, "asking"), {"message": "May I?"}).status_code == 302
    member = walk.members.get()
    assert (member.person, member.name) == (cast.ana, "Ana")
    assert Entry.objects.get(act="asked to belong to a group").about == cast.ana.actor_id


def test_a_form_sent_twice_asks_once(cast, walk):
    asker = somebody()
    assert ask_to_belong(by=Visitor(), gathering=walk, asker=asker) == ask_to_belong(by=Visitor(), gathering=walk, asker=asker)
    asker = somebody()
    assert add_member(by=cast.ben, gathering=walk, asker=asker) == add_member(by=cast.ben, gathering=walk, asker=asker)


def test_ben_adds_somebody_by_hand_links_ana_and_prints_a_card(cast, walk):
    ben = client_of(cast.ben)
    answer = ben.post(address(walk, "members"), {"name": "", "person": cast.ana.pk}, follow=True)
    member = walk.members.get()
    assert (member.person, member.name, member.state) == (cast.ana, "Ana", "belongs")
    assert f'href="{address(walk, "members")}"' in answer.content.decode()
    card = ben.post(f"{address(walk, 'members')}{member.pk}/card/", follow=True).content.decode()
    assert thing_of(code_in(card)) == member
    twice = ben.post(address(walk, "members"), {"name": "Ana", "person": cast.ana.pk})
    assert "Ana belongs to it already." in twice.content.decode()
    nobody = ben.post(address(walk, "members"), {"name": "", "way": "phone", "reach": "12"})
    assert nobody.status_code == 422
    assert "Write a name." in nobody.content.decode()


def test_nobody_is_linked_whose_record_is_closed_to_the_host(cast, walk):
    answer = client_of(cast.ben).post(address(walk, "members"), {"name": "Mo", "person": cast.mo.pk})
    assert answer.status_code == 422
    assert not walk.members.exists()


def test_somebody_who_was_written_down_without_a_code_gets_one_for_the_card(cast):
    circle = closed_circle(cast)
    mo, dan = circle.members.get(), client_of(cast.dan)
    card = dan.post(f"{address(circle, 'members')}{mo.pk}/card/", follow=True).content.decode()
    assert thing_of(code_in(card)) == mo
    assert "Thursday evening" in card
    GroupMember.objects.update(state="left", code_digest=None)
    answer = dan.post(f"{address(circle, 'members')}{mo.pk}/card/", follow=True)
    assert "Look at the list again" in answer.content.decode()


def test_robin_takes_it_back_and_asks_again_by_undoing(robin):
    visitor = client_of(None)
    visitor.post(OWN, {"code": code_of(robin)})
    assert "You have left." in visitor.post(f"{OWN}leaving/", follow=True).content.decode()
    visitor.post(f"{OWN}leaving/")
    assert Entry.objects.filter(act="left a group").count() == 1
    assert "We have your question." in visitor.post(f"{OWN}leaving/return/", follow=True).content.decode()
    visitor.post(f"{OWN}leaving/return/")
    assert state(robin) == "asked"


def test_who_leaves_frees_their_places_at_later_dates(cast):
    circle = closed_circle(cast, sign_up="sign_up", capacity=1)
    session, sam = next_date(circle), add_member(by=cast.dan, gathering=circle, asker=somebody("Sam"))
    mine = sign_up(by=Visitor(), session=session, asker=somebody(), member=sam)
    waiting = sign_up(by=cast.mo, session=session, asker=somebody())
    leave_group(by=Visitor(), member=sam, code=code_of(sam))
    assert [SignUp.objects.get(pk=row.pk).state for row in (mine, waiting)] == ["cancelled", "coming"]
    return_to_group(by=Visitor(), member=sam, code=code_of(sam))
    assert state(sam) == "belongs"


def test_coming_back_is_possible_for_a_day_and_once(cast, walk):
    member = add_member(by=cast.ben, gathering=walk, asker=somebody(), person=cast.ana)
    leave_group(by=cast.ana, member=member)
    add_member(by=cast.ben, gathering=walk, asker=somebody(), person=cast.ana)
    with pytest.raises(Refused, match="belongs to it already"):
        return_to_group(by=cast.ana, member=member)
    visitor = client_of(None)
    visitor.post(OWN, {"code": code_of(member)})
    with time_machine.travel(now() + timedelta(days=2), tick=False):
        visitor.post(OWN, {"code": code_of(member)})
        assert "more than a day ago" in visitor.post(f"{OWN}leaving/return/", follow=True).content.decode()


def test_nobody_leaves_in_anothers_name(cast, robin):
    for actor in (Visitor(), cast.eve, cast.ben):
        for act in (leave_group, return_to_group):
            with pytest.raises(NotAllowed):
                act(by=actor, member=robin)


def test_ben_ends_it_with_words_and_only_he_takes_it_back(cast, walk):
    robin = add_member(by=cast.ben, gathering=walk, asker=somebody("Robin"))
    ben, page = client_of(cast.ben), f"{address(walk, 'members')}{robin.pk}/ending/"
    assert "bare no" in ben.post(page, {"words": ""}).content.decode()
    with pytest.raises(Refused, match="bare no"):
        end_membership(by=cast.ben, member=robin, words=" ")
    ben.post(page, {"words": "We spoke about it."})
    assert state(robin) == "not_now"
    assert "Look at the list again" in ben.post(page, {"words": "Once more"}).content.decode()
    return_to_group(by=Visitor(), member=robin, code=code_of(robin))
    leave_group(by=Visitor(), member=robin, code=code_of(robin))
    assert state(robin) == "not_now"
    ben.post(f"{address(walk, 'members')}{robin.pk}/answer/", {"answer": "yes"})
    assert state(robin) == "belongs"


@pytest.mark.parametrize("who", ["dan", "ana", "eve", "ada"])
def test_nobody_else_answers_adds_or_ends(cast, walk, robin, who):
    actor = getattr(cast, who)
    acts = [
        lambda: answer_asker(by=actor, member=robin, is_yes=True),
        lambda: add_member(by=actor, gathering=walk, asker=somebody()),
        lambda: end_membership(by=actor, member=robin, words="No"),
        lambda: renew_code(by=actor, member=robin),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()


def test_a_coordinator_does_not_see_who_belongs_to_a_closed_group(cast):
    circle = closed_circle(cast)
    Gathering.objects.update(programme=cast.river)
    answer = client_of(cast.cora).get(address(circle, "members"))
    assert answer.status_code == 403
    assert "Mo" not in answer.content.decode()


def test_names_of_those_who_left_are_forgotten_after_ninety_days(cast, walk, robin):
    kept = add_member(by=cast.ben, gathering=walk, asker=by_text("Kit"), person=cast.ana)
    leave_group(by=Visitor(), member=robin, code=code_of(robin))
    assert forget_old_names() == 0
    with time_machine.travel(now() + timedelta(days=91), tick=False):
        assert forget_old_names() == 1
        assert forget_old_names() == 0
    robin.refresh_from_db()
    assert (robin.name, robin.reach, robin.message, robin.code_digest, robin.state) == ("", None, None, None, "left")
    kept.refresh_from_db()
    assert kept.name == "Kit"
    assert "Robin" not in client_of(cast.ben).get(address(walk, "members")).content.decode()


def test_names_of_sign_ups_are_forgotten_thirty_days_after_the_date(cast):
    circle = tuesday_circle(cast, sign_up="sign_up")
    row = sign_up(by=Visitor(), session=next_date(circle), asker=by_text("Robin"))
    with time_machine.travel(row.session.starts + timedelta(days=29), tick=False):
        assert forget_old_names() == 0
    with time_machine.travel(row.session.starts + timedelta(days=32), tick=False):
        assert forget_old_names() == 1
    row.refresh_from_db()
    assert (row.name, row.reach, row.wish, row.code_digest, row.state) == ("", None, None, None, "coming")


def test_the_page_of_members_asks_as_often_for_one_as_for_three(cast, walk):
    ben = client_of(cast.ben)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert ben.get(address(walk, "members")).status_code == 200
        return len(found)

    queries()
    add_member(by=cast.ben, gathering=walk, asker=somebody(), person=cast.ana)
    few = queries()
    for _ in range(2):
        add_member(by=cast.ben, gathering=walk, asker=somebody())
        ask_to_belong(by=Visitor(), gathering=walk, asker=somebody())
    assert queries() == few


def test_a_flood_of_questions_and_ideas_ends_and_the_words_stay(walk):
    visitor = client_of(None)
    sent = {"name": "Robin", "message": "Is it flat?", "kind": "wish", "text": "A choir"}
    for _ in range(FORMS):
        assert visitor.post(address(walk, "asking"), sent).status_code == 302
    for page in (address(walk, "asking"), "/groups/ideas/"):
        refused = visitor.post(page, sent)
        assert refused.status_code == 422
        assert "tried too often" in refused.content.decode()
    assert "A choir" in refused.content.decode()


def test_where_nobodys_record_is_known_nobody_is_linked(cast, walk):
    Relation.objects.all().delete()
    Host.objects.create(gathering=walk, person=cast.eve)
    robin = ask_to_belong(by=Visitor(), gathering=walk, asker=somebody())
    eve = client_of(cast.eve)
    for page in (address(walk, "members"), f"{address(walk, 'members')}{robin.pk}/answer/"):
        assert str(cast.ana.pk) not in eve.get(page).content.decode()
    eve.post(f"{address(walk, 'members')}{robin.pk}/answer/", {"answer": "yes"})
    assert state(robin) == "belongs"


def test_somebody_who_was_written_down_without_a_code_gets_one_with_the_answer(cast, walk):
    member = walk.members.create(name="Sam")
    answer_asker(by=cast.ben, member=member, is_yes=True)
    assert code_of(GroupMember.objects.get(pk=member.pk))
