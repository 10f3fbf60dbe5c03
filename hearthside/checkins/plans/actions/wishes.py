"""When they like to be called, at which number, what about, by whom, and what may be said."""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.checkins.calls.planning import replan
from hearthside.checkins.models import CallTime, CheckInPlan, Voice
from hearthside.checkins.plans.holding import hold
from hearthside.checkins.plans.windows import Window, check_windows
from hearthside.core.actors import Actor
from hearthside.core.errors import Refused
from hearthside.people.models import Person, WayToReach

WORDS = ("about", "voicemail", "text", "tell_me")


@transaction.atomic
def change_times(*, by: Actor, plan: CheckInPlan, windows: Sequence[Window]) -> None:
    """These are the days and times from now on, by the clock where they are. None at all means that nobody calls.

    Raises: Refused for a window that is empty, wholly in quiet hours, or runs into another.
    """
    plan = hold(by, plan)
    before = {Window(*one) for one in plan.times.values_list("weekday", "opens", "closes")}
    if before == set(windows):
        return
    keep_windows(plan, windows)
    replan(plan=plan, by=by)
    record(by=by, act="changed the times of a check-in plan", thing=plan.reference, about=plan.person.actor_id, times=len(windows))


def keep_windows(plan: CheckInPlan, windows: Sequence[Window]) -> None:
    """Put these in the place of those that were; what stays is left alone. Inside a transaction of the caller.

    Raises: Refused as check_windows.
    """
    check_windows(plan.person, windows)
    before = {Window(one.weekday, one.opens, one.closes): one.pk for one in plan.times.all()}
    plan.times.filter(pk__in=[key for window, key in before.items() if window not in windows]).delete()
    CallTime.objects.bulk_create(CallTime(plan=plan, **one._asdict()) for one in windows if one not in before)


@transaction.atomic
def choose_number(*, by: Actor, plan: CheckInPlan, way: WayToReach) -> None:
    """Which of their numbers is called. What may be done there is asked apart (people.actions.permit_reach).

    Raises: Refused for what is no number of theirs in use.
    """
    plan = hold(by, plan)
    check_number(plan.person, way)
    if plan.way_id == way.pk:
        return
    plan.way = way
    plan.save(update_fields=["way"])
    replan(plan=plan, by=by)
    record(by=by, act="chose the number of a check-in plan", thing=plan.reference, about=plan.person.actor_id)


def check_number(person: Person, way: WayToReach) -> None:
    """Raises: Refused for what is no number of theirs in use."""
    if way.person_id != person.pk or way.kind != WayToReach.Kind.PHONE or way.ended_on is not None:
        raise Refused(_("This is no number that %(name)s uses. Choose one of theirs, or write it down first.") % {"name": person.name})


@transaction.atomic
def change_words(*, by: Actor, plan: CheckInPlan, about: str, voicemail: str, text: str, tell_me: bool) -> None:
    """What they like to talk about and what not; what a message and a text may say, where empty stands for words that give
    nothing away; and whether they want to read what was decided. The trail names what changed, not what it says.
    """
    plan = hold(by, plan)
    said = {"about": about.strip() or None, "voicemail": voicemail.strip() or None, "text": text.strip() or None, "tell_me": tell_me}
    changed = [name for name in WORDS if getattr(plan, name) != said[name]]
    if not changed:
        return
    for name in changed:
        setattr(plan, name, said[name])
    plan.save(update_fields=changed)
    record(by=by, act="changed the words of a check-in plan", thing=plan.reference, about=plan.person.actor_id, fields=changed)


@transaction.atomic
def choose_voices(*, by: Actor, plan: CheckInPlan, liked: Collection[Person], rather_not: Collection[Person]) -> None:
    """Whose voice they like to hear, and whose not, which is kept without exception. Nobody else is spoken of.

    Raises: Refused for somebody on both lists, and for themselves.
    """
    plan = hold(by, plan)
    wanted = {one.pk: True for one in liked}
    for one in rather_not:
        if one.pk in wanted:
            raise Refused(_("%(name)s is on both lists. Choose one.") % {"name": one.name})
        wanted[one.pk] = False
    if plan.person_id in wanted:
        raise Refused(_("Nobody calls themselves. Choose somebody else."))
    if wanted == dict(plan.voices.values_list("supporter", "is_liked")):
        return
    plan.voices.all().delete()
    Voice.objects.bulk_create(Voice(plan=plan, supporter_id=key, is_liked=is_liked) for key, is_liked in wanted.items())
    replan(plan=plan, by=by)
    record(by=by, act="chose the voices of a check-in plan", thing=plan.reference, about=plan.person.actor_id, voices=len(wanted))
