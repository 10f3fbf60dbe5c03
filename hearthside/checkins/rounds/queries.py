"""The lists of this room: mine and nobody's, those waiting for an answer, the whole round, what was tried."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hearthside.checkins.models import Call, StepTaken, Tried
from hearthside.checkins.queries import todays_calls
from hearthside.checkins.rounds.day import end_of
from hearthside.checkins.rounds.shown import with_voices
from hearthside.encounters.models import Encounter
from hearthside.organisation.defaults import OUTCOME_NAMES
from hearthside.people.models import Person


def calls_listed(actor: Person, at: datetime) -> QuerySet[Call]:
    """What is this person's to call today and what nobody has, with whose voice is liked there. One query."""
    return with_voices(todays_calls(actor, at), actor)


def answers_awaited(actor: Person, at: datetime) -> QuerySet[Call]:
    """Calls that were not answered and now wait: for the person to call back, or for the next step. Oldest first."""
    open_ones = Call.objects.visible_to(actor).open().filter(missed_at__isnull=False).exclude(person=actor)
    to_do = Call.objects.to_do(at).values("pk")
    return open_ones.exclude(pk__in=to_do).select_related("person").order_by("missed_at", "pk")


def calls_to_record(actor: Person, once: UUID | None) -> QuerySet[Call]:
    """Calls this person sees, and the one that this very form of theirs has ended already."""
    seen = Q(pk__in=Call.objects.visible_to(actor).values("pk"))
    if once is None or not isinstance(actor, Person):
        return Call.objects.filter(seen)
    tried = Q(pk__in=Tried.objects.filter(pk=once, by=actor).values("call"))
    return Call.objects.filter(seen | tried | Q(encounter__in=Encounter.objects.filter(pk=once, doings__supporter=actor).values("pk")))


def talk_of(actor: Person, encounter_id: UUID) -> QuerySet[Call]:
    """The call that became this contact, if this person may read the contact."""
    readable = Encounter.objects.visible_to(actor).filter(pk=encounter_id)
    return Call.objects.filter(encounter__in=readable).select_related("person", "encounter", "encounter__note", "encounter__kind")


def round_of(actor: Person, day: date) -> QuerySet[Call]:
    """The calls of a day in the programmes this actor coordinates, whose people's records are open to them."""
    programmes = actor.coordinated_programmes
    kept = Q() if None in programmes else Q(programme__in=programmes)
    of_day = Call.objects.visible_to(actor).filter(kept, opens__lt=end_of(day), closes__gt=end_of(day - timedelta(days=1)))
    return of_day.select_related("person", "given_to", "claimed_by").order_by("opens", "pk")


def what_was_tried(call: Call) -> list[tuple[datetime, str, str]]:
    """Tries and steps of a call in their order: when, what, and by whom or why not. Two queries."""
    tries = Tried.objects.filter(call=call).select_related("by")
    steps = StepTaken.objects.filter(call=call)
    rows = [(one.at, str(OUTCOME_NAMES.get(one.outcome, _("Talked"))), one.by.name if one.by else "") for one in tries]
    rows += [(one.taken_at, one.get_act_display(), one.get_result_display()) for one in steps]
    return sorted(rows)
