"""What one person hosts, signed up for and belongs to. Public titles only, and nothing about anybody else."""

from datetime import date

from django.db.models import Q, QuerySet

from hearthside.gatherings.calendar.feed.events import date_event
from hearthside.gatherings.calendar.feed.rows import DATE, KEPT, PLACE, SERIES, DateRow, place_of, series_row
from hearthside.gatherings.models import Duty, GroupMember, Session, SignUp
from hearthside.people.models import Person

OF_SERIES = tuple(f"series__{name}" if name != "pk" else "series_id" for name in SERIES)


def dates_of(person: Person, today: date) -> QuerySet[Session]:
    """The dates that concern somebody: as host, by a place they have, or as one who belongs to the group."""
    holds = Duty.objects.filter(person=person, given_up_at=None).values("session")
    comes = SignUp.objects.filter(person=person, state=SignUp.State.COMING).values("session")
    belongs = GroupMember.objects.filter(person=person, state=GroupMember.State.BELONGS).values("gathering")
    theirs = Session.objects.filter(Q(pk__in=holds) | Q(pk__in=comes) | Q(gathering__in=belongs))
    return theirs.filter(day__gte=today - KEPT).exclude(state=Session.State.SKIPPED).in_order()


def personal_events(person: Person, today: date) -> tuple[set[str], list[str]]:
    """Zones and events, each date for itself. One statement."""
    return single_events(dates_of(person, today))


def single_events(sessions: QuerySet[Session]) -> tuple[set[str], list[str]]:
    """Zones and events of dates that stand on their own. Each keeps its own name for calendars."""
    zones, events = set(), []
    for columns in sessions.values_list(*OF_SERIES, *DATE, *PLACE):
        series, plain = series_row(columns[: len(SERIES)]), columns[len(SERIES) :]
        one = DateRow(*plain[: len(DATE)], place_of(plain[len(DATE) :], series.group.openness))
        reason = "" if series.group.openness == "closed" else one.reason
        zones.add(series.zone)
        events.append(date_event(series, one._replace(reason=reason), uid=str(one.key)).to_ical().decode())
    return zones, events
