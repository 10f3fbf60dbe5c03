"""Every test has a data folder of its own, keys, both databases, and the cast of tests/cast.py.

HEARTHSIDE_TEST_ENGINE=postgresql runs the same suite on a PostgreSQL server started here, as root or not.
"""

import os
import tempfile
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hearthside.core import keys
from tests.postgres import start_postgres
from tools.translations import compile_all

DATA = Path(tempfile.mkdtemp(prefix="hearthside-tests-"))
os.environ["HEARTHSIDE_DATA"] = str(DATA)
os.environ["HEARTHSIDE_BASE_URL"] = "http://testserver"
keys.make_missing(DATA / "keys")
(DATA / "static").mkdir()
ENGINE = os.environ.get("HEARTHSIDE_TEST_ENGINE", "sqlite")


def pytest_configure(config):
    if ENGINE == "postgresql":
        start_postgres(DATA / "postgres")
    os.environ["DJANGO_SETTINGS_MODULE"] = "hearthside.config.settings_test"
    compile_all()
    import django

    django.setup()


def pytest_report_header(config):
    return f"database engine: {ENGINE}"


# What says the same on every engine, since it asks no database: run once, on SQLite.
ONCE = (
    "hearthside/core/tests/",
    "hearthside/gatherings/rules/tests/",
    "hearthside/gatherings/imports/tests/test_timing",
    "hearthside/checkins/calls/tests/test_steps.py",
    "hearthside/checkins/plans/tests/test_saying.py",
    "hearthside/checkins/rounds/tests/test_sharing.py",
    "hearthside/one_to_one/matching/tests/test_assignment.py",
    "hearthside/outbox/telephone/tests/test_signature.py",
    "hearthside/cli/tests/test_bench.py::test_a_small_run",
    "hearthside/cli/tests/test_whole_list.py",
    "tests/walks/test_actions.py",
    "tests/walks/test_components.py",
    "tests/walks/test_docs.py",
    "tests/walks/test_links.py",
    "tests/walks/test_templates.py",
    "tests/walks/test_translations.py",
    "tests/walks/test_words.py",
)


def pytest_collection_modifyitems(config, items):
    """Both databases in every test, unless the test says otherwise."""
    if ENGINE != "sqlite":
        once = [item for item in items if item.nodeid.startswith(ONCE)]
        config.hook.pytest_deselected(items=once)
        items[:] = [item for item in items if not item.nodeid.startswith(ONCE)]
    for item in items:
        if "django_db" not in item.keywords and "browser" not in item.keywords:
            item.add_marker(pytest.mark.django_db(databases=["default", "answers"]))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The cast is made once, by the actions of the house; every test rolls back to it."""
    from django.utils import timezone

    from tests.cast import make_cast

    with django_db_blocker.unblock(), timezone.override(ZoneInfo("America/Regina")):
        make_cast()


@pytest.fixture
def cast(db):
    from tests.cast import Cast

    return Cast()


@pytest.fixture(autouse=True)
def _the_usual_day():
    """Nothing kept from the test before; the day is the one in Regina, where the cast lives, and they speak English."""
    from django.core.cache import cache
    from django.utils import timezone, translation

    from hearthside.core.kept import forget_kept

    forget_kept()
    cache.clear()
    with timezone.override(ZoneInfo("America/Regina")), translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _second_step_done(monkeypatch):
    """`client.force_login` stands for somebody who is all the way in. Tests of the second step sign in for real."""
    from django.test import Client

    from hearthside.accounts.second_step import count_as_done

    plain = Client.force_login

    def force_login(client, user, backend=None):
        plain(client, user, backend)
        session = client.session
        count_as_done(session, user)
        session.save()

    monkeypatch.setattr(Client, "force_login", force_login)
