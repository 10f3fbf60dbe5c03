"""Eight people tap the same gap at one moment, and calls are shared while they are taken: with real connections."""

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
            server.execute("DROP DATABASE IF EXISTS round_race")
            server.execute("CREATE DATABASE round_race")
        environment["HEARTHSIDE_DATABASE_URL"] = url.replace("/hearthside", "/round_race", 1)
    return environment


def test_one_of_eight_has_the_shift_and_what_somebody_took_stays_theirs_while_the_rest_is_shared(house):
    command = [sys.executable, "-m", "hearthside.checkins.rounds.tests.race"]
    race = subprocess.run(command, env=house, capture_output=True, text=True, timeout=300, check=False)
    assert race.returncode == 0, race.stderr
    result = json.loads(race.stdout)
    assert result == {"holders": 1, "told": 7, "claimed": [True] * 8, "shared": 0, "faults": []}
