"""Many at the same moment: with real connections, on the engine of this run."""

import json
import os
import subprocess
import sys

import psycopg
import pytest
from django.db import connection

pytestmark = pytest.mark.slow


@pytest.fixture
def house(tmp_path):
    """Environment of a house apart from the one of the tests."""
    environment = {**os.environ, "HEARTHSIDE_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "hearthside.config.settings_test"}
    if connection.vendor == "postgresql":
        url = os.environ["HEARTHSIDE_DATABASE_URL"]
        with psycopg.connect(url, autocommit=True) as server:
            server.execute("DROP DATABASE IF EXISTS choosing_race")
            server.execute("CREATE DATABASE choosing_race")
        environment["HEARTHSIDE_DATABASE_URL"] = url.replace("/hearthside", "/choosing_race", 1)
    return environment


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
