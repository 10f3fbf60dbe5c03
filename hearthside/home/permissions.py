"""Rights that concern pages made of several rooms."""

from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When
from django.utils.translation import gettext as _

from hearthside.core.verdicts import YES, Verdict, no
from hearthside.people.models import BreakGlass, Person, Relation, Role


def may_read_openings(actor, person: Person) -> Verdict:
    """Who opened a record is read by the person and by the coordinators of their programme, not by supporters."""
    if isinstance(actor, Person) and (actor.pk == person.pk or actor.holds(Role.Kind.COORDINATOR)):
        return YES
    return no(_("Who opened this page is seen by the person and by their coordinator. Ask one of them."))


def with_right(actor) -> QuerySet[Person]:
    """The people whose record an actor may open, each with the right it is opened under: a word for the list that the
    person reads.
    """
    if not isinstance(actor, Person):
        return Person.objects.none()
    person = OuterRef("pk")
    related = Exists(Relation.objects.open().filter(supporter=actor, person=person))
    in_emergency = Exists(BreakGlass.objects.running().filter(opener=actor, person=person))
    right = Case(When(related, Value("relation")), When(in_emergency, Value("emergency")), default=Value("coordinator"))
    return Person.objects.visible_to(actor).annotate(right=right)
