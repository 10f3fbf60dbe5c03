"""Reminding those who want it, a day before: once for each time at which a date is to be, and never after a no."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from hearthside.core.actors import WORKER
from hearthside.core.dates import now
from hearthside.core.errors import Refused
from hearthside.gatherings.models import Session, SignUp
from hearthside.gatherings.reaching import about
from hearthside.gatherings.signing_up import messages
from hearthside.gatherings.signing_up.filling import lock
from hearthside.outbox.actions import leave_message
from hearthside.outbox.models import Message
from hearthside.people.asking.reaching import address_of, not_quiet, tell

BEFORE = timedelta(hours=24)
BEFORE_LATE = timedelta(hours=3)  # for those who signed up within the last day
KEY = "reminder:"


def key_of(sign_up: SignUp) -> str:
    """One reminder for one sign-up and one time: a date that moves gets another."""
    return f"{KEY}{sign_up.pk}:{sign_up.session.starts:%Y%m%dT%H%M}"


def _to_remind(at: datetime) -> QuerySet[SignUp]:
    """Who comes to what takes place within a day, and wants to be reminded."""
    dates = {"session__state": Session.State.PLANNED, "session__starts__gt": at, "session__starts__lte": at + BEFORE}
    rows = SignUp.objects.filter(state=SignUp.State.COMING, may_remind=True, session__gathering__ended_on=None, **dates)
    return rows.select_related("session__gathering", "session__series", "session__site", "person")


def is_due(sign_up: SignUp, at: datetime) -> bool:
    """A day before; for who got their place later than that, three hours before; for who got it even later, not at all."""
    starts, since = sign_up.session.starts, sign_up.moved_at or sign_up.asked_at
    if since <= starts - BEFORE:
        return starts - BEFORE <= at < starts
    return since <= starts - BEFORE_LATE <= at < starts


def remind_all(at: datetime | None = None) -> int:
    """Queue what is due now and not in anybody's quiet hours. Returns how many. Safe to run twice, and beside itself."""
    at = at or now()
    hold_back_stale()
    rows = [row for row in _to_remind(at) if is_due(row, at)]
    known = set(Message.objects.filter(key__in=[key_of(row) for row in rows]).values_list("key", flat=True))
    return sum(_remind(row, at) for row in rows if key_of(row) not in known)


@transaction.atomic
def _remind(row: SignUp, at: datetime) -> bool:
    """Look once more while nobody can change it, then queue. Not now, in quiet hours: the next round looks again."""
    session = lock(row.session)
    row = SignUp.objects.select_related("person").get(pk=row.pk)
    row.session = session
    is_coming = row.state == SignUp.State.COMING and row.may_remind and session.state == Session.State.PLANNED
    if not is_coming or not is_due(row, at) or address_of(row) is None or not_quiet(row, session.series.zone, at) > at:
        return False
    tell(
        by=WORKER, row=row, letter=messages.reminder(row), key=key_of(row), about=about(row, session.gathering),
        zone=session.series.zone, until=session.starts,
    )  # fmt: skip
    row.reminded_at = at
    row.save(update_fields=["reminded_at"])
    return True


def hold_back(sign_up: SignUp) -> None:
    """A reminder that waits to be sent is not sent any more. Inside the act that makes it wrong."""
    _leave(Message.objects.open().filter(key__startswith=f"{KEY}{sign_up.pk}:"))


def hold_back_stale() -> None:
    """Reminders that wait, of dates that were cancelled or moved since: they would say what is not so."""
    waiting = list(Message.objects.open().filter(key__startswith=KEY))
    if waiting:
        keys = {message.key.removeprefix(KEY).split(":")[0] for message in waiting}
        rows = SignUp.objects.filter(pk__in=keys, state=SignUp.State.COMING, may_remind=True, session__state=Session.State.PLANNED)
        right = {key_of(row) for row in rows.select_related("session")}
        _leave(message for message in waiting if message.key not in right)


def _leave(messages_) -> None:
    for message in messages_:
        try:
            leave_message(by=WORKER, message=message)
        except Refused:  # it is on its way this very moment
            continue
