"""What every act on a plan begins with."""

from hearthside.checkins.models import CheckInPlan
from hearthside.checkins.permissions import may_change_plan
from hearthside.core.actors import Actor, Machine
from hearthside.people.models import Person


def require_change(by: Actor, person: Person) -> None:
    """Raises: NotAllowed when this plan is not theirs to change."""
    if not isinstance(by, Machine):
        may_change_plan(by, person).require()


def hold(by: Actor, plan: CheckInPlan) -> CheckInPlan:
    """The plan as it stands now, held until the transaction ends, for somebody who may change it.

    Raises: NotAllowed.
    """
    require_change(by, plan.person)
    return CheckInPlan.objects.select_for_update(of=("self",)).select_related("person").get(pk=plan.pk)
