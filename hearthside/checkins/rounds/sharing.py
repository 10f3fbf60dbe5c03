"""Who calls whom today: the fair share of each, as a small exact sum. Knows no tables, so that it can be tried on any day.

What counts, in this order: every call that somebody can make has somebody; the loads are as even as the shifts allow (the
sum of their squares is the least there is); as many people as possible hear a voice they like; then the one they talked
with last; then as little as possible moves. A call that weighed heavily on its caller counts as one call more for a week.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

ENOUGH = timedelta(minutes=20)  # of a window that has to lie inside a shift; all of it where it is shorter
# What one step of each thing is worth; each outweighs all that a day can hold of those after it.
STAYS, LAST, LIKED, LOAD = 1, 10_000, 10_000**2, 10_000**3


@dataclass(frozen=True, slots=True)
class Span:
    """A time on duty, in one programme or (None) in all."""

    begins: datetime
    ends: datetime
    programme: UUID | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody on duty: when, and what they carry already (calls they claimed, and heavy ones of the last week)."""

    key: UUID
    spans: Sequence[Span]
    load: int = 0


@dataclass(frozen=True, slots=True)
class ToShare:
    """A call that nobody has claimed: for whom, in which window, and whose voice they like or would rather not hear."""

    key: UUID
    person: UUID
    programme: UUID
    opens: datetime
    closes: datetime
    liked: frozenset[UUID] = frozenset()
    not_liked: frozenset[UUID] = frozenset()
    last: UUID | None = None
    given_to: UUID | None = None


def can_call(caller: Caller, call: ToShare) -> bool:
    """Never one's own record, never one whom the person would rather not hear, and only while on duty there."""
    if caller.key == call.person or caller.key in call.not_liked:
        return False
    needed = min(ENOUGH, call.closes - call.opens)
    return any(
        span.programme in (None, call.programme) and min(span.ends, call.closes) - max(span.begins, call.opens) >= needed
        for span in caller.spans
    )


def cost(caller: UUID, call: ToShare) -> int:
    """What it costs that this one calls, beside the load; the less the better."""
    return -LIKED * (caller in call.liked) - LAST * (caller == call.last) - STAYS * (caller == call.given_to)


def share(calls: Iterable[ToShare], callers: Iterable[Caller]) -> dict[UUID, UUID]:
    """Call -> whoever makes it; calls that nobody can make are left out. The same day gives the same shares, in any order.

    Each call is added along the cheapest chain of moves (a shortest path in the graph of callers), which keeps the whole
    the least there is.
    """
    day = _Day(sorted(callers, key=lambda one: one.key))
    for call in sorted(calls, key=lambda one: (one.opens, one.key)):
        day.add(call)
    return {call.key: caller for caller, held in day.held.items() for call in held}


@dataclass(slots=True)
class _Day:
    callers: Sequence[Caller]
    held: dict[UUID, list[ToShare]] = field(init=False)
    moves: dict[UUID, dict[UUID, tuple[int, ToShare]]] = field(init=False)  # from -> to -> what the cheapest move adds, and which
    able: dict[UUID, list[UUID]] = field(default_factory=dict)  # call -> who can make it

    def __post_init__(self) -> None:
        self.held = {one.key: [] for one in self.callers}
        self.moves = {one.key: {} for one in self.callers}

    def add(self, call: ToShare) -> None:
        self.able[call.key] = [one.key for one in self.callers if can_call(one, call)]
        chain = self._cheapest_chain(call)
        for giver, taker in zip(chain, chain[1:], strict=False):
            moved = self.moves[giver][taker][1]
            self.held[giver].remove(moved)
            self.held[taker].append(moved)
        if chain:
            self.held[chain[0]].append(call)
        for changed in chain:
            self._look_at_moves(changed)

    def _cheapest_chain(self, call: ToShare) -> list[UUID]:
        """Who takes the call, who takes one of theirs in turn, and so on; empty when nobody can make it."""
        far = {key: cost(key, call) for key in self.able[call.key]}
        before: dict[UUID, UUID] = {}
        for _round in self.callers:  # Bellman and Ford: liked voices make some steps cheaper than nothing
            changed = False
            for giver in list(far):
                for taker, (step, _moved) in self.moves[giver].items():
                    if taker not in far or far[giver] + step < far[taker]:
                        far[taker], before[taker], changed = far[giver] + step, giver, True
            if not changed:
                break
        ends = [(far[one.key] + LOAD * (2 * self._load(one) + 1), one.key) for one in self.callers if one.key in far]
        chain = [min(ends)[1]] if ends else []
        while chain and chain[0] in before:
            chain.insert(0, before[chain[0]])
        return chain

    def _load(self, caller: Caller) -> int:
        return caller.load + len(self.held[caller.key])

    def _look_at_moves(self, giver: UUID) -> None:
        """The cheapest call of this one that each of the others could take."""
        found: dict[UUID, tuple[int, ToShare]] = {}
        for call in self.held[giver]:
            for taker in self.able[call.key]:
                step = cost(taker, call) - cost(giver, call)
                if taker != giver and (taker not in found or step < found[taker][0]):
                    found[taker] = (step, call)
        self.moves[giver] = found
