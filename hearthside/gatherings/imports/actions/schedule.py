"""A schedule is brought in: on the command line all at once, from a page what is right of a draft."""

from django.db import transaction
from django.utils.dateformat import format as dated
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.errors import Refused
from hearthside.core.sheets.outcome import Outcome
from hearthside.gatherings.imports.calendars import read_schedule
from hearthside.gatherings.imports.looking import Looked, look_through, outcome_of
from hearthside.gatherings.imports.rows_kept import close_draft, rows_of
from hearthside.gatherings.imports.schedule import Planned
from hearthside.gatherings.imports.storing import store_plans
from hearthside.gatherings.models import ImportDraft
from hearthside.gatherings.permissions import may_go_on_with_draft, may_import_schedule


def import_schedule(*, by: Actor, data: bytes, sheet: str = "", accept_good_rows: bool = False, dry_run: bool = False) -> Outcome:
    """Put the gatherings of one file on the calendar. What is known before is not changed, and it is said in what it differs.

    Nothing is stored when any row is wrong, unless `accept_good_rows`; nothing at all with `dry_run`, which says what would be.
    Raises: Refused when the file holds no schedule.
    """
    may_import_schedule(by).require()
    source = read_schedule(data, sheet)
    looked = look_through(by, source.rows)
    outcome = outcome_of(looked, source.others)
    if dry_run:
        outcome.more["planned"] = [in_words(planned) for planned in looked.new]
    elif looked.new and (accept_good_rows or not looked.refused):
        _store(by, looked, outcome)
    return outcome


def in_words(planned: Planned) -> str:
    """What a row would become, as one line."""
    days = ", ".join(dated(day, "j M Y") for day in planned.dates)
    words = _("%(title)s: %(rhythm)s at %(time)s, for %(minutes)s minutes (%(days)s …)")
    return words % {
        "title": planned.shown_title,
        "rhythm": planned.rhythm,
        "time": f"{planned.timing.starts_at:%H:%M}",
        "minutes": planned.timing.minutes,
        "days": days,
    }


@transaction.atomic
def _store(by: Actor, looked: Looked, outcome: Outcome) -> None:
    batch, outcome.more["programmes_created"] = store_plans(by, looked.reader, looked.new)
    outcome.created, outcome.waiting = len(looked.new), 0
    record(by=by, act="imported a schedule", thing=batch.reference, read=looked.read, created=outcome.created)


@transaction.atomic
def bring_in_schedule(*, by: Actor, draft: ImportDraft) -> Outcome:
    """Put every good row of a draft on the calendar. Rows that have to be mended stay in it; without any, it is done and gone.

    Raises: Refused when somebody else has finished it meanwhile, or no row is right yet.
    """
    may_go_on_with_draft(by, draft).require()
    rows = rows_of(draft, lock=True)
    looked = look_through(by, list(rows.values()))
    outcome = outcome_of(looked, [])
    if looked.new:
        _store(by, looked, outcome)
    elif looked.refused:
        raise Refused(_("No row can be brought in yet. Mend one first."))
    record(by=by, act="finished an import", thing=draft.reference, created=outcome.created, left=len(looked.refused))
    close_draft(draft, rows, left={one.row for one in looked.refused})
    return outcome
