"""Thirty people, twelve places, one moment: with real connections, on the engine of this run."""

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
            server.execute("DROP DATABASE IF EXISTS places_race")
            server.execute("CREATE DATABASE places_race")
        environment["HEARTHSIDE_DATABASE_URL"] = url.replace("/hearthside", "/places_race", 1)
    return environment


def test_thirty_ask_at_once_and_exactly_twelve_come_with_eighteen_waiting_in_order(house):
    command = [sys.executable, "-m", "hearthside.gatherings.signing_up.tests.race"]
    race = subprocess.run(command, env=house, capture_output=True, text=True, timeout=300, check=False)
    assert race.returncode == 0, race.stderr
    result = json.loads(race.stdout)
    assert result["faults"] == []
    assert result["first"] == ["coming"] * 12 + ["waiting"] * 18
    assert result["then"] == ["cancelled"] * 5 + ["coming"] * 12 + ["waiting"] * 18
    assert (result["taken"], result["miscounted"]) == (12, 0)
