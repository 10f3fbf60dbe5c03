"""Ending at once and kindly; what the next supporter may read; what a past supporter sees, which is nothing."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hearthside.audit.models import Entry
from hearthside.core.actors import Visitor
from hearthside.core.dates import today
from hearthside.core.errors import NotAllowed, Refused
from hearthside.encounters.models import Encounter
from hearthside.encounters.tests.history import met
from hearthside.one_to_one import jobs
from hearthside.one_to_one.choosing.actions import close_pairing, end_pairing, read_farewell, say_history
from hearthside.one_to_one.choosing.queries import history_start, pairings_held_on
from hearthside.one_to_one.choosing.tests.meeting import paired
from hearthside.one_to_one.models import Farewell, Pairing
from hearthside.outbox.models import Message
from hearthside.people.actions import add_way, end_relation, end_role, grant_role, merge_people, permit_reach
from hearthside.people.models import Person, Relation
from tests.cast import TESTS
from tests.signed_in import client_of


@pytest.fixture
def mo_and_ben(cast) -> Pairing:
    """Mo and Ben have met for ten days."""
    pairing = paired(cast, cast.mo, cast.ben)
    began = today() - timedelta(days=10)
    Pairing.objects.filter(pk=pairing.pk).update(began_on=began)
    Relation.objects.filter(pk=pairing.relation_id).update(starts_on=began)
    return Pairing.objects.get(pk=pairing.pk)


@pytest.mark.parametrize("who", ["mo", "ben", "cora"])
def test_either_of_the_two_and_the_coordinator_end_it_at_once(cast, mo_and_ben, who):
    end_pairing(by=getattr(cast, who), pairing=mo_and_ben)
    mo_and_ben.refresh_from_db()
    assert (mo_and_ben.ended_on, mo_and_ben.ending, mo_and_ben.ended_by) == (today(), "not_said", getattr(cast, who))
    assert not Relation.objects.open().filter(person=cast.mo, supporter=cast.ben).exists()
    assert {one.reader.name for one in Farewell.objects.all()} == {"Mo", "Ben"} - {who.capitalize()}
    assert Entry.objects.filter(act="ended meeting one to one", actor_label=who.capitalize()).exists()


@pytest.mark.parametrize("who", ["kim", "dan", "ana", "ada", "eve"])
def test_nobody_else_ends_it(cast, mo_and_ben, who):
    with pytest.raises(NotAllowed, match="Only the two themselves"):
        end_pairing(by=getattr(cast, who), pairing=mo_and_ben)


def test_it_is_ended_once_and_with_an_ending_of_the_list(cast, mo_and_ben):
    with pytest.raises(Refused, match="Choose how it ended from the list"):
        end_pairing(by=cast.mo, pairing=mo_and_ben, ending="because")
    end_pairing(by=cast.mo, pairing=mo_and_ben, ending="got_there")
    for who in (cast.mo, cast.ben):
        with pytest.raises(Refused, match="You have stopped meeting already"):
            end_pairing(by=who, pairing=mo_and_ben)
    with pytest.raises(NotAllowed, match="You have stopped meeting already"):
        end_pairing(by=cast.cora, pairing=mo_and_ben)


def test_a_kind_word_is_read_once_and_then_gone(cast, mo_and_ben):
    end_pairing(by=cast.mo, pairing=mo_and_ben, word=" Thank you for the walks. ")
    farewell = Farewell.objects.get()
    assert (farewell.reader, farewell.word) == (cast.ben, "Thank you for the walks.")
    read_farewell(by=cast.mo, farewell=farewell)
    assert Farewell.objects.visible_to(cast.ben).exists()
    read_farewell(by=cast.ben, farewell=farewell)
    read_farewell(by=cast.ben, farewell=farewell)
    farewell.refresh_from_db()
    assert farewell.word is None
    assert not Farewell.objects.visible_to(cast.ben).exists()
    assert not Farewell.objects.visible_to(Visitor()).exists()


def test_a_letter_carries_the_word_and_a_text_does_not(cast, mo_and_ben):
    for kind, value in (("email", "mo@example.org"),):
        way = add_way(by=TESTS, person=cast.mo, kind=kind, value=value)
        permit_reach(by=TESTS, way=way, purpose="reminders", words="", may_text=True)
    phone = add_way(by=TESTS, person=cast.ben, kind="phone", value="+13065550177")
    permit_reach(by=TESTS, way=phone, purpose="reminders", words="", may_text=True)
    end_pairing(by=cast.cora, pairing=mo_and_ben, word="You were both brave.")
    bodies = {one.channel: one.body for one in Message.objects.filter(key__startswith="farewell:")}
    assert "You and Ben no longer meet one to one." in bodies["mail"]
    assert "You were both brave." in bodies["mail"]
    assert "brave" not in bodies["sms"]
    assert "There is news for you." in bodies["sms"]


def test_nobody_writes_to_somebody_who_died(cast, mo_and_ben):
    end_pairing(by=cast.cora, pairing=mo_and_ben, ending="died", word="We miss her.")
    assert [one.reader for one in Farewell.objects.all()] == [cast.ben]


def test_a_past_supporter_sees_nothing_of_the_person(cast, mo_and_ben):
    contact = met(cast, cast.mo, cast.kim, 1)
    end_pairing(by=cast.mo, pairing=mo_and_ben)
    ben = client_of(cast.ben)
    farewell = Farewell.objects.get()
    assert ben.get(f"/farewells/{farewell.pk}/").status_code == 200
    addresses = [
        f"/people/{cast.mo.pk}/", f"/pairings/{mo_and_ben.pk}/", f"/pairings/{mo_and_ben.pk}/ending/", f"/log/{contact.pk}/",
        f"/requests/{mo_and_ben.request_id}/choice/", f"/people/{cast.mo.pk}/ways/",
    ]  # fmt: skip
    assert {address: ben.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 404)
    ben.post(f"/farewells/{farewell.pk}/")
    assert ben.get(f"/farewells/{farewell.pk}/").status_code == 404
    for page in ("/pairings/", "/people/", "/today/"):
        assert "<b>Mo</b>" not in ben.get(page).content.decode()


@pytest.mark.parametrize(("keeps", "sees"), [(True, True), (False, False), (None, False)])
def test_the_next_supporter_reads_what_the_person_lets_them(cast, mo_and_ben, keeps, sees):
    before = met(cast, cast.mo, cast.ben, 3)
    end_pairing(by=cast.mo, pairing=mo_and_ben, keeps_history=keeps)
    after = paired(cast, cast.mo, cast.kim)
    assert after.before == mo_and_ben
    assert after.relation.history_from == (None if sees else today())
    assert (before in Encounter.objects.visible_to(cast.kim)) is sees


@pytest.mark.parametrize("who", ["ben", "cora"])
def test_a_yes_from_anybody_but_the_person_counts_as_not_asked(cast, mo_and_ben, who):
    end_pairing(by=getattr(cast, who), pairing=mo_and_ben, keeps_history=True)
    mo_and_ben.refresh_from_db()
    assert mo_and_ben.keeps_history is None


def test_ask_me_later_is_answered_later_and_can_be_changed(cast, mo_and_ben):
    before = met(cast, cast.mo, cast.ben, 3)
    with pytest.raises(Refused, match="You still meet"):
        say_history(by=cast.mo, pairing=mo_and_ben, keeps_history=True)
    end_pairing(by=cast.mo, pairing=mo_and_ben)
    paired(cast, cast.mo, cast.kim)
    say_history(by=cast.mo, pairing=mo_and_ben, keeps_history=True)
    assert before in Encounter.objects.visible_to(cast.kim)
    say_history(by=cast.mo, pairing=mo_and_ben, keeps_history=False)
    assert before not in Encounter.objects.visible_to(cast.kim)
    for other in (cast.ben, cast.kim, cast.cora):
        with pytest.raises(NotAllowed, match="Only the person says"):
            say_history(by=other, pairing=mo_and_ben, keeps_history=True)


def test_a_relation_ended_elsewhere_closes_the_pairing_too(cast, mo_and_ben):
    end_relation(by=cast.mo, relation=mo_and_ben.relation)
    assert client_of(cast.ben).get(f"/pairings/{mo_and_ben.pk}/").status_code == 404
    assert (jobs.close_what_ended_elsewhere(), jobs.close_what_ended_elsewhere()) == (1, 0)
    mo_and_ben.refresh_from_db()
    assert (mo_and_ben.ended_on, mo_and_ben.ending, mo_and_ben.keeps_history) == (today(), "not_said", None)
    running = paired(cast, cast.mo, cast.kim)
    assert close_pairing(by=TESTS, pairing=running) is False


def test_somebody_who_meets_two_hands_over_from_each_once(cast, mo_and_ben):
    other = paired(cast, cast.mo, cast.kim)
    end_pairing(by=cast.mo, pairing=mo_and_ben, keeps_history=True)
    end_pairing(by=cast.mo, pairing=other, keeps_history=True)
    grant_role(by=TESTS, person=cast.eve, kind="supporter", programme=cast.river)
    third = paired(cast, cast.mo, Person.objects.get(pk=cast.eve.pk))
    assert third.before == other
    assert third.relation.history_from is None


def test_their_record_tells_whom_they_met(cast, mo_and_ben):
    end_pairing(by=cast.mo, pairing=mo_and_ben, ending="got_there")
    [row] = pairings_held_on(cast.mo)
    assert (row["supporter"], row["ended_on"], row["ending"]) == ("Ben", today(), "we did what we set out to do")


def test_a_colleagues_own_support_is_not_the_coordinators_to_see(cast):
    pairing = paired(cast, cast.mo, cast.ben)
    assert pairing in Pairing.objects.visible_to(cast.cora)
    grant_role(by=TESTS, person=cast.mo, kind="host", programme=cast.hill)
    assert pairing not in Pairing.objects.visible_to(cast.cora)
    assert not Pairing.objects.visible_to(Visitor()).exists()
    assert not Pairing.objects.of(Visitor()).exists()


def test_a_coordinator_of_everything_sees_every_pairing(cast, mo_and_ben):
    grant_role(by=TESTS, person=cast.ada, kind="coordinator")
    assert mo_and_ben in Pairing.objects.visible_to(Person.objects.get(pk=cast.ada.pk))
    end_role(by=TESTS, role=cast.ada.roles.get(kind="coordinator"))
    assert mo_and_ben not in Pairing.objects.visible_to(Person.objects.get(pk=cast.ada.pk))


def test_who_was_written_down_twice_keeps_whom_they_met(cast):
    pairing = paired(cast, None, cast.ben)
    merge_people(by=TESTS, keep=cast.eve, other=pairing.person)
    assert pairing in Pairing.objects.of(cast.eve)
    end_pairing(by=cast.eve, pairing=pairing, keeps_history=True)
    pairing.refresh_from_db()
    assert pairing.keeps_history is True
    assert [one.reader for one in Farewell.objects.all()] == [cast.ben]


ENDED = some.tuples(some.integers(0, 30), some.sampled_from([True, False, None]))


@given(ended=some.lists(ENDED, max_size=5, unique_by=lambda one: one[0]))
def test_whatever_ended_before_the_day_is_never_one_the_person_closed(ended):
    """Told by hand: nothing on a day up to which an unkept pairing ran is open, and all is open if all were kept."""
    begins = today()
    pairings = [
        Pairing(began_on=begins - timedelta(days=60), ended_on=begins - timedelta(days=ago), keeps_history=keeps) for ago, keeps in ended
    ]
    start = history_start(pairings, begins)
    unkept = [one for one in pairings if one.keeps_history is not True]
    last = min(pairings, key=lambda one: begins - one.ended_on, default=None)
    if not unkept:
        assert start is None
    elif last in unkept:
        assert start == begins
    else:
        assert start == max(one.ended_on for one in unkept) + timedelta(days=1)
