"""They answered."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from hearthside.audit.actions import record
from hearthside.checkins import permissions
from hearthside.checkins.calls.actions.taking import check_open, still_there
from hearthside.checkins.calls.states import finish
from hearthside.checkins.models import Call, Tried
from hearthside.core.dates import now, today
from hearthside.core.ids import new_id
from hearthside.encounters.actions import Contact, record_given_contact
from hearthside.encounters.models import Encounter
from hearthside.organisation.models import Kind
from hearthside.people.models import Person
from hearthside.surveys.actions import Ticket


@transaction.atomic
def record_talk(
    *, by: Person, call: Call, minutes: int, support: Sequence[str] = (), topics: Sequence[str] = (), note: str = "",
    was_heavy: bool = False, once: UUID | None = None,
) -> tuple[Encounter, Ticket | None]:  # fmt: skip
    """They talked: a contact is logged, the call is over, and so are its steps. `was_heavy` is said by the caller of
    themselves. The same form sent again (`once`) gives back what is there.

    Raises: NotAllowed as `may_record_call` says; Refused when the call is over or a part cannot be right.
    """
    call = still_there(call)
    if once and call.encounter_id == once and call.encounter:
        return call.encounter, None
    permissions.may_record_call(by, call).require()
    check_open(call)
    contact = Contact(
        programme=call.programme,
        kind=Kind.objects.get(code="check_in_call"),
        day=today(),
        minutes=minutes,
        people=[call.person],
        supporters=[by],
        support=list(support),
        topics=list(topics),
        note=note,
        id=once or new_id(),
    )
    encounter, ticket = record_given_contact(by=by, contact=contact, language=call.person.language)
    call.tries += 1
    Tried.objects.create(call=call, number=call.tries, by=by, outcome=TALKED)
    call.claimed_by, call.claimed_at, call.was_heavy = by, call.claimed_at or now(), was_heavy
    finish(call, Call.Ended.TALKED, by=by, encounter=encounter)
    record(by=by, act="talked on a call", thing=call.reference, about=call.person.actor_id, tried=call.tries)
    return encounter, ticket


TALKED = "talked"
