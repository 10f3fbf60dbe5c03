"""What a file is, told by its content and never by its name, and how large it may be."""

import lzma
import re
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearthside.core.errors import Refused

LARGEST_FILE = 50 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
HEAD = 4096
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what Excel wrote until 2003, and what wraps a locked workbook today
ZIP = b"PK\x03\x04"

SAVE_AS = gettext_lazy("Open it in a spreadsheet program and save it as .xlsx or .csv.")
# First bytes -> what such a file is.
SIGNATURES = (
    (b"\x89PNG", gettext_lazy("a picture")),
    (b"\xff\xd8\xff", gettext_lazy("a picture")),
    (b"GIF8", gettext_lazy("a picture")),
    (b"BM", gettext_lazy("a picture")),
    (b"RIFF", gettext_lazy("a picture or a recording")),
    (b"%PDF", gettext_lazy("a PDF")),
    (b"{\\rtf", gettext_lazy("a text document")),
    (b"\x1f\x8b", gettext_lazy("a packed file")),
    (b"7z\xbc\xaf", gettext_lazy("a packed file")),
    (b"Rar!", gettext_lazy("a packed file")),
    (b"SQLite format 3", gettext_lazy("a database")),
    (b"\x7fELF", gettext_lazy("a program")),
    (b"MZ\x90", gettext_lazy("a program")),
)
OLD_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")  # Excel 2 to 4, without a wrapper
MARKUP = re.compile(rb"\s*(?:<!doctype|<html|<table|<\?xml|<meta|<head)", re.IGNORECASE)


def load(path: Path) -> bytes:
    """The bytes of a file.

    Raises: Refused when it is larger than LARGEST_FILE; OSError when it cannot be read.
    """
    with path.open("rb") as file:
        data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise Refused(_("This file is larger than 50 MB. Split it, for example one file for each year."))
    return data


def kind_of(data: bytes) -> str:
    """`xlsx`, `xls`, `ods` or `text`.

    Raises: Refused with one sentence for anything that holds no table.
    """
    head = data[:HEAD]
    if not head.strip(b"\xef\xbb\xbf\xfe\xff\x00 \t\r\n"):
        raise Refused(_("This file is empty. Check that the right one was saved, and send it again."))
    if head.startswith(ZIP):
        return _packed_kind(data)
    if head.startswith(OLE):
        return _old_kind(data)
    if head.startswith(OLD_EXCEL):
        raise Refused(_("This was written by a very old Excel. %(how)s") % {"how": SAVE_AS})
    for signature, name in SIGNATURES:
        if head.startswith(signature) and (signature != b"BM" or b"\x00" in head):  # words may begin with BM, pictures hold NUL
            raise Refused(_("This is %(what)s, not a table. Send the spreadsheet itself, as .xlsx or .csv.") % {"what": name})
    if MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")):
        raise Refused(_("This is a web page or XML saved under another name. %(how)s") % {"how": SAVE_AS})
    if _looks_binary(head):
        raise Refused(_("This is not a table that can be read here. %(how)s") % {"how": SAVE_AS})
    return "text"


def _packed_kind(data: bytes) -> str:
    """Workbooks of today are packed files; which kind is told by what is inside."""
    names, mimetype = _unpackable(data)
    if "xl/workbook.xml" in names:
        return "xlsx"
    if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return "ods"
    if "xl/workbook.bin" in names:
        raise Refused(_("This is a binary workbook (.xlsb). %(how)s") % {"how": SAVE_AS})
    if any(name.endswith(".iwa") for name in names):
        raise Refused(_("This is a Numbers document. In Numbers, choose Export and then Excel or CSV."))
    if "word/document.xml" in names or mimetype.startswith(b"application/vnd.oasis.opendocument"):
        raise Refused(_("This is a text document, not a table. Copy its table into a spreadsheet and save that."))
    raise Refused(_("This is a packed file (zip) without a workbook in it. Unpack it and send the spreadsheet itself."))


def _unpackable(data: bytes) -> tuple[set[str], bytes]:
    """Names in a packed file and its declared type, once it is sure that it is whole and not too large unpacked."""
    damaged = _("This file is damaged or locked: it cannot be unpacked. %(how)s") % {"how": SAVE_AS}
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
                raise Refused(_("This file is larger than 200 MB once unpacked. Split it, or save only the sheet that is needed."))
            if packed.testzip():  # also reads everything, so a size that was declared too small shows here
                raise Refused(damaged)
            names = set(packed.namelist())
            return names, packed.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise Refused(damaged) from error


def _old_kind(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused(locked())
    if "WordDocument".encode("utf-16-le") in data or "PowerPoint Document".encode("utf-16-le") in data:
        raise Refused(_("This is a text document, not a table. Copy its table into a spreadsheet and save that."))
    return "xls"


def locked() -> str:
    return _("This workbook is locked with a password. Save a copy without the password and send that.")


def damaged() -> str:
    return _("This workbook is damaged and cannot be read. %(how)s") % {"how": SAVE_AS}


def _looks_binary(head: bytes) -> bool:
    """Text has hardly any control characters; UTF-16 has many NULs and is told by them (see text.encoding_of)."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    if head.count(0) > len(head) // 5:
        even, odd = head[0::2].count(0), head[1::2].count(0)
        return min(even, odd) * 10 > max(even, odd)
    control = sum(byte < 32 and byte not in b"\t\n\r\x0b\x0c\x1a\x1b\x00" for byte in head)
    return control * 50 > len(head)
