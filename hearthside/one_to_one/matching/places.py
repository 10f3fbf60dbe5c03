"""The two halves of an assignment: where every place is filled, and where every request is served; each with its prices."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

Whole = NDArray[np.integer]
NOBODY = -1
EXACT = 2**53  # whole numbers up to here are exact in the solver, which counts in floating point
FAR = 2**40  # dearer than any chain of costs that is exact
MORE_SERVED = -(2**41)


class Edges(NamedTuple):
    """Pairs that are allowed: request, supporter and cost, three arrays of the same length."""

    request: Whole
    supporter: Whole
    cost: Whole

    def where(self, chosen: NDArray) -> "Edges":
        return Edges(self.request[chosen], self.supporter[chosen], self.cost[chosen])

    def turned(self) -> "Edges":
        return Edges(self.supporter, self.request, self.cost)


@dataclass(slots=True)
class Outcome:
    """Who holds which place, and the prices that prove that nothing is cheaper."""

    is_scarce: NDArray[np.bool_]  # requests of which some must be left without
    has_scarce: NDArray[np.bool_]  # supporters all of whose places go to these
    holder: Whole  # request -> supporter, or NOBODY
    paid: Whole  # request -> the cost of its place
    gain: Whole  # scarce request -> what serving it saves against serving another
    price: Whole  # supporter -> scarce: what its dearest place costs at the margin; elsewhere: what one more place would save

    @classmethod
    def empty(cls, is_scarce: NDArray[np.bool_], has_scarce: NDArray[np.bool_]) -> "Outcome":
        requests, supporters = len(is_scarce), len(has_scarce)
        whole = [np.zeros(requests, np.int64), np.zeros(requests, np.int64), np.zeros(supporters, np.int64)]
        return cls(is_scarce, has_scarce, np.full(requests, NOBODY, np.int64), *whole)

    def saving(self, edges: Edges) -> Whole:
        """Of each pair, by how much it could better this outcome: below nought if it could at all."""
        request, supporter, cost = edges
        here, there = self.is_scarce[request], self.has_scarce[supporter]
        inside = cost + self.gain[request] - self.price[supporter]
        outside = cost + self.price[supporter] - self.paid[request] - self.price[self.holder[request]]
        return np.where(here, np.where(there, inside, MORE_SERVED), np.where(there, 0, outside))


def every_place_filled(edges: Edges, capacity: Whole, outcome: Outcome) -> None:
    """Where places are scarce: each gets a request, at the least cost. The rows of the solver are places."""
    if not len(edges.cost):
        return
    columns, request = np.unique(edges.request, return_inverse=True)
    order = np.argsort(edges.supporter, kind="stable")
    request, supporter, cost = request[order], edges.supporter[order], edges.cost[order]
    of_one = np.bincount(supporter, minlength=len(capacity))
    owner = np.repeat(np.arange(len(capacity)), np.where(of_one, capacity, 0))
    bounds = np.concatenate([[0], np.cumsum(of_one[owner])])
    begins = (np.cumsum(of_one) - of_one)[owner]
    edge = np.arange(bounds[-1]) + np.repeat(begins - bounds[:-1], of_one[owner])
    outcome.holder[columns[_solve(cost[edge], request[edge], bounds, len(columns))]] = owner
    _note_paid(edges, outcome)
    _price_scarce(Edges(columns[request], supporter, cost), outcome)


def every_request_served(edges: Edges, capacity: Whole, outcome: Outcome) -> None:
    """Where there is room for all: each request gets a place, at the least cost. The rows of the solver are requests."""
    if not len(edges.cost):
        return
    rows, request = np.unique(edges.request, return_inverse=True)
    places = np.minimum(capacity, np.bincount(edges.supporter, minlength=len(capacity)))
    first = np.concatenate([[0], np.cumsum(places)])
    order = np.argsort(request, kind="stable")
    request, supporter, cost = request[order], edges.supporter[order], edges.cost[order]
    repeated = places[supporter]
    begins = np.cumsum(repeated) - repeated
    column = np.arange(repeated.sum()) + np.repeat(first[supporter] - begins, repeated)
    bounds = np.concatenate([[0], np.cumsum(np.bincount(request, repeated).astype(np.int64))])
    chosen = _solve(np.repeat(cost, repeated), column, bounds, int(first[-1]))
    outcome.holder[rows] = np.searchsorted(first, chosen, side="right") - 1
    _note_paid(edges, outcome)
    _price_ample(edges, capacity, outcome)


def _solve(cost: Whole, column: Whole, bounds: Whole, columns: int) -> Whole:
    """The column of each row in the cheapest matching that leaves no row out. `bounds` is where each row begins and ends."""
    rows = len(bounds) - 1
    weight = cost + 1.0  # the solver takes a nought for "not allowed"
    if weight.max() * 2 * rows > min(EXACT, FAR):
        raise ValueError("These costs are too large to be weighed exactly.")
    table = csr_matrix((weight, column.astype(np.int32), bounds.astype(np.int32)), shape=(rows, columns))
    row, chosen = min_weight_full_bipartite_matching(table)
    return chosen[np.argsort(row)]


def _note_paid(edges: Edges, outcome: Outcome) -> None:
    is_used = outcome.holder[edges.request] == edges.supporter
    outcome.paid[edges.request[is_used]] = edges.cost[is_used]


def _price_scarce(edges: Edges, outcome: Outcome) -> None:
    """Shortest ways from those left without, by rounds until nothing changes. `edges` are sorted by supporter."""
    owners, begins = np.unique(edges.supporter, return_index=True)
    is_served = outcome.is_scarce & (outcome.holder != NOBODY)
    served = np.flatnonzero(is_served)
    outcome.gain[served] = FAR
    while True:
        outcome.price[owners] = np.minimum.reduceat(edges.cost + outcome.gain[edges.request], begins)
        nearer = np.minimum(outcome.gain[served], outcome.price[outcome.holder[served]] - outcome.paid[served])
        if (nearer == outcome.gain[served]).all():
            return
        outcome.gain[served] = nearer


def _price_ample(edges: Edges, capacity: Whole, outcome: Outcome) -> None:
    """Shortest ways from places that are free, by rounds until nothing changes."""
    order = np.argsort(outcome.holder[edges.request], kind="stable")
    request, supporter, cost = edges.where(order)
    owners, begins = np.unique(outcome.holder[request], return_index=True)
    longer = cost - outcome.paid[request]
    held = np.bincount(outcome.holder[outcome.holder != NOBODY], minlength=len(capacity))
    is_ample = ~outcome.has_scarce
    outcome.price[is_ample] = np.where(held >= capacity, FAR, 0)[is_ample]
    while True:
        nearer = np.minimum(outcome.price[owners], np.minimum.reduceat(outcome.price[supporter] + longer, begins))
        if (nearer == outcome.price[owners]).all():
            return
        outcome.price[owners] = nearer
