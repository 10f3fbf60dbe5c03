"""What ends calls from outside: they called back, the plan ended, nobody called in time."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.checkins.calls.states import finish, lock, lock_plan
from hearthside.checkins.models import Call, CheckInPlan
from hearthside.checkins.permissions import coordinators_of
from hearthside.core.actors import Actor, Machine
from hearthside.core.dates import now
from hearthside.core.errors import NotAllowed
from hearthside.encounters.models import Encounter
from hearthside.people.models import Person
from hearthside.people.telling import tell_colleagues

SHOUT_BEFORE = timedelta(minutes=30)  # before a window closes, or after a step for a human came due
MISSED_AFTER = timedelta(hours=2)  # after a window closed


@transaction.atomic
def called_back(*, by: Actor, person: Person, encounter: Encounter | None = None) -> int:
    """We heard from them, by whatever channel: all that is under way ends at once. Returns how many calls it ended.

    Raises: NotAllowed for those who see none of this person's calls.
    """
    if isinstance(by, Person) and not Call.objects.visible_to(by).filter(person=person).exists():
        raise NotAllowed(_("Their calls are not yours to end. Tell whoever coordinates the round that they called."))
    calls = [lock(call) for call in person.check_in_calls.under_way().order_by("pk")]
    ended = [call for call in calls if call and call.is_under_way]
    for call in ended:
        finish(call, Call.Ended.CALLED_BACK, by=by, encounter=encounter)
    if ended:
        record(by=by, act="was called back", thing=person.actor_id, about=person.actor_id, calls=len(ended))
    return len(ended)


@transaction.atomic
def end_calls(*, by: Actor, plan: CheckInPlan, why: str = Call.Ended.PLAN_ENDED) -> int:
    """Nothing of this plan goes on: what nobody has touched is gone, the rest ends for this reason. Stands inside the act
    that ends the plan, which asked whether it may. Returns how many.
    """
    lock_plan(plan.pk)
    calls = list(plan.calls.open().select_for_update().order_by("pk"))
    for call in calls:
        if call.missed_at is None and call.claimed_by_id is None and call.opens > now():
            call.delete()
        else:
            finish(call, why, by=by)
    record(by=by, act="ended calls", thing=f"plan:{plan.pk}", about=f"person:{plan.person_id}", calls=len(calls), code=str(why))
    return len(calls)


@transaction.atomic
def close_plan(*, by: Actor, plan: CheckInPlan) -> None:
    """The person asked us to stop: the plan ends with all its calls. Stands inside the act that keeps their word."""
    CheckInPlan.objects.filter(pk=plan.pk, ended_at=None).update(ended_at=now())
    end_calls(by=by, plan=plan, why=Call.Ended.STOPPED)
    record(by=by, act="ended a check-in plan", thing=f"plan:{plan.pk}", about=f"person:{plan.person_id}", code="stop_asked")


@transaction.atomic
def shout(*, by: Machine, call: Call) -> bool:
    """Nobody has tried a call whose window is about to close, or a step that has been due for a while: it waits on the first
    page of its coordinators until somebody has. Returns whether it was new.
    """
    found = lock(call, skip_locked=True)
    if found is None or found.shouted_at or not shouts_at(found):
        return False
    found.shouted_at = now()
    found.save(update_fields=["shouted_at"])
    tell_colleagues(
        by=by, people=coordinators_of(found.programme_id), words=lambda: _("A check-in call waits, and nobody has made it. Look at Today."),
        occasion=f"shout:{found.programme_id}:{found.day}", until=max(found.closes, now()) + MISSED_AFTER,
    )  # fmt: skip
    record(by=by, act="told coordinators of a call", thing=found.reference, about=found.person.actor_id)
    return True


def shouts_at(call: Call) -> bool:
    """Whether a call waits for somebody and has not much time left."""
    at = now()
    if not call.waits_for_human(at):
        return False
    since = call.next_at + SHOUT_BEFORE if call.missed_at and call.next_at else call.closes - SHOUT_BEFORE
    return since <= at


@transaction.atomic
def miss_call(*, by: Machine, call: Call) -> bool:
    """Nobody called in time: the call ends so, and is counted so. Returns whether it was that late and untried."""
    found = lock(call, skip_locked=True)
    if found is None or found.ended_at or found.missed_at or found.closes + MISSED_AFTER > now():
        return False
    finish(found, Call.Ended.NOT_MADE, by=by)
    record(by=by, act="did not make a call", thing=found.reference, about=found.person.actor_id, code=Call.Ended.NOT_MADE.value)
    return True
