"""Whoever asked chooses: one of those suggested, somebody else, or that somebody here chooses for them."""

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import Actor, Visitor
from hearthside.core.dates import now
from hearthside.core.errors import Refused
from hearthside.one_to_one.choosing import messages
from hearthside.one_to_one.choosing.actions.suggesting import about, check_waiting, go_on, reference_of
from hearthside.one_to_one.choosing.queries import asked_now, lock_bringing, lock_request, room_left
from hearthside.one_to_one.models import Request, Suggestion
from hearthside.one_to_one.permissions import may_pick


def _held(by: Actor, request: Request, code: str) -> tuple[Request, Actor]:
    """The request, held and still waiting, and who stands in the trail: whoever comes by code is a visitor."""
    request = lock_request(request)
    may_pick(by, request, code).require()
    check_waiting(request)
    return request, Visitor() if code else by


def _check_nobody_asked(request: Request) -> None:
    if asked := asked_now(request):
        words = _("%(name)s is being asked already. Wait for the answer, or take the question back first.")
        raise Refused(words % {"name": asked.supporter.short_name})


@transaction.atomic
def pick_supporter(*, by: Actor, suggestion: Suggestion, code: str = "") -> Suggestion:
    """They would like to meet this supporter, who is asked now. Picking the same one twice changes nothing.

    Raises: Refused when somebody is being asked already, when this supporter has no room any more, or is not suggested now.
    """
    request, actor = _held(by, suggestion.request, code)
    suggestion = request.suggestions.select_related("supporter").get(pk=suggestion.pk)
    name = {"name": suggestion.supporter.short_name}
    if suggestion.ended_at is None and suggestion.picked_at is not None:
        return suggestion
    if suggestion.ended_at is not None:
        raise Refused(_("%(name)s cannot be chosen any more. Choose one of the others.") % name)
    _check_nobody_asked(request)
    if room_left(lock_bringing(suggestion.supporter_id), with_questions=True) < 1:
        raise Refused(_("%(name)s has no room just now. Choose one of the others.") % name)
    suggestion.picked_at = now()
    suggestion.save(update_fields=["picked_at"])
    key = f"asked:{suggestion.pk}:{suggestion.picked_at:%Y%m%d}"
    messages.tell_person(by=actor, person=suggestion.supporter, key=key, words=messages.ASKED)
    record(by=actor, act="chose a supporter", thing=reference_of(request), about=about(request), supporter=suggestion.supporter.actor_id)
    return suggestion


@transaction.atomic
def take_back_pick(*, by: Actor, request: Request, code: str = "") -> None:
    """They would rather choose anew before an answer came. The supporter is not asked any more; nothing else changes.

    Raises: Refused when nobody is being asked.
    """
    request, actor = _held(by, request, code)
    suggestion = asked_now(request)
    if suggestion is None:
        raise Refused(_("Nobody is being asked at the moment. Look at the page again."))
    suggestion.picked_at = suggestion.reminded_at = None
    suggestion.save(update_fields=["picked_at", "reminded_at"])
    record(by=actor, act="took a choice back", thing=reference_of(request), about=about(request))


@transaction.atomic
def wish_somebody_else(*, by: Actor, request: Request, code: str = "") -> str:
    """None of these: they are passed by without a reason. Returns who comes next, "others" or "coordinator".

    Raises: Refused when a supporter is being asked at the moment.
    """
    request, actor = _held(by, request, code)
    _check_nobody_asked(request)
    request.suggestions.filter(ended_at=None).update(passed_at=now(), ended_at=now())
    after = go_on(request)
    record(by=actor, act="wished to meet somebody else", thing=reference_of(request), about=about(request))
    return after


@transaction.atomic
def leave_choice(*, by: Actor, request: Request, code: str = "") -> None:
    """Somebody here should choose for them. What was suggested stays for the coordinator to choose from.

    Raises: Refused when a supporter is being asked at the moment.
    """
    request, actor = _held(by, request, code)
    _check_nobody_asked(request)
    request.ask_coordinator = True
    request.save(update_fields=["ask_coordinator"])
    record(by=actor, act="left the choice to somebody here", thing=reference_of(request), about=about(request))
