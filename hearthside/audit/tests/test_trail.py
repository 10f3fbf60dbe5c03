"""The trail grows, holds together, and shows when somebody rewrote it."""

import pytest
from django.db import Error, connection, transaction

from hearthside.audit.actions import note_opening, record
from hearthside.audit.models import ChainHead, Entry, Opening
from hearthside.audit.queries import first_break, openings_of
from tests.cast import TESTS


def drop_triggers():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER audit_entry_no_update")
            cursor.execute("DROP TRIGGER audit_entry_no_delete")
        else:
            cursor.execute("DROP TRIGGER audit_entry_only_grows ON audit_entry")


def test_the_cast_was_made_by_actions_so_the_trail_holds_together(cast):
    assert Entry.objects.count() > 10
    assert first_break() is None


def test_an_entry_outside_a_transaction_is_a_fault_of_ours(monkeypatch):
    monkeypatch.setattr(transaction.get_connection(), "in_atomic_block", False)
    with pytest.raises(RuntimeError, match="stand or fall together"):
        record(by=TESTS, act="nothing", thing="nothing:1")


@pytest.mark.parametrize("change", [{"actor_label": "Somebody else"}, {"details": {"fields": []}}, {"reason": "none"}])
def test_a_changed_entry_shows(change):
    drop_triggers()
    Entry.objects.filter(seq=5).update(**change)
    assert first_break() == 5


def test_a_removed_entry_shows_also_at_the_end():
    drop_triggers()
    last = Entry.objects.count()
    Entry.objects.filter(seq=last).delete()
    assert first_break() == last


def test_a_removed_first_entry_shows():
    drop_triggers()
    Entry.objects.filter(seq=1).delete()
    assert first_break() == 1


@pytest.mark.parametrize("act", [lambda: Entry.objects.filter(seq=1).update(act="x"), lambda: Entry.objects.filter(seq=1).delete()])
def test_the_database_refuses_to_rewrite_the_trail(act):
    with pytest.raises(Error, match="only grow"), transaction.atomic():
        act()


def test_openings_are_listed_newest_first_and_cannot_be_removed(cast):
    note_opening(by=cast.ben, about=cast.ana.actor_id, page="page")
    note_opening(by=cast.cora, about=cast.ana.actor_id, page="page")
    assert [one.actor_label for one in openings_of(cast.ana.actor_id)] == ["Cora", "Ben"]
    with pytest.raises(Error, match="only grow"), transaction.atomic():
        Opening.objects.all().delete()


def test_the_head_follows_the_last_entry():
    head = ChainHead.objects.get(pk=1)
    assert head.seq == Entry.objects.count()
