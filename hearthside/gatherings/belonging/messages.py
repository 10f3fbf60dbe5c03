"""What those are told who asked to belong to a group. The public title alone; a text never carries anybody's words."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from hearthside.gatherings.models import GroupMember
from hearthside.outbox.models import Message
from hearthside.people.asking.codes import shown
from hearthside.people.asking.held_code import page_address
from hearthside.people.asking.own_codes import code_of
from hearthside.people.asking.reaching import Letter


def received(member: GroupMember) -> Callable[[str], Letter]:
    """The receipt."""

    def letter(channel: str) -> Letter:
        return _letter(member, _("We have your question and will answer it."), _code(member, _("To read the answer, or to take it back:")))

    return letter


def belongs(member: GroupMember) -> Callable[[str], Letter]:
    """Yes, with the code."""

    def letter(channel: str) -> Letter:
        words = [str(member.answer)] if member.answer and channel == Message.Channel.MAIL else []
        return _letter(member, _("You are welcome."), *words, _code(member, _("Your code, to keep:")))

    return letter


def not_now(member: GroupMember) -> Callable[[str], Letter]:
    """A no, in their words; a text only says that there is an answer."""

    def letter(channel: str) -> Letter:
        words = str(member.answer) if channel == Message.Channel.MAIL else _("There is an answer for you.")
        return _letter(member, words, _code(member, _("To read it with your code:")))

    return letter


def _letter(member: GroupMember, *lines: str) -> Letter:
    title = member.gathering.public_title
    return Letter(title, "\n".join([f"{title}.", *lines]))


def _code(member: GroupMember, words: str) -> str:
    code = code_of(member)
    return f"{words} {shown(code)}, {page_address()}" if code else f"{words} {page_address()}"
