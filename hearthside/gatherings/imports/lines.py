"""From rows of sign-in sheets to lines of who came: each with a key of its own, so that the same sheet again adds nothing."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from hearthside.core.actors import Actor
from hearthside.core.rows import insert
from hearthside.core.sheets.cells import fold
from hearthside.core.sheets.digests import keyed_digest
from hearthside.core.sheets.outcome import Refusal
from hearthside.core.sheets.reading import Row
from hearthside.core.sheets.rows import Teller
from hearthside.gatherings.door.first_times import mark_first_times
from hearthside.gatherings.imports.attendance import AttendanceReader, Came, Date
from hearthside.gatherings.imports.people_meant import PeopleMeant, Somebody
from hearthside.gatherings.models import Attendance, Gathering, ImportBatch, ImportedAttendance, Session

Decided = Mapping[str, Mapping[str, str]]  # key of a gathering -> folded name -> COUNT, NAME or the key of Somebody
COUNT, NAME = "count", "name"


@dataclass(slots=True)
class Line:
    """One name or one count of one row. `choice` is None where nobody has said yet what becomes of the name."""

    key: UUID
    name: str = ""
    heads: int = 1
    somebody: Somebody | None = None
    choice: str | None = COUNT


@dataclass(slots=True)
class Sheets:
    """Sign-in sheets that were read through: rows with their lines, rows to mend, and how each group's names were looked up."""

    rows: list[tuple[Came, list[Line]]] = field(default_factory=list)
    wrong: list[Teller] = field(default_factory=list)
    meant: dict[UUID, PeopleMeant] = field(default_factory=dict)

    @property
    def refused(self) -> list[Refusal]:
        return [told.refusal() for told in self.wrong]

    @property
    def ready(self) -> list[tuple[Came, list[Line]]]:
        return [(came, lines) for came, lines in self.rows if all(line.choice for line in lines)]

    @property
    def undecided(self) -> dict[UUID, tuple[Gathering, dict[str, list[date]]]]:
        """By group: each name nobody has decided on, as it was typed, with the days on which it stands."""
        found: dict[UUID, tuple[Gathering, dict[str, list[date]]]] = {}
        for came, lines in self.rows:
            for line in lines:
                if line.choice is None:
                    _gathering, names = found.setdefault(came.gathering.pk, (came.gathering, {}))
                    names.setdefault(line.name, []).append(came.date.slot.date())
        return found


def look_through_sheets(by: Actor, rows: Sequence[Row], decided: Decided | None = None) -> Sheets:
    """What each row stands for. With `decided`, a name that fits nobody exactly waits until a person has said what becomes of
    it; without, it is only counted. Nothing is written.
    """
    sheets, reader, times = Sheets(), AttendanceReader(by, rows), Counter[str]()
    for row in rows:
        came = reader.read(row)
        if isinstance(came, Teller):
            sheets.wrong.append(came)
            continue
        if came.names and came.gathering.pk not in sheets.meant:
            sheets.meant[came.gathering.pk] = PeopleMeant(by, came.gathering)
        lines = [_named(name, came, sheets.meant[came.gathering.pk], decided, times) for name in came.names]
        if came.heads:
            lines.append(Line(_key(came.date, f"heads {came.heads}", times), heads=came.heads))
        sheets.rows.append((came, lines))
    return sheets


def _named(name: str, came: Came, meant: PeopleMeant, decided: Decided | None, times: Counter[str]) -> Line:
    key = _key(came.date, f"name {fold(name)}", times)
    if somebody := meant.exactly(name):
        return Line(key, name, somebody=somebody, choice=somebody.key)
    if decided is None:
        return Line(key, name)
    choice = decided.get(str(came.gathering.pk), {}).get(fold(name))
    somebody = meant.by_key.get(choice or "")
    return Line(key, name, somebody=somebody, choice=choice if somebody or choice in (COUNT, NAME) else None)


def _key(when: Date, what: str, times: Counter[str]) -> UUID:
    """The same for the same words of the same date, the second of them apart; made with our own key, so that it tells nobody a name."""
    said = f"{when.key} {what}"
    times[said] += 1
    return UUID(hex=keyed_digest("line of a sign-in sheet", f"{said} {times[said]}")[:32])


@dataclass(slots=True)
class Stored:
    """What became of the lines."""

    created: list[int] = field(default_factory=list)  # numbers of rows that brought something
    skipped: list[int] = field(default_factory=list)  # numbers of rows that were here before
    linked: int = 0
    named: int = 0
    counted: int = 0  # people without a link or a name


def store_lines(batch: ImportBatch, rows: Sequence[tuple[Came, list[Line]]]) -> Stored:
    """Note who came. Somebody who is there already, and a line that was brought in before, are not noted again.

    Inside a transaction of the caller.
    """
    stored = Stored()
    known = set(ImportedAttendance.objects.values_list("pk", flat=True))
    by_date: dict[str, tuple[Session, list[Attendance], set[UUID]]] = {}
    new: list[Attendance] = []
    for came, lines in rows:
        if came.date.key not in by_date:
            session = came.date.found()
            there = {key for pair in session.attendances.values_list("person", "member") for key in pair if key}
            by_date[came.date.key] = (session, [], there)
        session, _rows, there = by_date[came.date.key]
        brought = [row for line in lines if line.key not in known and (row := _attendance(session, line, there))]
        known |= {row.pk for row in brought}
        new += brought
        (stored.created if brought else stored.skipped).append(came.row.number)
    insert(new)
    for session, _rows, _there in by_date.values():
        mark_first_times(session, [row for row in new if row.session_id == session.pk])
    insert([ImportedAttendance(id=row.pk, batch=batch) for row in new])
    stored.linked = sum(1 for row in new if row.person_id or row.member_id)
    stored.named = sum(1 for row in new if row.name is not None)
    stored.counted = sum(row.heads for row in new if row.name is None and not (row.person_id or row.member_id))
    return stored


def _attendance(session: Session, line: Line, there: set[UUID]) -> Attendance | None:
    """The line as it is kept; None where whoever is meant is there already."""
    row = Attendance(id=line.key, session=session, heads=line.heads, how=Attendance.How.SHEET)
    if line.somebody:
        links = {line.somebody.person_id, line.somebody.member_id} - {None}
        if links & there:
            return None
        there |= links
        row.person_id, row.member_id = line.somebody.person_id, line.somebody.member_id
    elif line.choice == NAME:
        row.name = line.name
    return row


def notes_of(sheets: Sheets) -> dict[str, list[int]]:
    """Sentences on rows, each with the numbers of its rows."""
    found: dict[str, list[int]] = defaultdict(list)
    for came, _lines in sheets.rows:
        for note in came.notes:
            found[note].append(came.row.number)
    return found
