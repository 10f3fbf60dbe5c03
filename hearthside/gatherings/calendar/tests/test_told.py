"""What search engines and lists of others read."""

import json
import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine

from hearthside.gatherings.models import Gathering, Series
from hearthside.gatherings.series.actions import Timing, add_series, begin_gathering, cancel_session, change_session
from hearthside.gatherings.tests.groups import first_session, tuesday_circle
from hearthside.organisation.actions import change_site, open_site
from tests.cast import TESTS

TUESDAY = date(2026, 12, 1)
SCHEMA = "https://schema.org/"


@pytest.fixture(autouse=True)
def _end_of_november():
    with time_machine.travel(datetime(2026, 11, 30, 15, tzinfo=UTC), tick=False):
        yield


def told(client, address: str) -> list[dict]:
    said = client.get(address).content.decode()
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', said)
    data = json.loads(block)
    assert data["@context"] == "https://schema.org"
    return data["@graph"]


def gathering_at(cast, **timing) -> Gathering:
    gathering = begin_gathering(by=TESTS, title="Garden", programme=cast.river, kind=cast.group, for_whom="Adults", about="We dig.")
    words = {"first_day": TUESDAY, "starts_at": time(13), "minutes": 90, "rrule": "FREQ=WEEKLY"}
    add_series(by=TESTS, gathering=gathering, timing=Timing(**words | timing))
    return gathering


def test_a_date_is_told_as_an_event(cast, client):
    site = open_site(by=TESTS, name="The blue house")
    change_site(by=TESTS, site=site, name="The blue house", address="14 Lantern Street\nMoose Jaw", zone="")
    session = first_session(gathering_at(cast, site=site, room="Yard"))
    [event] = told(client, f"/groups/dates/{session.pk}/")
    assert event == {
        "@type": "Event",
        "name": "Garden",
        "url": f"http://testserver/groups/dates/{session.pk}/",
        "startDate": "2026-12-01T13:00:00-06:00",
        "endDate": "2026-12-01T14:30:00-06:00",
        "eventStatus": f"{SCHEMA}EventScheduled",
        "eventAttendanceMode": f"{SCHEMA}OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": "The blue house, Yard",
            "address": {"@type": "PostalAddress", "streetAddress": "14 Lantern Street Moose Jaw"},
        },
        "organizer": {"@type": "Organization", "name": "Lantern Street", "url": "http://testserver"},
        "isAccessibleForFree": True,
        "offers": {"@type": "Offer", "price": 0, "priceCurrency": "CAD"},
        "audience": {"@type": "Audience", "audienceType": "Adults"},
        "description": "We dig.",
    }


def test_every_coming_date_of_a_group_and_of_the_list_is_told(cast, client):
    tuesday_circle(cast)
    assert len(told(client, "/groups/tuesday-circle/")) == 12
    assert len(told(client, "/calendar/list/")) == 57
    assert "ld+json" not in client.get("/calendar/2026-12/").content.decode()


def test_a_moved_and_a_cancelled_date_say_so(cast, client):
    first, second = gathering_at(cast, place="By the creek").sessions.select_related("series", "gathering").in_order()[:2]
    change_session(by=TESTS, session=first, day=TUESDAY + timedelta(days=1))
    cancel_session(by=TESTS, session=second)
    moved, cancelled = told(client, "/groups/garden/")[:2]
    assert (moved["eventStatus"], moved["previousStartDate"]) == (f"{SCHEMA}EventRescheduled", "2026-12-01T13:00:00-06:00")
    assert moved["location"]["address"]["streetAddress"] == "By the creek"
    assert cancelled["eventStatus"] == f"{SCHEMA}EventCancelled"


def test_a_meeting_online_is_told_with_its_link_only_where_that_is_public(cast, client):
    session = first_session(gathering_at(cast, mode="hybrid", link="https://meet.example.org/x", place="Creek"))
    [event] = told(client, f"/groups/dates/{session.pk}/")
    assert event["eventAttendanceMode"] == f"{SCHEMA}MixedEventAttendanceMode"
    assert event["location"][1]["url"] == f"http://testserver/groups/dates/{session.pk}/"
    session.link_is_public, session.mode = True, Series.Mode.ONLINE
    session.save(update_fields=["link_is_public", "mode"])
    [event] = told(type(client)(), f"/groups/dates/{session.pk}/")
    assert event["location"] == {"@type": "VirtualLocation", "url": "https://meet.example.org/x"}


def test_weekly_meetings_are_listed_by_weekday_as_meeting_guides_read_them(cast, client):
    gathering_at(
        cast,
        rrule="FREQ=WEEKLY;BYDAY=TU,SU",
        place="14 Lantern Street",
        mode="hybrid",
        link="https://meet.example.org/x",
        link_is_public=True,
    )
    sunday, tuesday = client.get("/calendar/meetings.json").json()
    assert sunday == {
        "name": "Garden", "slug": "garden", "day": 0, "time": "13:00", "end_time": "14:30", "timezone": "America/Regina", "types": ["ONL"],
        "formatted_address": "14 Lantern Street", "conference_url": "https://meet.example.org/x", "notes": "Adults",
        "url": "http://testserver/groups/garden/", "updated": "2026-11-30 15:00:00",
    }  # fmt: skip
    assert (tuesday["day"], tuesday["slug"]) == (2, "garden-2")


@pytest.mark.parametrize("rrule", ["FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY;BYDAY=1TU", ""])
def test_what_is_not_every_week_is_no_meeting_of_a_guide(cast, client, rrule):
    gathering_at(cast, rrule=rrule)
    assert client.get("/calendar/meetings.json").json() == []


def test_a_weekly_meeting_without_a_weekday_meets_on_that_of_its_first_day(cast, client):
    gathering_at(cast)
    assert [one["day"] for one in client.get("/calendar/meetings.json").json()] == [2]
    Series.objects.update(until=TUESDAY - timedelta(days=2), first_day=TUESDAY - timedelta(days=30))
    assert type(client)().get("/calendar/meetings.json").json() == []
