"""The best assignment of many requests to few places: exact, in whole numbers, without a line about people.

As many requests as possible are served; of all such ways the one of least cost; where ways cost the same, the one that serves
whoever waits longest. Which requests can be served falls into two parts (Dulmage and Mendelsohn): where places are scarce
every place is filled, elsewhere every request is served. So each part is a matching that leaves out nobody on its short side,
for which scipy has a fast solver, and no made-up price for "not served" has to be weighed against the costs.

Imported only where a list is solved: scipy and numpy take time and memory to load.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import breadth_first_order, maximum_flow, min_weight_full_bipartite_matching

from hearthside.one_to_one.matching.waits import NOBODY, Edges, Whole, longest_wait_first

EXACT = 2**53  # whole numbers up to here are exact in the solver, which counts in floating point


def assign(request: Whole, supporter: Whole, cost: Whole, capacity: Whole) -> Whole:
    """The best assignment, as rows of request and supporter, by request.

    Request 0 waits longest. Each allowed pair is given once, its cost a whole number from 0; `capacity[s]` is how many requests
    supporter s has room for. Raises: ValueError when costs are negative, or so large that the outcome would not be exact.
    """
    edges = Edges(np.asarray(request, np.int64), np.asarray(supporter, np.int64), np.asarray(cost, np.int64))
    capacity = np.asarray(capacity, np.int64)
    edges = edges.where(capacity[edges.supporter] > 0)
    if not len(edges.cost):
        return np.empty((0, 2), np.int64)
    if edges.cost.min() < 0:
        raise ValueError("Costs begin at nought.")
    is_scarce, has_scarce = _parts(edges, capacity)
    found = [
        _every_place_filled(edges.where(is_scarce[edges.request]), capacity),
        _every_request_served(edges.where(~is_scarce[edges.request] & ~has_scarce[edges.supporter]), capacity),
    ]
    pairs = np.concatenate(found)
    return pairs[np.argsort(pairs[:, 0])]


def _parts(edges: Edges, capacity: Whole) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which requests compete for places that cannot serve them all, and which supporters have these places.

    They are what can be reached from a request that a largest assignment leaves without, by turns along an allowed pair and
    back along an assigned one.
    """
    requests, supporters = int(edges.request.max()) + 1, len(capacity)
    flow = _largest(edges, capacity, requests)
    used = flow[edges.request, requests + edges.supporter]
    used = np.asarray(used).ravel() > 0
    left = np.setdiff1d(np.unique(edges.request), edges.request[used])
    top = requests + supporters
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


def _every_request_served(edges: Edges, capacity: Whole) -> Whole:
    """Where there is room for all: each request gets a place, at the least cost. The rows of the solver are requests."""
    if not len(edges.cost):
        return np.empty((0, 2), np.int64)
    rows, request = np.unique(edges.request, return_inverse=True)
    places = np.minimum(capacity, np.bincount(edges.supporter, minlength=len(capacity)))
    first = np.concatenate([[0], np.cumsum(places)])
    order = np.argsort(request, kind="stable")
    request, supporter, cost = (part[order] for part in (request, edges.supporter, edges.cost))
    repeated = places[supporter]
    begins = np.cumsum(repeated) - repeated
    column = np.arange(repeated.sum()) + np.repeat(first[supporter] - begins, repeated)
    bounds = np.concatenate([[0], np.cumsum(np.bincount(request, repeated).astype(np.int64))])
    chosen = _solve(np.repeat(cost, repeated), column, bounds, int(first[-1]))
    return np.column_stack([rows, np.searchsorted(first, chosen, side="right") - 1])


def _every_place_filled(edges: Edges, capacity: Whole) -> Whole:
    """Where places are scarce: each gets a request, at the least cost. The rows of the solver are places. Of all ways that
    cost as little, the one for those who wait longest (see waits.py).
    """
    if not len(edges.cost):
        return np.empty((0, 2), np.int64)
    columns, request = np.unique(edges.request, return_inverse=True)
    owners, supporter = np.unique(edges.supporter, return_inverse=True)
    order = np.argsort(supporter, kind="stable")
    request, supporter, cost = request[order], supporter[order], edges.cost[order]
    of_one = np.bincount(supporter)
    owner = np.repeat(np.arange(len(owners)), capacity[owners])
    bounds = np.concatenate([[0], np.cumsum(of_one[owner])])
    begins = (np.cumsum(of_one) - of_one)[owner]
    edge = np.arange(bounds[-1]) + np.repeat(begins - bounds[:-1], of_one[owner])
    chosen = _solve(cost[edge], request[edge], bounds, len(columns))
    holder = np.full(len(columns), NOBODY)
    holder[chosen] = owner
    holder = longest_wait_first(Edges(request, supporter, cost), holder, capacity[owners])
    served = np.flatnonzero(holder != NOBODY)
    return np.column_stack([columns[served], owners[holder[served]]])


def _solve(weight: Whole, column: Whole, bounds: Whole, columns: int) -> Whole:
    """The column of each row in the cheapest matching that leaves no row out. `bounds` is where each row begins and ends."""
    rows = len(bounds) - 1
    weight = weight + 1.0  # the solver takes a nought for "not allowed"
    if weight.max() * 2 * rows > EXACT:
        raise ValueError("These costs are too large to be weighed exactly.")
    table = csr_matrix((weight, column.astype(np.int32), bounds.astype(np.int32)), shape=(rows, columns))
    row, chosen = min_weight_full_bipartite_matching(table)
    return chosen[np.argsort(row)]
