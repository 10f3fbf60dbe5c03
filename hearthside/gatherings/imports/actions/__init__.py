"""Bringing in schedules and sign-in sheets. Each act is one transaction with its entry in the trail."""

from hearthside.gatherings.imports.actions.attendance import bring_in_attendance, decide_names, import_attendance
from hearthside.gatherings.imports.actions.drafts import end_draft, keep_draft, mend_rows
from hearthside.gatherings.imports.actions.schedule import bring_in_schedule, import_schedule
from hearthside.gatherings.imports.actions.undoing import undo_import

__all__ = [
    "bring_in_attendance",
    "bring_in_schedule",
    "decide_names",
    "end_draft",
    "import_attendance",
    "import_schedule",
    "keep_draft",
    "mend_rows",
    "undo_import",
]
