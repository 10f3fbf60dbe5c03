"""The proof of the rounds: nothing before its time, none at night, none after an end, none twice, none forgotten."""

import os
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


LONG = os.environ.get("HEARTHSIDE_LONG_PROOFS") == "yes"  # `make proofs`: 300 people, and a year of them; half an hour
SPRING, AUTUMN = datetime(2026, 3, 4, tzinfo=UTC), datetime(2026, 10, 28, tzinfo=UTC)


def test_ten_people_over_the_days_on_which_clocks_are_put_forward(cast, monkeypatch):
    judged = live(cast, monkeypatch, seed=4, people=12, start=SPRING, days=9, weekdays=4)
    assert judged.checked["windows"] > 20
    assert judged.checked["steps"] > 10


@pytest.mark.slow
@pytest.mark.parametrize(("start", "seed"), [(SPRING, 7), (AUTUMN, 8)])
def test_many_people_over_the_week_on_which_clocks_change(cast, monkeypatch, start, seed):
    judged = live(cast, monkeypatch, seed=seed, people=300 if LONG else 50, start=start, days=7, weekdays=1)
    assert judged.checked["windows"] > (100 if LONG else 20)
    assert judged.checked["steps"] > 5
    if LONG:
        assert min(judged.checked[what] for what in ("steps", "left out", "texts", "questions")) > 10
        assert min(judged.ledger.crashes, judged.ledger.rivals) > 5


@pytest.mark.slow
def test_a_year(cast, monkeypatch):
    people, days = (300, 365) if LONG else (4, 60)
    judged = live(cast, monkeypatch, seed=9, people=people, start=datetime(2026, 1, 5, tzinfo=UTC), days=days, weekdays=1 if LONG else 2)
    assert judged.checked["windows"] > (10_000 if LONG else 30)
    if LONG:
        assert judged.checked["questions"] > 100
