"""The calls of a day are shared out, given to somebody, and told more about afterwards."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.checkins.calls.states import go_on, lock
from hearthside.checkins.models import Call, Tried, Voice
from hearthside.checkins.rounds.day import callers_on, calls_to_share, last_talked_with, not_begun
from hearthside.checkins.rounds.permissions import may_give_call, may_share_calls
from hearthside.checkins.rounds.sharing import share
from hearthside.core.actors import Actor
from hearthside.core.dates import now
from hearthside.core.errors import NotAllowed, Refused
from hearthside.encounters.actions import correct_encounter, undo_encounter, write_note
from hearthside.outbox.models import BridgedCall
from hearthside.outbox.telephone.actions import bridge_call
from hearthside.people.models import Person, ReachPermission, WayToReach
from hearthside.people.permissions import may_reach
from hearthside.people.rota import on_duty_in


@transaction.atomic
def share_calls(*, by: Actor, day: date) -> int:
    """Share the calls of a day that nobody has begun among those on duty (see sharing.py); returns how many changed hands.

    A call that somebody has claimed never moves. Run again, nothing changes.
    """
    may_share_calls(by).require()
    at = now()
    still = {call.pk: call for call in not_begun(day, at).select_for_update().order_by("pk")}
    named = list(Call.objects.filter(pk__in=still).annotate(last_caller=last_talked_with()))
    shares = share(calls_to_share(named, at), callers_on(day, at))
    moves: dict[UUID | None, list[UUID]] = defaultdict(list)
    for call in named:
        if shares.get(call.pk) != call.given_to_id:
            moves[shares.get(call.pk)].append(call.pk)
    for caller, keys in moves.items():
        Call.objects.filter(pk__in=keys, claimed_by=None, ended_at=None).update(given_to=caller)
    changed = sum(len(keys) for keys in moves.values())
    if changed:
        record(by=by, act="shared the calls of a day", thing=f"round:{day}", calls=changed)
    return changed


@transaction.atomic
def give_call(*, by: Actor, call: Call, person: Person) -> None:
    """A call that nobody has begun is for somebody on duty, as agreed with them; the sharing may move it when their shift ends.

    Raises: Refused when somebody has begun it, when it is over, or when the person would rather hear another voice.
    """
    may_give_call(by, call).require()
    call.refresh_from_db(from_queryset=Call.objects.select_for_update())
    if call.ended_at or call.claimed_by_id:
        raise Refused(_("Somebody has begun this call, or it is done. Look at the round again."))
    if person.pk == call.person_id or Voice.objects.filter(plan=call.plan_id, supporter=person, is_liked=False).exists():
        raise Refused(_("%(name)s cannot make this call. Choose somebody else.") % {"name": person.name})
    if not on_duty_in(call.programme_id).filter(pk=person.pk).exists():
        raise Refused(_("%(name)s is not on duty today. Choose somebody who is.") % {"name": person.name})
    call.given_to = person
    call.save(update_fields=["given_to"])
    record(by=by, act="gave somebody a call", thing=call.reference, about=call.person.actor_id, to=person.actor_id)


@transaction.atomic
def call_through_us(*, by: Person, call: Call, way: WayToReach, once: UUID) -> BridgedCall:
    """Ring the caller and then the person through our own number, so that neither sees the other's. The same form sent again
    (`once`) rings nobody again.

    Raises: NotAllowed for whoever has not begun this call; Refused where the person does not welcome a call there now, without
    a number of one's own, and where no provider makes calls.
    """
    if call.claimed_by_id != by.pk or call.ended_at:
        raise NotAllowed(_("Begin the call first: then it is yours to make."))
    welcome = may_reach(call.person, way, ReachPermission.Purpose.CHECK_INS, "call", now())
    if not welcome:
        raise Refused(welcome.reason)
    own = by.ways.filter(kind=WayToReach.Kind.PHONE, ended_on=None).order_by("pk").first()
    if own is None:
        raise Refused(_("We ring you first, and no number of yours is written down. Add it in your record, or call from your own phone."))
    return bridge_call(by=by, key=f"{call.reference}:{once}", worker=str(own.value), to=str(way.value), about=call.person.actor_id)


@transaction.atomic
def tell_more(
    *, by: Person, call: Call, minutes: int, support: Sequence[str] = (), topics: Sequence[str] = (), note: str = "",
    was_heavy: bool = False,
) -> None:  # fmt: skip
    """After the talk: what it was about, a note that both will read, and for oneself whether it was a heavy one, of which
    nobody is told; the sharing gives whoever said so fewer calls for a week.

    Raises: Refused when the minutes cannot be right.
    """
    encounter = call.encounter
    assert encounter is not None  # a call that was found by its contact
    wanted = {"minutes": minutes, "support": list(support), "topics": list(topics)}
    changes = {name: value for name, value in wanted.items() if getattr(encounter, name) != value}
    if changes:
        correct_encounter(by=by, encounter=encounter, **changes)
    written = getattr(encounter, "note", None)
    if note and (written is None or written.text != note):
        write_note(by=by, encounter=encounter, text=note)
    Call.objects.filter(pk=call.pk).update(was_heavy=was_heavy)
    record(by=by, act="told more about a call", thing=call.reference, about=call.person.actor_id)


@transaction.atomic
def take_back_talk(*, by: Person, call: Call) -> Call:
    """We did not talk after all, said within a day: the contact is gone from every count, and the call is theirs again, to say
    how it really went. What the person agreed to for when nobody answers goes on at its place.

    Raises: NotAllowed as for any contact; Refused when it was taken back already.
    """
    held = lock(call)
    if held is None or held.encounter is None or held.ended_why != Call.Ended.TALKED:
        raise Refused(_("This was taken back already. Look at your list again."))
    undo_encounter(by=by, encounter=held.encounter)
    Tried.objects.filter(call=held, number=held.tries).delete()
    held.tries, held.encounter, held.was_heavy = held.tries - 1, None, False
    if held.plan.ended_at:
        held.ended_why = Call.Ended.PLAN_ENDED
    else:
        held.ended_at, held.ended_why, held.ended_by, held.claimed_by = None, "", "", by
    held.save()
    if held.is_under_way:
        go_on(held)
    record(by=by, act="took a talk back", thing=held.reference, about=held.person.actor_id)
    return held
