"""Whoever fills in a form for the public, how they may be reached, and writing to them within consent and quiet hours."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time
from uuid import UUID, uuid4, uuid5

from django.utils import translation

from hearthside.core.actors import Actor
from hearthside.core.dates import QuietHours, now
from hearthside.core.zones import zone_of
from hearthside.organisation.queries import the_organisation
from hearthside.outbox.actions import can_carry, queue_message
from hearthside.outbox.models import Message
from hearthside.people.models import Person, Reached, ReachPermission, WayToReach

QUIET_FROM, QUIET_UNTIL = time(21), time(8)  # for those whose own quiet hours nobody knows
CHANNELS = {
    Reached.Way.PHONE: Message.Channel.SMS,
    Reached.Way.EMAIL: Message.Channel.MAIL,
    WayToReach.Kind.PHONE: Message.Channel.SMS,
    WayToReach.Kind.EMAIL: Message.Channel.MAIL,
}


@dataclass(slots=True, kw_only=True)
class Asker:
    """Whoever fills in a form: a name or alias, one way to reach them, what they were told about it, their language."""

    name: str = ""
    way: str = Reached.Way.NONE
    reach: str = ""
    language: str = ""
    may_remind: bool = False
    words: str = ""
    once: UUID = field(default_factory=uuid4)  # what the form carried, so that a second tap finds the first

    def columns(self) -> dict:
        return {
            "name": self.name.strip(),
            "way": self.way,
            "reach": self.reach or None,
            "language": self.language,
            "may_remind": self.may_remind,
            "words": self.words if self.may_remind else "",
        }

    def key(self) -> UUID:
        """The key of the row that this form makes. Nobody who sees the row's key can tell what the form carried."""
        return uuid5(self.once, "made by this form")


@dataclass(frozen=True, slots=True)
class Letter:
    """What is written to somebody; a text has no subject."""

    subject: str
    body: str


def address_of(row: Reached) -> tuple[str, str] | None:
    """Channel and number or address; None when there is none that may be used.

    What they gave with the form is first, since they gave it for this; else what the record of those who are known here
    allows for reminders.
    """
    if row.way and row.reach and can_carry(CHANNELS[row.way]):
        return CHANNELS[row.way], str(row.reach)
    return _address_of_person(row.person) if row.person else None


def _address_of_person(person: Person) -> tuple[str, str] | None:
    said = ReachPermission.objects.filter(
        way__person=person,
        way__ended_on=None,
        way__kind__in=CHANNELS,
        purpose=ReachPermission.Purpose.REMINDERS,
        may_text=True,
        ended_at=None,
    )
    for one in said.select_related("way").order_by("-way__kind", "pk"):
        if can_carry(CHANNELS[one.way.kind]):
            return CHANNELS[one.way.kind], str(one.way.value)
    return None


def not_quiet(row: Reached, zone: str, at: datetime) -> datetime:
    """The first moment from `at` on that is outside their quiet hours."""
    return quiet_hours_of(row, zone).after(at)


def quiet_hours_of(row: Reached, zone: str) -> QuietHours:
    """The person's own where known, else 21 to 8 at the place."""
    person = row.person
    where = zone_of(person.zone if person else zone, zone, the_organisation().zone).key
    return QuietHours(where, person.quiet_from, person.quiet_until) if person else QuietHours(where, QUIET_FROM, QUIET_UNTIL)


def tell(
    *, by: Actor, row: Reached, letter: Callable[[str], Letter], key: str, about: str, zone: str = "",
    at_once: bool = False, until: datetime | None = None,
) -> bool:  # fmt: skip
    """Queue a letter, in the language of whoever gets it; returns whether there was a way to reach them.

    `letter` is given the channel, since a text lies open on a screen and never carries what somebody wrote; `about` is whose
    record tells of it, if anybody's. What they did not ask for this minute (`at_once`) waits until their quiet hours are over, or goes at
    once if it would then be too late.
    """
    found = address_of(row)
    if found is None:
        return False
    channel, to = found
    with translation.override(row.language or (row.person.language if row.person else "") or the_organisation().language):
        words = letter(channel)
    quiet = quiet_hours_of(row, zone)
    is_awaited = at_once or (until is not None and quiet.after(now()) >= until)
    queue_message(
        by=by, channel=channel, to=to, subject=words.subject, body=words.body, purpose=Message.Purpose.REMINDERS, key=key,
        about=about, expires_at=until, quiet=quiet, is_awaited=is_awaited,
    )  # fmt: skip
    return True
