"""Offering a survey, taking one back, sending answers. A ticket's code is shown once and kept nowhere.

Codes on a wall, from which a whole room draws its tickets, are in walls/actions.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.core.actors import Actor
from hearthside.core.dates import today
from hearthside.core.errors import Refused
from hearthside.core.rows import insert
from hearthside.organisation.models import Kind, Programme
from hearthside.surveys.answers.actions import AlreadyReceived, Closed, Flushed, flush, forget_old_rows, is_spent, receive
from hearthside.surveys.answers.groups import is_closed
from hearthside.surveys.answers.seal import Envelope
from hearthside.surveys.answers.storage import hold, write_anew
from hearthside.surveys.codes import new_code, read_code, shown, spent_digest, ticket_digest
from hearthside.surveys.imports import ImportedAnswer, import_answers
from hearthside.surveys.models import DrawnTicket, SurveyTicket
from hearthside.surveys.queries import questionnaire, ticket_of
from hearthside.surveys.ticks import Ticked, known_ticks, plain_words

__all__ = [
    "AlreadyReceived", "Closed", "Flushed", "ImportedAnswer", "Ticket", "find_ticket", "flush", "forget_old_rows", "import_answers",
    "offer_ticket", "offer_tickets", "send_answers", "shuffle_tickets", "void_ticket", "void_tickets",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ticket:
    """A code to hand over, and the digest by which the database will know it."""

    code: str
    digest: str


def offer_ticket(*, programme: Programme, kind: Kind, month: int, language: str = "") -> Ticket:
    """Make the one ticket of an encounter, inside the transaction that logs it; the encounter's entry in the trail tells of it."""
    [ticket] = offer_tickets(programme=programme, kind=kind, month=month, number=1, language=language)
    return ticket


def offer_tickets(*, programme: Programme, kind: Kind, month: int, number: int, language: str = "") -> list[Ticket]:
    """Make several tickets in one statement, for printed cards; inside the transaction of the act that offers them.

    They are written in the order of their digests, so that nothing tells which card lay first on the sheet.
    """
    codes = [new_code() for _turn in range(number)]
    tickets = [Ticket(shown(code), ticket_digest(code)) for code in codes]
    common = {"programme": programme, "kind": kind.code, "month": month, "language": language}
    insert([SurveyTicket(digest=digest, **common) for digest in sorted(ticket.digest for ticket in tickets)])
    return tickets


def void_ticket(*, digest: str) -> None:
    """Take a ticket back: its code no longer opens the questions, and it does not count as offered."""
    void_tickets(digests=[digest])


def void_tickets(*, digests: Iterable[str]) -> None:
    """Take several tickets back in one statement."""
    SurveyTicket.objects.filter(digest__in=list(digests)).update(state=SurveyTicket.State.VOID)


def find_ticket(*, code: str) -> SurveyTicket:
    """The ticket of a code as somebody typed it, if it can be answered now.

    Raises: Refused when the code cannot be one, is unknown or was taken back; Closed when its month is over;
    AlreadyReceived when it has been used.
    """
    ticket = _open_ticket(code)
    if is_spent(spent_digest(read_code(code) or "")):
        raise AlreadyReceived(_("An answer with this code was already received. The first one stands."))
    return ticket


def _open_ticket(code: str) -> SurveyTicket:
    """The same without asking whether it has been used, which `receive` finds out by itself."""
    read = read_code(code)
    if read is None:
        raise Refused(_("This code is not complete, or one sign is wrong. Compare it with the one you were given and type it again."))
    ticket = ticket_of(read)
    if ticket is None:
        raise UnknownCode(_("We do not know this code. Compare it with the one you were given and type it again."))
    if ticket.state == SurveyTicket.State.VOID:
        raise Refused(_("This code was taken back and another one may have been made. Ask the person you talked with for it."))
    if is_closed(ticket.month, today()):
        raise Closed(_("The time for this code is over. Your next conversation has a new one."))
    return ticket


class UnknownCode(Refused):
    """A code that could be one but is not; only these are counted against guessing."""


def send_answers(*, code: str, ticked: Ticked, comment: str = "") -> None:
    """Hand in one person's answers. Whoever holds the code may, once; nothing is written beside the answers.

    Nothing goes into the main database or the trail, so that neither shows who answered or when. Skipped questions are
    left out; ticks are kept in the order of the questions, not of the clicks.

    Raises: Refused as find_ticket does.
    """
    ticket = _open_ticket(code)
    asked = questionnaire()
    envelope = Envelope(
        programme=ticket.programme.code,
        month=ticket.month,
        kind=ticket.kind,
        questionnaire=f"{asked.code} {asked.version}",
        ticked=known_ticks(asked.questions, ticked),
        comment=plain_words(comment),
    )
    receive(spent_digest=spent_digest(read_code(code) or ""), envelope=envelope)


def shuffle_tickets(*, by: Actor) -> None:
    """Write the tables of tickets anew in the order of their digests, so that PostgreSQL's order of writes no longer tells
    which ticket belongs to which encounter, or was drawn first. On SQLite they lie in that order always.
    """
    for table in (SurveyTicket, DrawnTicket):  # each by itself, so that it never waits for an act that waits for it
        with transaction.atomic():
            hold(table, using="default")
            write_anew(table, using="default")
