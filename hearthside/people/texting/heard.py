"""Whose a text or call is that came in: found by the number it came from, never guessed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.timezone import localdate

from hearthside.core.dates import now
from hearthside.core.numbers import show_number
from hearthside.organisation.queries import the_organisation
from hearthside.outbox.models import Heard
from hearthside.outbox.telephone.queries import stopped_among
from hearthside.people.models import Person, Relation, WayToReach, current

UNSEEN_FOR = timedelta(days=2)  # then those who keep the house hear that something waits, without its words


def _heard() -> QuerySet[Heard]:
    return Heard.objects.alias(heard_day=TruncDate("heard_at"))


def holders() -> QuerySet[WayToReach]:
    """Inside a query of `_heard`: the ways of those whose number it was when it came. A number that went on to somebody else keeps
    what was said before with the one who had it then; a number of several is each of theirs.
    """
    before = WayToReach.objects.filter(lookup=OuterRef("lookup"), ended_on__gte=OuterRef(OuterRef("heard_day")))
    had_before = Exists(before.exclude(person=OuterRef("person")))
    ways = WayToReach.objects.filter(lookup=OuterRef("lookup"), person__merged_into=None).exclude(lookup="")
    ways = ways.filter(Q(ended_on=None) | Q(ended_on__gte=OuterRef("heard_day")))
    return ways.filter(Q(pk__lt=OuterRef("pk")) | ~had_before)  # keys sort by time, so a smaller one is older


def heard_visible_to(actor) -> QuerySet[Heard]:
    """What came in from people whose record this actor may open, oneself excepted; `is_open` on each. Those who keep the house
    see beside it what came from numbers that nobody here knows, and, without its words, what waits too long for others.
    """
    if not isinstance(actor, Person) or not actor.works_here:
        return Heard.objects.none()
    later = {"history_from__gt": OuterRef(OuterRef("heard_day"))}
    closed = Relation.objects.filter(current(), person=OuterRef("person"), supporter=actor, **later)
    theirs = holders().filter(person__in=Person.objects.visible_to(actor).exclude(pk=actor.pk).values("pk")).filter(~Exists(closed))
    seen = _heard().filter(erased_at=None).annotate(is_open=Exists(theirs), is_known=Exists(holders()))
    if not actor.keeps_house:
        return seen.filter(is_open=True)
    late = Q(is_known=True, is_open=False, seen_to_at=None, heard_at__lte=now() - UNSEEN_FOR)
    return seen.filter(Q(is_open=True) | Q(is_known=False) | late)


def heard_from(person: Person) -> QuerySet[Heard]:
    """Every text that came from a number of theirs, while it was theirs, the newest first."""
    return _heard().filter(Exists(holders().filter(person=person)), how=Heard.How.TEXT).order_by("-heard_at", "-pk")


def shared_lookups(lookups: Iterable[str], since: date | None = None) -> dict[str, list[Person]]:
    """Digest of a number -> everybody whose number it is today, by name, or whose it was on a day or later. One query."""
    used = Q(ended_on=None) | Q(ended_on__gte=since) if since else Q(ended_on=None)
    ways = WayToReach.objects.filter(used, lookup__in={*lookups} - {""}, person__merged_into=None).select_related("person")
    found: dict[str, dict] = {}
    for way in ways.order_by("person__name", "person__pk"):
        found.setdefault(way.lookup, {})[way.person_id] = way.person
    return {lookup: list(people.values()) for lookup, people in found.items()}


@dataclass(frozen=True, slots=True)
class Incoming:
    """One text or call that waits: whose it may be, as far as the reader may open them, and what they may read of it."""

    heard: Heard
    people: list[Person]
    others: int  # whose number it is as well, and whom the reader may not open
    is_readable: bool
    may_text: bool  # the number never said stop

    @property
    def number(self) -> str:
        """Shown only where nobody here knows it."""
        return "" if self.heard.is_known else str(self.heard.number or "")

    @property
    def shown(self) -> str:
        return show_number(self.number, the_organisation().country) if self.number else ""

    @property
    def is_shared(self) -> bool:
        return len(self.people) + self.others > 1


def incoming(actor: Person, found: Iterable[Heard]) -> list[Incoming]:
    """What came in, with whose it is. Three queries, however much."""
    found = list(found)
    since = min((localdate(heard.heard_at) for heard in found), default=None)
    known, stopped = shared_lookups((heard.lookup for heard in found), since), stopped_among(heard.lookup for heard in found)
    keys = {person.pk for people in known.values() for person in people}
    visible = set(Person.objects.visible_to(actor).exclude(pk=actor.pk).filter(pk__in=keys).values_list("pk", flat=True))
    rows = []
    for heard in found:
        people = [one for one in known.get(heard.lookup, []) if one.pk in visible] if heard.is_open else []
        others = len(known.get(heard.lookup, [])) - len(people) if heard.is_open else 0
        rows.append(Incoming(heard, people, others, heard.is_open or not heard.is_known, heard.lookup not in stopped))
    return rows
