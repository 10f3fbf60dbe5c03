"""Of all assignments that cost as little, the one that serves those who wait longest: exact, in whole numbers.

The prices of the cheapest assignment say which pairs can stand in any assignment as cheap, and who must be served in all of
them. Among the others the sets that can be served form a matroid, so that taking whoever waits longest, one after the other,
wherever a place can be found by moving others along such pairs, gives the best set: nobody in it could give way to somebody
who waits longer.
"""

import numpy as np

from hearthside.one_to_one.matching.places import NOBODY, Edges, Outcome, Whole


def longest_wait_first(edges: Edges, outcome: Outcome, capacity: Whole) -> Whole:
    """The same number served at the same cost, by those who wait longest. Request 0 waits longest. Returns the new holders."""
    inside = outcome.is_scarce[edges.request]
    tight = edges.where(np.flatnonzero(inside)[outcome.saving(edges.where(inside)) == 0])
    may_give_way = outcome.is_scarce & (outcome.gain == 0)
    if not (outcome.holder[may_give_way] != NOBODY).any():
        return outcome.holder
    stays = np.where(outcome.is_scarce & ~may_give_way, outcome.holder, NOBODY)
    scarce = np.where(outcome.has_scarce, capacity, 0)
    holder = _Places(tight, stays, scarce).filled(np.flatnonzero(may_give_way).tolist())
    return np.where(outcome.is_scarce, holder, outcome.holder)


class _Places:
    """Who holds which place while people are given places one after the other. Nobody who has one loses it."""

    def __init__(self, tight: Edges, holder: Whole, capacity: Whole):
        order = np.argsort(tight.request, kind="stable")
        ends = np.cumsum(np.bincount(tight.request, minlength=len(holder)))
        supporters = tight.supporter[order].tolist()
        self.open_to = [supporters[first:last] for first, last in zip([0, *ends[:-1].tolist()], ends.tolist(), strict=True)]
        self.holder = holder.tolist()
        self.free = (capacity - np.bincount(holder[holder != NOBODY], minlength=len(capacity))).tolist()
        self.held_by: list[set[int]] = [set() for _ in self.free]
        for request, supporter in enumerate(self.holder):
            if supporter != NOBODY:
                self.held_by[supporter].add(request)
        self.is_closed = [False] * len(self.free)  # from here no free place can be reached any more, whoever moves

    def filled(self, waiting: list[int]) -> Whole:
        """Give places to those who wait, in this order, until there is none left."""
        left = sum(self.free)
        for request in waiting:
            if not left:
                break
            left -= self._is_given(request)
        return np.array(self.holder)

    def _is_given(self, request: int) -> bool:
        """Whether a place could be found for them, others moving along if need be."""
        came_by: dict[int, int] = {}  # supporter -> the request that would take a place there
        queue = [request]
        for one in queue:
            for supporter in self.open_to[one]:
                if supporter in came_by or self.is_closed[supporter]:
                    continue
                came_by[supporter] = one
                if self.free[supporter]:
                    self._move(supporter, came_by)
                    return True
                queue.extend(self.held_by[supporter])
        for supporter in came_by:
            self.is_closed[supporter] = True
        return False

    def _move(self, supporter: int, came_by: dict[int, int]) -> None:
        """Everybody on the way takes the place that was found for them."""
        self.free[supporter] -= 1
        while supporter != NOBODY:
            request = came_by[supporter]
            before = self.holder[request]
            if before != NOBODY:
                self.held_by[before].remove(request)
            self.held_by[supporter].add(request)
            self.holder[request], supporter = supporter, before
