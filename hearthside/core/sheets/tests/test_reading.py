"""Tables are read as people send them."""

import io
import zipfile
from datetime import date, datetime, time

import pytest

from hearthside.core.errors import Refused
from hearthside.core.sheets import reading, workbooks
from hearthside.core.sheets.cells import as_text
from hearthside.core.sheets.reading import Column, read_table
from hearthside.core.sheets.tests.workbook import repacked, workbook

COLUMNS = [
    Column("date", ("day",), True, "date"),
    Column("minutes", ("mins",), True),
    Column("who", ("person", "peer")),
    Column("note"),
]
PLAIN = "date,minutes,who,note\n2026-06-01,15,Zoé – Ana,«œuvre»\n"
SAID = {"date": "2026-06-01", "minutes": "15", "who": "Zoé – Ana", "note": "«œuvre»"}


def rows_of(data: bytes, **options) -> list[dict[str, str]]:
    return [{name: as_text(cell) for name, cell in row.cells.items()} for row in read_table(data, COLUMNS, **options).rows]


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.encode("utf-16"),
        PLAIN.encode("utf-16-be"),
        PLAIN.encode("utf-16-le"),
        PLAIN.encode("utf-32"),
        PLAIN.encode("cp1252"),
        PLAIN.replace("\n", "\r").encode("cp1252"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode("utf-16"),
        PLAIN.replace(",", "|").encode(),
        b"sep=;\r\n" + PLAIN.replace(",", ";").encode("cp1252"),
        b"\xef\xbb\xbfsep=|\n" + PLAIN.replace(",", "|").encode(),
        PLAIN.rstrip("\n").encode(),
        PLAIN.replace("date,minutes,who", '"DATE ",Mins," Per_son"').encode(),
    ],
    ids=[
        "utf-8", "with a mark", "utf-16", "utf-16 big", "utf-16 little", "utf-32", "windows-1252", "bare CR", "CRLF", "semicolons",
        "tabs", "bars", "sep=;", "mark and sep=|", "no last line end", "other names",
    ],
)  # fmt: skip
def test_every_way_of_saving_text_says_the_same(data):
    assert rows_of(data) == [SAID]


@pytest.mark.parametrize(
    ("name", "encoding"), [("Приветствую всех жителей улицы", "cp1251"), ("Zażółć gęślą jaźń żółwiowi\x9d".replace("\x9d", "ť"), "cp1250")]
)
def test_other_alphabets_are_guessed_by_their_letters(name, encoding):
    words = f"{name}. " * 30
    assert rows_of(f"date,minutes,note\n2026-06-01,15,{words}\n".encode(encoding))[0]["note"] == words.strip()


def test_bytes_that_nobody_can_name_are_still_read():
    assert rows_of(b"date,minutes,note\n2026-06-01,15,a\x81b\n")[0]["date"] == "2026-06-01"


def test_a_file_pasted_together_from_two_encodings_keeps_both():
    data = "date,minutes,who\n2026-06-01,15,Zoé Šárka\n".encode() + "2026-06-01,15,André\n".encode("cp1252")
    assert [row["who"] for row in rows_of(data)] == ["Zoé Šárka", "André"]


def test_titles_above_the_names_of_the_columns_are_passed_over_and_rows_keep_their_numbers():
    data = b"River programme,,\n\nDate,Minutes,Who\n2026-06-01,15,Ana\n,,\n2026-06-02,20,Ben\n"
    table = read_table(data, COLUMNS)
    assert table.header_row == 3
    assert [(row.number, row.get("who")) for row in table.rows] == [(4, "Ana"), (6, "Ben")]


def test_lines_within_quotation_marks_are_one_row():
    table = read_table(b'date,minutes,note\n2026-06-01,15,"We talked.\r\n\r\nThen, tea."\n2026-06-02,5,\n', COLUMNS)
    assert [(row.number, as_text(row.get("note"))) for row in table.rows] == [(2, "We talked.\n\nThen, tea."), (3, "")]


def test_a_quotation_mark_that_is_never_closed_is_said():
    with pytest.raises(Refused, match="in line 2 or soon after and never closed"):
        rows_of(b'date,minutes,note\n2026-06-01,15,"We talked\n2026-06-02,5,x\n')


def test_a_cell_longer_than_any_book_is_an_open_quotation_mark():
    with pytest.raises(Refused, match="never closed"):
        rows_of(b'date,minutes,note\n1,2,"' + b"x\n" * 100_000 + b'"\n')


def test_a_quotation_mark_that_swallows_rows_shows():
    data = b'date,minutes,who,note\n2026-06-01,15,"Ana,x\n2026-06-02,15,Ben,y\n2026-06-03,15,"Mo,z\n'
    [row] = read_table(data, COLUMNS).rows
    assert "Close the quotation mark" in row.broken["who"]


def test_a_long_note_with_commas_is_no_swallowed_row():
    data = b'date,minutes,who,note\n2026-06-01,15,Ana,"bread, milk, eggs, tea"\n2026-06-01,15,Ana,"a, b, c\nd, e"\n'
    assert [row.broken for row in read_table(data, COLUMNS).rows] == [{}, {}]
    narrow = b'date,minutes\n2026-06-01,"1\n2,3"\n'
    assert [row.broken for row in read_table(narrow, COLUMNS).rows] == [{}]


def test_the_name_of_a_column_wins_over_the_other_names_people_use():
    table = read_table(b"date,minutes,person,who,peer\n1,2,a,b,c\n", COLUMNS)
    [row] = table.rows
    assert (row.get("who"), row.others, table.others) == ("b", {"person": "a", "peer": "c"}, ["person", "peer"])


def test_columns_nobody_asked_for_are_kept_and_named():
    table = read_table(b"date,minutes,Colour,colour,Colour,,\n1,2,red,,green,loose,\n3,4,,,,,\n", COLUMNS)
    assert [row.others for row in table.rows] == [{"Colour": "red", "Colour (2)": "green", "column F": "loose"}, {}]
    assert table.others == ["Colour", "colour", "Colour (2)", "column F"]


def test_cells_beyond_the_last_name_are_kept_too():
    table = read_table(b"date,minutes\n1,2,left over\n", COLUMNS)
    assert [row.others for row in table.rows] == [{"column C": "left over"}]


def test_three_hundred_columns_are_no_trouble_but_ten_thousand_are():
    names = ",".join(f"c{number}" for number in range(300))
    table = read_table(f"date,minutes,{names}\n1,2{',x' * 300}\n".encode(), COLUMNS)
    assert [len(row.others) for row in table.rows] == [300]
    with pytest.raises(Refused, match="more than 1,000 columns"):
        rows_of(b"date,minutes\n1,2" + b"," * 9_998 + b"x\n")


def test_too_many_rows_are_said(monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 2)
    assert len(rows_of(b"date,minutes\n1,2\n\n1,2\n")) == 2
    with pytest.raises(Refused, match="more than 200,000 rows"):
        rows_of(b"date,minutes\n1,2\n1,2\n1,2\n")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"hello\nworld\n", "should hold at least: date, minutes"),
        (b"date,who\n1,2\n", "This column is missing: minutes"),
        (b"who,note\n1,2\n", "These columns are missing: date, minutes"),
        (b"date,minutes,Minutes\n1,2,3\n", "Two columns are called 'minutes': B, C"),
        (b"date,minutes,person,Person\n1,2,3,4\n", "Two columns are called 'person': C, D"),
    ],
)
def test_a_table_without_the_columns_needed_is_said(data, sentence):
    with pytest.raises(Refused) as refused:
        rows_of(data)
    assert sentence in str(refused.value)


@pytest.mark.parametrize("options", [{}, {"date_1904": True}])
def test_real_dates_and_times_of_a_workbook(options):
    data = workbook(
        ["Date", "Mins", "start"], [date(2026, 6, 1), 15, time(9, 30)], [datetime(2026, 6, 2, 8, 0), 15.5, None], options=options
    )
    first, second = read_table(data, [*COLUMNS, Column("start")]).rows
    assert (first.get("date"), first.get("minutes"), first.get("start")) == (date(2026, 6, 1), 15.0, time(9, 30))
    assert (second.get("date"), second.get("minutes"), second.get("start")) == (datetime(2026, 6, 2, 8, 0), 15.5, None)


def test_merged_titles_and_merged_cells_say_what_a_person_sees():
    def merge(_book, page):
        page.merge_range(0, 0, 0, 3, "River, June")
        page.merge_range(3, 2, 4, 2, "Ana")
        page.merge_range(5, 0, 6, 1, "2026-06-05")

    data = workbook([], ["date", "minutes", "who"], ["2026-06-01", 5, "Mo"], ["2026-06-02", 5], ["2026-06-03", 5], [None, None, "Kim"],
                    [None, None, "Ben"], also=merge)  # fmt: skip
    rows = rows_of(data)
    assert [row.get("who") for row in rows] == ["Mo", "Ana", "Ana", "Kim", "Ben"]
    assert [row.get("date") for row in rows][-2:] == ["2026-06-05", "2026-06-05"]


def test_formulas_give_their_results_and_say_when_they_have_none():
    def formulas(_book, page):
        page.write_formula(1, 1, "=10+5", None, 15)
        page.write_formula(2, 2, '=""', None, "")
        page.write_formula(3, 2, "=VLOOKUP(A1,B1,2)", None, "#N/A")
        page.write_formula(4, 2, "=A1", None, 4711)

    data = workbook(["date", "minutes", "who"], ["2026-06-01"], ["2026-06-02", 5], ["2026-06-03", 5], ["2026-06-04", 5], also=formulas)
    bare = repacked(data, **{"xl__worksheets__sheet1.xml": _sheet(data).replace(b"<v>4711</v>", b"")})
    rows = list(read_table(bare, COLUMNS).rows)
    assert (rows[0].get("minutes"), rows[1].get("who"), rows[1].broken) == (15.0, None, {})
    assert rows[2].broken == {"who": "shows an error. Mend its formula, or type the value."}
    assert "a formula without a result" in rows[3].broken["who"]


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#NAME?", "#DIV/0!", "Err:502"])
def test_the_error_of_a_formula_saved_as_text_is_nobodys_name(error):
    rows = list(read_table(f"date,minutes,who,x\n1,2,{error},{error}\n1,2,#Ana,\n1,2,Eve,\n".encode(), COLUMNS).rows)
    assert [list(row.broken) for row in rows] == [["who"], [], []]
    assert rows[0].others == {"x": error}


def test_a_row_of_nothing_but_broken_cells_is_a_row():
    data = workbook(["date", "minutes"], also=lambda _book, page: page.write_formula(1, 0, "=A9", None, "#REF!"))
    assert [(row.number, list(row.broken)) for row in read_table(data, COLUMNS).rows] == [(2, ["date"])]


def test_a_broken_cell_in_a_column_nobody_asked_for_is_left_alone():
    data = workbook(["date", "minutes", "x"], [1, 2], also=lambda _book, page: page.write_formula(1, 2, "=A9", None, "#REF!"))
    assert [row.broken for row in read_table(data, COLUMNS).rows] == [{}]


def test_cells_and_rows_without_an_address_are_counted_as_they_come():
    data = workbook(["date", "minutes"], ["2026-06-01", 15])
    bare = _sheet(data)
    for place in (b' r="A1"', b' r="B1"', b' r="A2"', b' r="B2"', b' r="1"', b' r="2"'):
        bare = bare.replace(place, b"")
    assert rows_of(repacked(data, **{"xl__worksheets__sheet1.xml": bare})) == [{"date": "2026-06-01", "minutes": "15"}]


def _sheet(data: bytes) -> bytes:
    return zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")


def test_the_sheet_with_the_table_is_found_among_others():
    data = workbook(sheets={"Read me": [["About this"]], "June": [["date", "minutes"], ["2026-06-01", 15]]})
    assert len(rows_of(data)) == 1


def test_a_sheet_for_each_month_has_to_be_named():
    table = [["date", "minutes"], ["2026-06-01", 15]]
    data = workbook(sheets={"June": table, "July": [*table, ["2026-07-01", 5]]})
    with pytest.raises(Refused, match="Several sheets hold such a table: June, July"):
        rows_of(data)
    assert len(rows_of(data, sheet="july")) == 2
    with pytest.raises(Refused, match="no sheet called 'August'"):
        rows_of(data, sheet="August")


def test_a_chart_on_a_sheet_of_its_own_is_passed_over():
    def chart(book, _page):
        drawn = book.add_chart({"type": "bar"})
        drawn.add_series({"values": "=June!$B$2:$B$2"})
        book.add_chartsheet("Chart").set_chart(drawn)

    assert len(rows_of(workbook(sheets={"June": [["date", "minutes"], ["2026-06-01", 15]]}, also=chart))) == 1


def test_hidden_sheets_are_read_only_where_there_is_nothing_else():
    table = [["date", "minutes"], ["2026-06-01", 15]]

    def hide(_book, page):
        if page.get_name() == "Old":
            page.hide()

    assert len(rows_of(workbook(sheets={"June": table, "Old": table}, also=hide))) == 1


def test_an_unknown_fault_of_the_reader_is_not_swallowed(monkeypatch):
    class PanicException(BaseException):
        pass

    class Broken:
        @staticmethod
        def from_filelike(_file):
            raise Broken.fault

    monkeypatch.setattr(workbooks, "CalamineWorkbook", Broken)
    for fault, seen in ((PanicException(), Refused), (KeyboardInterrupt(), KeyboardInterrupt), (workbooks.PasswordError("x"), Refused)):
        Broken.fault = fault
        with pytest.raises(seen):
            rows_of(workbook(["date", "minutes"]))


def test_letters_of_columns():
    assert [workbooks.column_letters(number) for number in (0, 25, 26, 701, 702, 16_383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert all(workbooks.column_number(workbooks.column_letters(number)) == number for number in range(1000))
