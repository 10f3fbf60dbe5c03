"""Gatherings and their dates as the pages of hosts and coordinators read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from hearthside.core.dates import now, today
from hearthside.gatherings.hosting.queries import gaps, titles_of
from hearthside.gatherings.models import Duty, Gathering, GatheringQuerySet, Host, Series, Session
from hearthside.gatherings.rules.expansion import occurrences
from hearthside.gatherings.rules.say import say_rhythm
from hearthside.gatherings.series.actions.rhythms import Timing, settled
from hearthside.people.models import Person, current

PREVIEWED = 6


@dataclass(frozen=True, slots=True)
class Kept:
    """A gathering in the list of what somebody looks after: how it is called for them, its rhythms, what is next."""

    gathering: Gathering
    title: str
    rhythms: list[str]
    next_at: datetime | None
    gaps: int
    is_held: bool


def kept_gatherings(actor: Person) -> GatheringQuerySet:
    """All that this actor looks after, by their public titles, with when each meets next."""
    coming = Session.objects.filter(gathering=OuterRef("pk"), state=Session.State.PLANNED, starts__gt=now()).order_by("starts")
    seen = Gathering.objects.visible_to(actor).select_related("programme", "kind")
    return seen.annotate(next_at=Subquery(coming.values("starts")[:1])).order_by("ended_on", "public_title", "pk")


def as_kept(actor: Person, gatherings: Iterable[Gathering]) -> list[Kept]:
    """These gatherings as rows. Four queries, however many."""
    rows = list(gatherings)
    titles, held = titles_of(actor, rows), set(Host.objects.filter(current(), person=actor).values_list("gathering", flat=True))
    rhythms: dict = {one.pk: [] for one in rows}
    for series in _running().filter(gathering__in=rhythms).order_by("starts_at", "pk"):
        rhythms[series.gathering_id].append(rhythm_words(series))
    open_dates = dict(gaps().filter(gathering__in=rhythms).order_by().values_list("gathering").annotate(number=Count("pk", distinct=True)))
    return [
        Kept(
            gathering=one,
            title=titles[one.pk],
            rhythms=rhythms[one.pk],
            next_at=getattr(one, "next_at", None),
            gaps=open_dates.get(one.pk, 0),
            is_held=one.pk in held,
        )
        for one in rows
    ]


def _running() -> QuerySet[Series]:
    """Rhythms that go on, and single dates that are still to come."""
    goes_on = ~Q(rrule="") & (Q(until=None) | Q(until__gte=today()))
    return Series.objects.filter(goes_on | Q(rrule="", first_day__gte=today()))


def rhythms_of(gathering: Gathering) -> list[tuple[Series, str, str]]:
    """The rhythms of a gathering that go on, each with when and where it meets in words. One query."""
    found = list(_running().filter(gathering=gathering).exclude(rrule="").select_related("site").order_by("first_day", "pk"))
    return [(series, rhythm_words(series), place_of_series(series)) for series in found]


def place_of_series(series: Series) -> str:
    """Room and place in one line."""
    return ", ".join(part for part in (series.room, series.site.name if series.site else series.place) if part)


def rhythm_words(series: Series) -> str:
    """When it meets in one line: every Tuesday, 1 p.m. to 2:30 p.m."""
    begins = datetime.combine(series.first_day, series.starts_at)
    ends = begins + timedelta(minutes=series.minutes)
    said = say_rhythm(series.rrule, series.first_day)
    words = {"rhythm": said[:1].upper() + said[1:], "start": time_format(begins.time()), "end": time_format(ends.time())}
    return _("%(rhythm)s, %(start)s to %(end)s") % words


def next_dates(timing: Timing) -> list[datetime]:
    """The first dates that a timing would give from today on, for a look before it is saved.

    Raises: Refused as `add_series` does.
    """
    known = settled(timing)
    first = datetime.combine(known.first_day, known.starts_at)
    after = max(known.first_day, today())
    last = known.until or after + timedelta(days=730)
    return occurrences(known.rrule, first, after, last, PREVIEWED)


def coming_dates(gathering: Gathering) -> QuerySet[Session]:
    """Its dates from today on, cancelled and left out ones among them, each with its `holders` and whether it `lacks_host`."""
    duties = Duty.objects.select_related("person").order_by("given_at", "pk")
    coming = Session.objects.filter(gathering=gathering, day__gte=today()).select_related("gathering", "series", "site")
    coming = coming.annotate(lacks_host=Exists(gaps().filter(pk=OuterRef("pk"))))
    return coming.prefetch_related(Prefetch("duties", duties, to_attr="holders")).order_by("starts", "pk")


def last_dates(gathering: Gathering, number: int) -> list[Session]:
    """Its latest dates before today, newest first, each with how many came."""
    past = Session.objects.filter(gathering=gathering, day__lt=today()).exclude(state=Session.State.SKIPPED)
    return list(past.select_related("gathering", "series").order_by("-starts", "-pk")[:number])
