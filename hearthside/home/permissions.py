"""Rights that concern pages made of several rooms."""

from django.utils.translation import gettext as _

from hearthside.core.verdicts import YES, Verdict, no
from hearthside.people.models import Person
from hearthside.people.permissions import coordinates


def may_read_openings(actor, person: Person) -> Verdict:
    """Who opened a record is read by the person and by the coordinators of their programme, not by supporters."""
    if isinstance(actor, Person) and (actor.pk == person.pk or coordinates(actor, person)):
        return YES
    return no(_("Who opened this page is seen by the person and by their coordinator. Ask one of them."))
