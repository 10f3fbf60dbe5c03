"""How many texts some words take, as networks count them."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthside import core
from hearthside.core.text_length import PLAIN, TAKES_TWO, text_length


@pytest.mark.parametrize(
    ("words", "units", "texts"),
    [
        ("", 0, 1),
        ("a" * 160, 160, 1),
        ("a" * 161, 161, 2),
        ("a" * 306, 306, 2),
        ("a" * 307, 307, 3),
        ("€", 2, 1),
        ("é" * 160, 160, 1),
        ("ê" + "a" * 69, 70, 1),
        ("ê" + "a" * 70, 71, 2),
        ("🌱", 2, 1),
        ("ê" + "a" * 134, 135, 3),
    ],
)
def test_a_text_is_counted_as_networks_count(words, units, texts):
    assert (text_length(words).units, text_length(words).texts) == (units, texts)


def test_its_length_is_said_in_words():
    assert text_length("Tea?").in_words == "4 of 160 letters: 1 text."
    assert text_length("Un thé à la fenêtre ?").in_words == "21 of 70 letters: 1 text. With “ê” in it fewer fit."


def test_the_page_counts_with_the_same_letters_while_one_types():
    script = (Path(core.__file__).parent / "static/core/text_length.js").read_text()
    for name, letters in (("PLAIN", PLAIN), ("TAKES_TWO", TAKES_TWO)):
        assert json.loads(re.search(rf"const {name} = (.*);", script)[1]) == letters


@given(st.text(max_size=400))
def test_more_words_never_take_fewer_texts(words):
    assert text_length(words).texts <= text_length(words + "a").texts
    assert bool(text_length(words).odd) <= bool(text_length(words + "a").odd)
