"""A group that meets today and an open door, for tests."""

from datetime import time
from uuid import uuid4

from django.test import Client

from hearthside.core.dates import today
from hearthside.gatherings.door.actions import note_arrival, open_door
from hearthside.gatherings.door.devices import COOKIE, AtDoor
from hearthside.gatherings.models import Door, Gathering, Session
from hearthside.gatherings.series.actions import Timing, add_series
from tests.cast import TESTS


def meets_today(gathering: Gathering, **timing) -> Session:
    """One more date of a gathering: today at 18:00."""
    series = add_series(by=TESTS, gathering=gathering, timing=Timing(first_day=today(), **{"starts_at": time(18), "minutes": 60, **timing}))
    return series.sessions.select_related("gathering", "series").get()


def a_door(host, **words) -> tuple[Door, Client]:
    """An open door, and the tablet that it is."""
    door, key = open_door(by=host, **words)
    tablet = Client()
    tablet.cookies[COOKIE] = key
    return door, tablet


def tap(door: Door, session: Session, typed: str = "", key=None) -> None:
    note_arrival(by=AtDoor(door.pk), door=door, session=session.pk, tap=key or uuid4(), typed=typed)


def fields(response) -> dict[str, str]:
    """What the form of the screen carries."""
    return {"tap": str(response.context["tap"]), "token": response.context["token"]}
