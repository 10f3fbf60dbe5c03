"""The assignment against a solver that somebody else wrote: as many served, the same cost, and of equals whoever waits longest."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ortools.graph.python import min_cost_flow

from hearthside.one_to_one.matching.assignment import assign


@st.composite
def lists(draw):
    """Few people and small costs, so that ties, scarcity, nobody, and places without room all come up."""
    requests, supporters = draw(st.integers(1, 9)), draw(st.integers(1, 5))
    every = [(request, supporter) for request in range(requests) for supporter in range(supporters)]
    allowed = draw(st.lists(st.sampled_from(every), unique=True))
    costs = draw(st.lists(st.integers(0, draw(st.sampled_from([0, 1, 5, 60]))), min_size=len(allowed), max_size=len(allowed)))
    capacity = draw(st.lists(st.integers(0, 3), min_size=supporters, max_size=supporters))
    arrays = [np.array([pair[side] for pair in allowed], np.int64) for side in (0, 1)]
    return *arrays, np.array(costs, np.int64), np.array(capacity, np.int64), requests


def flow(request, supporter, cost, capacity, requests, *, waits=False):
    """Served and cost by the other solver, and with `waits` who is served, longest first: all in one whole number a pair."""
    step = 1 + requests * requests if waits else 1
    most = (int(cost.max(initial=0)) + 1) * (requests + 1) * step
    solver = min_cost_flow.SimpleMinCostFlow()
    supporters, sink, ones = len(capacity), requests + len(capacity), np.ones(requests, np.int64)
    weight = cost * step + (request if waits else 0)
    solver.add_arcs_with_capacity_and_unit_cost(request, requests + supporter, np.ones(len(cost), np.int64), weight)
    solver.add_arcs_with_capacity_and_unit_cost(requests + np.arange(supporters), np.full(supporters, sink), capacity, 0 * capacity)
    solver.add_arcs_with_capacity_and_unit_cost(np.arange(requests), np.full(requests, sink), ones, ones * most)
    solver.set_nodes_supplies(np.arange(requests), ones)
    solver.set_node_supply(sink, -requests)
    assert solver.solve() == solver.OPTIMAL
    used = solver.flows(np.arange(len(cost))) > 0
    return int(used.sum()), int(cost[used].sum()), sorted(request[used].tolist())


def outcome(request, supporter, cost, capacity):
    """The same of ours, after a look whether it is an assignment at all."""
    pairs = assign(request, supporter, cost, capacity)
    price = {pair: one for *pair, one in zip(request.tolist(), supporter.tolist(), cost.tolist(), strict=True) for pair in [tuple(pair)]}
    assert len({one for one, _other in pairs.tolist()}) == len(pairs)
    assert (np.bincount(pairs[:, 1], minlength=len(capacity)) <= capacity).all()
    return len(pairs), sum(price[tuple(pair)] for pair in pairs.tolist()), pairs[:, 0].tolist()


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])  # other work on the machine is no fault
@given(lists())
def test_as_many_as_possible_at_the_least_cost_and_longest_wait_first(one):
    *arrays, requests = one
    assert outcome(*arrays) == flow(*arrays, requests, waits=True)


def drawn(requests, supporters, share, capacity, costs, seed):
    random = np.random.default_rng(seed)
    request, supporter = np.nonzero(random.random((requests, supporters)) < share)
    return request, supporter, costs(random, request, supporter), random.integers(*capacity, supporters).astype(np.int64)


COSTS = {
    "any": lambda random, request, supporter: random.integers(0, 64, len(request)),
    "a few are popular": lambda random, request, supporter: supporter % 64 + random.integers(0, 3, len(request)),
    "many alike": lambda random, request, supporter: request * supporter % 8 * 8,
}


@pytest.mark.parametrize("capacity", [(5, 6), (0, 9), (1, 2)], ids=["enough room", "some room", "scarce"])
@pytest.mark.parametrize("costs", COSTS)
def test_two_thousand_requests_and_four_hundred_supporters(costs, capacity):
    arrays = drawn(2000, 400, 0.08, capacity, COSTS[costs], seed=7)
    served, cost, who = flow(*arrays, 2000)
    assert outcome(*arrays)[:2] == (served, cost)
    by_wait = flow(*arrays, 2000, waits=True)
    assert outcome(*arrays) == by_wait


def test_nobody_and_nothing():
    none = np.empty(0, np.int64)
    assert assign(none, none, none, np.array([3])).shape == (0, 2)
    assert assign(np.array([0]), np.array([0]), np.array([5]), np.array([0])).shape == (0, 2)


def test_costs_that_would_not_be_exact_are_turned_away():
    one = np.array([0])
    with pytest.raises(ValueError, match="begin at nought"):
        assign(one, one, np.array([-1]), np.array([1]))
    with pytest.raises(ValueError, match="weighed exactly"):
        assign(one, one, np.array([2**50]), np.array([1]))


def test_nothing_heavy_is_loaded_until_a_list_is_solved():
    words = "import django; django.setup(); import sys, hearthside.one_to_one.matching.urls;"
    words += " print('scipy' in sys.modules, 'numpy' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True, timeout=60)
    assert said.stdout.split() == ["False", "False"]
