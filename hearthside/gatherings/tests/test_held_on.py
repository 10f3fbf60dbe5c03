"""What groups hold on a person can be read by that person; and of a closed group nothing else leads to a name or its title."""

from datetime import timedelta

import pytest

from hearthside.audit.models import Entry
from hearthside.core.actors import Visitor
from hearthside.gatherings.belonging.actions import add_member, answer_asker, ask_to_belong, leave_group
from hearthside.gatherings.models import GroupMember
from hearthside.gatherings.queries import asks_for, held_on
from hearthside.gatherings.signing_up.actions import Wishes, cancel_sign_up, change_sign_up, resume_sign_up, sign_somebody_up, sign_up
from hearthside.gatherings.signing_up.reminders import remind_all
from hearthside.gatherings.signing_up.tests.coming import by_text, circle_with_places, next_date
from hearthside.gatherings.tests.groups import TRUE_TITLE, closed_circle, tuesday_circle
from hearthside.gatherings.voices.actions import say
from hearthside.outbox.models import Message
from hearthside.people.actions import add_way, permit_reach
from hearthside.people.asking.own_codes import code_of
from hearthside.people.asking.reaching import Asker
from hearthside.people.models import Person
from tests.signed_in import client_of

NAME, ALIAS = "Maximilian Ostrowski", "Quintus Verlaine"


def test_ana_reads_all_that_groups_hold_on_her(cast, django_assert_num_queries):
    circle, walk = circle_with_places(cast), tuesday_circle(cast, openness="ask_first")
    sign_up(by=cast.ana, session=next_date(circle), asker=Asker(may_remind=True, words="Remind me."), wishes=Wishes(wish="A ramp"))
    member = ask_to_belong(by=cast.ana, gathering=walk, asker=Asker(), message="May I?")
    answer_asker(by=cast.ben, member=member, is_yes=False, words="In May.")
    say(by=cast.ana, kind="thanks", text="It helped.", asker=Asker(), gathering=circle)
    say(by=cast.ana, kind="wish", text="Tea.", asker=Asker())
    with django_assert_num_queries(3):
        held = held_on(cast.ana)
    assert [(one["group"], one["wish"], one["words"]) for one in held["signed_up_for"]] == [("Tuesday circle", "A ramp", "Remind me.")]
    assert [(one["message"], one["answer"], one["state"]) for one in held["groups"]] == [("May I?", "In May.", "not_now")]
    assert [(one["group"], one["text"]) for one in held["said_about_groups"]] == [(None, "Tea."), ("Tuesday circle", "It helped.")]
    assert held_on(cast.eve) == {"signed_up_for": [], "groups": [], "said_about_groups": []}


def test_mo_reads_the_true_title_of_his_group_as_long_as_he_belongs(cast):
    closed_circle(cast)
    assert held_on(cast.mo)["groups"][0]["group"] == TRUE_TITLE
    GroupMember.objects.update(state="left")
    assert held_on(cast.mo)["groups"][0]["group"] == "Thursday evening"


@pytest.fixture
def lived_in(cast):
    """A closed group of a member who is known, one who is not, and everything that can happen to them."""
    Person.objects.filter(pk=cast.mo.pk).update(name=NAME)
    mo = Person.objects.get(pk=cast.mo.pk)
    circle = closed_circle(cast, sign_up="sign_up", capacity=1)
    GroupMember.objects.update(name=NAME)
    session = next_date(circle)
    way = add_way(by=mo, person=mo, kind="phone", value="+13065550177")
    permit_reach(by=mo, way=way, purpose="reminders", words="May we write?", may_text=True)
    kept = Entry.objects.order_by("-seq").first().seq
    alias = add_member(by=cast.dan, gathering=circle, asker=by_text(ALIAS))
    mine = sign_up(by=mo, session=session, asker=Asker(may_remind=True, words="Remind me."), wishes=Wishes(ride="needs"))
    theirs = sign_up(by=Visitor(), session=session, asker=by_text(ALIAS), member=alias)
    change_sign_up(by=mo, sign_up=mine, asker=Asker(may_remind=True, words="Remind me."), wishes=Wishes(wish="A ramp"))
    cancel_sign_up(by=mo, sign_up=mine)
    resume_sign_up(by=mo, sign_up=mine)
    cancel_sign_up(by=cast.dan, sign_up=theirs)
    resume_sign_up(by=Visitor(), sign_up=theirs, code=code_of(theirs))
    sign_somebody_up(by=cast.dan, session=session, asker=by_text(ALIAS), wishes=Wishes())
    remind_all(at=session.starts - timedelta(hours=6))
    say(by=mo, kind="thanks", text="It helped.", asker=Asker(), gathering=circle)
    leave_group(by=Visitor(), member=alias, code=code_of(alias))
    return circle, session, kept


def addresses(circle, session) -> list[str]:
    dates, group = f"/groups/dates/{session.pk}", f"/groups/{circle.slug}"
    own = ["/code/", "/groups/ideas/", "/groups/voices/", "/today/", "/outbox/"]
    return [f"{dates}/sign-up/", f"{dates}/sign-ups/", f"{dates}/rides/", f"{group}/members/", f"{group}/asking/", f"{group}/thanks/", *own]


def test_a_closed_groups_names_and_true_title_are_nowhere_but_with_its_hosts(cast, lived_in):
    circle, session, kept = lived_in
    for person in (None, cast.ana, cast.ben, cast.cora, cast.ada, cast.eve):
        client = client_of(person)
        for address in addresses(circle, session):
            page = client.get(address).content.decode()
            assert not {one for one in (NAME, ALIAS, TRUE_TITLE) if one in page}, f"{address}, opened by {person}"
    for message in Message.objects.all():
        said = f"{message.subject} {message.body} {message.key} {message.about}"
        assert not {one for one in (NAME, ALIAS, TRUE_TITLE, str(cast.mo.pk)) if one in said}
        page = client_of(cast.ada).get(f"/outbox/{message.pk}/").content.decode()
        assert not {one for one in (NAME, ALIAS, TRUE_TITLE) if one in page}
    assert Message.objects.filter(key__startswith="reminder:").exists()
    for entry in Entry.objects.filter(seq__gt=kept):
        said = f"{entry.actor_id} {entry.actor_label} {entry.about} {entry.thing} {entry.reason} {entry.details}"
        assert not {one for one in (NAME, ALIAS, TRUE_TITLE, str(cast.mo.pk)) if one in said}, entry.act


def test_its_hosts_see_who_comes_and_who_belongs(cast, lived_in):
    circle, session, _kept = lived_in
    dan = client_of(cast.dan)
    page = dan.get(f"/groups/dates/{session.pk}/sign-ups/").content.decode()
    assert NAME in page
    assert TRUE_TITLE in page
    members = dan.get(f"/groups/{circle.slug}/members/").content.decode()
    assert NAME in members
    assert list(asks_for(cast.dan)) == []
