"""Four real workers and a real kill, each with connections of their own, on the engine of this run."""

import json
import subprocess
import sys

import pytest

from tests.apart import house_apart

pytestmark = pytest.mark.slow


@pytest.fixture
def house(tmp_path):
    """Environment of a house apart from the one of the tests."""
    return house_apart(tmp_path, "outbox_race")


def run(house: dict, part: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "hearthside.outbox.tests.race", part]
    return subprocess.run(command, env=house, capture_output=True, text=True, timeout=120, check=False)


def test_four_workers_hand_each_message_over_once_and_a_killed_one_leaves_it_to_a_person(house):
    race = run(house, "race")
    assert race.returncode == 0, race.stderr
    result = json.loads(race.stdout)
    assert set(result["handed_over"].values()) == {1}
    assert len(result["handed_over"]) == result["sent"] == 40
    assert run(house, "die").returncode == 9
    again = run(house, "die")
    assert again.returncode == 1
    assert "Message matching query does not exist" in again.stderr
