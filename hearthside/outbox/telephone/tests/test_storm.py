"""A thousand texts against a hostile provider, with two threads of the worker, on the engine of this run."""

import json
import subprocess
import sys

import pytest

from hearthside.outbox.telephone.tests.storm import MESSAGES, STOPS
from tests.apart import house_apart

pytestmark = pytest.mark.slow


@pytest.fixture
def house(tmp_path):
    """Environment of a house apart from the one of the tests."""
    return house_apart(tmp_path, "outbox_storm")


def test_a_provider_that_delays_repeats_reorders_drops_and_lies_never_makes_us_send_twice_at_night_or_after_stop(house):
    storm = subprocess.run(
        [sys.executable, "-m", "hearthside.outbox.telephone.tests.storm"],
        env=house,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert storm.returncode == 0, storm.stderr[-3000:]
    found = json.loads(storm.stdout)
    assert (found["twice"], found["after_stop"], found["at_night"]) == (0, [], [])
    assert found["confirmations"] == 1
    assert {answer.split()[0]: answer.split()[1] for answer in found["answers"]} == {
        "forged": "403", "stop": "200", "words": "200", "replayed": "200", "news": "200",
    }  # fmt: skip
    assert found["heard"] == 2 * STOPS  # one row for each STOP and each other text, none for what was forged or told again
    assert found["left_without_reason"] == 0
    assert {"stopped", "heard"} <= set(found["codes"]) <= {"stopped", "heard", "too_late"}
    assert found["put_off"] > 0
    assert found["delivered"] > 0
    assert found["taken"] > MESSAGES / 2  # the others were left, refused, dropped or unclear, and none is forgotten
    assert found["waiting"] == 0
    assert "+1306555" not in storm.stderr
