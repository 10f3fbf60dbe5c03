"""A draft as its pages show it: read anew each time, so that what was mended elsewhere counts at once."""

import json
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from hearthside.core.actors import Actor
from hearthside.core.sheets.reading import Row
from hearthside.core.sheets.rows import Teller
from hearthside.gatherings.imports.forms import RowForm, form_of_row
from hearthside.gatherings.imports.lines import NAME, Line, Sheets, look_through_sheets
from hearthside.gatherings.imports.looking import Looked, look_through
from hearthside.gatherings.imports.sources import row_of
from hearthside.gatherings.models import ImportDraft, ImportDraftRow
from hearthside.gatherings.models.drafts import Brought

AT_ONCE = 20  # rows to mend, or names to decide on, on one page


@dataclass
class Shown:
    """The rows of a draft, read through for one actor."""

    by: Actor
    draft: ImportDraft
    kept: list[ImportDraftRow] = field(init=False)

    def __post_init__(self) -> None:
        self.kept = list(self.draft.rows.all())

    @cached_property
    def rows(self) -> dict[UUID, Row]:
        return {one.pk: row_of(one.number, one.cells) for one in self.kept}

    @property
    def is_schedule(self) -> bool:
        return self.draft.kind == Brought.SCHEDULE

    @cached_property
    def read(self) -> Looked | Sheets:
        rows = [self.rows[one.pk] for one in self.kept if not one.is_left_out]
        return look_through(self.by, rows) if self.is_schedule else look_through_sheets(self.by, rows, json.loads(self.draft.decided))

    @property
    def left_out(self) -> list[ImportDraftRow]:
        return [one for one in self.kept if one.is_left_out]

    @property
    def left_out_numbers(self) -> list[int]:
        return [one.number for one in self.left_out]

    @property
    def wrong(self) -> list[Teller]:
        return self.read.wrong

    @cached_property
    def ready(self) -> list:
        """What the button brings in: plans of gatherings, or rows of sheets with what becomes of each name."""
        return self.read.new if isinstance(self.read, Looked) else [Told(came, lines) for came, lines in self.read.ready]

    @property
    def undecided(self) -> int:
        """How many names somebody has to decide on."""
        return sum(len(names) for _gathering, names in self.read.undecided.values()) if isinstance(self.read, Sheets) else 0

    @property
    def others(self) -> list[str]:
        return json.loads(self.draft.others)

    def forms(self, number: int | None = None) -> list[RowForm]:
        """The rows to mend, then those that were left out; or the one with this number, whatever it is."""
        told = {one.row.number: one for one in self.wrong}
        chosen = [one for one in self.kept if (one.number == number if number else one.number in told and not one.is_left_out)]
        chosen = (chosen if number else [*chosen[:AT_ONCE], *self.left_out])[: 2 * AT_ONCE]
        return [self._form(one, told.get(one.number)) for one in chosen]

    def _form(self, one: ImportDraftRow, told: Teller | None) -> RowForm:
        form = form_of_row(one.pk, self.rows[one.pk], self.draft.kind, told, one.is_left_out)
        form.number = one.number
        return form


@dataclass(frozen=True, slots=True)
class Told:
    """A row of a sign-in sheet, as numbers for the page."""

    came: object
    lines: list[Line]

    @property
    def linked(self) -> list[str]:
        return [line.somebody.name for line in self.lines if line.somebody]

    @property
    def named(self) -> list[str]:
        return [line.name for line in self.lines if line.choice == NAME]

    @property
    def counted(self) -> int:
        return sum(line.heads for line in self.lines if not line.somebody and line.choice != NAME)
