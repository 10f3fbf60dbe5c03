"""The supporter who is asked says yes or no, without a reason; an unanswered question is reminded once and goes back."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.dates import now
from hearthside.core.errors import Refused
from hearthside.one_to_one.choosing import messages
from hearthside.one_to_one.choosing.actions.suggesting import about, check_waiting, go_on, reference_of
from hearthside.one_to_one.choosing.beginning import begin_pairing
from hearthside.one_to_one.choosing.queries import lock_bringing, lock_request, room_left
from hearthside.one_to_one.models import Pairing, Request, Suggestion
from hearthside.one_to_one.permissions import may_answer_suggestion
from hearthside.people.models import Person

ANSWERS = {True: gettext_noop("said yes to meeting"), False: gettext_noop("had no room to meet")}
REMIND_AFTER = timedelta(days=3)
LAPSES_AFTER = timedelta(days=7)


def _held(suggestion: Suggestion) -> tuple[Request, Suggestion]:
    request = lock_request(suggestion.request)
    suggestion = Suggestion.objects.select_related("supporter").get(pk=suggestion.pk)
    suggestion.request = request
    return request, suggestion


@transaction.atomic
def answer_suggestion(*, by: Person, suggestion: Suggestion, says_yes: bool) -> Pairing | None:
    """The supporter's answer. A yes begins the pairing at once, since the person chose before; both are told. A no goes
    quietly on to the others. The same answer twice changes nothing.

    Raises: Refused when the question is not open any more, or when a yes finds no room left.
    """
    request, suggestion = _held(suggestion)
    may_answer_suggestion(by, suggestion).require()
    if suggestion.answered_at is not None and suggestion.said_yes == says_yes:
        return Pairing.objects.filter(request=request).first() if says_yes else None
    check_waiting(request)
    if suggestion.ended_at is not None or suggestion.picked_at is None:
        raise Refused(_("This question is not open any more. Nothing was changed."))
    if says_yes and room_left(lock_bringing(suggestion.supporter_id), with_questions=False) < 1:
        raise Refused(_("You have no room for one more at the moment. Say no, or make room under “What I bring” first."))
    suggestion.said_yes = says_yes
    suggestion.answered_at = suggestion.ended_at = now()
    suggestion.save(update_fields=["said_yes", "answered_at", "ended_at"])
    pairing = None
    if says_yes:
        pairing = begin_pairing(by, suggestion)
    else:
        _go_to_the_next(by, suggestion)
    record(by=by, act=ANSWERS[says_yes], thing=reference_of(request), about=about(request))
    return pairing


def _go_to_the_next(by: Actor, suggestion: Suggestion) -> None:
    """Tell whoever asked, kindly, and let them choose anew."""
    request = suggestion.request
    words = messages.NO_ROOM_OTHERS if go_on(request) == "others" else messages.NO_ROOM
    messages.tell_asker(by=by, request=request, key=f"no:{suggestion.pk}", words=words, name=suggestion.supporter.short_name)


def _is_unanswered_for(time: timedelta, suggestion: Suggestion) -> bool:
    since = suggestion.picked_at if suggestion.ended_at is None and suggestion.request.is_waiting else None
    return since is not None and since <= now() - time


@transaction.atomic
def remind_supporter(*, by: Actor, suggestion: Suggestion) -> bool:
    """Remind a supporter, once, that somebody waits for their answer. Returns whether it was time."""
    request, suggestion = _held(suggestion)
    if suggestion.reminded_at is not None or not _is_unanswered_for(REMIND_AFTER, suggestion):
        return False
    suggestion.reminded_at = now()
    suggestion.save(update_fields=["reminded_at"])
    key = f"asked-again:{suggestion.pk}:{suggestion.picked_at:%Y%m%d}"
    messages.tell_person(by=by, person=suggestion.supporter, key=key, words=messages.ASKED_AGAIN)
    record(by=by, act="reminded a supporter of a question", thing=reference_of(request), about=about(request))
    return True


@transaction.atomic
def let_suggestion_lapse(*, by: Actor, suggestion: Suggestion) -> bool:
    """No answer came within a week: it goes back to the coordinator, and whoever asked is told. Returns whether it was time."""
    request, suggestion = _held(suggestion)
    if not _is_unanswered_for(LAPSES_AFTER, suggestion):
        return False
    suggestion.lapsed_at = suggestion.ended_at = now()
    suggestion.save(update_fields=["lapsed_at", "ended_at"])
    request.ask_coordinator = True
    request.save(update_fields=["ask_coordinator"])
    name, key = suggestion.supporter.short_name, f"lapsed:{suggestion.pk}"
    messages.tell_asker(by=by, request=request, key=key, words=messages.NO_ANSWER, name=name)
    record(by=by, act="brought a question back to the coordinator", thing=reference_of(request), about=about(request))
    return True
