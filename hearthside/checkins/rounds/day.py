"""Reading a day that is to be shared: the calls that nobody has begun, and those on duty with what they carry."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.utils import timezone

from hearthside.checkins.models import Call, Tried, Voice
from hearthside.checkins.rounds.sharing import Caller, Span, ToShare
from hearthside.people.models import Shift

HEAVY_FOR = timedelta(days=7)
FOR_A_STEP = timedelta(hours=2)  # a step that is due has no window; it is for whoever is on duty in the hours that follow


def end_of(day: date) -> datetime:
    """Midnight after a day of the house."""
    return datetime.combine(day + timedelta(days=1), time(), timezone.get_current_timezone()).astimezone(UTC)


def last_talked_with() -> Subquery:
    """Of a call: the key of whoever talked with that person last."""
    talked = Tried.objects.filter(call__person=OuterRef("person"), outcome="talked").order_by("-at", "-pk")
    return Subquery(talked.values("by")[:1], output_field=UUIDField())  # SQLite would give the text of the key


def not_begun(day: date, at: datetime) -> QuerySet[Call]:
    """Calls of a day that somebody is still to make and nobody has claimed."""
    in_time = Q(closes__gt=at, opens__lt=end_of(day)) | Q(missed_at__isnull=False)
    return Call.objects.to_do(at).filter(in_time, claimed_by=None)


def not_shared(day: date, at: datetime) -> QuerySet[Call]:
    """Those of them that are nobody's, or somebody's who is not on duty any more, while somebody else is."""
    on_duty = Shift.objects.filter(Q(programme=None) | Q(programme=OuterRef("programme")), what=Shift.What.ROUNDS, ends__gt=at)
    on_duty = on_duty.filter(begins__lt=OuterRef("closes"), person__isnull=False)
    left = Q(given_to=None) | ~Exists(on_duty.filter(person=OuterRef("given_to")))
    return not_begun(day, at).filter(left, Exists(on_duty))


def calls_to_share(calls: Iterable[Call], at: datetime) -> list[ToShare]:
    """As the sharing knows them; the calls carry `last_caller`. One query."""
    calls = list(calls)
    liked: dict[tuple[UUID, bool], set[UUID]] = defaultdict(set)
    for plan, supporter, is_liked in Voice.objects.filter(plan__calls__in=calls).values_list("plan", "supporter", "is_liked"):
        liked[plan, is_liked].add(supporter)
    return [
        ToShare(
            key=call.pk,
            person=call.person_id,
            programme=call.programme_id,
            opens=max(call.opens, at) if call.missed_at is None else at,
            closes=call.closes if call.missed_at is None else at + FOR_A_STEP,
            liked=frozenset(liked[call.plan_id, True]),
            not_liked=frozenset(liked[call.plan_id, False]),
            last=call.last_caller,
            given_to=call.given_to_id,
        )
        for call in calls
    ]


def callers_on(day: date, at: datetime) -> list[Caller]:
    """Those on duty for the round in what is left of a day, with the calls of the day that they have made or begun, and one
    more for each that was heavy for them in the last week. Three queries.
    """
    spans: dict[UUID, list[Span]] = defaultdict(list)
    shifts = Shift.objects.filter(what=Shift.What.ROUNDS, person__isnull=False, ends__gt=at, begins__lt=end_of(day))
    for person, begins, ends, programme in shifts.values_list("person", "begins", "ends", "programme"):
        spans[person].append(Span(max(begins, at), ends, programme))
    of_the_day = Call.objects.filter(claimed_by__in=spans, opens__lt=end_of(day), closes__gt=end_of(day - timedelta(days=1)))
    heavy = Tried.objects.filter(by__in=spans, outcome="talked", call__was_heavy=True, at__gt=at - HEAVY_FOR)
    loads = dict.fromkeys(spans, 0)
    for counted in (of_the_day.values_list("claimed_by").annotate(n=Count("pk")), heavy.values_list("by").annotate(n=Count("pk"))):
        for person, number in counted.order_by():
            loads[person] += number
    return [Caller(person, spans[person], loads[person]) for person in spans]
