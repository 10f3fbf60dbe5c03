"""Both said yes: the two are in relation from now on, and whoever asked is written down if nobody knew them here."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hearthside.core.actors import Actor, Machine
from hearthside.core.dates import now, today
from hearthside.core.errors import Refused
from hearthside.one_to_one.choosing import messages
from hearthside.one_to_one.choosing.queries import barred_from, ended_with, history_start
from hearthside.one_to_one.defaults import HOWS
from hearthside.one_to_one.models import Pairing, Request, Suggestion
from hearthside.organisation.models import Programme
from hearthside.people.actions import add_person, add_way, begin_relation, grant_role, permit_reach
from hearthside.people.models import Person, Reached, ReachPermission, Role, WayToReach, current

HOUSE = Machine(gettext_noop("the house, since both said yes"))  # neither of the two may begin a relation alone


def begin_pairing(by: Actor, suggestion: Suggestion) -> Pairing:
    """The pairing and its relation, inside the act that took the yes. The request is held by it, and so is the room.

    What earlier supporters wrote with the person opens only as far as the person said (`history_start`).
    Raises: Refused when the two are kept apart, or meet already.
    """
    request, supporter = suggestion.request, suggestion.supporter
    if barred_from(request, [supporter.pk]):
        raise Refused(_("You two meet already, or shall not be brought together. Say no, and nothing more is asked."))
    programme = request.programme or _programme_of(supporter)
    person = _known(request, programme)
    _enrol(person, programme)
    earlier = ended_with(person)
    begun = {"programme": programme, "starts_on": today(), "history_from": history_start(earlier, today())}
    relation = begin_relation(by=HOUSE, person=person, supporter=supporter, **begun)
    pairing = Pairing.objects.create(
        person=person, supporter=supporter, programme=programme, request=request, relation=relation,
        asked_on=_asked_on(request), before=next((one for one in reversed(earlier) if not hasattr(one, "next")), None),
    )  # fmt: skip
    request.person, request.programme, request.paired_at = person, programme, now()
    request.save(update_fields=["person", "programme", "paired_at"])
    request.suggestions.filter(ended_at=None).update(ended_at=now())
    messages.tell_asker(by=by, request=request, key=f"yes:{suggestion.pk}", words=messages.YES, name=supporter.short_name)
    return pairing


def _asked_on(request: Request) -> date:
    """The local day of the request, from which the wait is counted."""
    return timezone.localtime(request.asked_at).date()


def _programme_of(supporter: Person) -> Programme | None:
    """For a request that belongs to no programme: the one in which the supporter works."""
    held = Role.objects.filter(current(), person=supporter, kind=Role.Kind.SUPPORTER, programme__isnull=False)
    role = held.select_related("programme").order_by("starts_on", "pk").first()
    return role.programme if role else None


def _known(request: Request, programme: Programme | None) -> Person:
    """Whoever asked, by the record that is kept of them; a new one for somebody whom nobody knew here."""
    person = request.person or _written_down(request, programme)
    while person.merged_into is not None:
        person = person.merged_into
    return person


def _written_down(request: Request, programme: Programme | None) -> Person:
    """With the way they gave, for what they wished it for: to meet by phone or by text, and to be told of what is new."""
    person = add_person(by=HOUSE, name=str(request.name), programme=programme, language=request.language)
    if not (request.way and request.reach):
        return person
    is_phone = request.way == Reached.Way.PHONE
    kind = WayToReach.Kind.PHONE if is_phone else WayToReach.Kind.EMAIL
    way = add_way(by=HOUSE, person=person, kind=kind, value=str(request.reach))
    allowed = {"may_call": is_phone and "phone" in request.hows, "may_text": "text" in request.hows}
    if any(allowed.values()):
        words = ", ".join(str(HOWS[how]) for how in request.hows if how in HOWS)
        permit_reach(by=HOUSE, way=way, purpose=ReachPermission.Purpose.CHECK_INS, words=words, **allowed)
    if request.may_remind:
        permit_reach(by=HOUSE, way=way, purpose=ReachPermission.Purpose.REMINDERS, words=request.words, may_text=True)
    return person


def _enrol(person: Person, programme: Programme | None) -> None:
    """Whoever takes part in nothing yet takes part in this programme. It opens the record to no further coordinator."""
    if not Role.objects.filter(current(), person=person, kind__in=Role.ENROLLED).exists():
        grant_role(by=HOUSE, person=person, kind=Role.Kind.PARTICIPANT, programme=programme)
