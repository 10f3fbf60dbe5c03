"""The proof of the rounds: nothing before its time, none at night, none after an end, none twice, none forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from hearthside.checkins.calls.tests.oracle import Oracle
from hearthside.checkins.calls.tests.plans import long_known
from hearthside.checkins.calls.tests.world import World
from hearthside.checkins.models import Call


def live(cast, monkeypatch, **world) -> Oracle:
    """A world from its first day to its last, and then on until all that was begun is over."""
    long_known()
    with timezone.override("America/Regina"), time_machine.travel(world["start"], tick=False) as clock:
        here = World(cast, clock, **world)
        here.hear_at_the_worst_moment(monkeypatch)
        here.run()
        clock.shift(timedelta(days=1))
        here.answer_questions()
        assert not Call.objects.open().exists(), "Something was begun and is never over."
        return Oracle(here)


def test_two_months_of_a_few_people(cast, monkeypatch):
    judged = live(cast, monkeypatch, seed=4, people=8, start=datetime(2026, 2, 20, tzinfo=UTC), days=30, weekdays=2)
    assert judged.checked["steps"]
    print(judged.checked, judged.ledger.crashes, judged.ledger.rivals)
