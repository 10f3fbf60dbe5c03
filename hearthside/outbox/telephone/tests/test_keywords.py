"""A text that is one keyword counts, however it is typed; anything else is words for a person."""

import pytest

from hearthside.outbox.telephone.keywords import Keyword, read_keyword


@pytest.mark.parametrize(
    "words",
    ["STOP", " stop ", "Stop.", "“Stop!”", "STOPALL", "stop all", "Unsubscribe", "CANCEL", "end", "QUIT", "revoke", "OPTOUT", "opt out",
     "Opt-Out", "remove", "ARRET", "arrêt", "Arrêt !", "ARRE\u0302T", "STOP 🙏", "ＳＴＯＰ"],
)  # fmt: skip
def test_stop_in_all_its_shapes(words):
    assert read_keyword(words).meaning == "stop"


@pytest.mark.parametrize(
    ("words", "meaning"), [("start", "start"), ("UNSTOP", "start"), ("Help?", "help"), ("info", "help"), ("Aide", "help")]
)
def test_start_and_help(words, meaning):
    assert read_keyword(words).meaning == meaning


@pytest.mark.parametrize(
    "words", ["", "  ", "yes", "YES", "OUI", "please stop", "stop calling me on Tuesdays", "endless", "I need help", "👍", "S", "starting"]
)
def test_anything_else_is_words(words):
    assert read_keyword(words) == Keyword()


@pytest.mark.parametrize(
    ("words", "language"), [("arret", "fr"), ("AIDE", "fr"), ("help", "en"), ("quit", "en"), ("STOP", ""), ("info", "")]
)
def test_the_word_says_in_which_language_to_answer(words, language):
    assert read_keyword(words).language == language


def test_what_the_provider_took_it_for_counts_first():
    assert read_keyword("basta", opt_out="STOP") == Keyword("stop")
    assert read_keyword("ARRET", opt_out="stop") == Keyword("stop", "fr")
    assert read_keyword("hello", opt_out="other") == Keyword()
