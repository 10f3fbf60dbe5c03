"""A weekly group with dates left out, moved, cancelled and changed, across clock changes: five programs see the same dates."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from hearthside.gatherings.calendar.tests.dates import as_rows, weekly, with_exceptions
from hearthside.gatherings.calendar.tests.readers import by_ical_js, by_khal, by_recurring_ical_events, slots_by_vobject
from hearthside.gatherings.models import Session

CHANGES = [
    pytest.param("America/Toronto", date(2026, 11, 1), id="Toronto, autumn"),
    pytest.param("America/Toronto", date(2027, 3, 14), id="Toronto, spring"),
    pytest.param("Europe/Paris", date(2026, 10, 25), id="Paris, autumn"),
    pytest.param("Europe/Paris", date(2027, 3, 28), id="Paris, spring"),
]


@pytest.fixture(autouse=True)
def _in_september():
    with time_machine.travel(datetime(2026, 9, 14, 12, tzinfo=UTC), tick=False):
        yield


@pytest.mark.slow
@pytest.mark.parametrize(("zone", "change"), CHANGES)
def test_every_reader_sees_the_dates_that_we_have(cast, client, tmp_path, zone, change):
    first = change - timedelta(days=24)  # a Thursday, three weeks before the clocks change
    gathering = weekly(cast, first=first, zone=zone)
    with_exceptions(gathering, first)
    text = client.get(f"/groups/{gathering.slug}.ics").content.decode()
    begin, end = (datetime.combine(first + timedelta(weeks=weeks), time(), ZoneInfo(zone)) for weeks in (-1, 12))
    ours = as_rows(gathering, begin.date(), end.date() - timedelta(days=1))
    assert len(ours) == 11  # twelve weeks, one left out
    assert {begin.astimezone(ZoneInfo(zone)).utcoffset() for begin, _end, _off in ours} == {
        datetime.combine(day, time(12), ZoneInfo(zone)).utcoffset() for day in (first, first + timedelta(weeks=5))
    }
    assert by_recurring_ical_events(text, begin, end) == ours
    assert by_ical_js(text, begin, end) == ours
    assert by_khal(text, begin, end, tmp_path / "khal") == ours
    kept = Session.objects.filter(gathering=gathering, slot_day__lt=end.date()).exclude(state="skipped")
    slots = [datetime.combine(one.slot_day, one.slot_at) for one in kept.order_by("slot_day")]
    assert slots_by_vobject(text, end.date() - timedelta(days=1)) == slots


@pytest.mark.slow
@pytest.mark.parametrize("window", [(0, 3), (3, 4), (8, 9)])
def test_a_date_that_moved_out_of_a_window_is_not_in_it_and_one_that_moved_in_is(cast, client, tmp_path, window):
    first = date(2026, 10, 8)
    gathering = weekly(cast, first=first, zone="America/Toronto")
    with_exceptions(gathering, first)
    text = client.get(f"/groups/{gathering.slug}.ics").content.decode()
    begin, end = (datetime.combine(first + timedelta(weeks=weeks), time(), ZoneInfo("America/Toronto")) for weeks in window)
    ours = as_rows(gathering, begin.date(), end.date() - timedelta(days=1))
    assert len(ours) == {0: 2, 3: 2, 8: 0}[window[0]]
    assert by_recurring_ical_events(text, begin, end) == ours
    assert by_ical_js(text, begin, end) == ours
    assert by_khal(text, begin, end, tmp_path / "khal") == ours
