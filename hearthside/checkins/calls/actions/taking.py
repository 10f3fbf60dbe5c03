"""Taking a call, so that two people never call the same one, and giving it back."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.checkins import permissions
from hearthside.checkins.calls.states import let_go, lock
from hearthside.checkins.models import Call
from hearthside.core.actors import Actor, Machine
from hearthside.core.dates import now
from hearthside.core.errors import Refused
from hearthside.people.models import Person


@transaction.atomic
def claim_call(*, by: Person, call: Call) -> Call:
    """Take a call: of two who take it at the same moment one gets it. Taking one's own again changes nothing.

    Raises: NotAllowed as `may_claim_call` says; Refused when it is over, somebody else has it, or no step is due.
    """
    call = still_there(call)
    permissions.may_claim_call(by, call).require()
    check_open(call)
    if call.claimed_by_id == by.pk:
        return call
    if call.claimed_by_id is not None:
        raise Refused(_("%(name)s is making this call. Take another one.") % {"name": call.claimed_by})
    if not call.waits_for_human(now()):
        raise Refused(_("This call was tried. Nobody calls again before the next step they agreed to."))
    call.claimed_by, call.claimed_at = by, now()
    call.save(update_fields=["claimed_by", "claimed_at"])
    record(by=by, act="took a call", thing=call.reference, about=call.person.actor_id)
    return call


@transaction.atomic
def let_go_call(*, by: Person, call: Call) -> None:
    """Give a call back to the list: whoever took it or was given it, and the coordinator. What nobody has stays as it is.

    Raises: NotAllowed for others; Refused when it is over.
    """
    call = still_there(call)
    if by.pk not in (call.claimed_by_id, call.given_to_id):
        permissions.may_hand_over_calls(by, call.claimed_by or call.given_to or by).require()
    check_open(call)
    call.given_to = None
    let_go(call)
    call.save(update_fields=["given_to", "claimed_by", "claimed_at"])
    record(by=by, act="gave a call back", thing=call.reference, about=call.person.actor_id)


@transaction.atomic
def hand_over_calls(*, by: Actor, person: Person) -> int:
    """The end of a shift: every call that this person took or was given, and that is not done, goes back to the list.
    Returns how many.

    Raises: NotAllowed as `may_hand_over_calls` says.
    """
    if not isinstance(by, Machine):
        permissions.may_hand_over_calls(by, person).require()
    theirs = Call.objects.open().filter(Q(claimed_by=person) | Q(given_to=person))
    keys = list(theirs.select_for_update().order_by("pk").values_list("pk", flat=True))
    count = Call.objects.open().filter(pk__in=keys).update(claimed_by=None, claimed_at=None, given_to=None)
    if count:
        record(by=by, act="handed calls over", thing=person.actor_id, calls=count)
    return count


def check_open(call: Call) -> None:
    """Raises: Refused when the call has ended meanwhile."""
    if call.ended_at is not None:
        raise Refused(_("This call is over: %(why)s. Go back to the list.") % {"why": call.get_ended_why_display()})


def still_there(call: Call) -> Call:
    locked = lock(call)
    if locked is None:
        raise Refused(_("This call is not on the list any more: the plan has changed. Go back to the list."))
    return locked
