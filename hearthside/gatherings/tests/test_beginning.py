"""A group is put on the list and has its dates for a year."""

from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest

from hearthside.core.errors import Refused
from hearthside.gatherings.models import Gathering, Session
from hearthside.gatherings.series.actions import begin_gathering, cancel_session, change_session
from hearthside.gatherings.tests.groups import closed_circle, first_session, tuesday_circle
from hearthside.organisation.public import public_version
from tests.cast import TESTS


def test_a_weekly_group_has_a_date_every_week_for_a_year_at_its_clock_time(cast):
    gathering = tuesday_circle(cast)
    days = list(gathering.sessions.in_order().values_list("day", flat=True))
    assert len(days) in (57, 58)
    assert {later - earlier for earlier, later in zip(days, days[1:], strict=False)} == {timedelta(days=7)}
    assert {one.starts.astimezone(ZoneInfo("America/Regina")).time() for one in gathering.sessions.all()} == {time(13)}


def test_a_date_that_moves_is_one_change_for_calendars(cast):
    session = first_session(tuesday_circle(cast))
    known = public_version()
    change_session(by=cast.ben, session=session, day=session.day + timedelta(days=1), reason="The hall is let")
    session.refresh_from_db()
    assert (session.is_moved, session.is_changed, session.series.sequence) == (True, True, 1)
    assert public_version() == known + 1


def test_a_cancelled_date_stays_in_public_and_is_said_once(cast):
    session = first_session(tuesday_circle(cast))
    cancel_session(by=cast.ben, session=session, reason="Snow")
    assert Session.objects.in_public().get(pk=session.pk).reason == "Snow"
    assert session.series.sequence == 1


def test_a_closed_group_must_have_a_neutral_title(cast):
    with pytest.raises(Refused, match="neutral public title"):
        begin_gathering(by=TESTS, title="Veterans", programme=cast.hill, kind=cast.group, openness=Gathering.Openness.CLOSED)


def test_a_host_looks_after_their_group_and_a_coordinator_after_those_of_the_programme(cast):
    open_one, closed_one = tuesday_circle(cast), closed_circle(cast)
    assert list(Gathering.objects.visible_to(cast.ben)) == [open_one]
    assert list(Gathering.objects.visible_to(cast.cora)) == [open_one]
    assert list(Gathering.objects.visible_to(cast.dan)) == [closed_one]
    assert not Gathering.objects.visible_to(cast.ana)
