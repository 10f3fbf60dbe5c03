"""Opening a record in an emergency: for an hour, with a reason that the person reads."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.dates import now
from hearthside.core.errors import NotAllowed, Refused
from hearthside.people import permissions
from hearthside.people.models import BreakGlass, Person

EMERGENCY_LASTS = timedelta(hours=1)


def look_in_emergency(*, by: Person, typed: str) -> Person:
    """The one person with exactly this name or reference. The look is in the trail, what was typed is not.

    Raises: Refused in the same words for nobody and for several, so that nothing is learned by trying names.
    """
    permissions.may_look_in_emergency(by).require()
    with transaction.atomic():  # on its own, so that a look that finds nobody stays in the trail
        record(by=by, act="looked for somebody in an emergency", thing="people")
    found = list(Person.objects.called(typed)[:2]) if typed.strip() else []
    if len(found) != 1:
        raise Refused(_("Not one person alone is kept under this. Check the spelling, try a reference, or call the crisis line."))
    return found[0]


@transaction.atomic
def break_glass(*, by: Person, person: Person, reason: str) -> BreakGlass:
    """Open a record in an emergency for one hour. The reason is kept, the person sees it, and the trail has it.

    Raises: NotAllowed for people who do not work here, and for colleagues' records; Refused without a reason.
    """
    permissions.may_break_glass(by, person).require()
    if len(reason.strip()) < 10:
        raise Refused(_("Write in a few words why this record has to be opened now. %(name)s will read it.") % {"name": person.name})
    opened_at = now()
    glass = BreakGlass.objects.create(
        opener=by, person=person, reason=reason.strip(), opened_at=opened_at, ends_at=opened_at + EMERGENCY_LASTS
    )
    record(by=by, act="opened a record in an emergency", thing=f"break_glass:{glass.pk}", about=person.actor_id)
    return glass


@transaction.atomic
def close_emergency(*, by: Person, glass: BreakGlass) -> None:
    """Close a record that was opened in an emergency before its hour is over. Closing twice changes nothing."""
    permissions.may_close_emergency(by, glass).require()
    at = now()
    # The database wants an end after the beginning, also for a record opened this very moment.
    ends_at = max(at, glass.opened_at + timedelta(microseconds=1))
    if BreakGlass.objects.filter(pk=glass.pk, ends_at__gt=at).update(ends_at=ends_at):
        record(by=by, act="closed an emergency", thing=f"break_glass:{glass.pk}", about=glass.person.actor_id)


@transaction.atomic
def see_emergency(*, by: Person, glass: BreakGlass) -> None:
    """The person has read that their record was opened, and why. It no longer waits for them; it stays in their record."""
    if by.pk != glass.person_id:
        raise NotAllowed(_("Only the person whose record was opened says that they have read this."))
    if BreakGlass.objects.filter(pk=glass.pk, seen_at=None).update(seen_at=now()):
        record(by=by, act="read of an emergency", thing=f"break_glass:{glass.pk}", about=by.actor_id)
