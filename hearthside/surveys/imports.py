"""Bringing in answers that were anonymous before they came here, from another survey tool or from paper."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.errors import Refused
from hearthside.organisation.models import Kind, Programme
from hearthside.surveys.answers.actions import store_as_given
from hearthside.surveys.answers.seal import Envelope
from hearthside.surveys.codes import content_digest
from hearthside.surveys.defaults import QUESTIONS
from hearthside.surveys.models import ImportedFile, ImportedOffer
from hearthside.surveys.ticks import known_ticks, unknown_ticks

CLOSED_QUESTIONS = ("any", "most", "heard", "equals", "choice", "hopeful")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedAnswer:
    """One row of such a file, with codes of DESIGN section 5; empty = skipped. `kind` None = not known."""

    programme: Programme
    month: int
    kind: Kind | None = None
    any: list[str] = field(default_factory=list)
    most: str = ""
    heard: str = ""
    equals: str = ""
    choice: str = ""
    hopeful: str = ""
    comment: str = ""

    def envelope(self) -> Envelope:
        """Raises: Refused when an option is not one of its question."""
        ticked = {question: getattr(self, question) for question in CLOSED_QUESTIONS}
        for question, option in unknown_ticks(QUESTIONS, ticked):
            raise Refused(
                _("'%(option)s' is not an answer to '%(question)s'. Put it right in the file.") % {"option": option, "question": question}
            )
        return Envelope(
            programme=self.programme.code,
            month=self.month,
            kind=self.kind.code if self.kind else "",
            ticked=known_ticks(QUESTIONS, ticked),
            comment=self.comment.strip(),
        )


@transaction.atomic
def import_answers(*, by: Actor, answers: Sequence[ImportedAnswer], digest: str) -> int | None:
    """Store the answers of one file as given (programme, kind and month stay as exact as the file has them), shuffled.

    `digest` stands for the content of the file. Returns how many were stored, or None when the same content is here
    already; then nothing is stored. Identical rows inside one file are all kept: two anonymous answers may look alike.

    Raises: Refused when an option is unknown; then nothing is stored.
    """
    mark = content_digest(digest)
    _file, is_new = ImportedFile.objects.get_or_create(digest=mark)
    if not is_new:
        return None
    # The answers are in another database: should the machine stop between the two commits, the same file again stores
    # nothing twice there and completes what is missing here.
    store_as_given(digest=mark, envelopes=[one.envelope() for one in answers])
    _count_as_offered(answers)
    record(by=by, act="brought in survey answers", thing="answers", count=len(answers))
    return len(answers)


def _count_as_offered(answers: Sequence[ImportedAnswer]) -> None:
    for (programme, kind, month), count in Counter((one.programme, one.kind, one.month) for one in answers).items():
        place = {"programme": programme, "kind": kind.code if kind else "", "month": month}
        ImportedOffer.objects.get_or_create(**place)
        ImportedOffer.objects.filter(**place).update(count=F("count") + count)
