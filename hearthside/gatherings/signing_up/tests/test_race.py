"""Thirty people, twelve places, one moment: with real connections, on the engine of this run."""

import json
import subprocess
import sys

import pytest

from tests.apart import house_apart

pytestmark = pytest.mark.slow


@pytest.fixture
def house(tmp_path):
    """Environment of a house apart from the one of the tests."""
    return house_apart(tmp_path, "places_race")


def test_thirty_ask_at_once_and_exactly_twelve_come_with_eighteen_waiting_in_order(house):
    command = [sys.executable, "-m", "hearthside.gatherings.signing_up.tests.race"]
    race = subprocess.run(command, env=house, capture_output=True, text=True, timeout=300, check=False)
    assert race.returncode == 0, race.stderr
    result = json.loads(race.stdout)
    assert result["faults"] == []
    assert result["first"] == ["coming"] * 12 + ["waiting"] * 18
    assert result["then"] == ["cancelled"] * 5 + ["coming"] * 12 + ["waiting"] * 18
    assert (result["taken"], result["miscounted"]) == (12, 0)
