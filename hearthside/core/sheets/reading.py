"""Reading a table as people send it: which sheet, which row holds the names of the columns, which column is which."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearthside.core.errors import Refused
from hearthside.core.sheets.cells import as_text, canonical
from hearthside.core.sheets.files import kind_of
from hearthside.core.sheets.text import separated_rows
from hearthside.core.sheets.workbooks import ERROR, Place, column_letters, pages
from hearthside.core.sheets.writing import Cell

LOOKED_AT = 30  # rows in which the names of the columns are sought
MOST_ROWS = 200_000
MOST_COLUMNS = 1_000
ERROR_TEXT = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!)|Err:\d{3}")


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is asked for: its name, the names people use for it too, and what it holds."""

    name: str
    also: tuple[str, ...] = ()
    is_needed: bool = False
    form: str = "text"  # or date, time, month: only to recognise the same content in another kind of file


@dataclass(slots=True)
class Row:
    """One row that is not blank, by the number a spreadsheet shows."""

    number: int
    cells: dict[str, Cell]  # of the columns asked for; those the file lacks are missing
    others: dict[str, str]  # of the columns not asked for, those that are filled
    broken: dict[str, str] = field(default_factory=dict)  # reasons why a cell has no value

    def get(self, name: str) -> Cell:
        return self.cells.get(name)

    def canonical(self, columns: Iterable[Column]) -> str:
        """The row as one text that is the same in every kind of file and order of columns; empty cells leave no mark."""
        said = ((column.name, canonical(self.cells.get(column.name), column.form)) for column in columns)
        return "\x1f".join(f"{name}\x1e{text}" for name, text in sorted(said) if text)

    def canonical_others(self) -> str:
        return "\x1f".join(f"{key(name)}\x1e{text}" for name, text in sorted((name, canonical(one)) for name, one in self.others.items()))


@dataclass(slots=True)
class Table:
    """What was found in a file. `rows` can be walked through once; `others` is complete when it has been."""

    header_row: int
    found: list[str]
    others: list[str]
    rows: Iterator[Row]


@dataclass(slots=True)
class _Grid:
    """A sheet, or a text file: the first rows to look at, then the rest."""

    name: str
    first: list[list[Cell]]
    rest: Iterator[list[Cell]]
    broken: Mapping[Place, str] = field(default_factory=dict)
    separator: str = ""  # of a text file


def key(name: object) -> str:
    """What counts of a column's name: letters and figures. Case, blanks, `_` and what stands in brackets do not."""
    text = unicodedata.normalize("NFKC", re.sub(r"\(.*?\)|\[.*?\]", "", as_text(name) if isinstance(name, str) else str(name)))
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def read_table(data: bytes, columns: Sequence[Column], sheet: str = "") -> Table:
    """Find the table in a file. `sheet` names one where a workbook has several.

    Raises: Refused with one sentence when there is no such table, or more than one.
    """
    known = {key(name): column.name for column in columns for name in (column.name, *column.also)}

    def score(row: Sequence[Cell]) -> int:
        return len({known[key(cell)] for cell in row if isinstance(cell, str) and key(cell) in known})

    kind = kind_of(data)
    if kind == "text":
        separator, rows = separated_rows(data, score)
        grids = [_Grid("", list(islice(rows, LOOKED_AT)), rows, separator=separator)]
    else:
        grids = [_Grid(page.name, list(islice(rows := page.rows(), LOOKED_AT)), rows, page.broken) for page in pages(data, kind)]
    grid = _chosen([grid for grid in grids if not sheet or grid.name.casefold() == sheet.casefold()], columns, score, sheet)
    header = max(range(len(grid.first)), key=lambda number: (score(grid.first[number]), -number))
    places = _places(grid.first[header], columns)
    names = _other_names(grid.first[header], places)
    others = [name for place, name in sorted(names.items()) if as_text(grid.first[header][place])]
    found = [column.name for column in columns if column.name in places]
    return Table(header + 1, found, others, _rows(grid, header, places, names, others))


def _chosen(grids: list[_Grid], columns: Sequence[Column], score, sheet: str) -> _Grid:
    """The one sheet in which the columns needed have their names.

    Raises: Refused when none has, or several.
    """
    if not grids:
        raise Refused(_("There is no sheet called '%(name)s' in this workbook.") % {"name": sheet})
    best = {grid.name: max(map(score, grid.first), default=0) for grid in grids}
    grid = max(grids, key=lambda one: best[one.name])
    if best[grid.name] == 0:
        needed = ", ".join(column.name for column in columns if column.is_needed)
        raise Refused(
            _("No row with the names of the columns was found. The first row should hold at least: %(needed)s.") % {"needed": needed}
        )
    alike = [one.name for one in grids if best[one.name] == best[grid.name]]
    if len(alike) > 1:
        raise Refused(
            _("Several sheets hold such a table: %(names)s. Put them together on one sheet, or name one with --sheet.")
            % {"names": ", ".join(alike)}
        )
    return grid


def _places(header: Sequence[Cell], columns: Sequence[Column]) -> dict[str, int]:
    """Where each column is. Its own name wins over the other names people use for it.

    Raises: Refused when a column is there twice, or one that is needed is missing.
    """
    by_key: dict[str, list[int]] = {}
    for place, cell in enumerate(header):
        by_key.setdefault(key(cell), []).append(place)
    found: dict[str, int] = {}
    for column in columns:
        for name in (column.name, *column.also):
            if places := by_key.get(key(name)):
                if len(places) > 1:
                    raise Refused(
                        _("Two columns are called '%(name)s': %(places)s. Rename or delete one of them.")
                        % {"name": as_text(header[places[0]]), "places": ", ".join(map(column_letters, places))}
                    )
                found[column.name] = places[0]
                break
    missing = [column.name for column in columns if column.is_needed and column.name not in found]
    if missing:
        raise Refused(
            ngettext("This column is missing: %(names)s.", "These columns are missing: %(names)s.", len(missing))
            % {"names": ", ".join(missing)}
        )
    return found


def _other_names(header: Sequence[Cell], places: dict[str, int]) -> dict[int, str]:
    """Names of the columns not asked for, each different; one without a name is called by its letter."""
    names: dict[int, str] = {}
    taken: set[str] = set()
    for place, cell in enumerate(header):
        if place in places.values():
            continue
        stem = name = " ".join(as_text(cell).split())[:200] or unnamed(place)
        number = 1
        while name in taken:
            number += 1
            name = f"{stem} ({number})"
        names[place] = name
        taken.add(name)
    return names


def unnamed(place: int) -> str:
    return _("column %(letters)s") % {"letters": column_letters(place)}


def _rows(grid: _Grid, header: int, places: dict[str, int], names: dict[int, str], others: list[str]) -> Iterator[Row]:
    """The rows below the header that hold anything."""
    broken_in: dict[int, list[tuple[int, str]]] = {}
    for (row, column), reason in grid.broken.items():
        broken_in.setdefault(row, []).append((column, reason))
    by_place = {place: name for name, place in places.items()}
    count = 0
    for number, cells in enumerate(chain(grid.first[header + 1 :], grid.rest), start=header + 2):
        filled = {place: cell for place, cell in enumerate(cells) if cell is not None and cell != "" and as_text(cell)}
        troubles = {by_place[place]: reason for place, reason in broken_in.get(number - 1, []) if place in by_place}
        troubles |= {name: str(ERROR) for place, name in by_place.items() if _is_error(filled.get(place))}
        if not filled and not troubles:
            continue
        count += 1
        if count > MOST_ROWS:
            raise Refused(_("This table has more than 200,000 rows. Split it, for example one file for each year."))
        if max(filled, default=0) >= MOST_COLUMNS:
            raise Refused(_("This table has more than 1,000 columns. Keep only those that are needed."))
        if grid.separator:
            troubles |= _run_together(filled, by_place, names, grid.separator, len(places) + len(names))
        row = Row(number, {}, {}, troubles)
        for place, cell in filled.items():
            if place in by_place:
                row.cells[by_place[place]] = cell
            else:
                name = names.setdefault(place, unnamed(place))
                row.others[name] = as_text(cell)
                if name not in others:
                    others.append(name)
        yield row


def _is_error(cell: Cell) -> bool:
    """Text files and ods hold the error of a formula as text; taken for a name it would become a person."""
    return isinstance(cell, str) and cell[:1] in "#E" and ERROR_TEXT.fullmatch(cell.strip()) is not None


def _run_together(filled: dict[int, Cell], by_place: dict[int, str], names: dict[int, str], separator: str, width: int) -> dict[str, str]:
    """A quotation mark that is opened by mistake swallows the rows up to the next one; a line in a cell then looks like a row."""
    if width < 4:
        return {}
    for place, cell in filled.items():
        if not isinstance(cell, str) or cell.count(separator) < width - 1 or not ("\n" in cell or "\r" in cell):
            continue
        if any(line.count(separator) >= width - 1 for line in cell.splitlines()):
            name = by_place.get(place) or names.get(place) or unnamed(place)
            return {name: _("holds whole rows. Close the quotation mark before them.")}
    return {}
