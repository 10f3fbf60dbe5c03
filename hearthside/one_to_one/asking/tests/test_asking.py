"""Asking to meet a peer needs a name and nothing else; the code changes it and takes it back."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from hearthside.audit.models import Entry
from hearthside.core.actors import Visitor
from hearthside.core.dates import now
from hearthside.core.errors import NotAllowed, Refused
from hearthside.one_to_one.asking.actions import (
    Referral,
    Wishes,
    ask_for_peer,
    change_request,
    resume_request,
    type_request,
    withdraw_request,
)
from hearthside.one_to_one.asking.tests.asked import NUMBER, asked, by_text
from hearthside.one_to_one.models import Request
from hearthside.outbox.models import Message
from hearthside.people.actions import grant_role
from hearthside.people.asking.own_codes import code_of, give_code, thing_of
from hearthside.people.asking.reaching import Asker
from hearthside.people.models import Person
from tests.cast import TESTS


def last_entry() -> Entry:
    return Entry.objects.order_by("-seq").first()


def test_a_name_is_enough_and_the_code_opens_it(cast):
    row = asked("Robin")
    assert row.is_waiting
    assert (row.via, row.wants, row.wish, row.person) == ("form", "one_to_one", None, None)
    assert thing_of(code_of(row)) == row


def test_what_they_wrote_and_their_name_are_never_in_the_trail(cast):
    row = by_text("Quintus Verlaine", wish="About my brother")
    said = [f"{one.actor_id} {one.actor_label} {one.about} {one.thing} {one.reason} {one.details}" for one in Entry.objects.all()]
    assert last_entry().act == "asked to meet a peer"
    assert not [one for one in said if "Verlaine" in one or "brother" in one or NUMBER in one or code_of(row) in one]


def test_the_same_form_sent_twice_is_one_request(cast):
    once = uuid4()
    first, second = (ask_for_peer(by=Visitor(), asker=Asker(name="Robin", once=once), wishes=Wishes()) for _tap in range(2))
    assert first == second
    assert Request.objects.count() == 1
    assert Entry.objects.filter(act="asked to meet a peer").count() == 1


def test_a_second_tap_while_the_first_is_still_being_written_gives_back_the_first(cast, monkeypatch):
    form, taps = Asker(name="Robin"), []

    def meanwhile(row: Request) -> str:
        if not taps:
            taps.append(row)
            taps.append(ask_for_peer(by=Visitor(), asker=form, wishes=Wishes()))
        return give_code(row)

    monkeypatch.setattr("hearthside.one_to_one.asking.actions.asking.give_code", meanwhile)
    assert ask_for_peer(by=Visitor(), asker=form, wishes=Wishes()) == taps[1]
    assert Request.objects.count() == 1


def test_ana_asks_for_herself_signed_in_and_waits_once(cast):
    row = asked("", by=cast.ana)
    assert (row.person, row.name) == (cast.ana, "Ana")
    assert last_entry().about == cast.ana.actor_id
    with pytest.raises(Refused, match="Ana has asked already"):
        asked("", by=cast.ana)
    withdraw_request(by=cast.ana, request=row)
    assert asked("", by=cast.ana).is_waiting


def test_ben_writes_down_what_somebody_says_on_the_telephone(cast):
    known = type_request(by=cast.ben, asker=Asker(), wishes=Wishes(), person=cast.ana)
    unknown = type_request(by=cast.ben, asker=Asker(name="Robin"), wishes=Wishes())
    assert (known.via, known.typed_by, known.name, known.person) == ("helper", cast.ben, "Ana", cast.ana)
    assert (unknown.name, unknown.person) == ("Robin", None)
    assert set(Request.objects.visible_to(cast.ben)) == {known, unknown}
    assert set(Request.objects.visible_to(cast.kim)) == set()


def test_a_helper_names_nobody_whose_record_is_closed_to_them(cast):
    with pytest.raises(Refused, match="cannot open the record"):
        type_request(by=cast.ben, asker=Asker(), wishes=Wishes(), person=cast.mo)
    with pytest.raises(NotAllowed):
        type_request(by=cast.eve, asker=Asker(name="Robin"), wishes=Wishes())
    assert not Request.objects.exists()


def test_a_service_sends_somebody_on_only_if_they_agree_and_hears_nothing_without_their_yes(cast):
    with pytest.raises(Refused, match="Ask them first"):
        ask_for_peer(by=Visitor(), asker=Asker(name="Robin"), wishes=Wishes(), referral=Referral(referrer="A clinic", agreed_words=""))
    sent = Referral(referrer="A clinic", agreed_words="They know of this and agree.")
    row = ask_for_peer(by=cast.ana, asker=Asker(name="Robin"), wishes=Wishes(), referral=sent)
    assert (row.via, row.person, row.referrer, row.may_tell_referrer) == ("referral", None, "A clinic", False)
    assert not Message.objects.exists()


def test_it_is_changed_with_the_code_and_keeps_its_turn(cast):
    row = by_text(wish="Walks")
    since = row.asked_at
    change = {"asker": Asker(name="Sky", way="email", reach="sky@example.org"), "wishes": Wishes(wish="Tea", times=["mon_morning"])}
    with pytest.raises(NotAllowed):
        change_request(by=Visitor(), request=row, **change)
    change_request(by=Visitor(), request=row, code=code_of(row), **change)
    row.refresh_from_db()
    assert (row.name, row.wish, row.times, row.reach, row.asked_at) == ("Sky", "Tea", ["mon_morning"], "sky@example.org", since)
    assert "wish" in last_entry().details["fields"]
    before = Entry.objects.count()
    change_request(by=Visitor(), request=row, code=code_of(row), **change)
    assert Entry.objects.count() == before


def test_taking_it_back_is_one_step_and_can_be_undone_for_a_day(cast):
    row = asked("", by=cast.ana)
    suggestion = row.suggestions.create(supporter=cast.ben)
    withdraw_request(by=cast.ana, request=row)
    withdraw_request(by=cast.ana, request=row)
    suggestion.refresh_from_db()
    assert suggestion.ended_at
    assert Entry.objects.filter(act="took a request back").count() == 1
    resume_request(by=cast.ana, request=row)
    resume_request(by=cast.ana, request=row)
    assert Request.objects.waiting().get() == row
    withdraw_request(by=cast.ana, request=row)
    with time_machine.travel(now() + timedelta(hours=25)), pytest.raises(Refused, match="more than a day ago"):
        resume_request(by=cast.ana, request=row)


def test_nobody_waits_twice_by_taking_one_up_again(cast):
    first = asked("", by=cast.ana)
    withdraw_request(by=cast.ana, request=first)
    asked("", by=cast.ana)
    with pytest.raises(Refused, match="waits"):
        resume_request(by=cast.ana, request=first)


def test_what_is_over_is_neither_changed_nor_taken_back(cast):
    row = asked("", by=cast.ana)
    Request.objects.update(paired_at=now())
    with pytest.raises(Refused, match="met somebody already"):
        withdraw_request(by=cast.ana, request=row)
    with pytest.raises(Refused, match="cannot be changed"):
        change_request(by=cast.ana, request=row, asker=Asker(), wishes=Wishes())


def test_another_person_neither_changes_it_nor_takes_it_back(cast):
    row = asked("", by=cast.ana)
    for other in (cast.ben, cast.cora, cast.mo, Visitor()):
        with pytest.raises(NotAllowed):
            withdraw_request(by=other, request=row)


def test_the_receipt_says_nothing_on_a_lock_screen_unless_they_allow_the_name(cast):
    plain, named = by_text(wish="Walks"), by_text(wish="Walks", may_say_who=True)
    bodies = {message.key: str(message.body) for message in Message.objects.all()}
    code = f"{code_of(plain)[:4]}-{code_of(plain)[4:]}"
    assert bodies[f"asked-for-peer:{plain.pk}"] == f"We have your question. Your code: {code}"
    assert bodies[f"asked-for-peer:{named.pk}"].endswith("/code/ — Lantern Street")
    assert not [body for body in bodies.values() if "Walks" in body or "peer" in body]


def test_the_receipt_goes_at_once_also_at_night_in_their_language(cast):
    with time_machine.travel("2027-03-03T08:30:00Z"):  # 2:30 in the morning in Regina
        row = asked("Robin", way="phone", reach=NUMBER)
        assert Message.objects.get(key=f"asked-for-peer:{row.pk}").not_before is None


def test_who_gave_no_way_is_not_written_to(cast):
    asked("Robin")
    assert not Message.objects.exists()


def test_ana_sees_her_own_and_dan_sees_none(cast):
    row = asked("", by=cast.ana)
    assert set(Request.objects.visible_to(cast.ana)) == {row}
    for other in (cast.ben, cast.kim, cast.dan, cast.mo, cast.ada, cast.eve, Visitor()):
        assert not Request.objects.visible_to(other).exists()
    assert set(Request.objects.visible_to(Person.objects.get(pk=cast.cora.pk))) == {row}
    assert str(row) == f"request {row.pk}"


def test_who_coordinates_everything_sees_every_request(cast):
    Request.objects.filter(pk=asked().pk).update(programme=cast.hill)
    assert not Request.objects.visible_to(cast.cora).exists()
    grant_role(by=TESTS, person=cast.kim, kind="coordinator")
    assert Request.objects.visible_to(Person.objects.get(pk=cast.kim.pk)).count() == 1
