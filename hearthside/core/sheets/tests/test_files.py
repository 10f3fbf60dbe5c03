"""A file is what it holds, whatever it is called; what holds no table gets one clear sentence."""

import io
import struct
import zipfile
import zlib

import pytest

from hearthside.core.errors import Refused
from hearthside.core.sheets import files
from hearthside.core.sheets.files import OLE, kind_of, load
from hearthside.core.sheets.reading import Column, read_table
from hearthside.core.sheets.tests.workbook import ods, ods_cell, packed, repacked, workbook

A_COLUMN = [Column("date", is_needed=True)]


def png() -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\x00\xff\xff\xff")) + chunk(b"IEND", b"")


def locked_workbook() -> bytes:
    return OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (png(), "a picture, not a table"),
        (b"BM\x00\x00" + b"\x01" * 50, "a picture"),
        (b"%PDF-1.7 \n", "a PDF"),
        (b"{\\rtf1 hello}", "a text document"),
        (b"\x1f\x8b\x08\x00", "a packed file"),
        (b"<html><table><tr><td>date</td></tr></table>", "a web page or XML"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "a web page or XML"),
        (b"\x09\x02\x06\x00\x00\x00\x02\x00" + b"\x00" * 40, "very old Excel"),
        (bytes(range(1, 32)) * 20, "not a table that can be read"),
        (b"\x00" * 40 + b"\x01\x02" * 40, "not a table that can be read"),
        (b"PK\x03\x04 and then nothing", "damaged or locked"),
        (packed(**{"notes.txt": b"hello"}), "packed file (zip) without a workbook"),
        (packed(**{"word__document.xml": b"<x/>"}), "a text document"),
        (packed(**{"Index__Document.iwa": b"x"}), "a Numbers document"),
        (packed(**{"xl__workbook.bin": b"x"}), "binary workbook"),
        (packed(mimetype=b"application/vnd.oasis.opendocument.text"), "a text document"),
        (locked_workbook(), "locked with a password"),
        (OLE + "WordDocument".encode("utf-16-le"), "a text document"),
        (OLE + b"\x00" * 2000, "damaged"),
        (packed(**{"xl__workbook.xml": b"<x/>"}), "damaged"),
        (packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "damaged"),
        (repacked(workbook(["date"]), **{"xl__worksheets__sheet1.xml": b"<worksheet><sheetData><row"}), "damaged"),
        (repacked(workbook(["date"]), **{"xl__workbook.xml": b"<workbook"}), "damaged"),
        (repacked(workbook(["date"]), **{"xl__worksheets__sheet1.xml": None}), "damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_no_table_is_said_in_one_sentence(data, sentence):
    with pytest.raises(Refused) as refused:
        list(read_table(data, A_COLUMN).rows)
    assert sentence in str(refused.value)


def test_a_damaged_packed_file_is_said(tmp_path):
    data = bytearray(workbook(["date"], *[["2026-06-01"]] * 500))
    at = data.index(b"sheet1.xml") + 60
    data[at : at + 40] = b"\xff" * 40
    with pytest.raises(Refused, match="damaged"):
        kind_of(bytes(data))


def test_a_part_that_was_changed_on_the_way_is_said():
    data = workbook(["date"], ["2026-06-01"])
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file := io.BytesIO(), "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    with pytest.raises(Refused, match="damaged"):
        kind_of(file.getvalue().replace(b"2026-06-01", b"2026-06-02"))


def test_words_may_begin_like_a_picture():
    assert kind_of(b"BMI,date\n1,2\n") == "text"


def test_what_is_too_large_is_said_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "LARGEST_FILE", 10)
    (tmp_path / "small.csv").write_bytes(b"date\n1\n")
    (tmp_path / "large.csv").write_bytes(b"date\n12345678\n")
    assert load(tmp_path / "small.csv") == b"date\n1\n"
    with pytest.raises(Refused, match="larger than 50 MB"):
        load(tmp_path / "large.csv")


def test_a_file_that_grows_when_unpacked_is_not_unpacked():
    bomb = repacked(workbook(["date"]), **{"xl__media__image1.png": b"\x00" * (files.LARGEST_UNPACKED + 1)})
    assert len(bomb) < 1_000_000
    with pytest.raises(Refused, match="larger than 200 MB once unpacked"):
        kind_of(bomb)


@pytest.mark.parametrize(
    "data",
    [
        workbook(["date"], also=lambda _book, page: page.write(1_048_575, 16_383, "far out")),
        ods(f'<table:table-row table:number-rows-repeated="9999">{ods_cell("x", table__number_columns_repeated="9999")}</table:table-row>'),
    ],
    ids=["one cell far out in an xlsx", "a cell repeated a hundred million times in an ods"],
)  # fmt: skip
def test_a_sheet_that_would_fill_the_memory_is_not_loaded(data):
    with pytest.raises(Refused, match="too large"):
        read_table(data, A_COLUMN)


def test_an_ods_reads_like_any_other():
    rows = "".join(f"<table:table-row>{ods_cell(one)}{ods_cell(two)}</table:table-row>" for one, two in [("date", "who"), ("x", "Ana")])
    empty = (
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    [row] = read_table(ods(rows + empty), A_COLUMN).rows
    assert (row.number, row.cells, row.others) == (2, {"date": "x"}, {"who": "Ana"})
