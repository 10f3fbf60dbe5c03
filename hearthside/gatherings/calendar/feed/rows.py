"""What a feed is made of, as plain rows that can be compared. Of a closed group: its public title and its times."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Case, DateField, Exists, OuterRef, Q, QuerySet, Subquery, When

from hearthside.gatherings.models import Gathering, Series, Session

KEPT = timedelta(days=60)  # what is over or cancelled stays in the feed for so long


class Place(NamedTuple):
    """Where and how people meet; empty for a closed group."""

    mode: str = ""
    site: str = ""
    address: str = ""
    room: str = ""
    place: str = ""
    link: str = ""


class Group(NamedTuple):
    """What is said of the gathering."""

    title: str
    slug: str
    openness: str
    sign_up: str
    for_whom: str


class SeriesRow(NamedTuple):
    """A series with its rhythm."""

    key: UUID
    uid: str
    rrule: str
    first_day: date
    until: date | None  # its last day, or that of a group that has ended
    starts_at: time
    minutes: int
    zone: str
    sequence: int
    changed_at: datetime
    group: Group
    place: Place


class DateRow(NamedTuple):
    """One date of a series that is not as the rhythm says."""

    key: UUID
    slot_day: date
    slot_at: time
    day: date
    starts_at: time
    minutes: int
    state: str
    reason: str
    place: Place


GROUP = ("gathering__public_title", "gathering__slug", "gathering__openness", "gathering__sign_up", "gathering__for_whom")
PLACE = ("mode", "site__name", "site__address", "room", "place", "link", "link_is_public")
SERIES = ("pk", "uid", "rrule", "first_day", "until", "starts_at", "minutes", "zone", "sequence", "changed_at", *GROUP, *PLACE)
DATE = ("pk", "slot_day", "slot_at", "day", "starts_at", "minutes", "state", "reason")


def group_of(columns: tuple) -> Group:
    group = Group(*columns)
    return group._replace(sign_up="", for_whom="") if group.openness == Gathering.Openness.CLOSED else group


def place_of(columns: tuple, openness: str) -> Place:
    if openness == Gathering.Openness.CLOSED:
        return Place()
    *where, link, is_public = columns
    return Place(*(text or "" for text in where), str(link) if link and is_public else "")


def series_row(columns: tuple) -> SeriesRow:
    group = group_of(columns[10:15])
    return SeriesRow(*columns[:10], group, place_of(columns[15:], group.openness))


def in_feed(today: date) -> QuerySet[Series]:
    """Series of listed groups, without those that ended more than 60 days ago."""
    since = today - KEPT
    goes_on = Q(until__gte=since) | (Q(until=None) & ~Q(rrule="") & ~Q(rrule__contains="COUNT="))
    lately = Session.objects.filter(series=OuterRef("pk"), day__gte=since).exclude(state=Session.State.SKIPPED)
    listed = Series.objects.filter(gathering__is_listed=True)
    return listed.filter(goes_on | Exists(lately)).order_by("gathering__public_title", "first_day", "pk")


def rows_of(series: QuerySet[Series], today: date) -> list[tuple[SeriesRow, tuple[DateRow, ...]]]:
    """Each series with its exceptions in the order of their slots. Two statements, however many there are."""
    left = Session.objects.filter(series=OuterRef("pk")).exclude(state=Session.State.CANCELLED).order_by("-slot_day").values("slot_day")
    ended = Case(When(~Q(gathering__ended_on=None), then=Subquery(left[:1])), output_field=DateField())
    columns = series.annotate(last_left=ended).values_list(*SERIES, "gathering__ended_on", "last_left")
    found = [_until_it_ended(series_row(tuple(some)), ended_on, last_left) for *some, ended_on, last_left in columns]
    openness = {row.key: row.group.openness for row in found}
    exceptions: dict[UUID, list[DateRow]] = defaultdict(list)
    off = (Session.State.CANCELLED, Session.State.SKIPPED)
    differing = Session.objects.filter(Q(is_changed=True) | Q(state__in=off) | Q(series__rrule=""))
    for key, *columns in (
        differing.filter(series__in=series.order_by()).order_by("slot_day", "slot_at").values_list("series", *DATE, *PLACE)
    ):
        exceptions[key].append(_date_row(columns, openness[key], today))
    return [(row, tuple(exceptions.get(row.key, ()))) for row in found]


def _until_it_ended(row: SeriesRow, ended_on: date | None, last_left: date | None) -> SeriesRow:
    """Where a group has ended, the dates that were still to come are gone: the last one left is the end of its series."""
    return row._replace(until=last_left or row.first_day - timedelta(days=1)) if ended_on else row


def _date_row(columns: list, openness: str, today: date) -> DateRow:
    """A date that was cancelled long ago is left out of the feed like one that was skipped."""
    one = DateRow(*columns[:8], place_of(tuple(columns[8:]), openness))
    if openness == Gathering.Openness.CLOSED:
        one = one._replace(reason="")
    forgotten = one.state == Session.State.CANCELLED and max(one.day, one.slot_day) < today - KEPT
    return one._replace(state=Session.State.SKIPPED) if forgotten else one
