"""Many at the same moment: with real connections, on the engine of this run."""

import json
import subprocess
import sys

import pytest

from tests.apart import house_apart

pytestmark = pytest.mark.slow


@pytest.fixture
def house(tmp_path):
    """Environment of a house apart from the one of the tests."""
    return house_apart(tmp_path, "choosing_race")


def test_room_is_given_out_once_and_each_request_meets_one_however_many_choose_at_once(house):
    command = [sys.executable, "-m", "hearthside.one_to_one.choosing.tests.race"]
    race = subprocess.run(command, env=house, capture_output=True, text=True, timeout=300, check=False)
    assert race.returncode == 0, race.stderr
    result = json.loads(race.stdout)
    assert result["faults"] == []
    assert (result["asked"], result["paired"]) == (1, 1)
    assert (result["met"], result["relations"], result["left"]) == (2, 2, 4)
    assert result["chosen"] == 1
    assert {one.split(".")[0] for one in result["refused"]} >= {"Ben has no room just now", "You have no room for one more at the moment"}
    assert any("is being asked already" in one for one in result["refused"])
