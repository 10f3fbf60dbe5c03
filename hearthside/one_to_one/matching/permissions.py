"""Who says what a supporter brings, who looks at the whole list, and who keeps two people apart."""

from uuid import UUID

from django.utils.translation import gettext as _

from hearthside.core.verdicts import YES, Verdict, no
from hearthside.one_to_one.models import Apart, Request
from hearthside.people.models import Person, PersonQuerySet, Role, current
from hearthside.people.permissions import coordinates


def may_see_list(actor) -> Verdict:
    """Coordinators look at who has room, and at everybody who waits at once."""
    if isinstance(actor, Person) and actor.holds(Role.Kind.COORDINATOR):
        return YES
    return no(_("Only coordinators look at the whole list. Ask the coordinator of your programme."))


def supporters_of(actor) -> PersonQuerySet:
    """The supporters of today whose room this actor looks after: those of the programmes they coordinate, and themselves."""
    if not isinstance(actor, Person):
        return Person.objects.none()
    roles = Role.objects.filter(current(), kind=Role.Kind.SUPPORTER)
    programmes = actor.coordinated_programmes
    if None not in programmes:
        of_theirs = roles.filter(programme__in=programmes) | roles.filter(person=actor)
        roles = of_theirs | roles.filter(programme=None) if programmes else of_theirs
    return Person.objects.filter(pk__in=roles.values("person"), merged_into=None)


def may_say_bringing(actor, supporter: Person) -> Verdict:
    """Supporters say themselves what they bring; their coordinator may type it with them."""
    if supporters_of(actor).filter(pk=supporter.pk).exists():
        return YES
    return no(_("Only those who support people here say what they bring, or their coordinator with them."))


def may_arrange_for(actor, request: Request) -> Verdict:
    """Coordinators of its programme look for somebody for a request, never for their own. One of no programme is everybody's."""
    if isinstance(actor, Person) and request.person_id != actor.pk:
        programmes: set[UUID | None] = actor.coordinated_programmes
        if programmes and (request.programme_id is None or {None, request.programme_id} & programmes):
            return YES
    return no(_("Only the coordinator of the programme looks for somebody for them. Ask them."))


def sides_of_apart(actor, person: Person) -> PersonQuerySet:
    """Whom this actor may say is not suggested to a person: everybody they know to be suggested here.

    Coordinators name any supporter of theirs, supporters name themselves, and the person names those they met or who were
    suggested to them.
    """
    if not isinstance(actor, Person):
        return Person.objects.none()
    supporters = Person.objects.working_as(Role.Kind.SUPPORTER).exclude(pk=person.pk)
    if actor.pk == person.pk:
        known = supporters.filter(suggested_to__request__person=person) | supporters.filter(supports__person=person)
        return known.distinct()
    if actor.coordinated_programmes:
        return supporters.filter(pk__in=supporters_of(actor).values("pk"))
    return supporters.filter(pk=actor.pk)


def may_keep_apart(actor, person: Person, supporter: Person) -> Verdict:
    """The person, the supporter and the coordinator each say that two are not suggested to each other. Why is never asked."""
    if sides_of_apart(actor, person).filter(pk=supporter.pk).exists():
        return YES
    return no(_("Only the two themselves and their coordinator say that. Ask the coordinator."))


def may_end_apart(actor, apart: Apart) -> Verdict:
    """Whoever said it takes it back, and so does the coordinator of the person's programme."""
    if isinstance(actor, Person) and (apart.said_by_id == actor.pk or coordinates(actor, apart.person)):
        return YES
    return no(_("Only whoever said it takes it back, or the coordinator. Ask them."))
