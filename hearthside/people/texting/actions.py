"""Texting with a person: writing, sending by hand, taking back, seeing to what came, and stopping when they say so."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.dates import now
from hearthside.core.errors import Refused
from hearthside.core.text_length import text_length
from hearthside.outbox.actions import can_carry, queue_message
from hearthside.outbox.models import Heard, Message
from hearthside.outbox.settling import mark_sent
from hearthside.outbox.telephone.actions import see_to_heard, start_number, stop_number
from hearthside.outbox.telephone.queries import stopped_among
from hearthside.people.actions import stop_texting_at
from hearthside.people.models import Person, WayToReach
from hearthside.people.permissions import may_change_record, may_open_record
from hearthside.people.texting.heard import shared_lookups
from hearthside.people.texting.permissions import may_see_to_heard, may_settle_text, may_text, may_write_text
from hearthside.people.texting.writing import quiet_hours_of

MOST_TEXTS = 3
WAITS_FOR = timedelta(days=2)  # what could not be sent by then says something that is no longer so


@transaction.atomic
def write_text(*, by: Person, person: Person, way: WayToReach, purpose: str, words: str, once: UUID) -> Message:
    """Text somebody at one number, for one purpose, if they said so and the number never said stop. It goes out now or when
    their quiet hours are over, or waits for whoever wrote it where no provider carries texts. What came from that number is
    seen to by it. `once` names this text: sent a second time it changes nothing.

    Raises: NotAllowed as `may_write_text` and `may_text` say; Refused for no words, for more than three texts, and where texts
    cannot leave the house.
    """
    may_write_text(by, person).require()
    way = WayToReach.objects.get(pk=way.pk)  # it may have ended while this was typed
    may_text(person, way, purpose, now(), stopped_among([way.lookup])).require()
    words = words.strip()
    if not words or text_length(words).texts > MOST_TEXTS:
        raise Refused(_("Write one to three texts. This one has too few or too many letters."))
    if not can_carry(Message.Channel.SMS):
        raise Refused(_("Texts cannot be sent from here yet. Call, or text from your own phone."))
    message = queue_message(
        by=by, channel=Message.Channel.SMS, to=str(way.value), body=words, purpose=purpose, key=f"texting:{once}",
        about=person.actor_id, quiet=quiet_hours_of(person), expires_at=now() + WAITS_FOR, is_between_two=True,
    )  # fmt: skip
    for heard in Heard.objects.filter(lookup=way.lookup, seen_to_at=None, heard_at__lte=message.queued_at):
        see_to_heard(by=by, heard=heard)
    return message


@transaction.atomic
def send_text_by_hand(*, by: Person, person: Person, message: Message) -> None:
    """Whoever wrote it sent it with their own phone.

    Raises: Refused when it is settled, when the machine sends it, or when it is night for whoever gets it.
    """
    may_settle_text(by, message, person).require()
    message = Message.objects.select_for_update().get(pk=message.pk)
    if not message.is_open or not message.is_by_hand:
        raise Refused(_("There is nothing left to send here. Look at what became of it."))
    if not Message.objects.due().welcome().filter(pk=message.pk).exists() or (message.quiet and message.quiet.hold_at(now())):
        raise Refused(_("It is not to be sent now. Look when it goes, or take it back."))
    mark_sent(message, by=by)


@transaction.atomic
def take_text_back(*, by: Person, person: Person, message: Message) -> None:
    """It is not sent after all, while nobody has begun to. A second time changes nothing.

    Raises: Refused when it went out or is about to.
    """
    may_settle_text(by, message, person).require()
    if Message.objects.waiting().filter(pk=message.pk).update(left_at=now()):
        record(by=by, act="took a text back", thing=f"message:{message.pk}", about=person.actor_id)
    elif Message.objects.filter(pk=message.pk, left_at=None, expires_at__gt=now()).exists():
        raise Refused(_("It has gone out or is about to, so it can no longer be taken back."))


@transaction.atomic
def close_heard(*, by: Person, heard: Heard) -> None:
    """What came in needs nothing more. A second time changes nothing."""
    may_see_to_heard(by, heard).require()
    see_to_heard(by=by, heard=heard)


@transaction.atomic
def note_stop_heard(*, by: Person, heard: Heard) -> None:
    """They asked us to stop, in words of their own: no text goes to that number any more, those whose number it is and whom
    the reader may open no longer allow texts, and it is seen to.

    Raises: Refused where the number was withheld.
    """
    may_see_to_heard(by, heard).require()
    if not heard.number:
        raise Refused(_("The number was withheld, so there is none to stop. Press “Done with”."))
    stop_number(by=by, number=str(heard.number))
    holders = [person.pk for person in shared_lookups([heard.lookup]).get(heard.lookup, [])]
    stop_texting_at(by=by, lookup=heard.lookup, people=Person.objects.visible_to(by).filter(pk__in=holders))
    for other in Heard.objects.filter(lookup=heard.lookup, seen_to_at=None, heard_at__lte=heard.heard_at):
        see_to_heard(by=by, heard=other)


@transaction.atomic
def note_stop_said(*, by: Person, person: Person) -> None:
    """They said that they want no texts any more, aloud or to anybody: it holds for every number of theirs from now on. Calls and
    all else that they allow stay. Whoever heard it may write it down, also somebody who opened the record in an emergency.

    Raises: Refused where there is no number.
    """
    may_open_record(by, person).require()
    ways = list(person.ways.filter(kind=WayToReach.Kind.PHONE, ended_on=None))
    if not ways:
        raise Refused(_("No telephone number is written down, so no text goes anywhere."))
    for way in ways:
        stop_number(by=by, number=str(way.value))
        stop_texting_at(by=by, lookup=way.lookup, people=Person.objects.visible_to(by).filter(pk=person.pk))
    record(by=by, act="kept that no texts are wanted", thing=person.actor_id, about=person.actor_id)


@transaction.atomic
def welcome_texts(*, by: Person, way: WayToReach) -> None:
    """They said that texts are welcome again at a number. What for, they are asked anew: each purpose keeps what was said of it."""
    may_change_record(by, way.person).require()
    start_number(by=by, number=str(way.value))
    record(by=by, act="kept that texts are welcome again", thing=f"way:{way.pk}", about=way.person.actor_id)
