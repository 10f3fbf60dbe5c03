"""Who holds a gathering, in which part, and in what order they take turns."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.dates import now, today
from hearthside.core.errors import Refused
from hearthside.gatherings.models import Duty, Gathering, Host, Session
from hearthside.gatherings.models.hosting import Part
from hearthside.gatherings.permissions import may_choose_hosts
from hearthside.people.models import Person, current


@transaction.atomic
def add_host(
    *, by: Actor, gathering: Gathering, person: Person, part: str = Part.HOST, is_in_rotation: bool = True
) -> Host:  # fmt: skip
    """Somebody holds a gathering from today on, last in turn. It opens the names of those who come to them.

    Raises: Refused when they hold it already, or when the coordinator of a closed group names themselves: that would open
    its names to them.
    """
    may_choose_hosts(by, gathering).require()
    hold_still(gathering)
    hosts = Host.objects.filter(gathering=gathering)
    if hosts.filter(current(), person=person).exists():
        raise Refused(_("%(name)s holds this group already.") % {"name": person.name})
    if gathering.is_closed and person == by:
        raise Refused(_("A closed group is closed to those who coordinate. Name somebody else to hold it."))
    last = hosts.aggregate(last=Max("position"))["last"]
    host = Host.objects.create(
        gathering=gathering, person=person, part=part, is_in_rotation=is_in_rotation, position=0 if last is None else last + 1
    )
    record(by=by, act="added a host", thing=gathering.reference, about=person.actor_id, part=part)
    return host


@transaction.atomic
def change_host(*, by: Actor, host: Host, part: str, is_in_rotation: bool, place: int) -> None:
    """Another part, in or out of the rotation, or another place in it, counted from 1.

    Raises: Refused when nobody would be left who holds the gathering.
    """
    may_choose_hosts(by, host.gathering).require()
    hold_still(host.gathering)
    if part == Part.LEARNER:
        _check_somebody_stays(host)
    host.part, host.is_in_rotation = part, is_in_rotation
    host.save(update_fields=["part", "is_in_rotation"])
    order = list(Host.objects.filter(current(), gathering=host.gathering).exclude(pk=host.pk))
    order.insert(min(max(place - 1, 0), len(order)), host)
    for position, one in enumerate(order):
        Host.objects.filter(pk=one.pk).update(position=position)
    record(by=by, act="changed a host", thing=host.gathering.reference, about=host.person.actor_id, part=part)


@transaction.atomic
def end_hosting(*, by: Actor, host: Host) -> None:
    """Somebody no longer holds a gathering, from now on: its names are closed to them, and the dates they had are open to
    the others. Anybody may lay it down themselves. Ended twice, nothing changes.

    Raises: Refused when nobody would be left who holds it.
    """
    if not (isinstance(by, Person) and by.pk == host.person_id):
        may_choose_hosts(by, host.gathering).require()
    hold_still(host.gathering)
    _check_somebody_stays(host)
    if Host.objects.filter(pk=host.pk, ends_on=None).update(ends_on=today()):
        coming = Session.objects.filter(gathering=host.gathering, starts__gt=now())
        Duty.objects.filter(session__in=coming, person=host.person_id).delete()
        record(by=by, act="ended a hosting", thing=host.gathering.reference, about=host.person.actor_id)


def hold_still(gathering: Gathering) -> None:
    """Two people who change who holds it do so one after the other."""
    Gathering.objects.select_for_update().get(pk=gathering.pk)


def _check_somebody_stays(host: Host) -> None:
    others = Host.objects.filter(current(), gathering=host.gathering_id).exclude(pk=host.pk).exclude(part=Part.LEARNER)
    if host.part != Part.LEARNER and not others.exists():
        raise Refused(_("Somebody has to hold this group. Add another host first, or end the group."))
