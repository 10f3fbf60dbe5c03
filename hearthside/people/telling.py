"""Telling somebody who works here that they are needed, by the ways they allow for check-ins. Today shows it as well."""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from django.utils import translation

from hearthside.core.actors import Actor
from hearthside.core.dates import QuietHours
from hearthside.core.zones import zone_of
from hearthside.organisation.queries import the_organisation
from hearthside.outbox.actions import can_carry, queue_message
from hearthside.outbox.models import Message
from hearthside.people.models import Person, ReachPermission, WayToReach

CHANNELS = {WayToReach.Kind.PHONE: Message.Channel.SMS, WayToReach.Kind.EMAIL: Message.Channel.MAIL}


def tell_colleagues(
    *, by: Actor, people: Iterable[Person], words: Callable[[], str], occasion: str, until: datetime, is_urgent: bool = False
) -> int:
    """Write to each of these people, in their language, once for an occasion; returns to how many. It is for now, so it is
    not sent any more after `until`. What is urgent goes in their quiet hours too, since they are on duty.

    `words` say nothing of anybody supported: a text lies open on a screen.
    """
    told = {person.pk: person for person in people}
    ways = _ways(told)
    for key, way in ways.items():
        colleague = told[key]
        with translation.override(colleague.language or the_organisation().language):
            said = words()
        zone = zone_of(colleague.zone, the_organisation().zone).key
        queue_message(
            by=by, channel=CHANNELS[WayToReach.Kind(way.kind)], to=str(way.value), subject=said, body=said,
            purpose=Message.Purpose.CHECK_INS, key=f"{occasion}:{colleague.pk}", expires_at=until,
            quiet=QuietHours(zone, colleague.quiet_from, colleague.quiet_until), is_awaited=is_urgent,
        )  # fmt: skip
    return len(ways)


def _ways(people: Iterable[UUID]) -> dict[UUID, WayToReach]:
    """A telephone before an address, where they said that they may be written to. One query."""
    said = ReachPermission.objects.filter(
        way__person__in=[*people], way__kind__in=CHANNELS, way__ended_on=None, purpose="check_ins", may_text=True, ended_at=None
    )
    ways = said.select_related("way").order_by("way__kind")
    return {one.way.person_id: one.way for one in ways if can_carry(CHANNELS[WayToReach.Kind(one.way.kind)])}
