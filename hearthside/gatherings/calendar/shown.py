"""One group and one date, as their pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from hearthside.core.dates import today
from hearthside.gatherings.calendar.days import day_words, from_until, how_to_come, place_words
from hearthside.gatherings.models import Gathering, Series, Session
from hearthside.gatherings.rules.say import say_rhythm
from hearthside.organisation.queries import the_organisation

NEXT = 12  # dates on the page of a group


def listed() -> QuerySet[Gathering]:
    """Groups that stand in public. Their true title is never read."""
    return Gathering.objects.filter(is_listed=True).defer("title").select_related("programme", "kind")


def listed_dates() -> QuerySet[Session]:
    """Dates that stand in public, with what their pages need."""
    rows = Session.objects.in_public().select_related("series", "site", "gathering__programme", "gathering__kind")
    return rows.defer("gathering__title", "series__link").in_order()


def coming_dates(gathering: Gathering) -> list[Session]:
    return list(listed_dates().filter(gathering=gathering, day__gte=today())[:NEXT])


def rhythms(gatherings: Iterable[Gathering]) -> dict[Any, list[str]]:
    """When each group meets, in words, of the series that go on; by the key of the group. One statement."""
    going_on = Series.objects.filter(Q(until=None) | Q(until__gte=today()), gathering__in=list(gatherings)).exclude(rrule="")
    found: dict[Any, list[str]] = {}
    for series in going_on.defer("link").order_by("first_day", "starts_at"):
        found.setdefault(series.gathering_id, []).append(rhythm_words(series))
    return found


def rhythm_words(series: Series) -> str:
    """Such as “every Tuesday, 1 p.m. to 2:30 p.m.”, with its zone where that is not the organisation's."""
    words = f"{say_rhythm(series.rrule, series.first_day)}, {from_until(series.starts_at.isoformat(), series.minutes)}"
    words = words[:1].upper() + words[1:]
    if series.first_day > today():
        words = _("%(rhythm)s, from %(day)s on") % {"rhythm": words, "day": day_words(series.first_day)}
    return words + zone_words(series)


def zone_words(series: Series) -> str:
    return "" if series.zone == the_organisation().zone else f" ({series.zone.replace('_', ' ')})"


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """One group as a line of the list."""

    gathering: Gathering
    rhythms: list[str]
    next_date: str
    how: str

    @property
    def whom(self) -> str:
        """The first line of who it is for; of a closed group nothing."""
        return "" if self.gathering.is_closed else self.gathering.for_whom.partition("\n")[0]


def groups_by_programme() -> list[tuple[str, list[ShownGroup]]]:
    """Every group that goes on under the name of its programme; closed ones last and under none, which might tell what they are."""
    coming = Session.objects.in_public().taking_place().filter(gathering=OuterRef("pk"), day__gte=today()).in_order()
    found = listed().filter(ended_on=None).annotate(next_day=Subquery(coming.values("day")[:1])).order_by("programme__name", "public_title")
    when = rhythms(found)
    parts: dict[str, list[ShownGroup]] = {}
    for one in sorted(found, key=lambda one: one.is_closed):
        next_date = day_words(one.next_day) if one.next_day else ""
        shown = ShownGroup(one, when.get(one.pk, []), next_date, how_to_come(one.openness, one.sign_up))
        parts.setdefault("" if one.is_closed else one.programme.name, []).append(shown)
    return list(parts.items())


@dataclass(frozen=True, slots=True)
class ShownDate:
    """One date in words: when, what is different about it, and where."""

    session: Session
    address: str
    when: str
    note: str
    where: str

    @classmethod
    def of(cls, session: Session) -> "ShownDate":
        when = f"{day_words(session.day)}, {from_until(session.starts_at.isoformat(), session.minutes)}{zone_words(session.series)}"
        return cls(session, reverse("calendar_date", args=[session.pk]), when, note_of(session), where_words(session))


def note_of(session: Session) -> str:
    """Cancelled, or moved from when, and why. A closed group says no reason: its words might say more than they mean to."""
    reason = "" if session.gathering.is_closed else session.reason
    if session.is_cancelled:
        words = _("cancelled")
    elif session.is_moved:
        planned = from_until(session.slot_at.isoformat(), session.series.minutes)
        words = _("moved from %(day)s, %(time)s") % {"day": day_words(session.slot_day), "time": planned}
    else:
        return ""
    return f"{words}: {reason}" if reason else words


def where_words(session: Session) -> str:
    """The place in one line, and whether one can take part from home. Nothing of a closed group."""
    if session.gathering.is_closed:
        return ""
    return place_words(session.mode, session.site.name if session.site else "", session.room, session.place)
