"""Whatever is done to a series, its feed read by another program gives the dates that we have."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearthside.core.errors import Refused
from hearthside.core.kept import forget_kept
from hearthside.gatherings.calendar.tests.dates import as_rows, weekly
from hearthside.gatherings.calendar.tests.readers import by_recurring_ical_events
from hearthside.gatherings.models import Gathering, Series, Session
from hearthside.gatherings.series.actions import cancel_session, change_session, restore_session, skip_session
from tests.cast import TESTS

FIRST = date(2026, 9, 17)  # a Thursday
RULES = [
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;BYDAY=MO,WE,FR",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH",
    "FREQ=MONTHLY;BYDAY=1TH",
    "FREQ=MONTHLY;BYDAY=-1SU",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=WEEKLY;COUNT=9",
    "FREQ=DAILY;INTERVAL=3;COUNT=20",
]
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["skip", "cancel", "move", "lengthen", "restore"]),
        st.integers(0, 30),
        st.integers(-20, 20),
        st.sampled_from([time(0, 15), time(9), time(18, 30), time(23, 45)]),
    ),
    max_size=12,
)


def do(act: str, session: Session, days: int, at: time) -> None:
    if act == "skip":
        skip_session(by=TESTS, session=session)
    elif act == "cancel":
        cancel_session(by=TESTS, session=session, reason="Snow; ice, too")
    elif act == "restore":
        restore_session(by=TESTS, session=session)
    elif act == "lengthen":
        change_session(by=TESTS, session=session, minutes=session.minutes + 15)
    else:
        change_session(by=TESTS, session=session, day=session.day + timedelta(days=days), starts_at=at)


def feed(client: Client, gathering: Gathering) -> bytes:
    return client.get(f"/groups/{gathering.slug}.ics").content


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rrule=st.sampled_from(RULES),
    zone=st.sampled_from(["America/Toronto", "Europe/Paris", "America/Regina"]),
    weeks=st.one_of(st.none(), st.integers(7, 30)),
    acts=ACTS,
    begins=st.integers(0, 330),
)
def test_the_feed_says_what_the_rows_say_in_any_two_months(cast, rrule, zone, weeks, acts, begins):
    client = Client()
    with time_machine.travel(datetime(2026, 9, 14, 12, tzinfo=UTC), tick=False), transaction.atomic():
        until = FIRST + timedelta(weeks=weeks) if weeks else None
        gathering = weekly(cast, first=FIRST, zone=zone, rrule=rrule, until=until)
        for act, place, days, at in acts:
            sessions = list(Session.objects.filter(gathering=gathering).select_related("series", "gathering").order_by("slot_day"))
            session = sessions[place % len(sessions)]
            before, known, was = feed(client, gathering), sequence(gathering), said(session)
            with suppress(Refused):  # a day that has passed, or on which the group meets already
                do(act, session, days, at)
            session.refresh_from_db()
            changed = [old != new for old, new in zip(was, said(session), strict=True)]
            after = feed(client, gathering)
            assert sequence(gathering) - known == changed[0]  # another time, place or state is one step, and nothing else is
            assert (after != before) <= any(changed)
            assert changed[0] <= (after != before)
            assert feed(client, gathering) == after
        first = FIRST + timedelta(days=begins)
        last = first + timedelta(days=61)
        begin, end = datetime.combine(first, time(), ZoneInfo(zone)), datetime.combine(last + timedelta(days=1), time(), ZoneInfo(zone))
        assert by_recurring_ical_events(feed(client, gathering).decode(), begin, end) == as_rows(gathering, first, last)
        transaction.set_rollback(True)
    forget_kept()


def sequence(gathering: Gathering) -> int:
    return Series.objects.get(gathering=gathering).sequence


def said(session: Session) -> tuple[tuple, str]:
    """What a calendar takes for a new time or state, and the words beside it."""
    return (session.state, session.day, session.starts_at, session.minutes), session.reason
