"""The share of each, tried against every way there is to share a small day, and on long days against its promises."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise, product
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from hearthside.checkins.rounds.sharing import LAST, LIKED, LOAD, STAYS, Caller, Span, ToShare, can_call, share

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
RIVER, HILL = UUID(int=901), UUID(int=902)
NAMES = [UUID(int=number) for number in range(1, 5)]  # those on duty; the first is supported as well


def hour(number: float) -> datetime:
    return NINE + timedelta(hours=number)


@st.composite
def spans(draw) -> Span:
    begins = draw(st.integers(0, 5))
    return Span(hour(begins), hour(begins + draw(st.integers(1, 5))), draw(st.sampled_from([None, RIVER, HILL])))


@st.composite
def days(draw, most_calls: int = 6) -> tuple[list[ToShare], list[Caller]]:
    callers = [
        Caller(key, draw(st.lists(spans(), min_size=1, max_size=2)), draw(st.integers(0, 3))) for key in NAMES[: draw(st.integers(1, 4))]
    ]
    calls = []
    for number in range(draw(st.integers(0, most_calls))):
        opens = draw(st.integers(0, 9))
        voices = draw(st.permutations(NAMES))
        like, dislike = draw(st.integers(0, 2)), draw(st.integers(0, 2))
        calls.append(
            ToShare(
                key=UUID(int=100 + number),
                person=draw(st.sampled_from([NAMES[0], UUID(int=500 + number)])),
                programme=draw(st.sampled_from([RIVER, HILL])),
                opens=hour(opens),
                closes=hour(opens + draw(st.sampled_from([0.2, 0.5, 1, 3]))),
                liked=frozenset(voices[:like]),
                not_liked=frozenset(voices[like : like + dislike]),
                last=draw(st.sampled_from([None, *NAMES])),
                given_to=draw(st.sampled_from([None, *NAMES])),
            )
        )
    return calls, callers


def may(caller: Caller, call: ToShare) -> bool:
    """The rule again, minute by minute."""
    if caller.key == call.person or caller.key in call.not_liked:
        return False
    minutes = int((call.closes - call.opens).total_seconds() // 60)
    for span in caller.spans:
        on_duty = [span.begins <= call.opens + timedelta(minutes=minute) < span.ends for minute in range(minutes)]
        if span.programme in (None, call.programme) and sum(on_duty) >= min(20, minutes):
            return True
    return False


def price(calls: list[ToShare], callers: list[Caller], shares: dict) -> tuple:
    """What a way to share is worth, in the order of the promises; the less the better."""
    loads = [one.load + sum(who == one.key for who in shares.values()) for one in callers]
    held = [(call, shares[call.key]) for call in calls if call.key in shares]
    return (
        -len(shares),
        sum(load**2 for load in loads) - sum(one.load**2 for one in callers),
        -sum(who in call.liked for call, who in held),
        -sum(who == call.last for call, who in held),
        -sum(who == call.given_to for call, who in held),
    )


def every_way(calls: list[ToShare], callers: list[Caller]):
    able = [[one.key for one in callers if may(one, call)] or [None] for call in calls]
    for choice in product(*able):
        yield {call.key: who for call, who in zip(calls, choice, strict=True) if who is not None}


@settings(max_examples=400, deadline=None)
@given(days())
def test_there_is_no_better_way_to_share_a_small_day(day):
    calls, callers = day
    assert price(calls, callers, share(calls, callers)) == min(price(calls, callers, way) for way in every_way(calls, callers))


@settings(max_examples=150, deadline=None)
@given(days(most_calls=40), st.randoms())
def test_nobody_is_given_a_call_that_is_not_theirs_to_make_and_none_is_left_that_somebody_can(day, random):
    calls, callers = day
    shares, by_key = share(calls, callers), {one.key: one for one in callers}
    for call in calls:
        assert all(can_call(one, call) == may(one, call) for one in callers)
        who = shares.get(call.key)
        assert may(by_key[who], call) if who else not any(may(one, call) for one in callers)
    shuffled = calls.copy()
    random.shuffle(shuffled)
    assert share(shuffled, callers[::-1]) == shares, "the order in which rows come changes nothing"


@settings(max_examples=100, deadline=None)
@given(days(most_calls=25))
def test_shared_again_nothing_moves(day):
    calls, callers = day
    shares = share(calls, callers)
    again = [ToShare(**{name: getattr(call, name) for name in call.__slots__} | {"given_to": shares.get(call.key)}) for call in calls]
    assert share(again, callers) == shares


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 60), st.lists(st.integers(0, 3), min_size=1, max_size=4), st.data())
def test_on_a_whole_day_on_duty_the_loads_differ_by_one_at_most(number, heavy, data):
    """Unless what somebody carried already is more than their share: then they are given nothing."""
    callers = [Caller(key, [Span(hour(0), hour(12))], load) for key, load in zip(NAMES, heavy, strict=False)]
    liked = [frozenset(data.draw(st.sets(st.sampled_from(NAMES)))) for _call in range(number)]
    calls = [ToShare(UUID(int=100 + place), UUID(int=500), RIVER, hour(1), hour(2), liked=some) for place, some in enumerate(liked)]
    given_to = list(share(calls, callers).values())
    loads = {one.key: one.load + given_to.count(one.key) for one in callers}
    busy = [loads[one.key] for one in callers if given_to.count(one.key)]
    assert not busy or max(busy) - min(loads.values()) <= 1


def test_whoever_had_heavy_calls_lately_has_fewer():
    ben, kim = (Caller(key, [Span(hour(0), hour(8))], load) for key, load in ((NAMES[1], 2), (NAMES[2], 0)))
    calls = [ToShare(UUID(int=100 + place), UUID(int=500), RIVER, hour(1), hour(2)) for place in range(6)]
    given_to = list(share(calls, [ben, kim]).values())
    assert (given_to.count(ben.key), given_to.count(kim.key)) == (2, 4)


def test_five_hundred_calls_are_shared_in_a_moment():
    callers = [Caller(UUID(int=place), [Span(hour(place % 4), hour(6 + place % 4))]) for place in range(1, 13)]
    calls = [
        ToShare(UUID(int=1000 + place), UUID(int=5000 + place), RIVER, hour(place % 8), hour(place % 8 + 2),
                liked=frozenset({UUID(int=place % 12 + 1)}))
        for place in range(500)
    ]  # fmt: skip
    begun = datetime.now(UTC)
    shares = share(calls, callers)
    assert len(shares) == 500
    assert (datetime.now(UTC) - begun).total_seconds() < 5


def test_each_promise_outweighs_all_of_those_after_it():
    assert all(less * 500 < more for less, more in pairwise((STAYS, LAST, LIKED, LOAD)))
