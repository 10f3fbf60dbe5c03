"""Tries that did not connect, and calling again."""

from datetime import date, time
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.dates import month_of, now
from hearthside.core.errors import NotAllowed
from hearthside.core.ids import new_id
from hearthside.encounters import permissions
from hearthside.encounters.actions.contacts import check_day
from hearthside.encounters.models import Attempt
from hearthside.encounters.queries import attempt_sent_before
from hearthside.organisation.models import Kind, Programme
from hearthside.people.actions import keep_stop, stop_reaching
from hearthside.people.models import Person
from hearthside.people.permissions import may_open_record


@transaction.atomic
def record_attempt(*, by: Actor, programme: Programme, kind: Kind, outcome: str, day: date, person: Person | None = None,
                   supporter: Person | None = None, starts_at: time | None = None, again_on: date | None = None,
                   again_at: time | None = None, once: UUID | None = None) -> Attempt:  # fmt: skip
    """Log a try that did not connect; the same form again (`once`) gives it back. "Asked us to stop" ends every permission to reach them.
    Raises: Refused for a day that cannot be right; NotAllowed when the person's record is closed to the typist.
    """
    check_day(day)
    if isinstance(by, Person):
        permissions.may_log(by).require()
        supporter = supporter or by
        if person:
            may_open_record(by, person).require()
    if supporter and once and (before := attempt_sent_before(supporter, once)):
        return before
    attempt = _keep_attempt(
        Attempt(
            id=once or new_id(),
            person=person,
            supporter=supporter,
            typist=by if isinstance(by, Person) else None,
            programme=programme,
            kind=kind,
            outcome=outcome,
            day=day,
            month=month_of(day),
            starts_at=starts_at,
            again_on=again_on if outcome == "call_later" else None,
            again_at=again_at if outcome == "call_later" else None,
        )
    )
    if person and outcome == "stop_asked":
        stop_reaching(by=by, person=person)
    record(by=by, act="logged a try", thing=attempt.reference, about=person.actor_id if person else "", outcome=outcome)
    return attempt


@transaction.atomic
def record_given_try(*, by: Person, programme: Programme, kind: Kind, outcome: str, day: date, person: Person) -> Attempt:
    """Log a try towards somebody whom one was given to call, as `record_given_contact` does a contact. The room that shares
    calls keeps when they are called again. "Asked us to stop" holds at once, whoever heard it. Raises: NotAllowed.
    """
    permissions.may_log(by).require()
    given = {"person": person, "supporter": by, "typist": by, "programme": programme, "kind": kind}
    attempt = _keep_attempt(Attempt(**given, outcome=outcome, day=day, month=month_of(day)))
    if outcome == "stop_asked":
        keep_stop(by=by, person=person)
    record(by=by, act="logged a try", thing=attempt.reference, about=person.actor_id, outcome=outcome)
    return attempt


def _keep_attempt(attempt: Attempt) -> Attempt:
    """An earlier "call me later" of the same person is done with."""
    if attempt.person_id:
        Attempt.objects.to_call_back().filter(person=attempt.person_id).update(closed_at=now())
    attempt.save(force_insert=True)
    return attempt


@transaction.atomic
def close_call_back(*, by: Person, attempt: Attempt) -> None:
    """Let a "call me later" be: somebody has seen to it in another way. Whoever made the try, typed it, or may open the
    person's record can say so.
    """
    permissions.may_log(by).require()
    if not Attempt.objects.visible_to(by).filter(pk=attempt.pk).exists():
        raise NotAllowed(_("This is somebody else's to close. Ask them, or the one who coordinates."))
    attempt.closed_at = now()
    attempt.save(update_fields=["closed_at"])
    record(by=by, act="closed a call back", thing=attempt.reference, about=f"person:{attempt.person_id}" if attempt.person_id else "")
