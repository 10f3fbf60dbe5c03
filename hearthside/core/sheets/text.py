"""Reading text files of tables: encoding and separator are guessed from the content, line ends may be of any kind."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO, StringIO, TextIOWrapper
from itertools import islice

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from hearthside.core.errors import Refused
from hearthside.core.sheets.writing import RISKY

SEPARATORS = ",;\t|"
END = "\x1eend of file\x1e"  # comes back as a row of its own unless a quotation mark is left open
SAMPLE = 200_000  # bytes or characters looked at to guess
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NOT_IN_CP1252 = b"\x81\x8d\x8f\x90\x9d"
OTHERS = ["cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "mac_roman", "cp850", "koi8_r"]


ESCAPED = re.compile("[\udc80-\udcff]")  # a byte that was not UTF-8, as Python marks it


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Single bytes that are not UTF-8 are read as Windows-1252: files are pasted together from both."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("hearthside.cp1252", _as_cp1252)


def encoding_of(data: bytes) -> tuple[str, str]:
    """The encoding of a text file and how to treat bytes outside it.

    A mark at the start wins, then UTF-8 if all or most of the file is, then Windows-1252, and only for bytes or an
    amount of accents that it cannot have, a guess by statistics.
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            return name, "replace"
    head = data[:SAMPLE]
    if head.count(0) > len(head) // 5:
        return ("utf-16-le" if head[1::2].count(0) > head[0::2].count(0) else "utf-16-be"), "replace"
    accents, bad = _as_utf8(data)
    if accents >= bad:
        return "utf-8", "hearthside.cp1252"
    if not any(byte in data for byte in NOT_IN_CP1252) and _accents_are_few(head.decode("cp1252", "replace")):
        return "cp1252", "replace"
    best = from_bytes(head, cp_isolation=OTHERS).best()
    return (best.encoding if best else "latin-1"), "replace"


def _as_utf8(data: bytes) -> tuple[int, int]:
    """How many characters beyond ASCII the file has as UTF-8, and how many bytes do not fit. Read in pieces."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    beyond = bad = 0
    for start in range(0, len(data), SAMPLE):
        text = decoder.decode(data[start : start + SAMPLE], final=start + SAMPLE >= len(data))
        if not text.isascii():
            bad += len(ESCAPED.findall(text))
            beyond += len(text) - len(text.encode("ascii", "ignore"))
    return beyond - bad, bad


def _accents_are_few(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter > "\x7f" for letter in letters) * 5 <= len(letters)


def separated_rows(data: bytes, score: Callable[[list[str]], int]) -> tuple[str, Iterator[list[str]]]:
    """The separator and the rows of a text file. `score` says how many column names a row holds, and so which
    separator is the right one. Blank lines are rows too, so that rows count as a spreadsheet program counts them.

    Raises: Refused when a quotation mark is never closed.
    """
    encoding, errors = encoding_of(data)
    start, separator = 0, ""
    text = TextIOWrapper(BytesIO(data), encoding, errors, newline="")
    sample = text.read(SAMPLE).lstrip("\ufeff")
    if sample[:4].lower() == "sep=" and sample[5:6] in ("\r", "\n"):  # Excel's own hint, which it does not show as a row
        separator = sample[4]
        start = 7 if sample[5:7] == "\r\n" else 6
    separator = separator or _best_separator(sample, score)
    text.seek(0)
    return separator, _rows(text, separator, start)


def _rows(text: TextIOWrapper, separator: str, start: int) -> Iterator[list[str]]:
    if start:
        text.readline()
    rows, begun = csv.reader(_lines(text), delimiter=separator), 1
    try:
        for row in iter(partial(next, rows), [END]):
            if row and row[-1].endswith(END):
                break
            begun = rows.line_num + 1
            yield [unescaped(cell) for cell in row]
        else:
            return
    except csv.Error:
        pass  # a cell longer than any text: the same cause
    raise Refused(
        _("A quotation mark is opened in line %(line)s or soon after and never closed. Close it, or save the file anew.") % {"line": begun}
    )


def _lines(text: TextIOWrapper) -> Iterator[str]:
    """The lines, then a last one that shows whether a quotation mark was left open."""
    for number, line in enumerate(text):
        yield line.lstrip("\ufeff") if number == 0 else line
    yield END


def _best_separator(sample: str, score: Callable[[list[str]], int]) -> str:
    """The one with which most column names are found; with equal numbers, the one that makes the steadiest table."""

    def worth(separator: str) -> tuple[int, int, int]:
        try:
            rows = list(islice(csv.reader(StringIO(sample, newline=""), delimiter=separator), 50))
        except csv.Error:
            return (0, 0, 0)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return max(map(score, rows), default=0), count, width

    return max(SEPARATORS, key=worth)


def unescaped(text: str) -> str:
    """A text without the apostrophe that `writing.safe_text` put in front."""
    return text[1:] if text.startswith("'") and RISKY.match(text) else text
