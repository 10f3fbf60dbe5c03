"""Turns are fair and stay as they are, whatever was agreed by hand."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from hearthside.gatherings.hosting.actions.rotation import turns
from hearthside.gatherings.models import Duty, Host, Session

MONDAY = date(2030, 1, 7)


def key(number: int) -> UUID:
    return UUID(int=number + 1)


def dates(number: int) -> list[Session]:
    days = [MONDAY + timedelta(weeks=n) for n in range(number)]
    return [Session(pk=key(1000 + n), day=day, starts=datetime.combine(day, time(13), UTC)) for n, day in enumerate(days)]


def hosts(number: int) -> list[Host]:
    return [Host(pk=key(100 + n), person_id=key(n), position=n, starts_on=MONDAY - timedelta(days=9)) for n in range(number)]


def held(duties: list[Duty]) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    for duty in duties:
        if duty.given_up_at is None:
            found[duty.person_id] = found.get(duty.person_id, 0) + 1
    return found


@given(st.integers(1, 20), st.integers(1, 6), st.integers(1, 3))
def test_nobody_has_more_than_one_date_more_than_another(weeks, people, needed):
    given_out = turns(dates(weeks), hosts(people), [], needed)
    counts = held(given_out)
    assert len(given_out) == weeks * min(needed, people)
    assert max(counts.values()) - min(counts.get(key(n), 0) for n in range(people)) <= 1
    assert len({(duty.session.pk, duty.person_id) for duty in given_out}) == len(given_out)


agreed = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 6), st.sampled_from(["there", "given back", "learner"])), max_size=14)


@given(st.integers(1, 12), st.integers(1, 5), st.integers(1, 3), agreed)
def test_what_was_agreed_stays_and_whoever_had_least_comes_next(weeks, people, needed, agreed):
    sessions, everyone = dates(weeks), hosts(people)
    by_hand: dict[tuple, Duty] = {}
    for week, person, how in agreed:
        if week < weeks:
            duty = Duty(session=sessions[week], person_id=key(person), part="learner" if how == "learner" else "host")
            duty.given_up_at = datetime.now(UTC) if how == "given back" else None
            by_hand.setdefault((week, person), duty)
    known = list(by_hand.values())
    added = turns(sessions, everyone, known, needed)
    counts = {host.person_id: held(known).get(host.person_id, 0) for host in everyone}
    for duty in added:
        there = {one.person_id for one in known + added if one.session.pk == duty.session.pk}
        free = {person: count for person, count in counts.items() if person not in there}
        assert all(counts[duty.person_id] <= count for count in free.values())
        counts[duty.person_id] += 1
    for session in sessions:
        places = [one for one in known if one.session.pk == session.pk and one.part != "learner"]
        new = [one for one in added if one.session.pk == session.pk]
        asked = {one.person_id for one in known if one.session.pk == session.pk}
        assert len(new) == max(0, min(needed - len(places), len({host.person_id for host in everyone} - asked)))
    assert turns(sessions, everyone, known + added, needed) == []


def test_two_take_turns_in_their_order_and_a_newcomer_comes_next(cast):
    first = turns(dates(4), hosts(2), [], 1)
    assert [duty.person_id for duty in first] == [key(0), key(1), key(0), key(1)]
    later = turns(dates(6), hosts(3), first, 1)
    assert [duty.person_id for duty in later] == [key(2), key(2)]


def test_somebody_whose_time_has_ended_gets_no_date_after_it():
    everyone = hosts(2)
    everyone[0].ends_on = MONDAY + timedelta(weeks=1)
    assert [duty.person_id for duty in turns(dates(3), everyone, [], 1)] == [key(0), key(1), key(1)]
