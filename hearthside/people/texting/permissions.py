"""Who may text with whom. The person's own word decides, then the number itself, and only then who asks."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from hearthside.core.verdicts import YES, Verdict, no
from hearthside.outbox.models import Heard, Message
from hearthside.people.models import Person, WayToReach
from hearthside.people.permissions import may_change_record, may_reach_by_day, number_said_stop
from hearthside.people.texting.heard import heard_visible_to


def may_write_text(actor, person: Person) -> Verdict:
    """Those who support somebody and the coordinator of their programme write to them; whoever opened a record in an emergency
    only reads it, and nobody texts themselves.
    """
    if actor == person:
        return no(_("These are your own texts. Answer them on your phone."))
    return may_change_record(actor, person)


def may_text(person: Person, way: WayToReach, purpose: str, at: datetime, stopped: Collection[str]) -> Verdict:
    """Whether a text may go to a number for a purpose, now or in the morning: what the person said of it, and whether the number
    said stop (`stopped` holds the digests of those that did).
    """
    if way.kind != WayToReach.Kind.PHONE:
        return no(_("A text needs a telephone number."))
    if way.lookup in stopped:
        return number_said_stop()
    return may_reach_by_day(person, way, purpose, "text", at)


def may_read_incoming(actor) -> Verdict:
    """Those who work with people here see what came in from those they support; each sees only theirs."""
    if isinstance(actor, Person) and actor.works_here:
        return YES
    return no(_("Texts that come in are read by those who work with people here. Yours are under “My texts”."))


def may_see_to_heard(actor, heard: Heard) -> Verdict:
    """Whoever may read what came in may answer it, let it be, or write down that they asked us to stop."""
    if heard_visible_to(actor).filter(pk=heard.pk).exists():
        return YES
    return no(_("Only those who may open this person's page see to it. Ask their coordinator."))


def may_settle_text(actor, message: Message, person: Person) -> Verdict:
    """Whoever wrote a text sends it by hand or takes it back; so may anybody else who may write to the person."""
    if message.about != person.actor_id or not message.is_between_two:
        return no(_("This text was not written here. Look for it in the outbox."))
    return may_write_text(actor, person)
