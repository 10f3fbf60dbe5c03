"""Workbooks made for the tests, as people's programs write them."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time

import xlsxwriter


def workbook(*rows: Sequence, options: dict | None = None, start: int = 0, also=None, sheets: dict | None = None) -> bytes:
    """An xlsx with these rows from row `start` on. `also(book, page)` adds what is particular."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, options or {}) as book:
        looks = {
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            time: book.add_format({"num_format": "hh:mm"}),
        }
        for name, table in (sheets or {"Sheet1": rows}).items():
            page = book.add_worksheet(name)
            for number, row in enumerate(table, start=start):
                for column, value in enumerate(row):
                    if type(value) in looks:
                        page.write_datetime(number, column, value, looks[type(value)])
                    elif value is not None:
                        page.write(number, column, value)
            if also:
                also(book, page)
    return file.getvalue()


def repacked(data: bytes, **changed: bytes | None) -> bytes:
    """The same packed file with some parts replaced; names have `__` for `/`, and `None` leaves a part out."""
    changes = {name.replace("__", "/"): content for name, content in changed.items()}
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *changes]):
            content = changes[name] if name in changes else old.read(name)
            if content is not None:
                new.writestr(name, content)
    return file.getvalue()


def packed(**parts: bytes) -> bytes:
    """A packed file with these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name.replace("__", "/"), content)
    return file.getvalue()


ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def ods(rows: str) -> bytes:
    """An ods with these rows of XML."""
    content = (
        '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'office:version="1.2"><office:body><office:spreadsheet><table:table table:name="One">'
        f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        b'<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        b'<manifest:file-entry manifest:full-path="/" manifest:media-type="' + ODS_TYPE + b'"/></manifest:manifest>'
    )
    parts = {"mimetype": ODS_TYPE, "content.xml": content.encode(), "META-INF/manifest.xml": manifest}
    return packed(**{name.replace("/", "__"): part for name, part in parts.items()})


def ods_cell(value: str, **attributes: str) -> str:
    extra = "".join(f' {name.replace("_", "-").replace("--", ":")}="{said}"' for name, said in attributes.items())
    return f'<table:table-cell office:value-type="string"{extra}><text:p>{value}</text:p></table:table-cell>'
