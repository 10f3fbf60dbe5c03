"""How exactly a table is printed, by its base, and each count as it then appears."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

SMALLEST_BASE, SMALLEST_ROUNDED, SMALLEST_EXACT = 10, 30, 100
SMALLEST_CELL = 5


class Grain(IntEnum):
    """How exactly a table is printed."""

    HIDDEN = 0
    BANDS = 1
    ROUNDED = 2
    EXACT = 3


def grain_of(base: int) -> Grain:
    return Grain(sum(base >= least for least in (SMALLEST_BASE, SMALLEST_ROUNDED, SMALLEST_EXACT)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """One table before publication. `base` answered the question, `offered` were asked, `rows` is option code -> count.
    `part` names the part of a total ("" = the total itself).
    """

    base: int
    rows: Mapping[str, int]
    offered: int | None = 0
    part: str = ""
    label: str = ""


def is_small(n: int, base: int) -> bool:
    """Whether a count, or what is missing to its base, is of 1 to 4 people."""
    return 0 < n < SMALLEST_CELL or 0 < base - n < SMALLEST_CELL


def cell(n: int, base: int, grain: Grain) -> tuple[int, int]:
    """Count and share as printed. From 30 to 99 the share of a small count is made of the rounded count, because the
    two together would else give the count away.
    """
    if grain == Grain.EXACT:
        return n, percent(n, base)
    if 0 < n < SMALLEST_CELL:
        return to_five(n), to_five(percent(to_five(n), to_five(base)))
    if 0 < base - n < SMALLEST_CELL:
        return to_five(n), 100 - to_five(percent(to_five(base - n), to_five(base)))
    return to_five(n), 5 * ((40 * n + base) // (2 * base))


def percent(n: int, base: int) -> int:
    """A share in whole percent, half rounded up."""
    return (200 * n + base) // (2 * base)


def to_five(n: int) -> int:
    """The nearest five."""
    return 5 * ((n + 2) // 5)


def band(n: int, base: int) -> str:
    """Which third of the base a count falls in."""
    if 3 * n < base:
        return "fewer_than_third"
    return "more_than_two_thirds" if 3 * n > 2 * base else "third_to_two_thirds"
