"""A sheet that is being brought in: mended, left and taken up again, brought in, thrown away, undone."""

from datetime import time, timedelta

import pytest
import time_machine
from django.db import connection

from hearthside.audit.models import Entry
from hearthside.core.dates import now, today
from hearthside.core.errors import NotAllowed, Refused
from hearthside.gatherings.imports.actions import bring_in_schedule, end_draft, mend_rows, undo_import
from hearthside.gatherings.imports.shown import Shown
from hearthside.gatherings.imports.tests.typed import draft_of
from hearthside.gatherings.jobs import forget_import_drafts
from hearthside.gatherings.models import Gathering, Host, ImportBatch, ImportDraft, ImportDraftRow, Series, SignUp
from hearthside.gatherings.series.actions import Timing, add_series
from hearthside.organisation.models import Programme
from hearthside.people.actions import grant_role
from tests.cast import TESTS


def test_a_row_is_mended_and_the_whole_sheet_comes_in(cast):
    draft = draft_of(cast.cora, {}, {"title": "Tea", "when": "weekly", "host": "Ben"})
    first = bring_in_schedule(by=cast.cora, draft=draft)
    assert (first.created, len(first.refused)) == (1, 1)
    row = draft.rows.get()
    assert mend_rows(by=cast.cora, draft=draft, cells={row.pk: {"when": "still not right"}}) == 1
    with pytest.raises(Refused, match="No row can be brought in yet"):
        bring_in_schedule(by=cast.cora, draft=draft)
    mend_rows(by=cast.cora, draft=draft, cells={row.pk: {"when": "Fridays"}})
    assert bring_in_schedule(by=cast.cora, draft=draft).created == 1
    assert not ImportDraft.objects.exists()
    assert Gathering.objects.get(public_title="Tea").hosts.get().person == cast.ben


def test_nobody_becomes_a_host_by_bringing_in_a_sheet(cast):
    bring_in_schedule(by=cast.cora, draft=draft_of(cast.cora, {}))
    assert not Host.objects.exists()


def test_a_row_that_is_left_out_stays_out(cast):
    draft = draft_of(cast.cora, {}, {"title": "Tea"})
    row = draft.rows.last()
    mend_rows(by=cast.cora, draft=draft, cells={row.pk: {}}, left_out={row.pk})
    assert bring_in_schedule(by=cast.cora, draft=draft).created == 1
    assert (Gathering.objects.get().public_title, ImportDraft.objects.count()) == ("Coffee", 0)


def test_a_second_press_of_the_button_brings_nothing_twice(cast):
    draft = draft_of(cast.cora, {})
    bring_in_schedule(by=cast.cora, draft=draft)
    with pytest.raises(NotAllowed):
        bring_in_schedule(by=cast.cora, draft=ImportDraft(pk=draft.pk, kind=draft.kind))
    assert Gathering.objects.count() == 1


def test_a_coordinator_brings_groups_into_their_own_programmes_alone(cast):
    outcome = bring_in_schedule(
        by=cast.cora, draft=draft_of(cast.cora, {}, {"title": "Tea", "programme": "Hill"}, {"title": "Walk", "programme": ""})
    )
    assert [(one.row, one.column) for one in outcome.refused] == [(3, "programme")]
    assert "You do not coordinate the programme 'Hill'" in outcome.refused[0].reason
    assert Gathering.objects.get(public_title="Walk").programme == cast.river
    assert Programme.objects.count() == 2


@pytest.mark.parametrize(
    ("row", "is_shared"),
    [
        ({}, True),
        ({"openness": "closed", "public_title": "Evening"}, False),
        ({"openness": "clozed"}, False),
        ({"open_to": "Members only"}, False),
    ],
)
def test_another_coordinator_goes_on_with_a_sheet_unless_it_may_hold_a_closed_group(cast, row, is_shared):
    grant_role(by=TESTS, person=cast.dan, kind="coordinator", programme=cast.hill)
    dan = type(cast.dan).objects.get(pk=cast.dan.pk)
    draft = draft_of(cast.cora, row)
    assert ImportDraft.objects.visible_to(dan).filter(pk=draft.pk).exists() == is_shared
    assert ImportDraft.objects.visible_to(cast.cora).filter(pk=draft.pk).exists()
    assert not ImportDraft.objects.visible_to(cast.ada).exists()


def test_a_sheet_is_sealed_and_thrown_away_after_fourteen_days(cast):
    draft = draft_of(cast.cora, {"title": "Something private"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT cells FROM gatherings_importdraftrow")
        assert b"Something private" not in bytes(cursor.fetchone()[0])
    with time_machine.travel(now() + timedelta(days=13, hours=23), tick=False):
        assert forget_import_drafts() == 0
    with time_machine.travel(now() + timedelta(days=14, minutes=1), tick=False):
        assert not ImportDraft.objects.visible_to(cast.cora).filter(pk=draft.pk).exists()
        assert forget_import_drafts() == 1
    assert not ImportDraftRow.objects.exists()


def test_the_trail_holds_counts_and_never_what_was_typed(cast):
    draft = draft_of(
        cast.cora, {"title": "Injury group", "openness": "closed", "public_title": "Evening", "host": "Ben"}, {"when": "weekly"}
    )
    bring_in_schedule(by=cast.cora, draft=draft)
    end_draft(by=cast.cora, draft=draft)
    trail = " ".join(f"{one.act} {one.thing} {one.details}" for one in Entry.objects.all())
    assert "imported a schedule" in trail
    assert "Injury" not in trail


def test_a_whole_import_is_taken_back_within_a_day(cast):
    bring_in_schedule(by=cast.cora, draft=draft_of(cast.cora, {}, {"when": "Fridays"}, {"title": "Tea"}))
    undo_import(by=cast.cora, batch=ImportBatch.objects.get())
    assert (Gathering.objects.count(), Series.objects.count()) == (0, 0)
    assert bring_in_schedule(by=cast.cora, draft=draft_of(cast.cora, {})).created == 1


def test_what_somebody_signed_up_for_is_not_taken_back(cast):
    bring_in_schedule(by=cast.cora, draft=draft_of(cast.cora, {}))
    SignUp.objects.create(session=Gathering.objects.get().sessions.first(), name="Lou")
    with pytest.raises(Refused, match="Somebody signed up"):
        undo_import(by=cast.cora, batch=ImportBatch.objects.get())
    assert Gathering.objects.count() == 1


def test_a_group_that_was_given_another_rhythm_since_goes_on_with_it(cast):
    bring_in_schedule(by=cast.cora, draft=draft_of(cast.cora, {}))
    add_series(by=cast.cora, gathering=Gathering.objects.get(), timing=Timing(first_day=today(), starts_at=time(9), minutes=30, rrule=""))
    undo_import(by=cast.cora, batch=ImportBatch.objects.get())
    assert Gathering.objects.get().series.count() == 1


def test_after_a_day_nothing_is_undone(cast):
    bring_in_schedule(by=cast.cora, draft=draft_of(cast.cora, {}))
    with time_machine.travel(now() + timedelta(hours=25), tick=False), pytest.raises(NotAllowed, match="for a day"):
        undo_import(by=cast.cora, batch=ImportBatch.objects.get())


def test_a_coordinator_cannot_try_out_what_a_closed_group_is_truly_called(cast):
    """The same answer for the right guess as for a wrong one: it is known by its public title alone."""
    bring_in_schedule(by=cast.cora, draft=draft_of(cast.cora, {"title": "Injury group", "openness": "closed", "public_title": "Evening"}))
    guess = {"openness": "closed", "public_title": "Evening"}
    told = [Shown(cast.cora, draft_of(cast.cora, guess | {"title": title})).read for title in ("Injury group", "Choir")]
    assert [[known.differs for _planned, known in read.known] for read in told] == [[[]], [[]]]
    plain = [Shown(cast.cora, draft_of(cast.cora, {"title": title})).read for title in ("Injury group", "Choir")]
    assert [len(read.new) for read in plain] == [1, 1]
