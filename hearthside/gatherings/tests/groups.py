"""Two groups for tests: one that anyone may come to, and one at which being seen can end a career."""

from datetime import date, time, timedelta

from hearthside.core.dates import today
from hearthside.gatherings.models import Gathering, GroupMember, Session
from hearthside.gatherings.series.actions import Timing, add_series, begin_gathering
from tests.cast import TESTS

TRUE_TITLE = "Occupational stress injury group"  # of the closed one: found only where the rule says
NEUTRAL_TITLE = "Thursday evening"


def next_weekday(weekday: int) -> date:
    """The next day with this number (Monday is 0), today included."""
    return today() + timedelta(days=(weekday - today().weekday()) % 7)


def tuesday_circle(cast, **details) -> Gathering:
    """An open group of River, every Tuesday from 13:00 to 14:30, which Ben and Kim hold."""
    gathering = begin_gathering(
        by=TESTS, title="Tuesday circle", programme=cast.river, kind=cast.group, hosts=[cast.ben, cast.kim], **details
    )
    add_series(by=TESTS, gathering=gathering, timing=Timing(first_day=next_weekday(1), starts_at=time(13), minutes=90, rrule="FREQ=WEEKLY"))
    return gathering


def closed_circle(cast, **details) -> Gathering:
    """A closed group of Hill, every Thursday at 19:00, which Dan holds and Mo belongs to."""
    gathering = begin_gathering(
        by=TESTS, title=TRUE_TITLE, public_title=NEUTRAL_TITLE, programme=cast.hill, kind=cast.group, hosts=[cast.dan],
        openness=Gathering.Openness.CLOSED, **details,
    )  # fmt: skip
    add_series(by=TESTS, gathering=gathering, timing=Timing(first_day=next_weekday(3), starts_at=time(19), minutes=60, rrule="FREQ=WEEKLY"))
    GroupMember.objects.create(gathering=gathering, name="Mo", person=cast.mo, state=GroupMember.State.BELONGS)
    return gathering


def first_session(gathering: Gathering) -> Session:
    return gathering.sessions.select_related("series", "gathering").in_order()[0]
