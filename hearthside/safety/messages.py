"""What colleagues are told when somebody wants backup: nothing of whom it is about."""

from datetime import timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from hearthside.core.actors import Actor
from hearthside.organisation.queries import the_organisation
from hearthside.outbox.actions import can_carry, queue_message
from hearthside.outbox.models import Message
from hearthside.people.models import Person, ReachPermission, WayToReach
from hearthside.safety.models import Backup
from hearthside.safety.queries import who_is_there

SENT_WITHIN = timedelta(hours=1)
CHANNELS = {WayToReach.Kind.PHONE: Message.Channel.SMS, WayToReach.Kind.EMAIL: Message.Channel.MAIL}


def tell_colleagues(*, by: Person, backup: Backup) -> int:
    """Write to everybody who is there by the ways they allow for check-ins; returns to how many. It is for now, so it is
    not sent any more after an hour. Their own Today shows it too, whoever has no such way.
    """
    colleagues = {person.pk: person for person in who_is_there(by)}
    said = ReachPermission.objects.filter(
        way__person__in=colleagues, way__kind__in=CHANNELS, way__ended_on=None, purpose="check_ins", may_text=True, ended_at=None
    )
    ways = {one.way.person_id: one.way for one in said.select_related("way").order_by("way__kind") if can_carry(CHANNELS[one.way.kind])}
    for key, way in ways.items():
        _tell(by, backup, colleagues[key], way)
    return len(ways)


def _tell(by: Actor, backup: Backup, colleague: Person, way: WayToReach) -> None:
    with translation.override(colleague.language or the_organisation().language):
        words = _("%(name)s would like a colleague beside them now. Look at Today.") % {"name": backup.asked_by.short_name}
    queue_message(
        by=by,
        channel=CHANNELS[WayToReach.Kind(way.kind)],
        to=str(way.value),
        subject=words,
        body=words,
        purpose=Message.Purpose.CHECK_INS,
        key=f"backup:{backup.pk}:{colleague.pk}",
        expires_at=backup.asked_at + SENT_WITHIN,
    )
