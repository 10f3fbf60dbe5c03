"""The best assignment of many requests to few places: exact, in whole numbers, without a line about people.

As many requests as possible are served; of all such ways the one of least cost; where ways cost the same, the one that serves
whoever waits longest. Which requests can be served falls into two parts (Dulmage and Mendelsohn): where places are scarce
every place is filled, elsewhere every request is served. So each part is a matching that leaves out nobody on its short side,
for which scipy has a fast solver, and no made-up price for "not served" has to be weighed against the costs.

Of many pairs only the nearest are tried first. The prices of that outcome say of every other pair whether it could better it;
those that could are added, until there are none, which proves the outcome for all pairs.

Imported only where a list is solved: scipy and numpy take time and memory to load.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import breadth_first_order, maximum_flow

from hearthside.one_to_one.matching.places import NOBODY, Edges, Outcome, Whole, every_place_filled, every_request_served
from hearthside.one_to_one.matching.waits import longest_wait_first

NEAREST = 12  # pairs of each request that are tried first
MORE = 6  # pairs of each request that are added in a round


def assign(request: Whole, supporter: Whole, cost: Whole, capacity: Whole) -> Whole:
    """The best assignment, as rows of request and supporter, by request.

    Request 0 waits longest. Each allowed pair is given once, its cost a whole number from 0; `capacity[s]` is how many requests
    supporter s has room for. Raises: ValueError when costs are negative, or so large that the outcome would not be exact.
    """
    edges = Edges(np.asarray(request, np.int32), np.asarray(supporter, np.int32), np.asarray(cost, np.int64))
    capacity = np.asarray(capacity, np.int64)
    edges = edges.where(capacity[edges.supporter] > 0)
    if not len(edges.cost):
        return np.empty((0, 2), np.int64)
    if edges.cost.min() < 0:
        raise ValueError("Costs begin at nought.")
    outcome = _proven(edges, capacity)
    holder = longest_wait_first(edges, outcome, capacity)
    served = np.flatnonzero(holder != NOBODY)
    return np.column_stack([served, holder[served]])


def _proven(edges: Edges, capacity: Whole) -> Outcome:
    """An outcome of largest number and least cost, with the prices that prove it for every pair."""
    tried = _nearest(edges, edges.cost, NEAREST) | _nearest(edges.turned(), edges.cost, NEAREST)
    while True:
        outcome = _best(edges.where(tried), capacity, int(edges.request.max()) + 1)
        better = outcome.saving(edges)
        could = np.flatnonzero((better < 0) & ~tried)
        if not len(could):
            return outcome
        tried[could[_nearest(edges.where(could), better[could], MORE)]] = True


def _nearest(edges: Edges, distance: Whole, most: int) -> NDArray[np.bool_]:
    """Of each request the pairs with the smallest distance; of equal ones any, so that not all look to the same supporters."""
    chosen = np.ones(len(distance), bool)
    if len(distance) <= most:
        return chosen
    mixed = (np.arange(len(distance), dtype=np.int64) * 2654435761) % 1024
    near = np.clip(distance - distance.min(), 0, 2**20 - 1)
    order = np.argsort((edges.request.astype(np.int64) << 30) | (near << 10) | mixed)
    number = np.bincount(edges.request)
    begins = np.cumsum(number) - number
    chosen[order] = np.arange(len(order)) - begins[edges.request[order]] < most
    return chosen


def _best(edges: Edges, capacity: Whole, requests: int) -> Outcome:
    """The best outcome over these pairs alone."""
    is_scarce, has_scarce = _parts(edges, capacity, requests)
    outcome = Outcome.empty(is_scarce, has_scarce)
    every_place_filled(edges.where(is_scarce[edges.request]), capacity, outcome)
    every_request_served(edges.where(~is_scarce[edges.request] & ~has_scarce[edges.supporter]), capacity, outcome)
    return outcome


def _parts(edges: Edges, capacity: Whole, requests: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which requests compete for places that cannot serve them all, and which supporters have these places.

    They are what can be reached from a request that a largest assignment leaves without, by turns along an allowed pair and
    back along an assigned one.
    """
    flow = _largest(edges, capacity, requests)
    used = np.asarray(flow[edges.request, requests + edges.supporter]).ravel() > 0
    is_left = np.ones(requests, bool)
    is_left[edges.request[used]] = False
    left = np.flatnonzero(is_left)
    top = requests + len(capacity)
    start = np.concatenate([np.full(len(left), top), edges.request, requests + edges.supporter[used]])
    end = np.concatenate([left, requests + edges.supporter, edges.request[used]])
    reached = np.zeros(top + 1, bool)
    reached[breadth_first_order(_graph(np.ones(len(start), np.int8), start, end, top + 1), top, return_predecessors=False)] = True
    return reached[:requests], reached[requests:top]


def _largest(edges: Edges, capacity: Whole, requests: int) -> csr_matrix:
    """A largest assignment, whatever it costs, as the flow from each request to each supporter."""
    supporters = len(capacity)
    source, sink = requests + supporters, requests + supporters + 1
    every, each = np.arange(requests), requests + np.arange(supporters)
    start = np.concatenate([np.full(requests, source), edges.request, each])
    end = np.concatenate([every, requests + edges.supporter, np.full(supporters, sink)])
    most = np.concatenate([np.ones(requests + len(edges.cost)), np.minimum(capacity, requests)]).astype(np.int32)
    return maximum_flow(_graph(most, start, end, sink + 1), source, sink).flow


def _graph(values: NDArray, start: Whole, end: Whole, size: int) -> csr_matrix:
    return csr_matrix((values, (start, end)), shape=(size, size))
