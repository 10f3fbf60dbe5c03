"""Who has a list of pairings: those who meet people, and those who look after it."""

from django.utils.translation import gettext as _

from hearthside.core.verdicts import YES, Verdict, no
from hearthside.people.models import Person, Role


def may_see_pairings(actor) -> Verdict:
    """Supporters see whom they meet, coordinators those of their programmes."""
    if isinstance(actor, Person) and actor.holds(Role.Kind.SUPPORTER, Role.Kind.COORDINATOR):
        return YES
    return no(_("This list is for supporters and coordinators. Whom you meet yourself stands under “Who I meet”."))
