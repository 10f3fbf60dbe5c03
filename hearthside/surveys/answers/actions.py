"""What may be done with answers: receive one, open those that may be opened, forget those that are old."""

import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from random import SystemRandom

from cryptography.exceptions import InvalidTag
from django.core.cache import cache
from django.db import IntegrityError, connections, transaction
from django.utils.translation import gettext as _

from hearthside.core.actors import Actor
from hearthside.core.dates import month_after, month_end, month_of, month_text, today
from hearthside.core.errors import Refused
from hearthside.core.rows import insert
from hearthside.surveys.answers.groups import LATE_DAYS, Group, is_closed, last_of_quarter, quarter_text, sort_out
from hearthside.surveys.answers.models import Answer, Comment, SpentTicket, Tally, WaitingAnswer
from hearthside.surveys.answers.seal import Envelope, seal, unseal
from hearthside.surveys.answers.storage import DATABASE, empty, hold, write_anew

ROWS_KEPT_DAYS = 60  # after a group has closed; then its sums are all that is left
_EVERYTHING = (SpentTicket, WaitingAnswer, Answer, Comment, Tally)


class AlreadyReceived(Refused):
    """The code has been used; the first answer stands."""


class Closed(Refused):
    """The month of this code has closed."""


def receive(*, spent_digest: str, envelope: Envelope) -> None:
    """Take in one answer, once per code or token, and keep it sealed. Two inserts, whatever is stored already.

    No actor and no trail: who answered, and when, is written nowhere. A later kind of token calls this with a digest and
    a cohort of its own; nothing here knows of tickets.

    Raises: AlreadyReceived the second time; Closed when the month's time is over.
    """
    if is_closed(envelope.month, today()):
        raise Closed(_("The time for this code is over. Your next conversation has a new one."))
    sealed = seal(envelope)
    try:
        with transaction.atomic(using=DATABASE):
            insert([SpentTicket(digest=spent_digest, month=envelope.month)])
            insert([WaitingAnswer(id=secrets.token_bytes(16), sealed=sealed)])
    except IntegrityError as error:
        raise AlreadyReceived(_("An answer with this code was already received. The first one stands.")) from error


def is_spent(digest: str) -> bool:
    """Whether a code or token has been used."""
    return SpentTicket.objects.filter(digest=digest).exists()


@dataclass(frozen=True, slots=True)
class Flushed:
    """What a flush did: answers stored in groups, answers that wait on, answers that no key opens."""

    stored: int = 0
    waiting: int = 0
    unreadable: int = 0

    def __str__(self) -> str:
        return _("%(stored)s answers opened, %(waiting)s wait on, %(unreadable)s cannot be opened") % {
            "stored": self.stored,
            "waiting": self.waiting,
            "unreadable": self.unreadable,
        }


def flush(*, by: Actor) -> Flushed:
    """Open the waiting answers that stand in a group of at least ten, shuffle and store them; the others are sealed anew
    under new keys. One transaction, after which no file tells which answer came when.

    Nothing goes into the trail: an entry would tell the hour in which somebody answered. Safe to run at any time.
    """
    day = today()
    if cache.get(_SEEN) == _fingerprint(day):
        return Flushed(waiting=WaitingAnswer.objects.count())
    with transaction.atomic(using=DATABASE):
        hold(*_EVERYTHING)
        envelopes, unreadable = _open_all()
        groups, rest = sort_out(envelopes, day)
        empty(WaitingAnswer)
        _wait_on([*(seal(one) for one in rest), *unreadable])
        _store(groups)
        if groups:
            write_anew(*_EVERYTHING)
    cache.set(_SEEN, _fingerprint(day), timeout=None)
    return Flushed(sum(map(len, groups.values())), len(rest) + len(unreadable), len(unreadable))


_SEEN = "answers:seen"


def _fingerprint(day: date) -> str:
    """Of the keys that wait, which are random: the same as last time means that there is nothing to do."""
    keys = sorted(bytes(key) for key in WaitingAnswer.objects.values_list("id", flat=True))
    return sha256(b"".join(keys)).hexdigest() + day.isoformat()


def _open_all() -> tuple[list[Envelope], list[bytes]]:
    """Every waiting envelope, opened; and those sealed to a key that is not here, as they are."""
    envelopes, unreadable = [], []
    for sealed in WaitingAnswer.objects.values_list("sealed", flat=True):
        try:
            envelopes.append(unseal(bytes(sealed)))
        except InvalidTag:
            unreadable.append(bytes(sealed))
    return envelopes, unreadable


def _wait_on(sealed: list[bytes]) -> None:
    SystemRandom().shuffle(sealed)
    WaitingAnswer.objects.bulk_create([WaitingAnswer(id=secrets.token_bytes(16), sealed=one) for one in sealed], batch_size=200)


def _store(groups: dict[Group, list[Envelope]]) -> None:
    """Rows with new random keys in random order, comments apart from them, and the sums."""
    members = [(group, one) for group, envelopes in groups.items() for one in envelopes]
    SystemRandom().shuffle(members)
    Answer.objects.bulk_create([_row(group, one.ticked) for group, one in members], batch_size=500)
    comments = [(group, one) for group, one in members if one.comment]
    SystemRandom().shuffle(comments)
    Comment.objects.bulk_create(
        [
            Comment(id=secrets.token_bytes(16), programme=group.programme, quarter=_quarter(group, one), text=one.comment)
            for group, one in comments
        ],
        batch_size=200,
    )
    _count(members)


def _row(group: Group, ticked: dict) -> Answer:
    return Answer(id=secrets.token_bytes(16), programme=group.programme, period=group.period, kind=group.kind, ticked=ticked)


def _quarter(group: Group, envelope: Envelope) -> str:
    """A comment is known to a quarter, or to a year where its answer is."""
    return group.period if len(group.period) == 4 else quarter_text(envelope.month)


def _count(members: Iterable[tuple[Group, Envelope]]) -> None:
    """Add to the sums, one statement per group and option."""
    sums: Counter[tuple[str, ...]] = Counter()
    for group, one in members:
        place = (group.period, group.programme, group.kind)
        sums[*place, "", ""] += 1
        for question, chosen in one.ticked.items():
            sums[*place, question, ""] += 1
            sums.update((*place, question, option) for option in (chosen if isinstance(chosen, list) else [chosen]))
    table = connections[DATABASE].ops.quote_name(Tally._meta.db_table)
    with connections[DATABASE].cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} (period, programme, kind, question, option, n) VALUES (%s, %s, %s, %s, %s, %s) "
            f"ON CONFLICT (period, programme, kind, question, option) DO UPDATE SET n = {table}.n + excluded.n",
            [(*place, n) for place, n in sorted(sums.items())],
        )


def store_as_given(*, digest: str, envelopes: Sequence[Envelope]) -> bool:
    """Keep answers that were anonymous before they came here, in the programme, month and kind that their file says.

    False when a file with this digest is here already; then nothing is stored.
    """
    groups: dict[Group, list[Envelope]] = {}
    for one in envelopes:
        groups.setdefault(Group(one.programme, month_text(one.month), one.kind), []).append(one)
    with transaction.atomic(using=DATABASE):
        hold(*_EVERYTHING)
        _mark, is_new = SpentTicket.objects.get_or_create(digest=digest, defaults={"month": 0})
        if is_new:
            _store(groups)
            write_anew(*_EVERYTHING)
    return is_new


def forget_old_rows(*, by: Actor) -> int:
    """Remove the single answers of groups that closed more than 60 days ago, and the marks of their used codes, which
    are refused as closed anyway. The sums and the comments stay. Returns how many answers were removed.
    """
    last_day = today() - timedelta(days=LATE_DAYS + ROWS_KEPT_DAYS)
    with transaction.atomic(using=DATABASE):
        hold(*_EVERYTHING)
        periods = [period for period in Answer.objects.values_list("period", flat=True).distinct() if _last_day(period) < last_day]
        removed, _tables = Answer.objects.filter(period__in=periods).delete()
        marks, _tables = SpentTicket.objects.filter(month__gt=0, month__lt=_first_open_month(last_day)).delete()
        if removed or marks:
            write_anew(*_EVERYTHING)
    return removed


def _first_open_month(last_day: date) -> int:
    """The first month that ended on or after a day."""
    month = month_of(last_day)
    return month if month_end(month) >= last_day else month_after(month)


def _last_day(period: str) -> date:
    year = int(period[:4])
    if "Q" in period:
        return month_end(last_of_quarter(year * 100 + int(period[-1]) * 3))
    return month_end(year * 100 + (int(period[5:]) if len(period) == 7 else 12))
