"""How many texts some words take: 160 plain letters fit in one, or 70 as soon as one letter is not plain (3GPP TS 23.038)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

PLAIN = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
TAKES_TWO = "\f^{}\\[~]|€"
ONE, MANY = {True: 160, False: 70}, {True: 153, False: 67}


@dataclass(frozen=True, slots=True)
class TextLength:
    """What words come to as a text. `odd` is the first letter that is not plain; empty when all are."""

    units: int
    texts: int
    odd: str

    @property
    def in_words(self) -> str:
        texts = ngettext("%(n)s text", "%(n)s texts", self.texts) % {"n": self.texts}
        if not self.odd:
            return _("%(units)s of %(room)s letters: %(texts)s.") % {"units": self.units, "room": ONE[True], "texts": texts}
        words = {"units": self.units, "room": ONE[False], "texts": texts, "odd": self.odd}
        return _("%(units)s of %(room)s letters: %(texts)s. With “%(odd)s” in it fewer fit.") % words


def text_length(words: str) -> TextLength:
    """Units are septets of the plain alphabet, or UTF-16 units where a letter is outside of it, as networks count."""
    odd = next((letter for letter in words if letter not in PLAIN and letter not in TAKES_TWO), "")
    is_plain = not odd
    units = sum(2 if letter in TAKES_TWO else 1 for letter in words) if is_plain else len(words.encode("utf-16-le")) // 2
    texts = 1 if units <= ONE[is_plain] else -(-units // MANY[is_plain])
    return TextLength(units, texts, odd)
