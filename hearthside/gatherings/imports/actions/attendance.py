"""Sign-in sheets are brought in: on the command line all at once, from a page once a person has decided on each name."""

import json
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.errors import Refused
from hearthside.core.sheets.cells import fold
from hearthside.core.sheets.outcome import Outcome
from hearthside.gatherings.imports.attendance import Came
from hearthside.gatherings.imports.columns import ATTENDANCE
from hearthside.gatherings.imports.lines import COUNT, NAME, Line, Sheets, look_through_sheets, notes_of, store_lines
from hearthside.gatherings.imports.looking import in_rows
from hearthside.gatherings.imports.rows_kept import close_draft, rows_of
from hearthside.gatherings.imports.sources import read_sheet
from hearthside.gatherings.models import ImportBatch, ImportDraft
from hearthside.gatherings.models.drafts import Brought
from hearthside.gatherings.permissions import may_go_on_with_draft, may_import_attendance
from hearthside.people.models import Person

MOST_AT_ONCE = 20_000  # rows of one file on the command line


def import_attendance(*, by: Actor, data: bytes, sheet: str = "", accept_good_rows: bool = False, dry_run: bool = False) -> Outcome:
    """Note who came to past dates. A name that fits exactly one who may be meant is linked; every other one is only counted,
    since nobody is there to decide.

    Nothing is stored when any row is wrong, unless `accept_good_rows`; nothing at all with `dry_run`.
    Raises: Refused when the file holds no such table.
    """
    may_import_attendance(by).require()
    source = read_sheet(data, ATTENDANCE, sheet, MOST_AT_ONCE)
    sheets = look_through_sheets(by, source.rows)
    outcome = outcome_of_sheets(sheets, source.others)
    if sheets.rows and not dry_run and (accept_good_rows or not sheets.refused):
        _store(by, sheets.rows, outcome)
    return outcome


def outcome_of_sheets(sheets: Sheets, others: list[str]) -> Outcome:
    """The counts as they stand before anything is stored: what is right waits."""
    outcome = Outcome(read=len(sheets.rows) + len(sheets.refused), waiting=len(sheets.rows), refused=sheets.refused)
    outcome.more = {"people_linked": 0, "names_kept": 0, "only_counted": 0, "dropped_columns": others}
    if others:
        outcome.notes.append(_("Nothing here reads these columns, so they were left out: %(names)s.") % {"names": ", ".join(others)})
    outcome.notes += [f"{in_rows(numbers)} {note}" for note, numbers in notes_of(sheets).items()]
    return outcome


@transaction.atomic
def _store(by: Actor, rows: Sequence[tuple[Came, list[Line]]], outcome: Outcome) -> None:
    batch = ImportBatch.objects.create(kind=Brought.ATTENDANCE, made_by=by if isinstance(by, Person) else None)
    stored = store_lines(batch, rows)
    outcome.created, outcome.skipped = len(stored.created), len(stored.skipped)
    outcome.waiting -= outcome.created + outcome.skipped
    outcome.more |= {"people_linked": stored.linked, "names_kept": stored.named, "only_counted": stored.counted}
    if stored.counted:
        outcome.notes.append(
            ngettext(
                "%(count)s person was only counted, without a link to anybody.",
                "%(count)s people were only counted, without a link to anybody.",
                stored.counted,
            )
            % {"count": stored.counted}
        )
    ImportBatch.objects.filter(pk=batch.pk).update(created=outcome.created)
    record(by=by, act="imported sign-in sheets", thing=batch.reference, created=outcome.created, linked=stored.linked)


@transaction.atomic
def bring_in_attendance(*, by: Actor, draft: ImportDraft) -> Outcome:
    """Note everybody whose row is right and whose name was decided on. The other rows stay in the draft; without any, it is gone.

    Raises: Refused when somebody else has finished it meanwhile, or nothing can be brought in yet.
    """
    may_go_on_with_draft(by, draft).require()
    rows = rows_of(draft, lock=True)
    draft.refresh_from_db(fields=["decided"])
    sheets = look_through_sheets(by, list(rows.values()), json.loads(str(draft.decided)))
    outcome, ready = outcome_of_sheets(sheets, []), sheets.ready
    if ready:
        _store(by, ready, outcome)
    elif rows:
        raise Refused(_("Nothing can be brought in yet. Mend a row, or decide on a name first."))
    done = {came.row.number for came, _lines in ready}
    record(by=by, act="finished an import", thing=draft.reference, created=outcome.created, left=len(rows) - len(done))
    close_draft(draft, rows, left={row.number for row in rows.values()} - done)
    return outcome


@transaction.atomic
def decide_names(*, by: Person, draft: ImportDraft, decided: Mapping[UUID, Mapping[str, str]]) -> None:
    """Say for names of a group what becomes of each: only counted, kept as it was given, or somebody who is known there.

    Raises: Refused for somebody who cannot be meant.
    """
    may_go_on_with_draft(by, draft).require()
    sheets = look_through_sheets(by, list(rows_of(draft, lock=True).values()), {})
    draft.refresh_from_db(fields=["decided"])
    known = json.loads(str(draft.decided))
    for gathering, names in decided.items():
        meant = sheets.meant.get(gathering)
        for name, choice in names.items():
            if choice not in (COUNT, NAME) and (meant is None or choice not in meant.by_key):
                raise Refused(_("One of these people cannot be meant any more. Choose again."))
            known.setdefault(str(gathering), {})[fold(name)] = choice
    draft.decided = json.dumps(known, ensure_ascii=False)
    draft.save(update_fields=["decided"])
    record(by=by, act="decided on names of a sheet", thing=draft.reference, names=sum(map(len, decided.values())))
