"""A sheet is sent, mended row by row, and thrown away when it is not wanted."""

import json
from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.errors import Refused
from hearthside.core.rows import insert
from hearthside.gatherings.imports.calendars import read_schedule
from hearthside.gatherings.imports.columns import ATTENDANCE
from hearthside.gatherings.imports.rows_kept import gives_nothing_away
from hearthside.gatherings.imports.sources import kept, mended, read_sheet, row_of
from hearthside.gatherings.models import ImportDraft, ImportDraftRow
from hearthside.gatherings.models.drafts import Brought
from hearthside.gatherings.permissions import may_go_on_with_draft, may_import_attendance, may_import_schedule
from hearthside.people.models import Person


@transaction.atomic
def keep_draft(*, by: Person, kind: str, data: bytes) -> ImportDraft:
    """Keep what a file holds as a draft, for fourteen days. Nothing is on the calendar yet. The file itself is not kept.

    Raises: Refused when the file holds no such table, or no row.
    """
    (may_import_schedule if kind == Brought.SCHEDULE else may_import_attendance)(by).require()
    source = read_schedule(data) if kind == Brought.SCHEDULE else read_sheet(data, ATTENDANCE)
    if not source.rows:
        raise Refused(_("There is no row below the names of the columns. Check that the right sheet was saved."))
    is_shared = kind == Brought.SCHEDULE and all(map(gives_nothing_away, source.rows))
    others = json.dumps(source.others, ensure_ascii=False)
    draft = ImportDraft.objects.create(kind=kind, made_by=by, is_shared=is_shared, others=others, decided="{}")
    insert([ImportDraftRow(draft=draft, number=row.number, cells=kept(row)) for row in source.rows])
    record(by=by, act="sent a sheet", thing=draft.reference, rows=len(source.rows))
    return draft


@transaction.atomic
def mend_rows(*, by: Person, draft: ImportDraft, cells: Mapping[UUID, Mapping[str, str]], left_out: Collection[UUID] = ()) -> int:
    """Type some cells anew, and say which rows are not to be brought in. Returns how many rows changed."""
    may_go_on_with_draft(by, draft).require()
    changed = []
    for one in draft.rows.filter(pk__in=cells.keys()):
        words = kept(mended(row_of(one.number, str(one.cells)), dict(cells[one.pk])))
        if words != one.cells or (one.pk in left_out) != one.is_left_out:
            one.cells, one.is_left_out = words, one.pk in left_out
            changed.append(one)
    ImportDraftRow.objects.bulk_update(changed, ["cells", "is_left_out"])
    if draft.kind == Brought.SCHEDULE and changed:
        draft.is_shared = all(gives_nothing_away(row_of(one.number, str(one.cells))) for one in draft.rows.all())
        draft.save(update_fields=["is_shared"])
    if changed:
        record(by=by, act="mended a sheet", thing=draft.reference, rows=len(changed))
    return len(changed)


@transaction.atomic
def end_draft(*, by: Person, draft: ImportDraft) -> None:
    """Throw away what is not in yet. What was brought in before stays."""
    may_go_on_with_draft(by, draft).require()
    record(by=by, act="threw a sheet away", thing=draft.reference, rows=draft.rows.count())
    draft.delete()
