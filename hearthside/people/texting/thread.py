"""What was texted with somebody, in both directions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from hearthside.core.dates import now
from hearthside.outbox.models import Heard, Message
from hearthside.people.models import Person, Relation
from hearthside.people.texting.heard import heard_from, shared_lookups


@dataclass(frozen=True, slots=True)
class Line:
    """One text: when, from whom, its words (None once forgotten, or where they may be somebody else's), and what became of it."""

    at: datetime
    who: str
    words: str | None
    state: str
    message: Message | None = None
    heard: Heard | None = None
    is_shared: bool = False

    @property
    def is_to_send(self) -> bool:
        """It waits for whoever wrote it to send it with their own phone, and its time has come."""
        message = self.message
        return bool(message and message.is_between_two and message.is_by_hand and message.is_open and not _is_early(message))

    @property
    def is_to_take_back(self) -> bool:
        return bool(self.message and self.message.is_between_two and self.message.is_open and not self.message.claimed_at)

    @property
    def address(self) -> str:
        """Opens the reader's own text program with everything filled in."""
        assert self.message
        return f"sms:{quote(str(self.message.to), safe='+')}?body={quote(str(self.message.body))}"

    @property
    def is_waiting(self) -> bool:
        return bool(self.heard and self.heard.seen_to_at is None)


def sent_to(person: Person) -> QuerySet[Message]:
    """Texts written for them, without codes, the newest first."""
    keys = Person.objects.filter(Q(pk=person.pk) | Q(merged_into=person)).values_list("pk", flat=True)
    about = [f"person:{key}" for key in keys]
    return Message.objects.filter(about__in=about, channel="sms").exclude(purpose__in=Message.AWAITED).order_by("-queued_at", "-pk")


def closed_until(actor: Person, person: Person) -> date | None:
    """The day before which what was texted is closed to this supporter; None when nothing is."""
    relation = Relation.objects.open().filter(person=person, supporter=actor).first()
    return relation.history_from if relation else None


def lines(person: Person, since: date | None, first: int, after: int) -> list[Line]:
    """Texts with them from place to place, the newest first. A fixed number of queries."""
    sent, heard = sent_to(person), heard_from(person)
    if since:
        sent = sent.annotate(day=TruncDate("queued_at")).filter(day__gte=since)
        heard = heard.annotate(day=TruncDate("heard_at")).filter(day__gte=since)
    return _together(person, sent[:after], heard[:after])[first:after]


def _together(person: Person, sent: Iterable[Message], heard: Iterable[Heard]) -> list[Line]:
    sent, heard = list(sent), list(heard)
    names, holders = _writers(sent), shared_lookups(one.lookup for one in heard)
    ours = [_sent_line(message, person, names) for message in sent]
    theirs = [_heard_line(one, person, len(holders.get(one.lookup, [])) > 1) for one in heard]
    return sorted(ours + theirs, key=lambda line: line.at, reverse=True)


def _sent_line(message: Message, person: Person, names: dict[str, str]) -> Line:
    who = names.get(message.written_by, "")
    return Line(message.queued_at, who, message.body, state_in_words(message, person, who), message=message)


def _heard_line(heard: Heard, person: Person, is_shared: bool) -> Line:
    state = "" if heard.seen_to_at else _("nobody has answered yet")
    return Line(heard.heard_at, person.name, heard.words, state, heard=heard, is_shared=is_shared)


def _writers(sent: Iterable[Message]) -> dict[str, str]:
    keys = {UUID(one.written_by.removeprefix("person:")) for one in sent if one.written_by.startswith("person:")}
    return {f"person:{key}": name for key, name in Person.objects.filter(pk__in=keys).values_list("pk", "name")}


def _is_early(message: Message) -> bool:
    return bool((message.not_before and message.not_before > now()) or (message.quiet and message.quiet.hold_at(now())))


def state_in_words(message: Message, person: Person, who: str) -> str:
    """What became of it, in a few words."""
    if message.delivered_at:
        return _("arrived")
    if message.left_at:
        return message.why_left or _("taken back before it went")
    if message.is_failed:
        return _("did not arrive")
    if message.sent_at:
        return _("sent, not known whether it arrived") if message.is_arrival_unknown else _("sent")
    if message.is_too_late:
        return _("its time was over, so it was not sent")
    if message.is_unclear:
        return _("it may or may not have gone out")
    if _is_early(message):
        return goes_at(message, person)
    return _("waits for %(name)s to send it") % {"name": who} if message.is_by_hand and who else _("on its way")


def goes_at(message: Message, person: Person) -> str:
    """At which clock time where they are; of what may go at once, the empty text."""
    at = message.quiet.after(max(message.not_before or now(), now())) if message.quiet else message.not_before
    if at is None or at <= now():
        return ""
    local = at.astimezone(ZoneInfo(message.zone or "UTC"))
    return _("it goes at %(time)s where %(name)s is") % {"time": time_format(local.time()), "name": person.name}


def texts_held_on(person: Person) -> dict[str, Any]:
    """What was texted with a person, for their own record. What came from a number that others have as well has no words here."""
    found = _together(person, sent_to(person), heard_from(person))
    return {
        "texts": [
            {"at": one.at, "from_me": one.heard is not None, "who": one.who, "words": None if one.is_shared else one.words} for one in found
        ]
    }
