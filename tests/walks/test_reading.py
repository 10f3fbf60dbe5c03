"""Opening a page writes nothing but that it was opened: every page is opened by a visitor, Ben, Ana and Cora, and
every statement is looked at."""

import re
from contextlib import ExitStack

import pytest
from django.db import connections
from django.urls import reverse

from tests.signed_in import client_of
from tests.walks.access import PAGES
from tests.walks.things import Things

# What opening a page may write. Everything else waits for a form.
WRITTEN_BY_READING = {
    "audit_opening": "who opened whose record, which the person can read",
}
# Pages of django-allauth that have to remember, in the session of whoever opens them, what they asked for.
REMEMBER = {
    "mfa_activate_totp": "the secret that the app is about to be given",
    "mfa_add_webauthn": "the challenge that the device answers",
}
# Files of numbers: that one was taken away stands in the trail.
TRAIL = {"report_file": {"audit_entry", "audit_chainhead"}}
CHANGES = re.compile(
    r'^\s*(?:/\*.*?\*/\s*)*(INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO|TRUNCATE|ALTER|DROP|CREATE)\s+"?(\w+)', re.IGNORECASE
)


class Writes:
    """Notes which tables are written to while it is in place."""

    def __init__(self):
        self.tables: set[str] = set()

    def __call__(self, execute, sql, params, many, context):
        if found := CHANGES.match(sql):
            self.tables.add(found[2])
        return execute(sql, params, many, context)


def tables_written(things: Things, who: str, name: str) -> set[str]:
    arguments, _answers = PAGES[name]
    pks = {parameter: things.pk_of(thing) for parameter, thing in arguments.items()}
    address = reverse(name, kwargs={parameter: pk for parameter, pk in pks.items() if parameter != "given"})
    client = client_of(None if who == "visitor" else getattr(things, who))
    writes = Writes()
    with ExitStack() as stack:
        for alias in connections:
            stack.enter_context(connections[alias].execute_wrapper(writes))
        client.get(address)
    return writes.tables


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_opening_a_page_changes_nothing(name, cast):
    things = Things(cast)
    allowed = set(WRITTEN_BY_READING) | TRAIL.get(name, set()) | ({"django_session"} if name in REMEMBER else set())
    for who in ("visitor", "ben", "ana", "cora"):
        written = tables_written(things, who, name) - allowed
        assert not written, f"{name}, opened by {who}, writes to {sorted(written)}. What changes something is sent by a form."


def test_opening_a_record_is_kept_and_seen(cast):
    """So that the list of exceptions is no hole: the one thing that is written is written."""
    assert tables_written(Things(cast), "ben", "person") == {"audit_opening"}
    assert tables_written(Things(cast), "ana", "my_record") == set()
