"""The bar of main addresses: each person sees the rooms they can use."""

from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from hearthside.encounters.permissions import may_log
from hearthside.gatherings.permissions import may_begin_gathering
from hearthside.people.models import Person
from hearthside.people.permissions import may_read_reports


def navigation(request) -> dict:
    """Pairs of an address's name and its words, at most six, read only by pages that show the bar."""
    return {"navigation": SimpleLazyObject(lambda: _bar(request.actor))}


def _bar(actor) -> list[tuple[str, str]]:
    bar = [("today", _("Today"))]
    if may_log(actor):
        bar += [("log", _("Log")), ("people", _("People"))]
    if may_begin_gathering(actor):
        bar.append(("kept_gatherings", _("Groups")))
    if may_read_reports(actor):
        bar.append(("reports", _("Reports")))
    if isinstance(actor, Person) and len(bar) < 3:
        bar.append(("my_record", _("My record")))
    return [*bar, ("more", _("More"))]
