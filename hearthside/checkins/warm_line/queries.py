"""Reading the warm line: who is on it, what came in today, who would like to be called back."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet, Sum

from hearthside.checkins.models import CallBack, KnownCaller, LineCall
from hearthside.checkins.models.warm_line import line_is_open
from hearthside.checkins.warm_line.permissions import answered_programmes
from hearthside.core.dates import today
from hearthside.core.numbers import show_number
from hearthside.encounters.models import Encounter
from hearthside.organisation.models import Kind, Programme, Topic
from hearthside.organisation.queries import every_kind, offered_topics, running_programmes, the_organisation
from hearthside.people.models import Person, Shift
from hearthside.safety.queries import There, colleagues_there

KIND = "warm_line_call"
LATELY = 500  # calls that say which reasons come first


def line_kind() -> Kind:
    return next(kind for kind in every_kind() if kind.code == KIND)


def lines_of(actor: Person) -> list[Programme]:
    """The running programmes for which somebody answers the line, that of their shift first."""
    own = answered_programmes(actor)
    programmes = [one for one in running_programmes() if one.pk in own or None in own]
    shift = own_shift(actor)
    return sorted(programmes, key=lambda one: not shift or one.pk != shift.programme_id)


def own_shift(actor: Person) -> Shift | None:
    """The shift on the warm line that somebody has at this moment."""
    running = Shift.objects.running().filter(what=Shift.What.WARM_LINE, person=actor)
    return running.select_related("programme").order_by("ends").last()


def buddies_now(actor: Person, shift: Shift | None) -> list[There]:
    """Who shares this shift at this moment, with the numbers at which calls from colleagues are fine."""
    if shift is None:
        return []
    running = Shift.objects.running().filter(what=Shift.What.WARM_LINE, person__isnull=False).exclude(person=actor)
    if shift.programme_id:
        running = running.filter(Q(programme=shift.programme_id) | Q(programme=None))
    keys = set(running.values_list("person", flat=True))
    return [one for one in colleagues_there(actor) if one.person.pk in keys] if keys else []


def topics_by_use() -> list[Topic]:
    """All topics that are offered, those first that lately were the main reason most often."""
    lately = LineCall.objects.exclude(reason="").order_by("-pk").values_list("reason", flat=True)[:LATELY]
    uses = Counter(lately)
    return sorted(offered_topics(), key=lambda topic: -uses[topic.code])  # sorting keeps the order of the list where uses are equal


def own_calls_today(actor: Person) -> QuerySet[Encounter]:
    """The calls that somebody took today, the last one first."""
    return Encounter.objects.filter(day=today(), kind__code=KIND, doings__supporter=actor).newest_first()


@dataclass(frozen=True, slots=True)
class LineDay:
    """How a day on the line is so far: calls and minutes, and nothing of what was said."""

    calls: int
    minutes: int


def line_today(programmes: list[Programme]) -> LineDay:
    """All calls of these programmes today, whoever took them."""
    calls = Encounter.objects.filter(day=today(), kind__code=KIND, programme__in=programmes)
    total = calls.aggregate(calls=Count("pk"), minutes=Sum("minutes"))
    return LineDay(total["calls"], total["minutes"] or 0)


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish to be called back, with the number as people write it and as a telephone dials it."""

    id: UUID
    shown: str
    number: str
    words: str
    call_back: CallBack


def call_back_wishes(actor: Person) -> list[Wish]:
    """Those that are open, the oldest first."""
    country = the_organisation().country
    found = CallBack.objects.visible_to(actor).open().select_related("taken_by").order_by("asked_at")
    return [Wish(one.pk, show_number(one.number, country), one.number, one.words or "", one) for one in found]


def known_callers(actor: Person) -> list[KnownCaller]:
    """Those open to this actor by alias, each with the day of the last talk. The alias is sealed, so it is sorted here."""
    found = KnownCaller.objects.visible_to(actor).select_related("programme").annotate(talked_on=Max("line_calls__encounter__day"))
    return sorted(found, key=lambda caller: (caller.alias.casefold(), caller.pk))


def talked_on(caller: KnownCaller) -> date | None:
    """The day of the last talk. How often somebody called is counted nowhere."""
    return caller.line_calls.aggregate(day=Max("encounter__day"))["day"]


def lines_open_to(actor: Person) -> list[Programme]:
    """The running programmes whose callers this actor knows at this moment, by name."""
    return list(Programme.objects.running_on(today()).filter(line_is_open(actor, "pk")))
