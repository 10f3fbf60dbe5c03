"""The tables are what the models say, and every step that somebody wrote can be taken back."""

import os
import subprocess
import sys
from urllib.parse import urlsplit

import psycopg
import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL

from hearthside.core import keys
from tests.walks.registry import ROOT


@pytest.mark.filterwarnings("ignore:Got an error checking a consistent migration history")
def test_no_model_has_changed_without_a_migration():
    try:
        call_command("makemigrations", check_changes=True, dry_run=True, verbosity=1)
    except SystemExit:
        pytest.fail("A model has changed and no migration says so. Run: .venv/bin/django-admin makemigrations")


def test_every_step_that_runs_code_says_how_it_is_taken_back():
    loader = MigrationLoader(None)
    ours = [migration for (app, _name), migration in loader.disk_migrations.items() if type(migration).__module__.startswith("hearthside.")]
    stuck = [
        str(migration) for migration in ours for one in migration.operations if isinstance(one, RunPython | RunSQL) and not one.reversible
    ]
    assert not stuck, f"{stuck} cannot be taken back. Give each a way down, if only RunPython.noop."


@pytest.fixture
def empty_databases(tmp_path):
    """The environment of a process with databases of its own, of the kind that this run tests."""
    keys.make_missing(tmp_path / "keys")
    environment = os.environ | {"HEARTHSIDE_DATA": str(tmp_path), "PYTHONPATH": str(ROOT)}
    made = []
    for variable in ("HEARTHSIDE_DATABASE_URL", "HEARTHSIDE_ANSWERS_URL"):
        if address := os.environ.get(variable):
            made.append((address, f"empty_{len(made)}"))
            environment[variable] = urlsplit(address)._replace(path=f"/empty_{len(made) - 1}").geturl()
    for address, name in made:
        _at_server(address, f"create database {name}")
    yield environment
    for address, name in made:
        _at_server(address, f"drop database {name}")


def _at_server(address: str, statement: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement)


@pytest.mark.slow
def test_every_room_can_go_down_to_nothing_and_up_again(empty_databases):
    script = [sys.executable, "-m", "tests.walks.migrating"]
    run = subprocess.run(script, env=empty_databases, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr[-3000:]
    assert "audit.0002_append_only went down and up" in run.stdout
    assert "answers went down to nothing and up" in run.stdout
