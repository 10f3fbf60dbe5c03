"""Bringing in a sheet of anonymous answers: only what was asked is read, and nothing else in the file is kept."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.core.actors import Actor
from hearthside.core.dates import month_of, month_text, today
from hearthside.core.errors import Refused
from hearthside.core.sheets.cells import as_code, as_codes, as_month, as_text
from hearthside.core.sheets.digests import digest_of_many, keyed_digest
from hearthside.core.sheets.outcome import Outcome, Refusal
from hearthside.core.sheets.reading import Column, Row, Table, read_table
from hearthside.core.sheets.rows import Teller, Unfit
from hearthside.core.sheets.writing import Cell
from hearthside.organisation.known import KnownProgrammes
from hearthside.organisation.models import Kind
from hearthside.surveys.actions import ImportedAnswer, import_answers
from hearthside.surveys.codes import content_digest
from hearthside.surveys.defaults import QUESTIONS, WORDS
from hearthside.surveys.models import ImportedFile

COLUMNS = (
    Column("programme", ("program", "programme name", "program name", "project", "pilot"), True),
    Column("kind", ("type", "kind of contact", "type of contact", "contact type")),
    Column("month", ("year and month", "period"), True, "month"),
    *(Column(question["code"]) for question in QUESTIONS),
)
OPTIONS = {question["code"]: question["options"] for question in QUESTIONS}
CHOICES = [question["code"] for question in QUESTIONS if question["kind"] == "one"]
EARLIEST_MONTH = 195001
Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class _Sheet:
    """A file that was read through."""

    table: Table
    answers: list[ImportedAnswer] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    digest: str = ""


def import_survey_answers(
    *, by: Actor, data: bytes, sheet: str = "", accept_good_rows: bool = False, progress: Progress = lambda *_said: None
) -> Outcome:
    """Hand the answers of one file to `import_answers`, and open the programmes it names for the first time.

    Nothing is stored when any row is wrong, unless `accept_good_rows`. Columns that were not asked for are never
    stored, since a name or a time beside an answer would undo the promise; the outcome names them. The same content a
    second time adds nothing: the file is known by one digest, no answer by any.

    Raises: Refused when the file holds no such table.
    """
    reader = AnswerReader()
    found = _read(data, sheet, reader, progress)
    outcome = Outcome(read=len(found.answers) + len(found.refused), refused=found.refused)
    outcome.more = {"programmes_created": 0, "dropped_columns": found.table.others}
    if found.table.others:
        outcome.notes.append(
            _("Answers are anonymous, so these columns were not kept: %(names)s.") % {"names": ", ".join(found.table.others)}
        )
    if ImportedFile.objects.filter(digest=content_digest(found.digest)).exists():
        outcome.skipped = len(found.answers)
        outcome.notes.append(_("This file was imported before, so nothing was added."))
    elif found.refused and not accept_good_rows:
        outcome.waiting = len(found.answers)
    elif found.answers:
        _store(by, found, reader, outcome)
    return outcome


def _read(data: bytes, sheet: str, reader: "AnswerReader", progress: Progress) -> _Sheet:
    found, digests = _Sheet(read_table(data, COLUMNS, sheet)), []
    for row in found.table.rows:
        told = Teller(row)
        try:
            found.answers.append(reader.read(row, told))
        except Unfit:
            found.refused.append(told.refusal())
        digests.append(keyed_digest("survey content", row.canonical(COLUMNS)))
        if len(digests) % 1000 == 0:
            progress(_("Reading"), len(digests), 0)
    found.digest = digest_of_many("survey file", digests)
    return found


@transaction.atomic
def _store(by: Actor, found: _Sheet, reader: "AnswerReader", outcome: Outcome) -> None:
    """Programmes and answers, or neither."""
    opened = reader.programmes.open_new(by, (answer.programme for answer in found.answers))
    answers = [replace(answer, programme=opened.get(answer.programme.pk, answer.programme)) for answer in found.answers]
    stored = import_answers(by=by, answers=answers, digest=found.digest)
    outcome.created = stored or 0
    outcome.skipped = len(answers) - outcome.created
    outcome.more["programmes_created"] = len(opened)
    if found.refused:
        outcome.notes.append(
            _("Send the rows that were not stored in a file of their own. Sent again with the others, those would be counted twice.")
        )


class AnswerReader:
    """Reads rows with the lists of the organisation in hand."""

    def __init__(self) -> None:
        self.programmes = KnownProgrammes()
        self.kinds = {kind.code: kind for kind in Kind.objects.all()}
        self.kind_names = {code: str(kind) for code, kind in self.kinds.items()}

    def read(self, row: Row, told: Teller) -> ImportedAnswer:
        """Raises: Unfit when something is wrong; `told` then says what."""
        answer = ImportedAnswer(
            programme=told.take("programme", self.programmes.find),
            month=told.take("month", _month),
            kind=told.take("kind", lambda cell: self.kinds.get(as_code(cell, self.kinds, self.kind_names))),
            any=told.take("any", lambda cell: as_codes(cell, OPTIONS["any"], words("any"))),
            comment=told.take("comment", as_text),
            **{code: told.take(code, partial(_chosen, code)) for code in CHOICES},
        )
        if answer.any and answer.most and answer.most not in answer.any:
            told.problems.append(("most", _("Most says '%(most)s', which is not among what was ticked.") % {"most": answer.most}))
        told.settle()
        return answer


def words(question: str) -> dict[str, str]:
    return {option: str(said) for option, said in WORDS[question].items()}


def _chosen(question: str, cell: Cell) -> str:
    return as_code(cell, OPTIONS[question], words(question))


def _month(cell: Cell) -> int:
    month = as_month(cell)
    if month > month_of(today()):
        raise Refused(_("This month is in the future. Check the year."))
    if month < EARLIEST_MONTH:
        raise Refused(_("%(month)s is too long ago. Check the year.") % {"month": month_text(month)})
    return month
