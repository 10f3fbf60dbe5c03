"""Words that count when they are the whole text: stop, start, help, in English and French."""

import unicodedata
from dataclasses import dataclass

STOP, START, HELP = "stop", "start", "help"
# As it stands after `bare`, so that STOP ALL, opt-out and Arrêt. are found as well. "Yes" is none: we ask no question by text.
KEYWORDS = {
    **dict.fromkeys(["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "REMOVE", "ARRET"], STOP),
    **dict.fromkeys(["START", "UNSTOP"], START),
    **dict.fromkeys(["HELP", "INFO", "AIDE"], HELP),
}
FRENCH = {"ARRET", "AIDE"}
OF_BOTH = {"STOP", "STOPALL", "INFO"}  # said in either language, so the house's own answers


@dataclass(frozen=True, slots=True)
class Keyword:
    """What was meant, and the language of the word; empty where the word is of both."""

    meaning: str = ""
    language: str = ""


def bare(words: str) -> str:
    """Letters and digits alone, without accents, in capitals."""
    taken_apart = unicodedata.normalize("NFKD", words)
    return "".join(sign for sign in taken_apart if sign.isalnum()).upper()


def read_keyword(words: str, opt_out: str = "") -> Keyword:
    """The keyword that the whole text is; `opt_out` is what the provider took it for (its OptOutType), which counts first."""
    word = bare(words)
    said_by_provider = {"STOP": STOP, "START": START, "HELP": HELP}.get(opt_out.strip().upper(), "")
    meaning = said_by_provider or KEYWORDS.get(word, "")
    if not meaning or word in OF_BOTH or word not in KEYWORDS:
        return Keyword(meaning)
    return Keyword(meaning, "fr" if word in FRENCH else "en")
