"""What those who signed up are told. The public title only, no name, and no word that tells what kind of group it is."""

from collections.abc import Callable

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearthside.gatherings.models import Session, SignUp
from hearthside.gatherings.signing_up.filling import before
from hearthside.people.asking.codes import shown
from hearthside.people.asking.held_code import page_address
from hearthside.people.asking.own_codes import code_of
from hearthside.people.asking.reaching import Letter


def signed_up(sign_up: SignUp) -> Callable[[str], Letter]:
    """The code, right after signing up."""

    def letter(channel: str) -> Letter:
        session = sign_up.session
        if sign_up.state == SignUp.State.WAITING:
            number = before(sign_up)
            first = ngettext(
                "You are on the waiting list: %(n)s person is before you.",
                "You are on the waiting list: %(n)s people are before you.",
                number,
            ) % {"n": number}
            return _letter(session, first, _code(sign_up, _("You hear from us when a place is free. To leave the list:")))
        return _letter(session, _("You have a place."), _code(sign_up, _("Not coming? Say so with your code:")))

    return letter


def moved_up(sign_up: SignUp) -> Callable[[str], Letter]:
    """A place became free."""

    def letter(channel: str) -> Letter:
        words = _("A place is free, and it is yours.")
        return _letter(sign_up.session, words, _code(sign_up, _("If you do not want it any more, say so with your code:")))

    return letter


def reminder(sign_up: SignUp) -> Callable[[str], Letter]:
    """A day before. Of a closed group without its place."""

    def letter(channel: str) -> Letter:
        session = sign_up.session
        where = "" if session.gathering.is_closed else place_of(session)
        words = _("See you soon.") if not where else _("See you soon: %(place)s.") % {"place": where}
        return _letter(session, words, _code(sign_up, _("Not coming? Say so with your code:")))

    return letter


def place_of(session: Session) -> str:
    """Where it is, in one line; empty when nobody has said."""
    return ", ".join(part for part in (session.room, session.site.name if session.site else session.place) if part)


def when(session: Session) -> str:
    """The day and the clock time, as the clock on the wall there shows it."""
    return f"{date_format(session.day, 'l j F')}, {time_format(session.starts_at)}"


def _letter(session: Session, *lines: str) -> Letter:
    head = f"{session.gathering.public_title}, {when(session)}"
    return Letter(head, "\n".join([f"{head}.", *lines]))


def _code(sign_up: SignUp, words: str) -> str:
    code = code_of(sign_up)
    return f"{words} {shown(code)}, {page_address()}" if code else f"{words} {page_address()}"
