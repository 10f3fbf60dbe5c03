"""Suggesting supporters to somebody who asked: by a coordinator, or by the house out of what both said."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import WORKER, Actor
from hearthside.core.dates import now
from hearthside.core.errors import Refused
from hearthside.core.rows import insert
from hearthside.one_to_one.choosing import messages
from hearthside.one_to_one.choosing.queries import MOST, lock_request, with_room
from hearthside.one_to_one.matching.queries import suggestions_for
from hearthside.one_to_one.models import Request, Suggestion
from hearthside.one_to_one.permissions import may_suggest
from hearthside.people.models import Person


def reference_of(request: Request) -> str:
    return f"request:{request.pk}"


def about(request: Request) -> str:
    """Whose record tells of it; nobody's as long as whoever asked is not known here."""
    return request.person.actor_id if request.person else ""


def check_waiting(request: Request) -> None:
    """Raises: Refused when whoever asked does not wait any more."""
    if not request.is_waiting:
        raise Refused(_("This question is not open any more. Nothing was changed."))


@transaction.atomic
def suggest_supporters(*, by: Actor, request: Request, supporters: Sequence[Person]) -> list[Suggestion]:
    """A coordinator suggests supporters, at most three at once. Whoever asked is told, unless somebody here chooses for them.

    Raises: Refused for more than three, for somebody without room or kept apart, and when nobody waits any more.
    """
    request = lock_request(request)
    may_suggest(by, request).require()
    check_waiting(request)
    if request.suggestions.open().filter(picked_at=None).count() + len(supporters) > MOST:
        raise Refused(_("Suggest three people at most, so that choosing stays easy. Take one back first."))
    free = {person.pk for person in with_room(request)}
    for one in supporters:
        if one.pk not in free:
            raise Refused(_("%(name)s cannot be suggested here at the moment. Choose somebody else.") % {"name": one.short_name})
    rows = _suggest(by, request, supporters, by if isinstance(by, Person) else None)
    if rows and not request.ask_coordinator:
        _tell_of_choices(by, request, rows)
    return rows


@transaction.atomic
def suggest_by_house(*, by: Actor, request: Request) -> list[Suggestion]:
    """The house suggests up to three by itself, by what both said, to somebody who asked by form and wants to choose.

    Nothing happens when they wish somebody to choose for them, have somebody to choose from, or when nobody fits.
    """
    request = lock_request(request)
    if not _chooses_alone(request) or request.suggestions.open().exists():
        return []
    rows = _suggest_fitting(by, request)
    if rows:
        _tell_of_choices(by, request, rows)
    return rows


def _suggest_fitting(by: Actor, request: Request) -> list[Suggestion]:
    fits = [fit.supporter for fit in suggestions_for(request, MOST)]
    return _suggest(by, request, fits, None) if fits else []


def _tell_of_choices(by: Actor, request: Request, rows: Sequence[Suggestion]) -> None:
    messages.tell_asker(by=by, request=request, key=f"choices:{rows[0].pk}", words=messages.CHOICES)


def _chooses_alone(request: Request) -> bool:
    """Whether whoever asked chooses from what the house suggests."""
    return (
        request.is_waiting and request.via == Request.Via.FORM and not request.ask_coordinator and request.wants != Request.Wants.CHECK_INS
    )


def _suggest(by: Actor, request: Request, supporters: Sequence[Person], suggested_by: Person | None) -> list[Suggestion]:
    rows = [Suggestion(request=request, supporter=one, suggested_by=suggested_by) for one in supporters]
    insert(rows)
    record(by=by, act="suggested supporters", thing=reference_of(request), about=about(request), count=len(rows))
    return rows


@transaction.atomic
def take_back_suggestion(*, by: Actor, suggestion: Suggestion) -> None:
    """A coordinator takes a suggestion back that nobody has picked. Twice changes nothing.

    Raises: Refused when the supporter is being asked: then whoever asked takes it back.
    """
    request = lock_request(suggestion.request)
    may_suggest(by, request).require()
    suggestion.refresh_from_db()
    if suggestion.ended_at is not None:
        return
    if suggestion.picked_at is not None:
        raise Refused(_("%(name)s is being asked. Take the question back first.") % {"name": suggestion.supporter.short_name})
    suggestion.ended_at = now()
    suggestion.save(update_fields=["ended_at"])
    record(by=by, act="took a suggestion back", thing=reference_of(request), about=about(request))


def go_on(request: Request) -> str:
    """What comes after a no, or when all were passed by: the others that are there ("others"), new ones by the house
    ("others"), or somebody here, whose list it comes to ("coordinator"). Inside the act that holds the request.
    """
    if request.suggestions.open().filter(picked_at=None).exists():
        return "coordinator" if request.ask_coordinator else "others"
    if _chooses_alone(request) and _suggest_fitting(WORKER, request):
        return "others"
    if not request.ask_coordinator:
        request.ask_coordinator = True
        request.save(update_fields=["ask_coordinator"])
    return "coordinator"
