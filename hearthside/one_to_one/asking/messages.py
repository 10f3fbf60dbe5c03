"""What those who asked are told. A text lies open on a screen: it says nothing of what was asked, and names nobody unless
the person said that it may.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from hearthside.one_to_one.models import Request
from hearthside.organisation.queries import the_organisation
from hearthside.people.asking.codes import shown
from hearthside.people.asking.held_code import page_address
from hearthside.people.asking.own_codes import code_of
from hearthside.people.asking.reaching import Letter


def received(request: Request) -> Callable[[str], Letter]:
    """The receipt, right after asking."""
    return lambda channel: _letter(request, _("We have your question."))


def news(request: Request) -> Callable[[str], Letter]:
    """Something changed; what, stands behind the code."""
    return lambda channel: _letter(request, _("There is news about your question."))


def _letter(request: Request, words: str) -> Letter:
    code = _("Your code: %(code)s") % {"code": shown(code_of(request))}
    if not request.may_say_who:
        return Letter(words, f"{words} {code}")
    return Letter(words, f"{words} {code}, {page_address()} — {the_organisation().name}")
