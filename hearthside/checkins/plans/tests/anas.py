"""Ana's plan, as the tests of this room begin it."""

from datetime import time

from hearthside.checkins.models import CheckInPlan
from hearthside.checkins.plans import actions
from hearthside.checkins.plans.windows import Window
from hearthside.people.actions import add_way, permit_reach
from hearthside.people.models import WayToReach

MORNING = Window(0, time(10), time(12))
NUMBER = "+13065550101"


def number_of_ana(cast, **allowed) -> WayToReach:
    """Her telephone; unless said otherwise calls are welcome there and nothing else is."""
    way = add_way(by=cast.ana, person=cast.ana, kind="phone", value=NUMBER, label="kitchen")
    permit_reach(by=cast.ana, way=way, purpose="check_ins", words="May we?", **(allowed or {"may_call": True}))
    return way


def plan_of_ana(cast, *windows: Window, way: WayToReach | None = None, **how) -> CheckInPlan:
    """Called on Monday mornings, and tried gently."""
    way = way or number_of_ana(cast)
    return actions.begin_plan(by=cast.ana, person=cast.ana, programme=cast.river, way=way, windows=windows or (MORNING,), **how)
