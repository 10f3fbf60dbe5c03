"""The rows of a draft: sealed as they were typed, opened to be read again."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from hearthside.core.errors import Refused
from hearthside.core.sheets.cells import Unclear, as_text
from hearthside.core.sheets.reading import Row
from hearthside.gatherings.imports.columns import as_openness, openness_said
from hearthside.gatherings.imports.sources import row_of
from hearthside.gatherings.models import Gathering, ImportDraft


def rows_of(draft: ImportDraft, lock: bool = False) -> dict[UUID, Row]:
    """The rows that are still to come in, in their order. With `lock`, nobody else changes or finishes the draft meanwhile.

    Raises: Refused when it was finished.
    """
    if lock and not ImportDraft.objects.select_for_update().filter(pk=draft.pk).exists():
        raise Refused(_("This sheet was brought in meanwhile, or thrown away. Look at what is on the calendar."))
    return {row.pk: row_of(row.number, row.cells) for row in draft.rows.filter(is_left_out=False)}


def close_draft(draft: ImportDraft, rows: Mapping[UUID, Row], left: Collection[int]) -> None:
    """Forget the rows that are in. When none is left to mend, the draft goes as well."""
    if left:
        draft.rows.filter(pk__in=[pk for pk, row in rows.items() if row.number not in left]).delete()
    else:
        draft.delete()


def gives_nothing_away(row: Row) -> bool:
    """Whether a row of a schedule is plainly not of a closed group, so that other coordinators may see what was typed."""
    try:
        said = {as_openness(row.get("openness")), openness_said(as_text(row.get("open_to")))}
    except Unclear:
        return False
    return Gathering.Openness.CLOSED not in said and not as_text(row.get("public_title")) and not row.broken
