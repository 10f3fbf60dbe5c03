"""The one way in which numbers of answers leave the house: pages, exports and the API all call `publish`.

By the base, which is how many answered the question:
- under 10 nothing but "fewer than 10";
- 10 to 29 three bands, without base or counts;
- 30 to 99 base, counts and shares to the nearest five;
- from 100 exact base and counts and shares in whole percent, where a count or what is missing to the base of 1 to 4 is hidden.

Parts of a total (programmes, kinds, months) follow the same steps, and what is hidden must not come back by subtraction:
see disclosure.py, which hides a second part or row, the smallest that helps, until nothing hidden can be worked out.
There is no other view for anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from hearthside.surveys.disclosure import Hidden
from hearthside.surveys.grains import SMALLEST_BASE, Counts, Grain, band, cell, to_five

__all__ = ["Counts", "Grain", "PublishedTable", "Row", "band_words", "publish"]


@dataclass(slots=True, kw_only=True)
class Row:
    """One published line: null count and share where it is hidden; a band instead where the base is small."""

    code: str
    n: int | None = None
    share: int | None = None
    band: str | None = None

    @property
    def hidden(self) -> bool:
        return self.n is None

    def to_json(self) -> dict[str, Any]:
        shown: dict[str, Any] = {"code": self.code, "n": self.n, "share": self.share, "hidden": self.hidden}
        return shown | ({"band": self.band} if self.band else {})


@dataclass(slots=True, kw_only=True)
class PublishedTable:
    """A table as anybody may see it. `base` and `offered` are null where they are hidden; `note` says why in plain words."""

    name: str
    grain: Grain
    base: int | None = None
    offered: int | None = None
    rows: list[Row] = field(default_factory=list)
    part: str = ""
    label: str = ""
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "name": self.name,
            "base": self.base,
            "offered": self.offered,
            "rows": [row.to_json() for row in self.rows],
        }
        return shown | ({"part": self.part, "label": self.label} if self.part else {}) | ({"note": self.note} if self.note else {})


def publish(*, name: str, total: Counts, adds_up: bool, parts: Sequence[Counts] = ()) -> list[PublishedTable]:
    """The published total, and after it its published parts.

    `adds_up` says that each answer is in exactly one row, so that rows add up to the base; otherwise several may be
    ticked and each row is a question of its own. Parts must add up to the total, row by row.

    Raises: ValueError when the counts cannot be what they say, because then nothing can be protected.
    """
    _check(total, adds_up, parts)
    hidden = Hidden(total, parts, adds_up)
    return [_printed(name, counts, hidden) for counts in (total, *parts)]


def _check(total: Counts, adds_up: bool, parts: Sequence[Counts]) -> None:
    for counts in (total, *parts):
        if any(not 0 <= n <= counts.base for n in counts.rows.values()) or set(counts.rows) != set(total.rows):
            raise ValueError(f"A row of part '{counts.part}' is not between 0 and its base, or not in every part.")
        if adds_up and sum(counts.rows.values()) != counts.base:
            raise ValueError(f"The rows of part '{counts.part}' do not add up to its base.")
    if parts and any(sum(part.rows[code] for part in parts) != n for code, n in total.rows.items()):
        raise ValueError("The parts do not add up to the total.")
    if parts and sum(part.base for part in parts) != total.base:
        raise ValueError("The bases of the parts do not add up to the total.")


def _printed(name: str, counts: Counts, hidden: Hidden) -> PublishedTable:
    grain = hidden.grain(counts.part)
    table = PublishedTable(name=name, grain=grain, part=counts.part, label=counts.label, note=_note(grain, counts))
    if grain >= Grain.BANDS and counts.offered is not None:
        table.offered = counts.offered if grain == Grain.EXACT else to_five(counts.offered)
    if grain >= Grain.ROUNDED:
        table.base = counts.base if grain == Grain.EXACT else to_five(counts.base)
    for code, n in counts.rows.items():
        row = Row(code=code)
        if grain == Grain.BANDS:
            row.band = band(n, counts.base)
        elif grain >= Grain.ROUNDED and not hidden.cell(counts.part, code):
            row.n, row.share = cell(n, counts.base, grain)
        table.rows.append(row)
    if grain >= Grain.ROUNDED and any(row.hidden for row in table.rows):
        table.note = " ".join(filter(None, [table.note, _("Small numbers are left out, and another one where they could be worked out.")]))
    return table


def _note(grain: Grain, counts: Counts) -> str:
    if grain == Grain.HIDDEN:
        return _("fewer than 10") if counts.base < SMALLEST_BASE else _("Left out, so that a smaller part cannot be worked out.")
    if grain == Grain.BANDS:
        return _("10 to 29 answers: only roughly how many.")
    return _("Rounded to the nearest five.") if grain == Grain.ROUNDED else ""


def band_words(code: str) -> str:
    """A band in words for a screen."""
    return {
        "fewer_than_third": _("fewer than a third"),
        "third_to_two_thirds": _("a third to two thirds"),
        "more_than_two_thirds": _("more than two thirds"),
    }[code]
