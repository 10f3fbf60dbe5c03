"""What a supporter reads of somebody who would like to meet them: what that person agreed to show, and no number."""

from django.utils.translation import gettext as _

from hearthside.one_to_one.asking.saying import listed, said_times
from hearthside.one_to_one.defaults import HOWS
from hearthside.one_to_one.models import Request


def shown_name(request: Request) -> str:
    """The alias they chose, or their first name."""
    if request.person is not None:
        return request.person.name if request.person.is_alias else request.person.short_name
    return (str(request.name).split() or [_("Somebody")])[0]


def shown_wish(request: Request) -> list[tuple[str, str]]:
    """How and when they would like to meet, as pairs of a term and what they said; what they left open is not there."""
    pairs = [(_("How"), listed(request.hows, HOWS)), (_("When"), said_times(request.times))]
    return [(term, words) for term, words in pairs if words]
