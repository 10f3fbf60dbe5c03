"""Four real workers beside callers and people who call back, on the engine of this run, and a power cut within a step."""

import json
import os
import subprocess
import sys

import psycopg
import pytest
from django.db import connection

from hearthside.checkins.calls.tests.race import CALLS

pytestmark = pytest.mark.slow


@pytest.fixture
def house(tmp_path):
    """Environment of a house apart from the one of the tests."""
    environment = {**os.environ, "HEARTHSIDE_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "hearthside.config.settings_test"}
    if connection.vendor == "postgresql":
        for variable, name in (("HEARTHSIDE_DATABASE_URL", "hearthside"), ("HEARTHSIDE_ANSWERS_URL", "answers")):
            url = os.environ[variable]
            with psycopg.connect(url, autocommit=True) as server:
                server.execute(f"DROP DATABASE IF EXISTS calls_race_{name}")
                server.execute(f"CREATE DATABASE calls_race_{name}")
            environment[variable] = url.replace(f"/{name}", f"/calls_race_{name}", 1)
    return environment


def run(house: dict, part: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "hearthside.checkins.calls.tests.race", part]
    return subprocess.run(command, env=house, capture_output=True, text=True, timeout=200, check=False)


def test_no_step_is_taken_twice_or_forgotten_and_no_call_is_taken_by_two(house):
    race = run(house, "race")
    assert race.returncode == 0, race.stderr
    result = json.loads(race.stdout)
    others = CALLS - len(range(0, CALLS, 3))
    assert result["faults"] == []
    assert result["steps"] == [[[1, "done"], others]]
    assert result["messages"] == others
    assert result["to those who called back"] == 0
    assert result["ended"] == {"called_back": CALLS - others}
    assert result["taken twice"] == []
    assert run(house, "die").returncode == 9
