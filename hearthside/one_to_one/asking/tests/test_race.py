"""The same question many times at one moment is one request: with real connections, on the engine of this run."""

import json
import subprocess
import sys

import pytest

from tests.apart import house_apart

pytestmark = pytest.mark.slow


@pytest.fixture
def house(tmp_path):
    """Environment of a house apart from the one of the tests."""
    return house_apart(tmp_path, "asking_race")


def test_ten_taps_are_one_request_and_ana_waits_once(house):
    command = [sys.executable, "-m", "hearthside.one_to_one.asking.tests.race"]
    race = subprocess.run(command, env=house, capture_output=True, text=True, timeout=300, check=False)
    assert race.returncode == 0, race.stderr
    result = json.loads(race.stdout)
    assert len(result["taps"]) == 10
    assert len(set(result["taps"])) == 1
    assert result["devices"].count("asked") == 1
    assert len([one for one in result["devices"] if one.startswith("Ana has asked already")]) == 9
    assert (result["entries"], result["messages"], result["waiting"]) == (2, 1, 1)
