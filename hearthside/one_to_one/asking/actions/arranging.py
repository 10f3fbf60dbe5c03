"""What coordinators do for somebody who waits: whose it is, which programme takes it, closing it and opening it again."""

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.dates import now
from hearthside.core.errors import Refused
from hearthside.one_to_one.asking import messages
from hearthside.one_to_one.asking.actions.asking import about, check_waits_once, end_suggestions, locked
from hearthside.one_to_one.asking.permissions import may_arrange_request
from hearthside.one_to_one.defaults import CLOSINGS
from hearthside.one_to_one.models import Request
from hearthside.organisation.models import Programme
from hearthside.people.actions import add_person, add_way
from hearthside.people.asking.reaching import tell
from hearthside.people.models import Person


@transaction.atomic
def link_person(*, by: Actor, request: Request, person: Person) -> None:
    """Whoever asked is known here: the request is theirs from now on.

    Raises: Refused when it is linked already, for somebody whose record is closed, and when they wait twice.
    """
    row = _unlinked(by, request)
    if not Person.objects.visible_to(by).filter(pk=person.pk).exists():
        raise Refused(_("You cannot open the record of this person, so it cannot be linked by you."))
    check_waits_once(person)
    _link(by, row, person)


@transaction.atomic
def write_down_person(*, by: Actor, request: Request) -> Person:
    """Make a record for whoever asked, with the name they gave and their number or address. What may be done with it is
    asked when they meet: they gave it for this question alone.

    Raises: Refused when it is linked already, or no programme takes it yet.
    """
    row = _unlinked(by, request)
    if row.programme is None:
        raise Refused(_("Say first which programme takes it, so that the record belongs somewhere."))
    person = add_person(by=by, name=str(row.name), programme=row.programme, is_alias=True, language=row.language)
    if row.way and row.reach:
        add_way(by=by, person=person, kind=row.way, value=str(row.reach))
    _link(by, row, person)
    return person


def _unlinked(by: Actor, request: Request) -> Request:
    row = locked(request)
    may_arrange_request(by, row).require()
    if row.person_id is not None:
        raise Refused(_("This request is linked to a record already."))
    if not row.is_waiting:
        raise Refused(_("This request is over. Open it again first."))
    return row


def _link(by: Actor, row: Request, person: Person) -> None:
    row.person = person
    row.save(update_fields=["person"])
    record(by=by, act="linked a request", thing=row.reference, about=person.actor_id)


@transaction.atomic
def give_programme(*, by: Actor, request: Request, programme: Programme | None) -> None:
    """Say which programme takes it; its coordinators look after it then. None gives it back to all of them."""
    row = locked(request)
    may_arrange_request(by, row).require()
    if not row.is_waiting:
        raise Refused(_("This request is over. Open it again first."))
    if row.programme_id != (programme.pk if programme else None):
        row.programme = programme
        row.save(update_fields=["programme"])
        record(by=by, act="gave a request to a programme", thing=row.reference, about=about(row))


@transaction.atomic
def close_request(*, by: Actor, request: Request, closing: str) -> None:
    """Nobody is looked for any more, for a reason of CLOSINGS that the person reads. Whoever was asked is asked no longer.
    They hear by the way they gave that there is news.

    Raises: Refused without a reason, and when it is over already.
    """
    row = locked(request)
    may_arrange_request(by, row).require()
    if closing not in CLOSINGS:
        raise Refused(_("Choose why it is closed. The person reads it."))
    if not row.is_waiting:
        raise Refused(_("This request is over already. Look at it again."))
    row.closed_at, row.closing = now(), closing
    row.save(update_fields=["closed_at", "closing"])
    end_suggestions(row)
    key = f"request-closed:{row.pk}:{row.closed_at:%Y%m%dT%H%M%S%f}"
    tell(by=by, row=row, letter=messages.news(row), key=key, about=about(row))
    record(by=by, act="closed a request", thing=row.reference, about=about(row), closing=closing)


@transaction.atomic
def reopen_request(*, by: Actor, request: Request) -> None:
    """It goes on after all, in its old turn. Twice changes nothing.

    Raises: Refused when the person waits with another request, and when its words are forgotten.
    """
    row = locked(request)
    may_arrange_request(by, row).require()
    if row.closed_at is None:
        return
    if row.code_digest is None:
        raise Refused(_("What they asked for is forgotten by now. Write it down anew."))
    if row.person:
        check_waits_once(row.person)
    row.closed_at, row.closing = None, ""
    row.save(update_fields=["closed_at", "closing"])
    record(by=by, act="opened a request again", thing=row.reference, about=about(row))
