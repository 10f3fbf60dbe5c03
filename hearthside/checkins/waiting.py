"""What check-in calls ask of somebody today, for the first page they open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearthside.checkins.models import Call
from hearthside.checkins.queries import decisions_to_read, questions_for, shouts_for, todays_calls
from hearthside.core.waiting import Row, Waits, rows
from hearthside.people.models import Person
from hearthside.people.rota import gaps_ahead

MINE, FREE, GAP = "call_mine", "call_free", "shift_gap"


@dataclass(frozen=True, slots=True)
class CallToMake:
    """A call of today that one was given or took: whom it is to, and when it is due."""

    id: UUID
    name: str
    at: datetime


def rows_for(actor: Person) -> list[QuerySet]:
    """One's own calls of today, those that nobody has, what is to be decided, and for coordinators what nobody did; for
    core.waiting.read.
    """
    calls, mine = todays_calls(actor), Q(claimed_by=actor) | Q(given_to=actor)
    leads = bool(actor.coordinated_programmes)
    return [
        rows(calls.filter(mine), MINE, since="due", texts=("person__name",)),
        rows(calls.exclude(mine), FREE, since="due"),
        rows(questions_for(actor), "call_question", since="asked_at"),
        rows(shouts_for(actor) if leads else Call.objects.none(), "call_shout", since="shouted_at"),
        rows(gaps_ahead(actor), GAP, since="begins"),
        rows(decisions_to_read(actor), "call_decision", since="answered_at"),
    ]


def call_to_make(row: Row) -> CallToMake:
    """A row of the kind MINE."""
    return CallToMake(row.thing, row.first, row.since)


def _question(row: Row) -> Waits:
    words = _("Somebody was not reached. Decide what happens, if anything")
    return Waits(words, _("Look"), reverse("call_question", args=[row.thing]), row.since)


def _shout(row: Row) -> Waits:
    return Waits(_("Nobody has made a call that is due"), _("Look"), reverse("call_round"), row.since)


def _decision(row: Row) -> Waits:
    return Waits(_("When you did not answer, somebody here decided something"), _("Read"), reverse("my_check_ins"), row.since)


def _free(found: Sequence[Row]) -> Waits:
    words = ngettext("%(count)s call that nobody has yet", "%(count)s calls that nobody has yet", len(found)) % {"count": len(found)}
    return Waits(words, _("Look"), reverse("calls"), found[0].since)


def _gaps(found: Sequence[Row]) -> Waits:
    words = ngettext(
        "%(count)s shift of the next two weeks has nobody", "%(count)s shifts of the next two weeks have nobody", len(found)
    ) % {"count": len(found)}  # fmt: skip
    return Waits(words, _("Look"), reverse("rota"), found[0].since)


SAID: dict[str, Callable[[Row], Waits]] = {"call_question": _question, "call_shout": _shout, "call_decision": _decision}
SAID_TOGETHER: dict[str, Callable[[Sequence[Row]], Waits]] = {FREE: _free, GAP: _gaps}  # all rows of a kind in one line
