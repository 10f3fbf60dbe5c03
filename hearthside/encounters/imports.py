"""Bringing in a sheet of contacts: read whole first, then stored in one transaction or not at all."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.sheets.digests import digest_of_many, keyed_digest
from hearthside.core.sheets.outcome import Outcome, Refusal
from hearthside.core.sheets.reading import Table, read_table
from hearthside.core.sheets.rows import Teller, Unfit
from hearthside.encounters import permissions
from hearthside.encounters.actions import Contact, record_encounters
from hearthside.encounters.import_models import ImportedFile, ImportedRow, KeptCells
from hearthside.encounters.import_rows import COLUMNS, Fit, RowReader
from hearthside.encounters.models import Attempt
from hearthside.people.actions import add_people, stop_reaching
from hearthside.people.models import Person, ReachPermission, Role

AT_ONCE = 5_000  # rows stored between two signs of progress
ASKED_AT_ONCE = 10_000  # digests looked up in one query
Progress = Callable[[str, int, int], None]  # what is done, how many rows, of how many (0 = not known yet)


@dataclass(slots=True)
class _Sheet:
    """A file that was read through: rows that fit, rows that do not, and the digest of all."""

    reader: RowReader
    table: Table
    fits: list[Fit] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    digest: str = ""

    @property
    def read(self) -> int:
        return len(self.fits) + len(self.refused)


def import_encounters(
    *,
    by: Actor,
    data: bytes,
    sheet: str = "",
    accept_good_rows: bool = False,
    only_new: bool = False,
    progress: Progress = lambda *_said: None,
) -> Outcome:
    """Store the contacts and tries of one file, and the people and programmes it names for the first time.

    Nothing is stored when any row is wrong, unless `accept_good_rows`. A file whose content was imported before, in
    whatever format, adds nothing. Rows that look the same as rows of other files are stored and counted, since two
    contacts may look alike; with `only_new` they are left out, as many as were imported before.

    Raises: Refused when the file holds no such table; NotAllowed for people (see permissions).
    """
    permissions.may_import_contacts(by).require()
    found = _read(data, sheet, progress)
    outcome = Outcome(
        read=found.read, kept_columns=found.table.others, more={"people_created": 0, "programmes_created": 0, "look_alike": 0}
    )
    if "who" not in found.table.found and found.read:
        outcome.notes.append(_("There is no column 'who', so everyone is counted without a name."))
    known = ImportedFile.objects.filter(digest=found.digest).first()
    if known and not known.refused:
        outcome.skipped = found.read
        outcome.notes.append(_("This file was imported before, so nothing was added."))
        return outcome
    outcome.refused = found.refused
    if found.refused and not accept_good_rows:
        outcome.waiting = len(found.fits)
        return outcome
    if found.fits:
        _store(by, found, outcome, only_new, progress)
    return outcome


def _read(data: bytes, sheet: str, progress: Progress) -> _Sheet:
    """Go through the file once; nothing is written."""
    found = _Sheet(RowReader(), read_table(data, COLUMNS, sheet))
    digests = []
    for row in found.table.rows:
        told, said = Teller(row), row.canonical(COLUMNS)
        try:
            found.fits.append(found.reader.read(row, told, said))
        except Unfit:
            found.refused.append(told.refusal())
        digests.append(keyed_digest("imported content", f"{said}\x1d{row.canonical_others()}"))
        if len(digests) % 1000 == 0:
            progress(_("Reading"), len(digests), 0)
    found.digest = digest_of_many("imported file", digests)
    return found


@transaction.atomic
def _store(by: Actor, found: _Sheet, outcome: Outcome, only_new: bool, progress: Progress) -> None:
    """All of it or nothing. The number of statements grows with the rows by batches only."""
    file, is_new = ImportedFile.objects.get_or_create(digest=found.digest, defaults={"rows": found.read})
    already = _already(found.fits, None if is_new or only_new else file)
    fits, look_alike = _without_known(found.fits, already, leave_out=only_new or not is_new)
    outcome.skipped = len(found.fits) - len(fits)
    outcome.created = len(fits)
    outcome.more["programmes_created"] = _open_programmes(by, found.reader, fits)
    outcome.more["people_created"] = _add_people(by, found.reader, fits)
    for start in range(0, len(fits), AT_ONCE):
        _store_rows(by, file, fits[start : start + AT_ONCE])
        progress(_("Storing"), min(start + AT_ONCE, len(fits)), len(fits))
    _hear_who_asked_to_stop(by, found.reader, fits)
    ImportedFile.objects.filter(pk=file.pk).update(rows=found.read, refused=len(found.refused))
    if look_alike and is_new:
        outcome.more["look_alike"] = look_alike
        outcome.notes.append(_look_alike_note(look_alike, only_new))
    if found.refused:
        outcome.notes.append(
            _("Once the other rows are mended, import the file again with --only-new: what is stored now is then left out.")
        )
    record(by=by, act="imported contacts", thing=f"imported_file:{file.pk}", read=found.read, created=outcome.created)


def _already(fits: Sequence[Fit], file: ImportedFile | None) -> Counter[str]:
    """How many rows with each digest were stored before: from this file, or from any."""
    rows = file.stored_rows if file else ImportedRow.objects
    already: Counter[str] = Counter()
    if rows.exists():
        wanted = list({fit.digest for fit in fits})
        for start in range(0, len(wanted), ASKED_AT_ONCE):
            counted = rows.filter(digest__in=wanted[start : start + ASKED_AT_ONCE]).values_list("digest").annotate(Count("pk"))
            already.update(dict(counted.order_by()))
    return already


def _without_known(fits: list[Fit], already: Counter[str], *, leave_out: bool) -> tuple[list[Fit], int]:
    """The rows to store and how many look like rows stored before. Of rows that look the same, as many are left out
    as were stored before, and no more.
    """
    left, kept, look_alike = already.copy(), [], 0
    for fit in fits:
        if left[fit.digest] > 0:
            left[fit.digest] -= 1
            look_alike += 1
            if leave_out:
                continue
        kept.append(fit)
    return kept, look_alike


def _look_alike_note(count: int, only_new: bool) -> str:
    if only_new:
        return ngettext(
            "%(count)s row looks the same as one imported before and was left out.",
            "%(count)s rows look the same as rows imported before and were left out.",
            count,
        ) % {"count": count}
    return ngettext(
        "%(count)s row looks the same as one imported from another file, and was stored all the same; --only-new leaves such rows out.",
        "%(count)s rows look the same as rows imported from another file, and were stored all the same; --only-new leaves such rows out.",
        count,
    ) % {"count": count}


def _open_programmes(by: Actor, reader: RowReader, fits: list[Fit]) -> int:
    """Open the programmes that the rows name for the first time, and let the rows point at them."""
    opened = reader.programmes.open_new(by, (fit.programme for fit in fits))
    for fit in fits:
        fit.thing.programme = opened.get(fit.programme.pk, fit.programme)
    return len(opened)


def _add_people(by: Actor, reader: RowReader, fits: list[Fit]) -> int:
    """Write down whom the rows name for the first time: in the programme of the row, since the earliest day there."""
    new = {person.pk for person in reader.people.new.values()}
    people: dict[UUID, Person] = {}
    since: dict[tuple[UUID, str, UUID], date] = {}
    for fit in fits:
        for kind, named in ((Role.Kind.PARTICIPANT, fit.people), (Role.Kind.SUPPORTER, fit.supporters)):
            for person in named:
                if person.pk in new:
                    people[person.pk] = person
                    person.known_since = min(person.known_since, fit.day)
                    place = (person.pk, kind, fit.programme.pk)
                    since[place] = min(since.get(place, fit.day), fit.day)
    if people:
        roles = [Role(person_id=pk, kind=kind, programme_id=programme, starts_on=day) for (pk, kind, programme), day in since.items()]
        add_people(by=by, people=list(people.values()), roles=roles)
    return len(people)


def _store_rows(by: Actor, file: ImportedFile, fits: Sequence[Fit]) -> None:
    """One batch: contacts by the action that logs contacts, tries, what is known again, and what has no place yet."""
    contacts = [fit.thing for fit in fits if isinstance(fit.thing, Contact)]
    if contacts:
        record_encounters(by=by, contacts=contacts)
    Attempt.objects.bulk_create((fit.thing for fit in fits if isinstance(fit.thing, Attempt)), batch_size=500)
    ImportedRow.objects.bulk_create((ImportedRow(file=file, digest=fit.digest, **_link(fit)) for fit in fits), batch_size=500)
    KeptCells.objects.bulk_create(
        (KeptCells(cells=json.dumps(fit.kept, ensure_ascii=False), **_link(fit)) for fit in fits if fit.kept), batch_size=500
    )


def _link(fit: Fit) -> dict[str, UUID]:
    return {"encounter_id": fit.thing.id} if isinstance(fit.thing, Contact) else {"attempt_id": fit.thing.pk}


def _hear_who_asked_to_stop(by: Actor, reader: RowReader, fits: Sequence[Fit]) -> None:
    """Somebody known here asked us to stop, and has a permission from before that day: it ends, as when it is logged."""
    new = {person.pk for person in reader.people.new.values()}
    asked: dict[UUID, date] = {}
    people = {}
    for fit in fits:
        if isinstance(fit.thing, Attempt) and fit.thing.outcome == "stop_asked" and fit.thing.person_id and fit.thing.person_id not in new:
            people[fit.thing.person_id] = fit.thing.person
            asked[fit.thing.person_id] = max(fit.day, asked.get(fit.thing.person_id, fit.day))
    for pk, day in asked.items():
        if ReachPermission.objects.filter(way__person=pk, ended_at=None, said_at__date__lte=day).exists():
            stop_reaching(by=by, person=people[pk])
