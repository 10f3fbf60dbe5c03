"""Every allowed pair of a whole list, and why somebody has none: the rules of fitting.py over tables, a slice of requests at
a time. Ten thousand requests and two thousand supporters make twenty million pairs, so nothing here is done pair by pair.

Imported only where a list is solved, as assignment.py is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hearthside.one_to_one.matching.assignment import assign
from hearthside.one_to_one.matching.fitting import MUSTS, OVERLAPS, TOPICS, Asked, Offer, Shared, distance, keeps, offers, wishes
from hearthside.one_to_one.matching.places import Edges

AT_ONCE = 500  # requests in one slice: tables of this many by two thousand stay small


@dataclass(frozen=True, slots=True)
class Solved:
    """For each request, in the order given: the place of its supporter among the offers, or the code of why it has none."""

    chosen: list[int | None]
    why: list[str]


def solve(waiting: Sequence[Asked], supporters: Sequence[Offer]) -> Solved:
    """The best of all ways to suggest one supporter each. Whoever stands first waits longest."""
    edges, why = pairs(waiting, supporters)
    chosen: list[int | None] = [None] * len(waiting)
    for request, supporter in assign(*edges, np.array([offer.free for offer in supporters], np.int64)).tolist():
        chosen[request], why[request] = supporter, ""
    return Solved(chosen, why)


def pairs(waiting: Sequence[Asked], supporters: Sequence[Offer]) -> tuple[Edges, list[str]]:
    """All allowed pairs with their cost, and for each request the code of why it may be left without."""
    wished = _Topics([wishes(one.request) for one in waiting])
    offered = _Topics([offers(one.bringing) for one in supporters], wished)
    usable = _Usable(waiting, supporters)
    parts, why = [], []
    for first in range(0, len(waiting), AT_ONCE):
        some = slice(first, first + AT_ONCE)
        table = usable.rows(some)
        common = {topic: wished.shared(topic, some, offered) for topic in TOPICS}
        kept = {topic: np.asarray(keeps(topic, common[topic])) for topic in (*MUSTS, *OVERLAPS)}
        fits = table.copy()
        for one in kept.values():
            fits &= one
        open_to = fits & ~usable.barred(some)
        why += usable.reasons(some, table, kept, fits, open_to)
        request, supporter = np.nonzero(open_to)
        near = {topic: Shared(0, 0, shared.both[request, supporter]) for topic, shared in common.items()}
        parts.append(Edges(request + first, supporter, np.asarray(distance(near), np.int64)))
    return Edges(*(_joined(part) for part in zip(*parts, strict=True))) if parts else Edges(*[np.empty(0, np.int64)] * 3), why


def _joined(arrays: Iterable[NDArray]) -> NDArray:
    return np.concatenate(list(arrays))


class _Topics:
    """What one side said, a table for each topic: a row for each of them, a column for each code that was wished."""

    def __init__(self, said: Sequence[dict[str, Iterable[str]]], like: "_Topics | None" = None):
        self.places = like.places if like else {topic: self._places(said, topic) for topic in TOPICS}
        self.tables = {topic: np.zeros((len(said), len(self.places[topic])), np.float32) for topic in TOPICS}
        self.counts = {topic: np.array([len(set(one[topic])) for one in said], np.int64) for topic in TOPICS}
        for topic, table in self.tables.items():
            places = self.places[topic]
            for row, one in enumerate(said):
                for code in one[topic]:
                    if code in places:
                        table[row, places[code]] = 1

    @staticmethod
    def _places(said: Sequence[dict[str, Iterable[str]]], topic: str) -> dict[str, int]:
        return {code: place for place, code in enumerate(sorted({code for one in said for code in one[topic]}))}

    def shared(self, topic: str, some: slice, other: "_Topics") -> Shared:
        """How many codes each of these shares with each of the others: one product of two tables."""
        both = self.tables[topic][some] @ other.tables[topic].T
        return Shared(self.counts[topic][some, None], other.counts[topic][None, :], both)


class _Usable:
    """Which pairs the wishes need not even be asked about: other programmes, no room, people who are kept apart."""

    def __init__(self, waiting: Sequence[Asked], supporters: Sequence[Offer]):
        self.waiting, self.supporters = waiting, supporters
        self.has_room = np.array([offer.free > 0 for offer in supporters], bool)
        self.place = {offer.supporter_id: place for place, offer in enumerate(supporters)}
        programmes = {one.request.programme_id for one in waiting}
        self.in_programme = {
            programme: np.array([programme is None or bool({None, programme} & offer.programmes) for offer in supporters], bool)
            for programme in programmes
        }

    def rows(self, some: slice) -> NDArray[np.bool_]:
        nobody = np.zeros(len(self.supporters), bool)
        rows = [nobody if one.works_here else self.in_programme[one.request.programme_id] & self.has_room for one in self.waiting[some]]
        return np.array(rows, bool).reshape(len(rows), len(self.supporters))

    def barred(self, some: slice) -> NDArray[np.bool_]:
        table = np.zeros((len(self.waiting[some]), len(self.supporters)), bool)
        for row, one in enumerate(self.waiting[some]):
            for person in {*one.barred, *one.met_before, one.request.person_id}:
                if person in self.place:
                    table[row, self.place[person]] = True
        return table

    def reasons(self, some: slice, table: NDArray, kept: dict[str, Any], fits: NDArray, open_to: NDArray) -> list[str]:
        """For each of these the first reason that explains why nobody is left; "needed" where somebody is."""
        has_any = {"usable": table.any(1), "fits": fits.any(1), "open": open_to.any(1)}
        alone = {topic: (table & one).any(1) for topic, one in kept.items()}
        return [
            self._reason(one, {name: bool(rows[row]) for name, rows in (has_any | alone).items()})
            for row, one in enumerate(self.waiting[some])
        ]

    def _reason(self, one: Asked, has: dict[str, bool]) -> str:
        if one.works_here:
            return "works_here"
        if not has["usable"]:
            return "room" if self.in_programme[one.request.programme_id].any() else "nobody"
        for topic in (*MUSTS, *OVERLAPS):
            if not has[topic]:
                return topic
        if not has["fits"]:
            return "together"
        return "needed" if has["open"] else "met"
