"""Tables of a whole list say of every pair what the rule for two people says."""

from hypothesis import given, settings
from hypothesis import strategies as st

from hearthside.one_to_one.matching.bulk import pairs, solve
from hearthside.one_to_one.matching.fitting import Asked, Offer, allowed, cost
from hearthside.one_to_one.matching.tests.test_fitting import brought, requests

PROGRAMMES = [None, "river", "hill"]


@st.composite
def houses(draw):
    supporters = [
        Offer(bringing, draw(st.integers(0, 2)), draw(st.frozensets(st.sampled_from(PROGRAMMES), min_size=1)))
        for bringing in draw(st.lists(brought, max_size=6, unique_by=lambda one: one.person_id))
    ]
    known = st.frozensets(st.sampled_from([one.supporter_id for one in supporters]), max_size=1) if supporters else st.just(frozenset())
    waiting = [
        Asked(request, works_here=draw(st.booleans()) and draw(st.booleans()), barred=draw(known), met_before=draw(known))
        for request in draw(st.lists(requests, max_size=6))
    ]
    for one in waiting:
        one.request.programme_id = draw(st.sampled_from(PROGRAMMES))
    return waiting, supporters


@settings(max_examples=200, deadline=None)
@given(houses())
def test_a_table_says_the_same_as_the_rule_for_two(house):
    waiting, supporters = house
    edges, why = pairs(waiting, supporters)
    found = dict(zip(zip(edges.request.tolist(), edges.supporter.tolist(), strict=True), edges.cost.tolist(), strict=True))
    assert found == {
        (row, place): cost(one.request, offer.bringing)
        for row, one in enumerate(waiting)
        for place, offer in enumerate(supporters)
        if allowed(one, offer)
    }
    assert len(why) == len(waiting)


@settings(max_examples=100, deadline=None)
@given(houses())
def test_whoever_gets_nobody_is_told_why(house):
    waiting, supporters = house
    solved = solve(waiting, supporters)
    for one, chosen, why in zip(waiting, solved.chosen, solved.why, strict=True):
        assert (chosen is None) == bool(why)
        assert chosen is None or allowed(one, supporters[chosen])
        assert (why == "needed") == (chosen is None and any(allowed(one, offer) for offer in supporters))
