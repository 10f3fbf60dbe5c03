"""Who holds a group and its dates: turns, "I can't make it", "I can", learners and guests."""

from datetime import timedelta

import pytest

from hearthside.core.dates import now, today
from hearthside.core.errors import NotAllowed, Refused
from hearthside.gatherings.hosting import actions, queries
from hearthside.gatherings.jobs import plan_rotations
from hearthside.gatherings.models import Duty, Gathering, Host, Session
from hearthside.gatherings.permissions import holds
from hearthside.gatherings.series.actions import cancel_session
from hearthside.gatherings.tests.groups import closed_circle, tuesday_circle
from hearthside.gatherings.tests.reach import waiting, welcome_reminders
from tests.cast import TESTS


def nth(gathering: Gathering, number: int) -> Session:
    coming = gathering.sessions.select_related("series", "gathering").filter(starts__gt=now())
    return coming.order_by("slot_day")[number]


def names(gathering: Gathering) -> list[str]:
    duties = Duty.objects.filter(session__gathering=gathering, given_up_at=None).order_by("session__starts", "given_at")
    return list(duties.values_list("person__name", flat=True))


def test_ben_and_kim_take_turns_for_eight_weeks_and_a_second_look_changes_nothing(cast):
    gathering = tuesday_circle(cast)
    assert actions.plan_rotation(by=cast.ben, gathering=gathering) == 8
    assert names(gathering) == ["Ben", "Kim"] * 4
    assert actions.plan_rotation(by=cast.ben, gathering=gathering) == 0
    assert plan_rotations() == 0


def test_what_was_agreed_by_hand_stays_and_the_worker_fills_the_rest(cast):
    gathering = tuesday_circle(cast)
    actions.give_duty(by=cast.cora, session=nth(gathering, 0), person=cast.kim)
    actions.give_duty(by=cast.ben, session=nth(gathering, 1), person=cast.dan)
    assert plan_rotations() == 6
    assert names(gathering)[:2] == ["Kim", "Dan"]
    assert sorted(names(gathering)) == ["Ben"] * 3 + ["Dan"] + ["Kim"] * 4
    assert Duty.objects.get(person=cast.dan).part == "guest"


def test_ben_cannot_make_it_and_kim_is_asked_and_takes_it(cast):
    gathering = tuesday_circle(cast)
    session = nth(gathering, 3)
    welcome_reminders(cast.kim, "+13065550179")
    duty = actions.give_duty(by=cast.ben, session=session, person=cast.ben)
    actions.end_duty(by=cast.ben, duty=duty)
    actions.end_duty(by=cast.ben, duty=duty)
    [asked] = waiting().items()
    assert asked[0] == "+13065550179"
    assert f"/groups/tuesday-circle/dates/{session.pk}/" in asked[1]
    assert list(queries.covers_asked(cast.kim)) == [session]
    assert list(queries.covers_asked(cast.ben)) == list(queries.covers_asked(cast.cora)) == []
    assert actions.plan_rotation(by=TESTS, gathering=gathering, weeks=4) == 3, "a machine does not answer for people"
    actions.take_duty(by=cast.kim, session=session)
    assert waiting() == {}
    assert list(queries.covers_asked(cast.kim)) == []
    with pytest.raises(Refused, match="Somebody has taken it"):
        actions.resume_duty(by=cast.ben, duty=duty)


def test_ben_can_make_it_after_all(cast):
    session = nth(tuesday_circle(cast), 3)
    welcome_reminders(cast.kim, "+13065550179")
    duty = actions.give_duty(by=cast.ben, session=session, person=cast.ben)
    actions.end_duty(by=cast.ben, duty=duty)
    actions.resume_duty(by=cast.ben, duty=duty)
    assert waiting() == {}
    assert list(queries.dates_held(cast.ben, session.day)) == [session]


def test_of_two_who_tap_at_once_one_gets_it(cast):
    """Each has the page as it was before; whoever comes second finds it taken."""
    gathering = tuesday_circle(cast)
    for_ben, for_kim = nth(gathering, 0), nth(gathering, 0)
    actions.take_duty(by=cast.ben, session=for_ben)
    assert actions.take_duty(by=cast.ben, session=for_ben).person == cast.ben
    with pytest.raises(Refused, match="Somebody has taken it"):
        actions.take_duty(by=cast.kim, session=for_kim)
    assert names(gathering) == ["Ben"]


def test_somebody_learning_takes_a_place_held_for_them_and_fills_no_gap(cast):
    gathering = tuesday_circle(cast, learners_welcome=1)
    for person in (cast.ana, cast.eve):
        actions.add_host(by=cast.ben, gathering=gathering, person=person, part="learner")
    session = nth(gathering, 0)
    duty = actions.take_duty(by=cast.ana, session=session)
    with pytest.raises(Refused, match="places for learners are taken"):
        actions.take_duty(by=cast.eve, session=session)
    assert session in queries.gaps_ahead(cast.ben)
    actions.end_duty(by=cast.ana, duty=duty)
    actions.take_duty(by=cast.eve, session=session)
    with pytest.raises(Refused, match="places for learners are taken"):
        actions.resume_duty(by=cast.ana, duty=duty)
    assert waiting() == {}


def test_dates_that_are_over_or_off_are_nobodys_to_take(cast):
    gathering = tuesday_circle(cast)
    session = nth(gathering, 0)
    cancel_session(by=cast.ben, session=session)
    with pytest.raises(Refused, match="cancelled"):
        actions.take_duty(by=cast.kim, session=session)
    Session.objects.filter(pk=session.pk).update(state="held")
    with pytest.raises(Refused, match="is over"):
        actions.give_duty(by=cast.ben, session=session, person=cast.kim)


def test_only_those_who_hold_it_take_its_dates_and_nobody_has_one_twice(cast):
    session = nth(tuesday_circle(cast), 0)
    for who in (cast.cora, cast.dan, cast.ana):
        with pytest.raises(NotAllowed):
            actions.take_duty(by=who, session=session)
    duty = actions.give_duty(by=cast.ben, session=session, person=cast.kim)
    with pytest.raises(Refused, match="has this date already"):
        actions.give_duty(by=cast.ben, session=session, person=cast.kim)
    with pytest.raises(NotAllowed):
        actions.end_duty(by=cast.dan, duty=duty)


def test_whoever_is_taken_off_loses_coming_dates_and_the_names(cast):
    gathering = tuesday_circle(cast)
    actions.plan_rotation(by=cast.ben, gathering=gathering)
    host = Host.objects.get(gathering=gathering, person=cast.kim)
    actions.end_hosting(by=cast.ben, host=host)
    actions.end_hosting(by=cast.kim, host=host)
    assert not holds(cast.kim, gathering)
    assert set(names(gathering)) == {"Ben"}
    actions.plan_rotation(by=cast.ben, gathering=gathering)
    assert names(gathering) == ["Ben"] * 8
    with pytest.raises(Refused, match="Somebody has to hold"):
        actions.end_hosting(by=cast.ben, host=Host.objects.get(gathering=gathering, person=cast.ben))


def test_hosts_are_added_once_reordered_and_become_learners_only_while_somebody_stays(cast):
    gathering = tuesday_circle(cast)
    dan = actions.add_host(by=cast.cora, gathering=gathering, person=cast.dan, part="co_host")
    with pytest.raises(Refused, match="holds this group already"):
        actions.add_host(by=cast.ben, gathering=gathering, person=cast.dan)
    actions.change_host(by=cast.ben, host=dan, part="co_host", is_in_rotation=True, place=1)
    assert [host.person.name for host in queries.hosts_of(gathering)] == ["Dan", "Ben", "Kim"]
    for person in (cast.ben, cast.kim):
        host = gathering.hosts.get(person=person)
        actions.change_host(by=cast.cora, host=host, part="learner", is_in_rotation=False, place=9)
    with pytest.raises(Refused, match="Somebody has to hold"):
        actions.change_host(by=cast.cora, host=dan, part="learner", is_in_rotation=False, place=1)


def test_a_coordinator_gives_themselves_no_key_to_a_closed_group(cast):
    gathering = closed_circle(cast)
    Gathering.objects.filter(pk=gathering.pk).update(programme=cast.river)
    gathering.refresh_from_db()
    session = nth(gathering, 0)
    with pytest.raises(NotAllowed, match="since it opens the names"):
        actions.add_host(by=cast.cora, gathering=gathering, person=cast.kim)
    with pytest.raises(NotAllowed, match="since it opens the names"):
        actions.give_duty(by=cast.cora, session=session, person=cast.cora)
    Host.objects.update(ends_on=today())
    with pytest.raises(Refused, match="Name somebody else"):
        actions.add_host(by=cast.cora, gathering=gathering, person=cast.cora)
    with pytest.raises(Refused, match="Name somebody else"):
        actions.give_duty(by=cast.cora, session=session, person=cast.cora)
    actions.add_host(by=cast.cora, gathering=gathering, person=cast.kim)
    assert holds(cast.kim, gathering)


def test_gaps_are_seen_by_hosts_and_coordinators_of_their_own(cast):
    circle, closed = tuesday_circle(cast), closed_circle(cast)
    assert {one.gathering_id for one in queries.gaps_ahead(cast.cora)} == {circle.pk}
    assert {one.gathering_id for one in queries.gaps_ahead(cast.dan)} == {closed.pk}
    assert not queries.gaps_ahead(cast.ana)
    assert all(one.day <= today() + timedelta(weeks=8) for one in queries.gaps_ahead(cast.cora))


def test_reading_for_today_costs_one_query_each(cast, django_assert_num_queries):
    for _number in range(2):
        gathering = tuesday_circle(cast)
        duty = actions.give_duty(by=cast.ben, session=nth(gathering, 0), person=cast.ben)
        actions.end_duty(by=cast.ben, duty=actions.give_duty(by=cast.ben, session=nth(gathering, 1), person=cast.ben))
    list(queries.dates_held(cast.ben, today()))
    _roles = cast.kim.current_roles
    with django_assert_num_queries(3):
        assert len(list(queries.dates_held(cast.ben, duty.session.day))) == 2
        assert len(list(queries.covers_asked(cast.kim))) == 2
        assert len([one.gathering.public_title for one in queries.gaps_ahead(cast.kim)]) == 14
