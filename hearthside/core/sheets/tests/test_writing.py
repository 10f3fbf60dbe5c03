"""What is written opens cleanly in a spreadsheet program, runs nothing there, and reads back the same."""

import csv
import io
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from hearthside.core.sheets.cells import as_text
from hearthside.core.sheets.reading import Column, read_table
from hearthside.core.sheets.writing import LONGEST_TEXT, Sheet, csv_lines, write_csv, write_xlsx


def cells_of(workbook: bytes, sheet: int = 0) -> list[list]:
    return CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_index(sheet).to_python()


def test_a_csv_has_the_mark_and_the_line_ends_that_excel_needs():
    assert write_csv(["day", "people"], [[date(2026, 6, 1), 3]]) == b"\xef\xbb\xbfday,people\r\n2026-06-01,3\r\n"


def test_a_csv_streams_one_row_at_a_time():
    assert list(csv_lines(["a"], iter([[1], [2]]))) == [b"\xef\xbb\xbf", b"a\r\n", b"1\r\n", b"2\r\n"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\n=1", " =1", "'=1", "＝1"])
def test_what_a_spreadsheet_would_run_becomes_text(text):
    [[cell]] = csv.reader(io.StringIO(write_csv([], [[text]]).decode("utf-8-sig").removeprefix("\r\n"), newline=""))
    assert cell == f"'{text}"
    assert cells_of(write_xlsx([Sheet(name="x", headers=["h"], rows=[[text]])]))[1] in ([text], [text.replace("\r", "\n")])


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (-5, "-5"), (None, ""), (True, "TRUE"), (False, "FALSE"), (Decimal("-1.50"), "-1.50"), (1.5, "1.5"),
        (time(9, 5), "09:05"), (time(9, 5, 7), "09:05:07"), (datetime(2026, 6, 1, 9, 5), "2026-06-01 09:05:00"), ("'twas", "'twas"),
        ("a\x00b", "ab"),
    ],
)  # fmt: skip
def test_cells_of_a_csv(value, said):
    assert write_csv(["h"], [[value]]).decode("utf-8-sig") == f"h\r\n{said}\r\n".replace("h\r\n\r\n", 'h\r\n""\r\n')


def test_a_moment_is_written_as_the_clock_on_the_wall_shows_it():
    with timezone.override("America/Regina"):
        assert b"2026-06-01 06:00:00" in write_csv(["h"], [[datetime(2026, 6, 1, 12, tzinfo=UTC)]])
        assert cells_of(write_xlsx([Sheet(name="x", headers=["h"], rows=[[datetime(2026, 6, 1, 12, tzinfo=UTC)]])]))[1] == [
            datetime(2026, 6, 1, 6)
        ]


def test_a_workbook_has_real_dates_times_and_numbers():
    row = [date(2026, 6, 1), time(9, 30), 15, 1.5, Decimal("2.5"), True, "Zoé 🌱"]
    assert cells_of(write_xlsx([Sheet(name="x", headers=list("abcdefg"), rows=[row])])) == [
        list("abcdefg"),
        [date(2026, 6, 1), time(9, 30), 15.0, 1.5, 2.5, True, "Zoé 🌱"],
    ]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (10**20, "1" + "0" * 20), (float("nan"), "nan"), (float("inf"), "inf"), (Decimal("NaN"), "NaN"), (date(1899, 12, 31), "1899-12-31"),
        (datetime(1850, 1, 1), "1850-01-01 00:00:00"), (Decimal("1.2345678901234567"), "1.2345678901234567"),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_cannot_hold_exactly_is_text(value, said):
    assert cells_of(write_xlsx([Sheet(name="x", headers=["h"], rows=[[value]])]))[1] == [said]


def test_an_empty_cell_stays_empty():
    assert cells_of(write_xlsx([Sheet(name="x", headers=["a", "b"], rows=[[None, ""], ["", 1]])]))[1:] == [["", ""], ["", 1.0]]


def test_a_text_longer_than_a_cell_is_cut_with_a_mark():
    [_header, [cell]] = cells_of(write_xlsx([Sheet(name="x", headers=["h"], rows=[["🌱" * LONGEST_TEXT]])]))
    assert cell.endswith("🌱…")
    assert len(cell.encode("utf-16-le")) // 2 <= LONGEST_TEXT


def test_names_of_sheets_are_made_fit_and_the_read_me_comes_first():
    sheets = [
        Sheet(name=name, headers=["h"], rows=[]) for name in ("Counts: a/b", "counts  a b", "history", "x" * 40, "x" * 40, "''", "Read me")
    ]
    data = write_xlsx(sheets, [("What", "Numbers"), ("Since", date(2026, 1, 1))])
    names = CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names
    assert names == ["Read me", "Counts  a b", "counts  a b 2", "history 2", "x" * 31, "x" * 27 + " 2", "Sheet", "Read me 2"]
    assert cells_of(data) == [["What", "Numbers"], ["Since", date(2026, 1, 1)]]


# Any text, and more often than chance those made of what the formats themselves are made of.
texts = st.text(st.characters(codec="utf-8"), max_size=30) | st.text("'=+@\t\r\n;,|\"_x0D\ufeff\u00a0 #N/A\x1eé🌱", max_size=12)
values = texts | st.integers(-(10**14), 10**14) | st.dates(date(1900, 3, 1)) | st.none()


@given(st.lists(st.tuples(values, values), max_size=8))
@settings(deadline=None)
def test_what_is_written_reads_back_the_same_from_both_kinds_of_file(rows):
    """`mark` keeps every row alive, since a blank row is not a row."""
    table = [["row", *row] for row in rows]
    headers = ["mark", "first", "second"]
    columns = [Column("mark", is_needed=True), Column("first"), Column("second")]
    expected = [[as_text(value) for value in row] for row in table]
    for data in (write_csv(headers, table), write_xlsx([Sheet(name="x", headers=headers, rows=table)])):
        read = [[as_text(row.get(column)) for column in headers] for row in read_table(data, columns).rows]
        assert read == expected
