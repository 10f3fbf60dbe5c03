"""All agreed steps are over: a human is asked, decides, and the person reads it."""

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.checkins import permissions
from hearthside.checkins.calls.actions.taking import check_open, still_there
from hearthside.checkins.calls.states import finish
from hearthside.checkins.models import Call, Question
from hearthside.core.dates import now
from hearthside.core.errors import Refused
from hearthside.people.models import Person


@transaction.atomic
def answer_question(*, by: Person, question: Question, decision: str) -> Question:
    """Say what was decided and why, in plain words that the person may read. It ends the call.

    Raises: NotAllowed as `may_answer_question` says; Refused without words, or when it was decided or is over.
    """
    permissions.may_answer_question(by, question).require()
    if not decision.strip():
        raise Refused(_("Say in a line what you decided and why. They can read it."))
    call = still_there(question.call)
    check_open(call)
    question.refresh_from_db()
    question.answered_by, question.answered_at, question.decision = by, now(), decision.strip()
    question.save(update_fields=["answered_by", "answered_at", "decision"])
    finish(call, Call.Ended.DECIDED, by=by)
    record(by=by, act="decided about a call", thing=call.reference, about=call.person.actor_id)
    return question


@transaction.atomic
def read_decision(*, by: Person, question: Question) -> None:
    """The person has read what was decided.

    Raises: NotAllowed for others, and where they said that they would rather not be told.
    """
    permissions.may_read_decision(by, question).require()
    if Question.objects.filter(pk=question.pk, seen_at=None).exclude(answered_at=None).update(seen_at=now()):
        record(by=by, act="read a decision", thing=question.call.reference, about=by.actor_id)
