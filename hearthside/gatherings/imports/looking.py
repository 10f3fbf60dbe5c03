"""Going through a whole schedule before anything is stored: what is new, what is known, what has to be mended."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearthside.core.actors import Actor
from hearthside.core.sheets.cells import fold, shortened
from hearthside.core.sheets.outcome import Outcome, Refusal
from hearthside.core.sheets.reading import Row
from hearthside.core.sheets.rows import Teller
from hearthside.gatherings.imports.known import Known, KnownGatherings
from hearthside.gatherings.imports.schedule import Planned, ScheduleReader


@dataclass(slots=True)
class Looked:
    """A schedule that was read through. Every row is in one of the three lists."""

    reader: ScheduleReader
    new: list[Planned] = field(default_factory=list)
    known: list[tuple[Planned, Known]] = field(default_factory=list)
    wrong: list[Teller] = field(default_factory=list)

    @property
    def read(self) -> int:
        return len(self.new) + len(self.known) + len(self.wrong)

    @property
    def refused(self) -> list[Refusal]:
        return [told.refusal() for told in self.wrong]

    def differing(self) -> list[str]:
        """Rows that are known and say something else than what is here, as sentences."""
        words = _("Row %(row)s, “%(title)s”, is known before and differs in: %(columns)s. Nothing was changed: do that on its own page.")
        return [
            words % {"row": planned.number, "title": shortened(planned.shown_title), "columns": ", ".join(known.differs)}
            for planned, known in self.known
            if known.differs
        ]

    def notes(self) -> list[str]:
        """What was taken for granted or left a gap in the rows that are new, as sentences; the same of many rows is said once."""
        rows: dict[str, list[int]] = {}
        for planned in self.new:
            for note in planned.notes:
                rows.setdefault(note, []).append(planned.number)
        return [f"{in_rows(numbers)} {note}" for note, numbers in rows.items()]


def in_rows(numbers: list[int]) -> str:
    """Which rows a sentence is about."""
    listed = ", ".join(map(str, numbers[:12])) + (" …" if len(numbers) > 12 else "")
    return ngettext("Row %(rows)s:", "Rows %(rows)s:", len(numbers)) % {"rows": listed}


def look_through(by: Actor, rows: list[Row]) -> Looked:
    """What each row stands for. Rows of one title are one gathering that meets at several times. Nothing is written."""
    looked = Looked(ScheduleReader(by))
    plans = []
    for row in rows:
        found = looked.reader.read(row)
        if isinstance(found, Teller):
            looked.wrong.append(found)
        else:
            plans.append(found)
    first: dict[str, Planned] = {}
    seen: dict[tuple, int] = {}
    for planned, known in zip(plans, KnownGatherings(by).find_all(plans), strict=True):
        _sort(looked, planned, known, first, seen)
    looked.wrong.sort(key=lambda told: told.row.number)
    return looked


def _sort(looked: Looked, planned: Planned, known: Known | None, first: dict[str, Planned], seen: dict[tuple, int]) -> None:
    """Put a row that can be read where it belongs."""
    if known is not None:
        looked.known.append((planned, known))
        return
    one = first.setdefault(fold(planned.shown_title), planned)
    if differs := _of_another(one, planned):
        words = _("Row %(row)s has the same title and says something else under '%(column)s'. Give them two titles, or make them agree.")
        looked.wrong.append(Teller(planned.row))
        looked.wrong[-1].problems.append((differs, words % {"row": one.number, "column": differs}))
        return
    timing = planned.timing
    times = (fold(planned.shown_title), timing.rrule, timing.starts_at, timing.first_day, timing.site, timing.place)
    if times in seen:
        looked.known.append((planned, Known(None, [], same_as=seen[times])))
        return
    seen[times] = planned.number
    looked.new.append(planned)


def _of_another(one: Planned, other: Planned) -> str:
    """The column in which two rows of one title cannot be the same gathering; empty when they can."""
    if fold(one.title) != fold(other.title):
        return "title"
    if one.details["openness"] != other.details["openness"]:
        return "openness"
    return "programme" if other.says("programme") and one.programme.pk != other.programme.pk else ""


def outcome_of(looked: Looked, others: list[str]) -> Outcome:
    """The counts as they stand before anything is stored: what is new waits."""
    outcome = Outcome(read=looked.read, waiting=len(looked.new), skipped=len(looked.known), refused=looked.refused)
    outcome.more = {"programmes_created": 0, "dropped_columns": others, "differing": looked.differing()}
    if others:
        outcome.notes.append(_("Nothing here reads these columns, so they were left out: %(names)s.") % {"names": ", ".join(others)})
    for planned, known in looked.known:
        if known.same_as:
            words = _("Row %(row)s says the same as row %(other)s, and was taken once.")
            outcome.notes.append(words % {"row": planned.number, "other": known.same_as})
    outcome.notes += [*looked.notes(), *looked.differing()]
    return outcome
