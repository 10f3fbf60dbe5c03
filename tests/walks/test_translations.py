"""Everybody reads every sentence in their own language: a new one without French words fails here."""

import re
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo

from tools.translations import LOCALE, is_waiting, read, sentences

# What must stand in a translation as it stands in the sentence: places for values, marks of HTML, options of commands.
KEPT = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}|</?\w[^>]*>|--\w[\w-]*")
OURS = [pytest.param(path, id=path.parts[-3]) for path in sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))]


@pytest.fixture(scope="module")
def said() -> Catalog:
    return sentences()


def kept(words: str) -> Counter:
    return Counter(KEPT.findall(words))


def test_the_walk_finds_sentences_in_python_templates_plurals_and_the_trail(said):
    assert "Log" in said  # a template
    assert "This code no longer works. Ask for a new one." in said  # an action
    assert ("%(minutes)s minute", "%(minutes)s minutes") in said  # a plural
    assert said.get("Other", context="topic")  # a word with its context
    assert "logged a contact" in said  # an act that the person reads in their record
    assert not any("/tests/" in place for message in said for place, _line in message.locations)


@pytest.mark.parametrize("path", OURS)
def test_every_sentence_has_its_words(path: Path, said):
    catalog = read(path)
    missing = [message.id for message in said if message.id and not catalog.get(message.id, message.context)]
    waiting = [message.id for message in catalog if is_waiting(message)]
    assert (missing, waiting) == ([], []), "Run 'make messages', then write the words in the .po file."


@pytest.mark.parametrize("path", OURS)
def test_every_place_for_a_value_is_kept(path: Path):
    for message in read(path):
        pairs = zip(message.id, message.string, strict=True) if message.pluralizable else [(message.id, message.string)]
        for sentence, words in pairs if message.id else ():
            assert kept(words) == kept(sentence), words
        assert not list(message.check())


def test_french_sets_no_break_where_its_marks_need_a_space():
    for message in read(LOCALE / "fr/LC_MESSAGES/django.po"):
        for words in message.string if message.pluralizable else [message.string] if message.id else ():
            assert not re.search(r" [:;?!»]|« |'", words), words


@pytest.mark.parametrize("path", OURS)
def test_the_catalogue_compiles(path: Path):
    catalog, compiled = read(path), BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    assert len(read_mo(compiled)) == len(catalog)
