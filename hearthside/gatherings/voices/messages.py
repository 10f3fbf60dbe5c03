"""What those are told who said something. A text never carries anybody's words."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from hearthside.gatherings.models import Voice
from hearthside.outbox.models import Message
from hearthside.people.asking.codes import shown
from hearthside.people.asking.held_code import page_address
from hearthside.people.asking.own_codes import code_of
from hearthside.people.asking.reaching import Letter


def received(voice: Voice) -> Callable[[str], Letter]:
    """The receipt."""

    def letter(channel: str) -> Letter:
        words = _("Thank you. It is passed on.") if voice.kind == Voice.Kind.THANKS else _("Thank you. Somebody reads it and answers you.")
        return Letter(_("We have your words"), "\n".join([words, _code(voice, _("To read it again with your code:"))]))

    return letter


def answered(voice: Voice) -> Callable[[str], Letter]:
    """The answer; a text only says that there is one."""

    def letter(channel: str) -> Letter:
        words = str(voice.answer) if channel == Message.Channel.MAIL else _("There is an answer for you.")
        return Letter(_("An answer for you"), "\n".join([words, _code(voice, _("To read it with your code:"))]))

    return letter


def _code(voice: Voice, words: str) -> str:
    code = code_of(voice)
    return f"{words} {shown(code)}, {page_address()}" if code else f"{words} {page_address()}"
