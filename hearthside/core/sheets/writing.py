"""Writing tables that open cleanly in Excel, LibreOffice and Numbers, and that cannot run anything there."""

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain, islice
from typing import BinaryIO

from django.utils import timezone
from django.utils.translation import gettext as _

from hearthside.core.late import late

xlsxwriter = late("xlsxwriter")

Cell = str | int | float | Decimal | bool | date | datetime | time | None

# What a spreadsheet program would take for a formula at the start of a text, also after blanks or in full width.
RISKY = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST_TEXT = 32_767  # of one cell, in Excel
EXACT_DIGITS = 15  # more than these a spreadsheet would round
FIRST_DAY = date(1900, 3, 1)  # before it Excel counts a day that never was
SAMPLE = 100  # rows looked at to choose how wide a column is


@dataclass(slots=True, kw_only=True)
class Sheet:
    """One table of a workbook. Rows may be a generator and are asked for once."""

    name: str
    headers: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def safe_text(value: Cell) -> str:
    """A cell as text for a CSV: ISO dates, 24-hour times, yes and no as TRUE and FALSE, nothing as an empty cell.

    A text that a spreadsheet would run gets an apostrophe in front, which `reading` takes away again; a number does not.
    """
    if isinstance(value, str):
        text = clean(value)
        return f"'{text}" if RISKY.match(text) else text
    return plain_text(value)


def clean(text: str) -> str:
    """A text without the control characters that no file format carries; tabs and line ends stay."""
    return CONTROL.sub("", text)


def plain_text(value: Cell) -> str:
    """A cell that is not text, as it is written in a text file."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime():
            return _naive(value).isoformat(sep=" ", timespec="seconds")
        case time():
            return value.isoformat(timespec="seconds" if value.second else "minutes")
        case date():
            return value.isoformat()
    return str(value)


def _naive(moment: datetime) -> datetime:
    """A moment as the clock on the wall shows it."""
    return timezone.make_naive(moment) if timezone.is_aware(moment) else moment


def csv_lines(headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The file in pieces, for an answer that streams: UTF-8 with the mark that Excel needs, comma, CRLF."""
    line = io.StringIO(newline="")
    writer = csv.writer(line, lineterminator="\r\n")
    yield b"\xef\xbb\xbf"
    for row in chain([headers], rows):
        writer.writerow([safe_text(value) for value in row])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def write_csv(headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A whole CSV file."""
    return b"".join(csv_lines(headers, rows))


def write_xlsx(sheets: Sequence[Sheet], read_me: Sequence[tuple[str, Cell]] = ()) -> bytes:
    """A whole workbook: real dates and numbers, text that is never a formula, header rows that stay in sight.

    `read_me` holds pairs (what, what is said of it) for a first sheet that explains the others; the workbook opens
    on the first table.
    """
    file = io.BytesIO()
    write_xlsx_to(file, sheets, read_me)
    return file.getvalue()


def write_xlsx_to(file: BinaryIO, sheets: Sequence[Sheet], read_me: Sequence[tuple[str, Cell]] = ()) -> None:
    """The same into an open file. Rows are not held in memory, so a table may have a million of them."""
    with xlsxwriter.Workbook(file, {"constant_memory": True, "nan_inf_to_errors": False}) as book:
        formats = _Formats(book)
        taken: set[str] = {"history"}  # a name that Excel keeps for itself
        if read_me:
            page = book.add_worksheet(_free_name(_("Read me"), taken))
            page.set_column(0, 0, 28, formats.bold)
            page.set_column(1, 1, 90, formats.wrapped)
            for number, (what, said) in enumerate(read_me):
                _write(page, number, 0, what, formats)
                _write(page, number, 1, said, formats)
        for number, sheet in enumerate(sheets):
            page = book.add_worksheet(_free_name(sheet.name, taken))
            _write_table(page, sheet, formats)
            if number == 0:
                page.activate()


class _Formats:
    """The few looks a cell can have."""

    def __init__(self, book: "xlsxwriter.Workbook"):
        self.bold = book.add_format({"bold": True, "valign": "top"})
        self.header = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.date = book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self.time = book.add_format({"num_format": "hh:mm"})
        self.text = book.add_format({"quote_prefix": True})  # stays text when somebody edits the cell


def _write_table(page, sheet: Sheet, formats: _Formats) -> None:
    rows = iter(sheet.rows)
    first = list(islice(rows, SAMPLE))
    for column, header in enumerate(sheet.headers):
        longest = max((len(plain_text(row[column])) for row in first if column < len(row)), default=0)
        page.set_column(column, column, min(max(len(header) + 2, longest + 2, 8), 60))
    page.freeze_panes(1, 0)
    for column, header in enumerate(sheet.headers):
        page.write_string(0, column, clean(header)[:LONGEST_TEXT], formats.header)
    for number, row in enumerate(chain(first, rows), start=1):
        for column, value in enumerate(row):
            _write(page, number, column, value, formats)


def _write(page, row: int, column: int, value: Cell, formats: _Formats) -> None:
    """One cell, with the type it has; what a spreadsheet cannot hold exactly is written as text."""
    match value:
        case None | "":
            return
        case bool():
            page.write_boolean(row, column, value)
        case int() | float() | Decimal() if _is_exact(value):
            page.write_number(row, column, value)
        case datetime() if value.date() >= FIRST_DAY:
            page.write_datetime(row, column, _naive(value), formats.moment)
        case time():
            page.write_datetime(row, column, value, formats.time)
        case date() if not isinstance(value, datetime) and value >= FIRST_DAY:
            page.write_datetime(row, column, value, formats.date)
        case _:
            text = _fitting(clean(value if isinstance(value, str) else plain_text(value)))
            page.write_string(row, column, text, formats.text if RISKY.match(text) else None)


def _is_exact(number: int | float | Decimal) -> bool:
    if isinstance(number, float):
        return math.isfinite(number)
    if isinstance(number, Decimal):
        return number.is_finite() and len(number.as_tuple().digits) <= EXACT_DIGITS
    return len(str(abs(number))) <= EXACT_DIGITS


def _fitting(text: str) -> str:
    """A text cut to what one cell holds (counted as Excel does, an emoji as two), with a mark that it was cut."""
    if len(text.encode("utf-16-le")) // 2 <= LONGEST_TEXT:
        return text
    return text.encode("utf-16-le")[: 2 * (LONGEST_TEXT - 1)].decode("utf-16-le", "ignore") + "…"


def _free_name(name: str, taken: set[str]) -> str:
    """A name that a sheet may have: at most 31 characters, none of []:*?/\\, not taken in either case."""
    stem = re.sub(r"[\[\]:*?/\\]", " ", clean(name)).strip("' ")[:31].strip("' ") or "Sheet"
    free, number = stem, 1
    while free.lower() in taken:
        number += 1
        free = f"{stem[:27].rstrip()} {number}"
    taken.add(free.lower())
    return free
