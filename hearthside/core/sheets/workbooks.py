"""Reading workbooks (xlsx, xls, ods): values as they were last computed, with what a reader would overlook said aloud."""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree import ElementTree
from xml.parsers import expat

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from hearthside.core.errors import Refused
from hearthside.core.sheets.files import damaged, locked
from hearthside.core.sheets.writing import Cell

MOST_CELLS = 5_000_000  # a sheet is held whole, from its first cell to its last
ERROR = gettext_lazy("shows an error. Mend its formula, or type the value.")
NOT_COMPUTED = gettext_lazy("holds a formula without a result. Open the file in a spreadsheet program, save it, and send it again.")
Place = tuple[int, int]  # row and column, both from 0


@dataclass(slots=True)
class Page:
    """One sheet of a workbook."""

    name: str
    sheet: CalamineSheet
    broken: dict[Place, str] = field(default_factory=dict)  # cells that have no value though they show something

    def rows(self) -> Iterator[list[Cell]]:
        """Rows from the first row of the sheet on. A cell merged over several rows stands in each of them."""
        merged = {
            (row, first[1]): first[0]
            for first, last in self.sheet.merged_cell_ranges or []
            for row in range(first[0] + 1, min(last[0], self.sheet.total_height) + 1)
        }
        columns = sorted({column for _row, column in merged})
        above: dict[int, Cell] = {}
        for number, row in enumerate(self.sheet.iter_rows()):
            for column in columns:
                if (number, column) in merged and column < len(row) and row[column] == "":
                    row[column] = above.get(column, "")
                above[column] = row[column] if column < len(row) else ""
            yield row


def pages(data: bytes, kind: str) -> list[Page]:
    """The sheets that a person sees, in their order; hidden ones only where there is nothing else.

    Raises: Refused for a workbook that is locked, damaged or too large.
    """
    troubles = _look_through(data) if kind == "xlsx" else {}
    if kind == "ods":
        _check_ods(data)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        tables = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
        shown = [one for one in tables if one.visible == SheetVisibleEnum.Visible] or tables
        return [Page(one.name, book.get_sheet_by_name(one.name), troubles.get(one.name, {})) for one in shown]
    except PasswordError as error:
        raise Refused(locked()) from error
    except (CalamineError, OSError, ValueError) as error:
        raise Refused(damaged()) from error
    except BaseException as error:  # the reader is written in Rust, and stops in its own way at a file it did not expect
        if type(error).__name__ == "PanicException":
            raise Refused(damaged()) from error
        raise


def too_large(rows: int, columns: int) -> Refused:
    return Refused(
        _("A sheet reaches to row %(rows)s and column %(columns)s, which is too large. Delete what is far out, and save again.")
        % {"rows": rows, "columns": columns}
    )


def _look_through(data: bytes) -> dict[str, dict[Place, str]]:
    """Walk through the sheets of an xlsx before they are loaded: how far out they reach, and which cells are broken."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            return {name: _Walk(packed.open(path)).broken for name, path in _parts(packed)}
    except (KeyError, ElementTree.ParseError, expat.ExpatError, ValueError) as error:
        raise Refused(damaged()) from error


def _parts(packed: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Names of the sheets, and the parts of the file that hold them."""
    links = ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links if link.get("Type", "").endswith("/worksheet")}
    for element in ElementTree.fromstring(packed.read("xl/workbook.xml")).iter():
        if element.tag.rpartition("}")[2] == "sheet":
            link = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
            if link in targets:
                yield element.get("name", ""), posixpath.normpath(posixpath.join("/xl", targets[link])).lstrip("/")


class _Walk:
    """One pass over the XML of a sheet that keeps nothing but what is broken."""

    def __init__(self, file):
        self.broken: dict[Place, str] = {}
        self.row = self.column = -1
        self.last_row = self.last_column = -1
        self.kind, self.has_formula, self.has_value = "", False, False
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.ParseFile(file)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "c":
                place = attributes.get("r", "")
                self.column = column_number(place.rstrip("0123456789")) if place else self.column + 1
                self.kind, self.has_formula, self.has_value = attributes.get("t", ""), False, False
            case "v" | "is":
                self.has_value = True
            case "f":
                self.has_formula = True
            case "row":
                self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
                self.column = -1

    def end(self, tag: str) -> None:
        if tag.rpartition(":")[2] != "c":
            return
        if self.kind == "e":
            self.broken[self.row, self.column] = str(ERROR)
        elif self.has_formula and not self.has_value:
            self.broken[self.row, self.column] = str(NOT_COMPUTED)
        if self.has_value:
            self.last_row, self.last_column = max(self.row, self.last_row), max(self.column, self.last_column)
            if (self.last_row + 1) * (self.last_column + 1) > MOST_CELLS:
                raise too_large(self.last_row + 1, self.last_column + 1)


def _check_ods(data: bytes) -> None:
    """An ods may say in a few bytes that a cell is repeated a thousand million times; count before it is loaded.

    Raises: Refused when there are too many cells.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            _Count(packed.open("content.xml"))
    except (KeyError, expat.ExpatError, ValueError) as error:
        raise Refused(damaged()) from error


class _Count:
    """Counts the cells of an ods up to the last that holds something, repetitions included."""

    def __init__(self, file):
        self.rows = self.width = self.column = self.repeat = 0
        parser = expat.ParserCreate()
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.ParseFile(file)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag:
            case "table:table":
                self.rows = self.width = 0
            case "table:table-row":
                self.repeat, self.column, self.filled = int(attributes.get("table:number-rows-repeated", 1)), 0, 0
            case "table:table-cell" | "table:covered-table-cell":
                self.column += int(attributes.get("table:number-columns-repeated", 1))
                if "office:value-type" in attributes:
                    self.filled = self.column

    def end(self, tag: str) -> None:
        if tag == "table:table-row" and self.filled:
            self.rows, self.width = self.rows + self.repeat, max(self.width, self.filled)
            if self.rows * self.width > MOST_CELLS:
                raise too_large(self.rows, self.width)


def column_number(letters: str) -> int:
    """`A` is 0, `Z` 25, `AA` 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(number: int) -> str:
    """0 is `A`, as a spreadsheet shows it."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
