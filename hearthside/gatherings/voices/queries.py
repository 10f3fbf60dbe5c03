"""What people said, for those who hear it."""

from django.db.models import Exists, Q, QuerySet

from hearthside.gatherings.models import Gathering, Voice
from hearthside.people.models import Person, Role, current

SAID = (Voice.Kind.PROPOSAL, Voice.Kind.WISH)


def voices_for(actor) -> QuerySet[Voice]:
    """Thanks for the groups an actor holds; ideas and wishes for those who coordinate.

    What is about one group goes to the coordinators of its programme or of all; what is about none, or about a programme
    that nobody coordinates, to every coordinator; and where the house has no coordinator, to administrators. So whatever
    is said reaches somebody.
    """
    if not isinstance(actor, Person):
        return Voice.objects.none()
    heard = Q(kind=Voice.Kind.THANKS, gathering__in=Gathering.objects.hosted_by(actor).values("pk"))
    coordinators = Role.objects.filter(current(), kind=Role.Kind.COORDINATOR)
    programmes = actor.coordinated_programmes
    if None in programmes:
        heard |= Q(kind__in=SAID)
    elif programmes:
        looked_after = coordinators.exclude(programme=None).values("programme")
        nobodys = Q(gathering=None) | (~Q(gathering__programme__in=looked_after) & _without(coordinators.filter(programme=None)))
        heard |= Q(kind__in=SAID) & (Q(gathering__programme__in=programmes) | nobodys)
    elif actor.holds(Role.Kind.ADMINISTRATOR):
        heard |= Q(kind__in=SAID) & _without(coordinators)
    return Voice.objects.filter(heard)


def _without(roles: QuerySet[Role]) -> Q:
    """True in the database where there are no such roles, without asking for them first."""
    return ~Q(Exists(roles))


def groups_in_public() -> QuerySet[Gathering]:
    """Groups that stand on the calendar, closed ones under their public title."""
    return Gathering.objects.in_public()


def groups_to_speak_of() -> QuerySet[Gathering]:
    """Those that an idea or a wish may name: what stands in public and is not closed, since more people read a wish."""
    return Gathering.objects.in_public().exclude(openness=Gathering.Openness.CLOSED).by_title()
