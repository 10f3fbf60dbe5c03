"""Measuring by turns: floor, ours, floor, ours, … floor. Each of ours is set against the two floors beside it.

Neighbours on the same machine slow everything for a while; what stands next to each other is slowed alike.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from hearthside.cli.bench.processes import time_between

MOST_REQUESTS = 100  # in one turn


@dataclass
class Side:
    """One of those that are compared: how to send one request (which checks its answer), and what its server has used."""

    send: Callable[[], object]
    used: Callable[[], dict[int, int]]
    costs: list[float] = field(default_factory=list)  # CPU-ms a request, one number a turn
    best: float = float("inf")  # ms
    sent: int = 0

    def turn(self, requests: int) -> None:
        """So many requests, one after the other on a kept connection."""
        before = self.used()
        for _request in range(requests):
            begun = time.perf_counter()
            self.send()
            self.best = min(self.best, (time.perf_counter() - begun) * 1000)
        self.costs.append(time_between(before, self.used()) / 1e6 / requests)
        self.sent += requests


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came out: CPU-ms of both, the middle, smallest and largest of the ratios of neighbours, best ms of both."""

    floor: float
    ours: float
    ratio: float
    least: float
    most: float
    floor_best: float
    best: float
    requests: int


def compare(floor: Side, *sides: Side, rounds: int, seconds: float = 0.15, most: int = MOST_REQUESTS) -> list[Comparison]:
    """Measure one or several sides against one floor, in turns of about so many seconds."""
    lengths = [_requests_in(side, seconds, most) for side in (floor, *sides)]
    floor.turn(lengths[0])
    for _round in range(rounds):
        for side, requests in zip(sides, lengths[1:], strict=True):
            side.turn(requests)
        floor.turn(lengths[0])
    beside = [(before + after) / 2 for before, after in zip(floor.costs, floor.costs[1:], strict=False)]
    return [_comparison(floor, side, beside) for side in sides]


def _requests_in(side: Side, seconds: float, most: int) -> int:
    """Warm up, and find how many requests make a turn."""
    begun = time.perf_counter()
    for _request in range(6):
        side.send()
        side.sent += 1
    return max(4, min(most, round(seconds / (time.perf_counter() - begun) * 6)))


def _comparison(floor: Side, side: Side, beside: list[float]) -> Comparison:
    ratios = [ours / base for ours, base in zip(side.costs, beside, strict=True)]
    return Comparison(median(floor.costs), median(side.costs), median(ratios), min(ratios), max(ratios), floor.best, side.best, side.sent)


def between(one: Side, other: Side) -> float:
    """The middle ratio of two sides that took turns: how much the second costs of the first."""
    return median(b / a for a, b in zip(one.costs, other.costs, strict=True))
