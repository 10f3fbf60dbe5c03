"""One code on the wall for everybody in a room: put up, drawn from, made anew, taken back, forgotten.

Places are taken by a conditional update that counts its rows, so that no two visitors can take the same one, however many
press the button at once.
"""

import secrets
from datetime import datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from hearthside.core.actors import Actor
from hearthside.core.dates import now, today
from hearthside.core.errors import Refused
from hearthside.core.rows import insert
from hearthside.organisation.models import Kind, Programme
from hearthside.surveys.actions import Closed, Ticket, UnknownCode, find_ticket, offer_tickets, void_tickets
from hearthside.surveys.answers.groups import is_closed
from hearthside.surveys.codes import drawn_code, new_code, read_code, shown, ticket_digest, wall_digest
from hearthside.surveys.models import DrawnTicket, SurveyTicket, WallCode
from hearthside.surveys.queries import ticket_of, wall_of
from hearthside.surveys.walls.queries import drawn_with

FORGOTTEN_AFTER = timedelta(days=14)  # once it has closed


def end_of_tomorrow() -> datetime:
    """Midnight between tomorrow and the day after, on the clock of the wall, however long these days are."""
    return timezone.make_aware(datetime.combine(today() + timedelta(days=2), time.min))


def open_wall_code(*, programme: Programme, kind: Kind, month: int, places: int, closes_at: datetime | None = None,
                   language: str = "") -> Ticket:  # fmt: skip
    """Put up one code with which each of `places` people may draw a ticket of their own, until the end of tomorrow unless
    said otherwise. All places count as offered from now on. Inside the transaction of the act that offers it.

    Raises: Refused when nobody is left, when it would be closed already or when the month's answers are.
    """
    closes_at = closes_at or end_of_tomorrow()
    if places < 1:
        raise Refused(_("Everybody who was there has been offered the questions. Nobody is left for a code on the wall."))
    if closes_at <= now():
        raise Refused(_("This time has passed. Choose a later end for the code on the wall."))
    if is_closed(month, today()):
        raise Refused(_("The time for this survey is over. Offer the next one after your next group."))
    code = new_code()
    place = {"programme": programme, "kind": kind.code, "month": month, "language": language}
    insert([WallCode(digest=wall_digest(code), places_left=places, closes_at=closes_at, **place)])
    return Ticket(shown(code), wall_digest(code))


def replace_wall_code(*, digest: str, places: int, closes_at: datetime | None = None) -> Ticket:
    """The code on the wall was lost: a new one for those of `places` people in all who have not drawn yet. Tickets that were
    drawn stay good; the old code opens nothing any more.

    Raises: Refused as open_wall_code does.
    """
    old = _held(digest)
    kind = Kind.objects.get(code=old.kind)
    left = places - drawn_with(digest).count()
    new = open_wall_code(
        programme=old.programme, kind=kind, month=old.month, places=left, closes_at=closes_at, language=old.language
    )  # fmt: skip
    drawn_with(digest).update(wall_code=new.digest)
    _end(digest)
    return new


def take_places(*, digest: str, number: int) -> None:
    """Give places of the wall to people who get a ticket in another way, such as a printed card.

    Raises: Refused when fewer are left. How many are left is not said: it would tell how many have drawn.
    """
    taken = WallCode.objects.filter(digest=digest, places_left__gte=number).update(places_left=F("places_left") - number)
    if not taken:
        raise Refused(_("Not that many people are left without a code. Try a smaller number."))


def take_back_wall_code(*, digest: str) -> None:
    """The code was never to be used: it opens nothing any more, nor do the tickets drawn with it, and none of them counts as
    offered. An answer that came in meanwhile stays, for nobody knows which one it is.
    """
    _held(digest)
    void_tickets(digests=drawn_with(digest).values_list("ticket", flat=True))
    drawn_with(digest).delete()
    _end(digest)


def _held(digest: str) -> WallCode:
    """The code on the wall, while nobody draws."""
    return WallCode.objects.select_for_update(of=("self",)).select_related("programme").get(digest=digest)


def _end(digest: str) -> None:
    """It stays for a while, so that who opens it reads what happened instead of being taken for somebody who guesses."""
    WallCode.objects.filter(digest=digest).update(places_left=0, is_taken_back=True)


def ticket_to_answer(*, code: str, once: str) -> tuple[SurveyTicket, str]:
    """The ticket that a code opens, and its own code: the code's own ticket, or one that is drawn if it hangs on a wall.

    Raises: Refused as find_ticket and draw_ticket do.
    """
    try:
        return find_ticket(code=code), code
    except UnknownCode:
        drawn = draw_ticket(code=code, once=once)
    return find_ticket(code=drawn), drawn


def draw_ticket(*, code: str, once: str = "") -> str:
    """Draw one fresh ticket with the code on a wall and return its code. The same page sent again (its `once`) gets the same
    ticket. Neither who drew nor when is written anywhere; the ticket looks like every other one.

    Raises: UnknownCode when no wall has this code; Closed when its time is over; Refused when it was taken back or all
    places are taken.
    """
    read = read_code(code) or ""
    wall = wall_of(read)
    if wall is None:
        raise UnknownCode(_("We do not know this code. Compare it with the one you were given and type it again."))
    drawn = drawn_code(read, once or secrets.token_hex(16))
    if ticket_of(drawn):
        return shown(drawn)
    _check(wall)
    try:
        _draw(wall, ticket_digest(drawn))
    except IntegrityError:  # the same page, sent twice at once
        if ticket_of(drawn) is None:
            raise
    return shown(drawn)


def _check(wall: WallCode) -> None:
    if wall.is_taken_back:
        raise Refused(_("This code was taken back. If there is another one on the wall, use that, or ask whoever held the group."))
    if wall.closes_at <= now() or is_closed(wall.month, today()):
        raise Closed(_("The time for this code is over. Your next group has a new one."))


@transaction.atomic
def _draw(wall: WallCode, digest: str) -> None:
    """One place less and one ticket more, or neither."""
    is_open = WallCode.objects.filter(digest=wall.digest, places_left__gt=0, closes_at__gt=now())
    if not is_open.update(places_left=F("places_left") - 1):
        raise Refused(_("This code was used by as many people as were there. If you were there too, tell whoever held the group."))
    insert([SurveyTicket(digest=digest, programme=wall.programme, kind=wall.kind, month=wall.month, language=wall.language)])
    insert([DrawnTicket(ticket=digest, wall_code=wall.digest)])


@transaction.atomic
def forget_wall_codes(*, by: Actor) -> int:
    """Two weeks after a code on a wall has closed, nothing tells any more that there was one, or which tickets were drawn
    with it. The places nobody drew become tickets whose codes nobody was ever given, so that they stay counted as offered
    and look like all others. Returns how many codes were forgotten.
    """
    old = WallCode.objects.select_for_update(of=("self",)).select_related("programme").filter(closes_at__lt=now() - FORGOTTEN_AFTER)
    kinds = {kind.code: kind for kind in Kind.objects.all()}
    walls = list(old)
    for wall in walls:
        offer_tickets(
            programme=wall.programme, kind=kinds[wall.kind], month=wall.month, number=wall.places_left, language=wall.language
        )  # fmt: skip
        drawn_with(wall.digest).delete()
        wall.delete()
    return len(walls)
