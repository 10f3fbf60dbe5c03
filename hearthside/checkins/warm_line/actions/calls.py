"""Logging a call that came in, and calling back whoever asked for it."""

from dataclasses import dataclass

from django.db import transaction

from hearthside.audit.actions import record
from hearthside.checkins.models import CallBack, KnownCaller, LineCall
from hearthside.checkins.warm_line import permissions
from hearthside.core.dates import now
from hearthside.core.numbers import read_number
from hearthside.encounters.actions import Contact, record_encounter
from hearthside.encounters.models import Encounter
from hearthside.organisation.queries import the_organisation
from hearthside.people.models import Person
from hearthside.surveys.actions import Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class LineWords:
    """What was said of one call, beside its contact. `number` is theirs, only where they asked to be called back."""

    age: str = ""
    first_time: str = ""
    reason: str = ""
    ended: str = ""
    caller: KnownCaller | None = None
    number: str = ""
    when: str = ""


@transaction.atomic
def log_line_call(*, by: Person, contact: Contact, said: LineWords, language: str = "") -> tuple[Encounter, Ticket | None]:
    """Log one call that came in. It is a contact of one person without a name, also where the caller is known by an alias.
    Sent again (the contact's `id`), it is found as it stands.

    Raises: NotAllowed for those who do not answer this line, or to whom the caller is closed; Refused when a part cannot
    be right, such as a number that cannot be called.
    """
    permissions.may_answer_line(by, contact.programme.pk).require()
    if said.caller:
        permissions.may_know_caller(by, said.caller).require()
    number = read_number(said.number, the_organisation().country) if said.number.strip() else ""
    contact.people, contact.unnamed = (), 1
    encounter, ticket = record_encounter(by=by, contact=contact, language=language)
    line_call, is_new = LineCall.objects.get_or_create(
        encounter=encounter,
        defaults={"age": said.age, "first_time": said.first_time, "reason": said.reason, "ended": said.ended, "caller": said.caller},
    )
    if number and is_new:
        call_back = CallBack.objects.create(
            call=line_call, programme=contact.programme, number=number, words=said.when.strip() or None, taken_by=by
        )
        record(by=by, act="noted a wish to be called back", thing=f"call_back:{call_back.pk}")
    return encounter, ticket


@transaction.atomic
def settle_call_back(*, by: Person, call_back: CallBack) -> None:
    """They were called back, or it is let be. Their number and what was said to it are erased at once. Twice changes nothing."""
    permissions.may_settle_call_back(by, call_back).require()
    if CallBack.objects.open().filter(pk=call_back.pk).update(settled_by=by, settled_at=now(), number=None, words=None):
        record(by=by, act="settled a wish to be called back", thing=f"call_back:{call_back.pk}")
