"""Days on which they are away, and taking that back."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.checkins.calls.planning import replan
from hearthside.checkins.models import Absence, CheckInPlan
from hearthside.checkins.plans.holding import hold
from hearthside.core.actors import Actor
from hearthside.core.dates import now
from hearthside.core.errors import Refused
from hearthside.core.zones import zone_of
from hearthside.organisation.queries import the_organisation


@transaction.atomic
def plan_absence(*, by: Actor, plan: CheckInPlan, first_day: date, last_day: date) -> Absence:
    """On these days nobody calls, and nothing that is under way goes on. Days are those where they are, both included.

    Raises: Refused when it ends before it begins, or is over.
    """
    plan = hold(by, plan)
    if last_day < first_day:
        raise Refused(_("The last day is before the first. Choose a later last day."))
    if last_day < timezone.localdate(timezone=zone_of(plan.person.zone, the_organisation().zone)):
        raise Refused(_("These days are over. Choose a last day that is still to come."))
    same = plan.absences.filter(first_day=first_day, last_day=last_day, withdrawn_at=None).first()
    if same is not None:
        return same
    absence = Absence.objects.create(plan=plan, first_day=first_day, last_day=last_day)
    replan(plan=plan, by=by)
    record(by=by, act="planned an absence from check-in calls", thing=plan.reference, about=plan.person.actor_id)
    return absence


@transaction.atomic
def withdraw_absence(*, by: Actor, absence: Absence) -> None:
    """They are here after all: calls are planned again on those days. Twice changes nothing."""
    plan = hold(by, absence.plan)
    if Absence.objects.filter(pk=absence.pk, withdrawn_at=None).update(withdrawn_at=now()):
        replan(plan=plan, by=by)
        record(by=by, act="withdrew an absence from check-in calls", thing=plan.reference, about=plan.person.actor_id)
