"""How places are filled: in the order of asking, one at a time, never more than there are."""

from datetime import datetime

from hearthside.core.dates import now
from hearthside.gatherings.models import Session, SignUp
from hearthside.organisation.public import renew_pages

COMING, WAITING = SignUp.State.COMING, SignUp.State.WAITING


def lock(session: Session) -> Session:
    """The session anew, held until the end of the transaction: all that gives out its places waits here."""
    return Session.objects.select_for_update(of=("self",)).select_related("gathering", "series", "site").get(pk=session.pk)


def capacity_of(session: Session) -> int | None:
    """Places at this date; None = no limit. Needs its gathering."""
    return session.capacity if session.capacity is not None else session.gathering.capacity


def is_full(session: Session) -> bool:
    capacity = capacity_of(session)
    return capacity is not None and session.taken >= capacity


def gives_places(session: Session, at: datetime) -> bool:
    return session.state == Session.State.PLANNED and session.starts > at


def settle(session: Session) -> list[SignUp]:
    """Give free places to those who wait, the first who asked first, and keep `taken` right. Returns who moved up.

    `session` comes from `lock`. Somebody already coming never loses their place when there are fewer places than before.
    The public pages are renewed only when it becomes full, or free again.
    """
    was_full, at = is_full(session), now()
    taken = session.sign_ups.filter(state=COMING).count()
    moving: list[SignUp] = []
    if gives_places(session, at):
        capacity = capacity_of(session)
        free = None if capacity is None else max(0, capacity - taken)
        moving = list(session.sign_ups.filter(state=WAITING).select_related("person").order_by("asked_at", "pk")[:free])
    SignUp.objects.filter(pk__in=[one.pk for one in moving]).update(state=COMING, moved_at=at)
    for one in moving:
        one.state, one.moved_at, one.session = SignUp.State.COMING, at, session
    if session.taken != taken + len(moving):
        session.taken = taken + len(moving)
        session.save(update_fields=["taken"])
    if is_full(session) != was_full:
        renew_pages()
    return moving


def before(sign_up: SignUp) -> int:
    """How many on the waiting list asked earlier."""
    waiting = SignUp.objects.filter(session=sign_up.session_id, state=WAITING)
    earlier = waiting.filter(asked_at__lt=sign_up.asked_at) | waiting.filter(asked_at=sign_up.asked_at, pk__lt=sign_up.pk)
    return earlier.count()
