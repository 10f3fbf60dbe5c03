"""A plan put together for a page or for paper."""

from dataclasses import dataclass
from datetime import time

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from hearthside.checkins.models import Absence, CheckInPlan, Voice
from hearthside.checkins.plans.queries import StepShown, number_of, steps_shown
from hearthside.checkins.plans.saying import text_words, times_said, zone_said
from hearthside.core.zones import zone_of
from hearthside.organisation.queries import the_organisation
from hearthside.people.models import Person, ReachPermission, WayToReach
from hearthside.people.reach import in_words, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanShown:
    """All that a page says of a plan, in words. `clock` is the time where they are, `allowed` what may be done at the number."""

    times: list[str]
    place: str
    clock: time  # bare, since a template turns a moment into the reader's own zone
    way: WayToReach | None
    number: str
    allowed: str
    may_call: bool
    text: str
    voices: list[Voice]
    absences: list[Absence]
    steps: list[StepShown]


def shown_plan(plan: CheckInPlan) -> PlanShown:
    """A fixed number of queries, however many times and steps there are."""
    zone = zone_of(plan.person.zone, the_organisation().zone)
    local = timezone.localtime(timezone=zone)
    way = number_of(plan)
    said = way and way.permissions.filter(purpose=ReachPermission.Purpose.CHECK_INS, ended_at=None).first()
    return PlanShown(
        times=times_said(list(plan.times.all())),
        place=zone_said(zone),
        clock=local.time(),
        way=way,
        number=shown(way, the_organisation().country) if way else "",
        allowed=in_words(way, said) if way else "",
        may_call=bool(said and said.may_call),
        text=text_words(plan),
        voices=list(plan.voices.select_related("supporter").order_by("supporter__name")),
        absences=list(plan.absences.filter(withdrawn_at=None, last_day__gte=local.date()).order_by("first_day")),
        steps=steps_shown(plan, plan.steps.all(), way, said),
    )


def quiet_said(person: Person) -> str:
    """Their quiet hours and the clock that counts, in one sentence."""
    words = {
        "from": time_format(person.quiet_from),
        "to": time_format(person.quiet_until),
        "place": zone_said(zone_of(person.zone, the_organisation().zone)),
    }
    if person.quiet_from == person.quiet_until:
        return _("By the clock in %(place)s. There are no quiet hours.") % words
    return _("By the clock in %(place)s. Quiet hours are %(from)s to %(to)s: nobody calls or texts then.") % words
