"""Which parts and rows stay hidden, so that nothing hidden can be worked out from what is printed.

Hiding the small numbers alone is not enough: with exact totals half of them come back by subtraction. So a second one is
hidden, the smallest that helps, and the result is audited: for every protected number the interval of values that fit
everything printed is computed, and more is hidden until each interval is wide enough. The reader is taken to know these rules.
"""

from collections.abc import Iterator, Mapping, Sequence

from hearthside.surveys.flows import Ranges, width
from hearthside.surveys.grains import (
    SMALLEST_BASE,
    SMALLEST_CELL,
    SMALLEST_EXACT,
    SMALLEST_ROUNDED,
    Counts,
    Grain,
    band,
    cell,
    grain_of,
    is_small,
    to_five,
)

TOTAL = ""
BASE = ""  # the code of the line of bases
WIDE = SMALLEST_CELL  # a hidden count may be off by this much at least
ROUGH = 3  # and one of a part that is printed in bands or not at all by this much

Place = tuple[str, str]  # part, code


class Hidden:
    """Decides for one table with its parts: how exactly each part is printed, and which of its rows not at all."""

    def __init__(self, total: Counts, parts: Sequence[Counts], adds_up: bool):
        self._tables: Mapping[str, Counts] = {TOTAL: total} | {part.part: part for part in parts}
        self._adds_up = adds_up
        self._grains = {name: min(grain_of(table.base), grain_of(total.base)) for name, table in self._tables.items()}
        self._hide_second_parts()
        self._cells = self._small_cells()
        self._hide_until_safe()

    def grain(self, part: str) -> Grain:
        return self._grains[part]

    def cell(self, part: str, code: str) -> bool:
        """Whether a row is left out."""
        return (part, code) in self._cells

    # Whole parts

    def _hide_second_parts(self) -> None:
        """Parts under ten come back as the total less the others: hide the next smallest, until ten are hidden in two
        parts. An exact total less the exact parts is an exact table of the rest: round the smallest, until those are 100.
        """
        if self._grains[TOTAL] == Grain.HIDDEN or len(self._tables) < 2:
            return
        bases = {name: table.base for name, table in self._tables.items() if name != TOTAL}
        by_size = sorted(bases, key=lambda name: bases[name])
        hidden = [name for name in by_size if self._grains[name] == Grain.HIDDEN]
        for name in by_size[len(hidden) :]:
            if not hidden or (len(hidden) > 1 and sum(bases[one] for one in hidden) >= SMALLEST_BASE):
                break
            self._grains[name] = Grain.HIDDEN
            hidden.append(name)
        if self._grains[TOTAL] == Grain.EXACT:
            exact = [name for name in by_size if self._grains[name] == Grain.EXACT]
            rest = sum(bases.values()) - sum(bases[name] for name in exact)
            if 0 < rest < SMALLEST_EXACT and exact:
                self._grains[exact[0]] = Grain.ROUNDED

    # Rows

    def _hide_until_safe(self) -> None:
        while place := self._first_exposed():
            if not self._hide_neighbour(place):
                self._print_coarser(place[0])

    def _print_coarser(self, part: str) -> None:
        """Everything beside an exposed number is hidden already: print the total one step less exactly; of parts, leave this
        one out and with it the smallest other one.
        """
        if part == TOTAL:
            self._grains[TOTAL] = Grain(self._grains[TOTAL] - 1)
        else:
            others = [name for name in self._tables if name not in (TOTAL, part) and self._grains[name] != Grain.HIDDEN]
            for name in (part, *sorted(others, key=lambda name: self._tables[name].base)[:1]):
                self._grains[name] = Grain.HIDDEN
        self._cells = self._small_cells()

    def _small_cells(self) -> set[Place]:
        return {place for place in self._places() if self._is_exact(place) and is_small(self._n(place), self._base(place))}

    def _first_exposed(self) -> Place | None:
        """The first number that a reader could tell too well, or that one could tell who also knows which were hidden first."""
        for part, table in self._tables.items():
            if self._adds_up and self._grains[part] == Grain.ROUNDED:
                left_out = {code for other, code in self._cells if other == part}
                for code, n in table.rows.items():
                    if (code in left_out or is_small(n, table.base)) and len(values_that_fit(table, code, left_out)) < 2:
                        return part, code
        for sharp in (False, True):
            seen = {place: self._range(place, sharp) for place in self._places()}
            ranges = Ranges(seen, self._adds_up, has_parts=len(self._tables) > 1)
            for place in self._places():
                needed = min(self._needed(place), 1) if sharp else self._needed(place)
                if needed and width(ranges, place, needed) < needed:
                    return place
        return None

    def _needed(self, place: Place) -> int:
        """By how much a reader must be unsure of a number; 0 = it may be known."""
        part, code = place
        grain = self._grains[part]
        nothing_to_subtract = all(self._grains[name] == Grain.HIDDEN for name in self._tables if name != TOTAL)
        if self._grains[TOTAL] == Grain.HIDDEN or (part == TOTAL and code == BASE) or (part != TOTAL and nothing_to_subtract):
            return 0
        if place in self._cells:
            return WIDE
        if grain == Grain.ROUNDED:
            return 1 if code != BASE and is_small(self._n(place), self._base(place)) else 0
        if grain == Grain.BANDS and code == BASE:
            return 1
        nobody_at_all = self._n((TOTAL, code)) == 0 and (TOTAL, code) not in self._cells
        return ROUGH if grain <= Grain.BANDS and part != TOTAL and not nobody_at_all else 0

    def _hide_neighbour(self, place: Place) -> bool:
        """Hide the smallest number (one of nobody last) on that line through an exposed one where least is hidden yet."""
        lines = [[one for one in line if self._is_shown(one)] for line in sorted(self._lines(place), key=self._how_many_hidden)]
        shown = next(filter(None, lines), None)
        if not shown:
            return False
        chosen = min(shown, key=lambda one: (self._n(one) == 0, self._n(one), one[0] == TOTAL))
        if chosen[1] == BASE:
            self._grains[chosen[0]] = Grain.HIDDEN
        else:
            self._cells.add(chosen)
        return True

    def _lines(self, place: Place) -> list[list[Place]]:
        """The other numbers by which one could be worked out: along its parts, and among the rows of its table."""
        part, code = place
        if self._grains[part] == Grain.ROUNDED and self._is_shown(place) and code != BASE:
            return [[place]]  # a rounded one that is still too clear is itself left out first
        along_parts = [(other, code) for other in self._tables if other != part and (code, other) != (BASE, TOTAL)]
        among_rows = [(part, other) for other in self._tables[part].rows if other != code] if self._adds_up and code != BASE else []
        return [along_parts, among_rows]

    def _how_many_hidden(self, line: list[Place]) -> int:
        return sum(not self._is_shown(one) for one in line)

    def _is_shown(self, place: Place) -> bool:
        return self._grains[place[0]] >= Grain.ROUNDED and place not in self._cells

    # What a reader can tell of each number

    def _range(self, place: Place, sharp: bool) -> tuple[int, int, int]:
        """The number, and the least and the most it could be for somebody who sees the table.

        A sharp reader also knows of each hidden row whether it was small itself, or else the smallest that was left.
        """
        part, code = place
        n, base, grain = self._n(place), self._base(place), self._grains[part]
        if grain == Grain.HIDDEN:
            return n, 0, self._tables[TOTAL].base
        low, high = bases_like(base, grain)
        if code == BASE:
            return n, low, high
        if place in self._cells:
            return n, *(self._sharp_range(place) if sharp and grain == Grain.EXACT else (min(n, 1), max(n, high - 1)))
        if grain == Grain.EXACT:
            return n, n, n
        return n, *counts_like(n, base, grain)

    def _sharp_range(self, place: Place) -> tuple[int, int]:
        n, base = self._n(place), self._base(place)
        if 0 < n < SMALLEST_CELL:
            return 1, SMALLEST_CELL - 1
        if 0 < base - n < SMALLEST_CELL:
            return base - SMALLEST_CELL + 1, base - 1
        shown = [self._n(other) for line in self._lines(place) for other in line if self._is_shown(other)]
        return min(n, SMALLEST_CELL), max(n, min((k for k in shown if k >= n), default=base))

    def _places(self) -> Iterator[Place]:
        for part, table in self._tables.items():
            yield from ((part, code) for code in (*table.rows, BASE))

    def _is_exact(self, place: Place) -> bool:
        return place[1] != BASE and self._grains[place[0]] == Grain.EXACT

    def _n(self, place: Place) -> int:
        part, code = place
        return self._tables[part].base if code == BASE else self._tables[part].rows[code]

    def _base(self, place: Place) -> int:
        return self._tables[place[0]].base


def bases_like(base: int, grain: Grain) -> tuple[int, int]:
    """The bases that would be printed like this one."""
    if grain == Grain.EXACT:
        return base, base
    if grain == Grain.BANDS:
        return SMALLEST_BASE, SMALLEST_ROUNDED - 1
    return max(to_five(base) - 2, SMALLEST_ROUNDED), to_five(base) + 2


def counts_like(n: int, base: int, grain: Grain) -> tuple[int, int]:
    """The least and the most that would be printed like this count: the same band, or the same count and share."""
    low, high = bases_like(base, grain)
    if grain == Grain.BANDS:
        fitting = [k for b in range(low, high + 1) for k in range(b + 1) if band(k, b) == band(n, base)]
    else:
        printed, near = cell(n, base, grain), range(max(to_five(n) - 2, 0), to_five(n) + 3)
        fitting = [k for b in range(low, high + 1) for k in near if k <= b and cell(k, b, grain) == printed]
    return min(fitting), max(fitting)


def values_that_fit(table: Counts, code: str, left_out: set[str]) -> set[int]:
    """What one row of a rounded table could be, base by base: the rows add up to the base, and shares tell of it too."""
    low, high = bases_like(table.base, Grain.ROUNDED)
    found: set[int] = set()
    for base in range(low, high + 1):
        others = {0}
        for other, n in table.rows.items():
            if other != code:
                others = {have + k for have in others for k in _fitting(n, table.base, base, other in left_out) if have + k <= base}
        found |= {k for k in _fitting(table.rows[code], table.base, base, code in left_out) if base - k in others}
    return found


def _fitting(n: int, base: int, guessed_base: int, is_left_out: bool) -> list[int]:
    if is_left_out:
        return list(range(guessed_base + 1))
    printed = cell(n, base, Grain.ROUNDED)
    near = range(max(printed[0] - 2, 0), min(printed[0] + 2, guessed_base) + 1)
    return [k for k in near if cell(k, guessed_base, Grain.ROUNDED) == printed]
