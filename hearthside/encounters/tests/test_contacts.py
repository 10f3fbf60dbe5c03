"""What may be logged, by whom, and what it leaves behind."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from hearthside.audit.models import Entry
from hearthside.core.dates import month_of, now, today
from hearthside.core.errors import NotAllowed, Refused
from hearthside.encounters.actions import (
    Contact,
    close_call_back,
    correct_encounter,
    record_attempt,
    record_encounter,
    record_encounters,
    replace_ticket,
    undo_encounter,
    withdraw_offer,
)
from hearthside.encounters.models import Attempt, Doing, Encounter, Presence
from hearthside.people.actions import add_person
from tests.cast import TESTS


@pytest.fixture
def contact(cast):
    """A quarter of an hour on the telephone with Ana, changed as a test needs it."""

    def make(**changes):
        usual = {"programme": cast.river, "kind": cast.phone, "day": today(), "minutes": 15, "people": [cast.ana]}
        return Contact(**(usual | changes))

    return make


def test_ben_logs_a_call_with_ana_and_it_is_his(cast, contact):
    encounter, ticket = record_encounter(by=cast.ben, contact=contact())
    assert list(encounter.presences.values_list("person", "month", "programme", "kind")) == [
        (cast.ana.pk, month_of(today()), cast.river.pk, cast.phone.pk)
    ]
    assert [doing.supporter for doing in encounter.doings.all()] == [cast.ben]
    assert encounter.typist == cast.ben
    assert encounter.ticket_digest == ticket.digest
    assert ticket.code not in str(encounter.__dict__)
    entry = Entry.objects.order_by("seq").last()
    assert (entry.act, entry.actor_label, entry.about) == ("logged a contact", "Ben", cast.ana.actor_id)


def test_the_same_form_sent_twice_is_one_contact_and_somebody_elses_is_not_touched(cast, contact):
    once = contact()
    first, ticket = record_encounter(by=cast.ben, contact=once)
    again, no_ticket = record_encounter(by=cast.ben, contact=once)
    assert (again, no_ticket) == (first, None)
    assert ticket
    with pytest.raises(IntegrityError):
        record_encounter(by=cast.kim, contact=contact(id=once.id, people=[], unnamed=1))
    assert Encounter.objects.count() == 1


def test_kim_types_for_ben_and_both_are_kept(cast, contact):
    encounter, _ticket = record_encounter(by=cast.kim, contact=contact(people=[], unnamed=1, supporters=[cast.ben]))
    assert encounter.typist == cast.kim
    assert [doing.supporter for doing in encounter.doings.all()] == [cast.ben]


def test_two_supporters_make_one_contact(cast, contact):
    encounter, _ticket = record_encounter(by=cast.ben, contact=contact(supporters=[cast.ben, cast.kim]))
    assert Encounter.objects.count() == 1
    assert encounter.doings.count() == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"day": timedelta(days=1)}, "in the future"),
        ({"day": timedelta(days=-80 * 366)}, "too long ago"),
        ({"minutes": 0}, "between 1 and 1440"),
        ({"minutes": 4000}, "between 1 and 1440"),
        ({"people": []}, "No name"),
    ],
)
def test_what_cannot_be_right_is_said_in_a_sentence_and_nothing_is_stored(cast, contact, changes, sentence):
    if "day" in changes:
        changes = {"day": today() + changes["day"]}
    with pytest.raises(Refused, match=sentence):
        record_encounter(by=cast.ben, contact=contact(**changes))
    assert not Encounter.objects.exists()


def test_nobody_is_on_both_sides(cast, contact):
    with pytest.raises(Refused, match="both sides"):
        record_encounter(by=cast.ben, contact=contact(supporters=[cast.ana]))


def test_a_group_has_no_words_on_people(cast, contact):
    with pytest.raises(Refused, match="no note about people"):
        record_encounter(by=cast.ben, contact=contact(kind=cast.group, note="Ana was quiet."))


@pytest.mark.parametrize("name", ["dan", "kim"])
def test_whoever_does_not_know_ana_cannot_log_with_her(cast, contact, name):
    with pytest.raises(Refused, match="not open to you"):
        record_encounter(by=getattr(cast, name), contact=contact())
    assert not Encounter.objects.exists()


@pytest.mark.parametrize("name", ["ana", "ada", "eve"])
def test_whoever_supports_nobody_does_not_log(cast, contact, name):
    with pytest.raises(NotAllowed, match="Only supporters"):
        record_encounter(by=getattr(cast, name), contact=contact(people=[], unnamed=1))


def test_a_contact_written_down_the_next_day_is_late_and_keeps_its_day(cast, contact):
    yesterday = today() - timedelta(days=1)
    encounter, _ticket = record_encounter(by=cast.ben, contact=contact(day=yesterday))
    assert encounter.is_late
    assert encounter.day == yesterday


def test_the_day_is_the_one_on_the_wall(cast, contact):
    """At half past eleven in the evening in Regina it is already tomorrow in UTC."""
    from zoneinfo import ZoneInfo

    from django.utils import timezone

    with time_machine.travel("2026-03-08 05:30:00+00:00", tick=False), timezone.override(ZoneInfo("America/Regina")):
        assert today().isoformat() == "2026-03-07"
        with pytest.raises(Refused, match="future"):
            record_encounter(by=cast.ben, contact=contact(day=today() + timedelta(days=1)))


def test_twelve_people_cost_as_many_statements_as_two(cast, contact):
    crowd = [add_person(by=cast.ben, name=f"Person {number}", programme=cast.river) for number in range(12)]

    def statements(people):
        with CaptureQueriesContext(connection) as queries:
            record_encounter(by=cast.ben, contact=contact(kind=cast.group, people=people))
        return len(queries)

    statements(crowd[:2])  # Ben's roles are read once
    assert statements(crowd[:2]) == statements(crowd)


def test_a_list_of_contacts_is_stored_as_one_act(cast, contact):
    before = Entry.objects.count()
    stored = record_encounters(by=TESTS, contacts=[contact(supporters=[cast.ben]), contact(people=[], unnamed=8, kind=cast.group)])
    assert len(stored) == 2
    assert Entry.objects.count() == before + 1
    assert not any(encounter.is_late for encounter in stored)


def test_correcting_moves_the_people_along(cast, contact):
    encounter, _ticket = record_encounter(by=cast.ben, contact=contact())
    long_ago = today() - timedelta(days=70)
    correct_encounter(by=cast.ben, encounter=encounter, day=long_ago, minutes=40, programme=cast.hill)
    presence = Presence.objects.get()
    assert (presence.month, presence.programme) == (month_of(long_ago), cast.hill)
    with pytest.raises(Refused, match="future"):
        correct_encounter(by=cast.ben, encounter=encounter, day=today() + timedelta(days=2))
    with pytest.raises(Refused, match="between 1 and"):
        correct_encounter(by=cast.ben, encounter=Encounter.objects.get(), minutes=0)


@pytest.mark.parametrize("name", ["kim", "dan", "ana", "cora"])
def test_only_those_who_were_there_for_us_correct_or_take_back(cast, contact, name):
    encounter, _ticket = record_encounter(by=cast.ben, contact=contact())
    with pytest.raises(NotAllowed):
        correct_encounter(by=getattr(cast, name), encounter=encounter, minutes=5)
    with pytest.raises(NotAllowed):
        undo_encounter(by=getattr(cast, name), encounter=encounter)


def test_taking_back_leaves_nothing_but_the_trail(cast, contact):
    encounter, _ticket = record_encounter(by=cast.ben, contact=contact())
    reference = encounter.reference
    undo_encounter(by=cast.ben, encounter=encounter)
    assert not Encounter.objects.exists()
    assert not Presence.objects.exists()
    assert not Doing.objects.exists()
    assert [entry.act for entry in Entry.objects.filter(thing=reference)] == ["logged a contact", "took a contact back"]


def test_after_a_day_it_is_corrected_not_taken_back(cast, contact):
    encounter, _ticket = record_encounter(by=cast.ben, contact=contact())
    encounter.typed_at -= timedelta(hours=25)
    with pytest.raises(NotAllowed, match="Correct it instead"):
        undo_encounter(by=cast.ben, encounter=encounter)


def test_a_lost_code_is_replaced_and_a_survey_not_offered_does_not_count(cast, contact):
    encounter, first = record_encounter(by=cast.ben, contact=contact())
    second = replace_ticket(by=cast.ben, encounter=encounter)
    assert encounter.ticket_digest == second.digest != first.digest
    withdraw_offer(by=cast.ben, encounter=encounter)
    assert encounter.ticket_digest is None
    with pytest.raises(Refused, match="can no longer be replaced"):
        replace_ticket(by=cast.ben, encounter=encounter)


def test_call_me_later_is_done_with_when_somebody_talked(cast, contact):
    record_attempt(by=cast.ben, person=cast.ana, programme=cast.river, kind=cast.phone, outcome="call_later", day=today(), again_on=today())
    assert Attempt.objects.to_call_back().count() == 1
    record_encounter(by=cast.ben, contact=contact())
    assert not Attempt.objects.to_call_back().exists()


def test_a_second_try_takes_the_place_of_the_first(cast):
    for _try in range(2):
        record_attempt(
            by=cast.ben, person=cast.ana, programme=cast.river, kind=cast.phone, outcome="call_later", day=today(), again_on=today()
        )
    assert Attempt.objects.count() == 2
    assert Attempt.objects.to_call_back().count() == 1


def test_dan_cannot_log_a_try_towards_ana(cast):
    with pytest.raises(NotAllowed):
        record_attempt(by=cast.dan, person=cast.ana, programme=cast.river, kind=cast.phone, outcome="no_answer", day=today())


def test_kim_cannot_close_what_ben_was_asked(cast):
    asked = record_attempt(
        by=cast.ben, person=cast.ana, programme=cast.river, kind=cast.phone, outcome="call_later", day=today(), again_on=today()
    )
    with pytest.raises(NotAllowed, match="somebody else's"):
        close_call_back(by=cast.kim, attempt=asked)
    close_call_back(by=cast.cora, attempt=asked)
    assert not Attempt.objects.to_call_back().exists()


def test_asked_us_to_stop_ends_every_permission_at_once(cast):
    from hearthside.people.models import ReachPermission, WayToReach

    way = WayToReach.objects.create(person=cast.ana, kind="phone", value="+13065550100")
    ReachPermission.objects.create(way=way, purpose="check_ins", may_call=True)
    record_attempt(by=cast.ben, person=cast.ana, programme=cast.river, kind=cast.phone, outcome="stop_asked", day=today())
    assert not ReachPermission.objects.filter(ended_at=None).exists()


def test_after_two_weeks_nothing_tells_which_ticket_was_whose(cast, contact):
    from hearthside.encounters.jobs import forget_tickets

    record_encounter(by=cast.ben, contact=contact())
    assert forget_tickets() == 0
    with time_machine.travel(now() + timedelta(days=15)):
        assert forget_tickets() == 1
    assert Encounter.objects.get().ticket_digest is None
