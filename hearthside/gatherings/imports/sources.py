"""What a file holds, whatever kind it is: rows of the same columns, every cell as the text that a person would type."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hearthside.core.errors import Refused
from hearthside.core.sheets.cells import as_text
from hearthside.core.sheets.reading import Column, Row, read_table

MOST_ROWS = 2_000  # in one go; a year of sign-in sheets of five groups
LONGEST_CELL = 4_000
PROBLEM = "problem"  # among broken cells: what is wrong with an entry of a calendar as a whole


@dataclass(slots=True)
class Source:
    """The rows of a file, and the names of columns that nothing here reads."""

    rows: list[Row]
    others: list[str]


def read_sheet(data: bytes, columns: Sequence[Column], sheet: str = "", most: int = MOST_ROWS) -> Source:
    """The rows of a table.

    Raises: Refused when the file holds no such table, or more rows than `most`.
    """
    table = read_table(data, columns, sheet)
    rows = []
    for row in table.rows:
        if len(rows) == most:
            raise Refused(_("This file has more than %(most)s rows. Split it, for example one file for each year.") % {"most": most})
        rows.append(_typed(row))
    return Source(rows, table.others)


def _typed(row: Row) -> Row:
    """The same row in texts. A cell that is too long for any of the columns is broken, and says so."""
    cells = {name: as_text(cell) for name, cell in row.cells.items()}
    long = {name for name, text in cells.items() if len(text) > LONGEST_CELL}
    too_long = {name: _("is longer than %(most)s letters. Shorten it.") % {"most": LONGEST_CELL} for name in long}
    return Row(row.number, {name: text[:LONGEST_CELL] for name, text in cells.items()}, row.others, row.broken | too_long)


def kept(row: Row) -> str:
    """A row as a draft keeps it: what was typed, and which cells the file itself could not give."""
    return json.dumps({"cells": row.cells, "broken": row.broken}, ensure_ascii=False)


def row_of(number: int, words: str) -> Row:
    """A row from what `kept` made of it."""
    found = json.loads(words)
    return Row(number, found["cells"], {}, found["broken"])


def mended(row: Row, cells: dict[str, str]) -> Row:
    """The row with some cells typed anew; what was not typed anew stays, also where it is broken."""
    changed = {name for name, text in cells.items() if text != row.cells.get(name, "")}
    mended_too = changed | ({PROBLEM} if changed else set())
    texts = {name: text for name, text in (row.cells | cells).items() if text}
    return Row(row.number, texts, row.others, {name: reason for name, reason in row.broken.items() if name not in mended_too})
