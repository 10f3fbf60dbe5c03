"""Translations with Babel alone: `gather` finds sentences for translators, `compile` makes what the server reads."""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "hearthside"
LOCALE = PACKAGE / "locale"
# The names under which sentences are marked, beside those that Babel knows.
MARKS = DEFAULT_KEYWORDS | {"_t": None, "gettext_lazy": None, "gettext_noop": None, "ngettext_lazy": (1, 2)}
MARKS |= {"pgettext_lazy": ((1, "c"), 2), "npgettext_lazy": ((1, "c"), 2, 3)}
# What was done is kept in plain English and read by the people it is about: the second argument, `act`, is a sentence.
MARKS |= {"record": (2,), "change": (2,), "note_second_step": (2,)}


def sources() -> Iterator[tuple[Path, str]]:
    """Each Python file and template of the product with its marked sentences as Python; tests and migrations left out."""
    from django.utils.translation.template import templatize

    for path in sorted(PACKAGE.rglob("*")):
        if {"tests", "migrations", "locale", "static"} & set(path.relative_to(PACKAGE).parts):
            continue
        if path.suffix == ".py":
            yield path, path.read_text()
        elif path.suffix in (".html", ".txt"):
            yield path, f"(\n{templatize(path.read_text())}\n)"  # in brackets, so that indentation means nothing


def sentences() -> Catalog:
    """Every marked sentence of the product, untranslated, with the files it stands in."""
    found = Catalog(project="Hearthside", charset="utf-8")
    for path, text in sources():
        for _line, words, _comments, context in extract("python", BytesIO(text.encode()), keywords=MARKS):
            found.add(words, context=context, locations=[(path.relative_to(ROOT).as_posix(), None)])
    return found


def gather() -> None:
    """Bring every marked sentence into the .po files: what is no longer said goes, what is new waits for its words."""
    found = sentences()
    for target in LOCALE.glob("*/LC_MESSAGES/*.po"):
        catalog = read(target)
        made = catalog.creation_date
        catalog.update(found, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        catalog.creation_date = made  # a file in which nothing changed stays as it was
        with target.open("wb") as text:
            write_po(text, catalog, width=0, include_lineno=False)
        print(f"{target.relative_to(ROOT)}: {len(catalog)} sentences, {sum(is_waiting(one) for one in catalog)} wait for their words.")


def read(source: Path) -> Catalog:
    """The catalogue of the language that the folder names."""
    with source.open("rb") as text:
        return read_po(text, locale=source.parts[-3])


def is_waiting(message: Message) -> bool:
    """Whether a sentence, or one of its plurals, has no words yet, or words that nobody has looked at."""
    said = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    return bool(message.id) and (message.fuzzy or not all(said))


def compile_all() -> None:
    """Compile each .po that is newer than its .mo."""
    for source in LOCALE.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        compiled = BytesIO()
        write_mo(compiled, read(source))
        target.write_bytes(compiled.getvalue())


if __name__ == "__main__":
    {"compile": compile_all, "gather": gather}[sys.argv[1]]()
