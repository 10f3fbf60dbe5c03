"""Writing down something hard with the person it is about, and what they say of it."""

import json
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.dates import now, today
from hearthside.core.errors import Refused
from hearthside.organisation.models import Programme
from hearthside.people.models import Person
from hearthside.safety import permissions
from hearthside.safety.actions.debriefs import offer_debrief
from hearthside.safety.models import EventWording, SafetyEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWords:
    """What is said of it, in plain words."""

    wanted: str
    offered: str = ""
    decided: str = ""
    agreed: str = SafetyEvent.Agreed.UNKNOWN
    after: str = ""
    is_written_together: bool = False

    def check(self) -> None:
        """Raises: Refused when the one part that matters most is missing."""
        if not self.wanted.strip():
            raise Refused(_("Begin with what the person wanted, in their words as far as you can."))

    def columns(self) -> dict:
        return {
            "wanted": self.wanted.strip(),
            "offered": self.offered.strip() or None,
            "decided": self.decided.strip() or None,
            "agreed": self.agreed,
            "after": self.after.strip() or None,
            "is_written_together": self.is_written_together,
        }


@transaction.atomic
def write_event(
    *, by: Person, person: Person | None, words: EventWords, day: date | None = None, programme: Programme | None = None
) -> SafetyEvent:
    """Write down what happened. About a person it is shared with them at once; the writer is offered to talk it over.

    Raises: Refused without what the person wanted, and for a day to come.
    """
    permissions.may_write_event(by, person).require()
    words.check()
    if day and day > today():
        raise Refused(_("This day is in the future. Write it down once it has happened."))
    event = SafetyEvent.objects.create(
        person=person, programme=programme, day=day or today(), written_by=by, shared_at=now() if person else None, **words.columns()
    )
    if person and person.pk == by.pk:
        SafetyEvent.objects.filter(pk=event.pk).update(read_at=now())
    if person is None or person.pk != by.pk:
        offer_debrief(supporter=by, occasion=event.reference)
    record(by=by, act="wrote down something hard", thing=event.reference, about=person.actor_id if person else "")
    return event


@transaction.atomic
def word_event(*, by: Person, event: SafetyEvent, words: EventWords) -> None:
    """New words for it. What stood before is kept beside it, and the other reads again.

    Raises: Refused without what the person wanted.
    """
    event = SafetyEvent.objects.select_for_update(of=("self",)).select_related("person", "written_by").get(pk=event.pk)
    permissions.may_word_event(by, event).require()
    words.check()
    before = {name: getattr(event, name) for name in asdict(words)}
    if before == words.columns():
        return
    EventWording.objects.create(
        event=event, version=event.version, words=json.dumps(before, ensure_ascii=False), written_by=by, written_at=event.written_at
    )
    for name, value in words.columns().items():
        setattr(event, name, value)
    event.version, event.written_at = event.version + 1, now()
    event.read_at = now() if by.pk == event.person_id else None
    event.save()
    record(by=by, act="changed the words on something hard", thing=event.reference, about=_about(event), version=event.version)


@transaction.atomic
def read_event(*, by: Person, event: SafetyEvent) -> None:
    """The person has read it; it no longer waits for them."""
    permissions.may_answer_event(by, event).require()
    if SafetyEvent.objects.filter(pk=event.pk, read_at=None).update(read_at=now()):
        record(by=by, act="read what was written", thing=event.reference, about=by.actor_id)


@transaction.atomic
def answer_event(*, by: Person, event: SafetyEvent, reply: str) -> None:
    """The person says how they see it; it stands beside the words for good.

    Raises: Refused without a word.
    """
    permissions.may_answer_event(by, event).require()
    if not reply.strip():
        raise Refused(_("Say in your own words how you see it. It will stand beside what is written."))
    event.reply, event.reply_read_at = reply.strip(), None
    event.read_at = event.read_at or now()
    event.save(update_fields=["reply", "reply_read_at", "read_at"])
    record(by=by, act="answered what was written", thing=event.reference, about=by.actor_id)


@transaction.atomic
def read_event_reply(*, by: Person, event: SafetyEvent) -> None:
    """Whoever wrote it has read the answer; it leaves their list."""
    permissions.may_word_event(by, event).require()
    if SafetyEvent.objects.filter(pk=event.pk, reply__isnull=False, reply_read_at=None).update(reply_read_at=now()):
        record(by=by, act="read an answer", thing=event.reference, about=_about(event))


def _about(event: SafetyEvent) -> str:
    return event.person.actor_id if event.person else ""
