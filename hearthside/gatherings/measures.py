"""What is counted of groups, activities and events. Nothing else may count sessions or who came to them.

A person is counted once over all gatherings that are not closed. A closed group is an island: those who come to it are
counted once within it, on a line of their own, and never looked for anywhere else.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from hearthside.core.dates import month_of, month_text, today
from hearthside.encounters.measures import Measure, Scope
from hearthside.gatherings.models import Attendance, Duty, Gathering, Session
from hearthside.people.queries import kept_records

MEASURES = (
    Measure(
        "sessions_held",
        _("Sessions held"),
        _("Held"),
        _("Dates of groups, activities and events that took place and were closed by a host, also when nobody came."),
        _("Every closed date once, however many came and however many held it."),
        _("Dates that were called off or left out, and dates that nobody has closed yet."),
    ),
    Measure(
        "sessions_cancelled",
        _("Sessions cancelled"),
        _("Cancelled"),
        _("Dates that stood on the calendar and were called off. A cancelled date is not one to which nobody came."),
        _("Each date that was called off, on the day on which it would have been."),
        _("Dates that were left out from the beginning, such as public holidays."),
    ),
    Measure(
        "sessions_open",
        _("Sessions not closed yet"),
        _("Not closed"),
        _("Dates in the past of which no host has said yet how they were. Their numbers are missing here."),
        _("Each such date up to yesterday."),
        _("Dates of today and later."),
    ),
    Measure(
        "came",
        _("Attendances at sessions"),
        _("Attendances"),
        _("One person at one session. Eight people at one session are eight."),
        _("People known by name or alias, and people who were only counted."),
        _("Those who held the session."),
    ),
    Measure(
        "group_people",
        _("People at groups, each counted once"),
        _("People"),
        _("Different people who came and are known here, each once for the whole period and once in each part."),
        _("People linked to a record, or to a place in a group; two records found to be one person count as one."),
        _("People who only gave a name at the door, people who were only counted, closed groups, and those who held the session."),
    ),
    Measure(
        "closed_people",
        _("People at closed groups, each counted once in each"),
        _("In closed groups"),
        _("Different people who came to a closed group, each once within that group. It is never looked whether they are known elsewhere."),
        _("People who belong to the group or were linked by its hosts."),
        _("People who were only counted. This number is never added to the number of people."),
    ),
    Measure(
        "headcounts",
        _("Only counted at sessions"),
        _("Only counted"),
        _("People who came and are not known: counted at the door, or under a name that was not linked to anybody."),
        _("Heads counted by a host, 'just count me' at the door, and names that stand for nobody known."),
        _("People who are known. Someone who came twice is in it twice."),
    ),
    Measure(
        "first_timers",
        _("First-timers"),
        _("First time"),
        _("People who came to a gathering for the first time ever in this period, as far as they are known here."),
        _("Each person once for every gathering at which they were new."),
        _("People who were only counted: nobody can tell whether they were new."),
    ),
    Measure(
        "came_again",
        _("First-timers who came again"),
        _("Came again"),
        _("Of these first-timers, how many came to the same gathering at least once more within the period."),
        _("Each such person once for every gathering."),
        _("Those whose second time lies after the period; the number may grow when a longer period is asked for."),
    ),
    Measure(
        "host_hours",
        _("Hours given by hosts"),
        _("Host hours"),
        _("The length of each session held, once for every host who held it, in whole hours. Two hosts for an hour give two hours."),
        _("Hosts, co-hosts, guest hosts and people learning to host, as said when the session was closed; also when nobody came."),
        _("Preparing, opening and clearing up."),
    ),
)


@dataclass(slots=True)
class Figures:
    """The numbers of one part or of the whole; a field or property for each measure."""

    sessions_held: int = 0
    sessions_cancelled: int = 0
    sessions_open: int = 0
    came: int = 0
    group_people: int = 0
    closed_people: int = 0
    headcounts: int = 0
    first_timers: int = 0
    came_again: int = 0
    host_minutes: int = 0

    @property
    def host_hours(self) -> int:
        """Rounded half up, once, at the end."""
        return (self.host_minutes + 30) // 60


@dataclass(frozen=True, slots=True)
class Part:
    """One gathering, programme or month with its figures. A gathering is called by its public title."""

    code: str
    name: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures of a scope, whole and apart."""

    totals: Figures
    parts: list[Part]


Row = dict[str, Any]
Key = tuple[str, str]  # code and name of a part
Who = tuple[Any, ...]  # a person; a place in a group that belongs to nobody's record; or either within one closed group
Visits = dict[tuple[Who, UUID], list[date]]  # who came to which gathering, on which days


def count(scope: Scope) -> Counts:
    """All measures for a period of local days, both included: whole, and apart by gathering, programme or month. Five
    statements at any size; they read the period, and of those who came in it the earlier times at the same gathering.
    """
    totals, parts = Figures(), defaultdict[Key, Figures](Figures)
    visits, visits_of = Visits(), defaultdict[Key, Visits](Visits)
    for row in _sessions(scope):
        for figures in (totals, parts[_part(scope, row)]):
            _add_session(figures, row)
    for row, who in _attendances(scope):
        part = _part(scope, row)
        for figures, visited in ((totals, visits), (parts[part], visits_of[part])):
            figures.came += row["heads"]
            if who is None:
                figures.headcounts += row["heads"]
            else:
                visited.setdefault((who, row["gathering"]), []).append(row["day"])
    first = _first_times(scope, visits)
    _count_people(totals, visits, visits, first)
    for part, figures in parts.items():
        _count_people(figures, visits_of[part], visits, first)
    return Counts(totals, [Part(*part, parts[part]) for part in sorted(parts, key=_order)] if scope.by else [])


def _add_session(figures: Figures, row: Row) -> None:
    figures.sessions_held += row["state"] == Session.State.HELD
    figures.sessions_cancelled += row["state"] == Session.State.CANCELLED
    figures.sessions_open += row["state"] == Session.State.PLANNED and row["day"] < today()
    figures.host_minutes += row["length"] * row["hosts"] if row["state"] == Session.State.HELD else 0


def _count_people(figures: Figures, visited: Visits, all_visits: Visits, first: dict) -> None:
    """A first-timer belongs to the part with their first day; whether they came again is looked for in the whole period."""
    figures.group_people = len({who for who, _gathering in visited if who[0] != "closed"})
    figures.closed_people = len({who for who, _gathering in visited if who[0] == "closed"})
    new = [one for one, days in visited.items() if first.get(one) in days]
    figures.first_timers = len(new)
    figures.came_again = sum(len(set(all_visits[one])) > 1 for one in new)


def _sessions(scope: Scope) -> QuerySet:
    rows = _in_scope(Session.objects, scope, "")
    on_duty = Count("duties", filter=Q(duties__given_up_at=None))
    return rows.annotate(length=Coalesce("encounter__minutes", "minutes"), hosts=on_duty).values(
        "day", "state", "length", "hosts", "gathering", **_names("")
    )


def _attendances(scope: Scope) -> Iterator[tuple[Row, Who | None]]:
    """Who came to sessions that were held, without those who held them; None stands for somebody only counted."""
    held_it = Duty.objects.filter(session=OuterRef("session"), person=OuterRef("person"), given_up_at=None)
    rows = _in_scope(Attendance.objects, scope, "session__").filter(~Exists(held_it), session__state=Session.State.HELD)
    kept = kept_records()
    names = {"day": F("session__day"), "gathering": F("session__gathering"), **_names("session__")}
    for row in rows.values("heads", "person", "member", "member__person", closed=F("session__gathering__openness"), **names):
        yield row, _who(row, kept)


def _who(row: Row, kept: dict[UUID, UUID]) -> Who | None:
    person = row["person"] or row["member__person"]
    known: Who | None = ("person", kept.get(person, person)) if person else ("member", row["member"]) if row["member"] else None
    if known and row["closed"] == Gathering.Openness.CLOSED:
        return "closed", row["gathering"], *known
    return known


def _first_times(scope: Scope, visits: Visits) -> dict[tuple[Who, UUID], date]:
    """Of those who never came to the same gathering before the period: their first day in it."""
    kept, before = kept_records(), set()
    gatherings = {gathering for _who, gathering in visits}
    earlier = Attendance.objects.filter(session__gathering__in=gatherings, session__day__lt=scope.first).exclude(person=None, member=None)
    fields = ("person", "member", "member__person")
    for row in earlier.values(*fields, closed=F("session__gathering__openness"), gathering=F("session__gathering")).distinct():
        before.add((_who(row, kept), row["gathering"]))
    return {one: min(days) for one, days in visits.items() if one not in before}


def _in_scope(rows, scope: Scope, way: str) -> QuerySet:
    chosen: dict[str, Any] = {f"{way}day__range": (scope.first, scope.last)}
    if scope.programme:
        chosen[f"{way}gathering__programme"] = scope.programme
    return rows.filter(**chosen)


def _names(way: str) -> dict[str, F]:
    """What the parts are called, brought along with each row."""
    found = {"slug": "slug", "title": "public_title", "programme_code": "programme__code", "programme_name": "programme__name"}
    return {name: F(f"{way}gathering__{column}") for name, column in found.items()}


def _part(scope: Scope, row: Row) -> Key:
    if scope.by == "gathering":
        return row["slug"], row["title"]
    if scope.by == "programme":
        return row["programme_code"], row["programme_name"]
    return month_text(month_of(row["day"])), month_text(month_of(row["day"]))


def _order(part: Key) -> tuple[str, str]:
    """By name; months by their number, which is their name."""
    return part[1].casefold(), part[0]
