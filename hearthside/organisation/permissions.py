"""Who keeps the organisation's lists. Roles live a floor above, so this asks the actor and never who they are."""

from django.utils.translation import gettext as _

from hearthside.core.actors import Actor
from hearthside.core.verdicts import YES, Verdict, no


def may_keep_house(actor: Actor) -> Verdict:
    """Those who look after the running of the house (coordinators, administrators) keep its lists and its words."""
    return YES if actor.keeps_house else no(_("Only coordinators and administrators change the organisation's lists. Ask one of them."))
