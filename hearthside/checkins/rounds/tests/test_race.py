"""Eight people tap the same gap at one moment, and calls are shared while they are taken: with real connections."""

import json
import subprocess
import sys

import pytest

from tests.apart import house_apart

pytestmark = pytest.mark.slow


@pytest.fixture
def house(tmp_path):
    """Environment of a house apart from the one of the tests."""
    return house_apart(tmp_path, "round_race")


def test_one_of_eight_has_the_shift_and_what_somebody_took_stays_theirs_while_the_rest_is_shared(house):
    command = [sys.executable, "-m", "hearthside.checkins.rounds.tests.race"]
    race = subprocess.run(command, env=house, capture_output=True, text=True, timeout=300, check=False)
    assert race.returncode == 0, race.stderr
    result = json.loads(race.stdout)
    assert result == {"holders": 1, "told": 7, "claimed": [True] * 8, "shared": 0, "faults": []}
