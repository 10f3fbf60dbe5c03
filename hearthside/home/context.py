"""The bar of main addresses: each person sees the rooms they can use."""

from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from hearthside.encounters.permissions import may_log
from hearthside.gatherings.permissions import may_begin_gathering
from hearthside.people.models import Person, Role
from hearthside.people.permissions import may_read_reports

MOST = 6  # as many as fit on a phone; the rest is under More


def navigation(request) -> dict:
    """Pairs of an address's name and its words, at most six of them, read only by pages that show the bar."""
    return {"navigation": SimpleLazyObject(lambda: _bar(request.actor))}


def _bar(actor) -> list[tuple[str, str]]:
    bar = [("today", _("Today"))]
    if may_log(actor):
        bar.append(("log", _("Log")))
        if actor.holds(Role.Kind.SUPPORTER):
            bar.append(("calls", _("Calls")))
        bar.append(("people", _("People")))
    if may_begin_gathering(actor):
        bar.append(("kept_gatherings", _("Groups")))
    if may_read_reports(actor) and len(bar) < MOST - 1:
        bar.append(("reports", _("Reports")))
    if isinstance(actor, Person) and len(bar) < 3:
        bar.append(("my_record", _("My record")))
    return [*bar, ("more", _("More"))]
