"""A call as its pages show it: the window on both clocks, why it is mine, what may be pressed and said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from hearthside.checkins.models import AgreedStep, Call, Voice
from hearthside.checkins.rounds.day import last_talked_with
from hearthside.core.dates import now
from hearthside.core.numbers import hidden_number, hiding_prefix, show_number
from hearthside.core.zones import zone_of
from hearthside.organisation.queries import the_organisation
from hearthside.people.models import Person, ReachPermission
from hearthside.people.reach import WayNow, ways_now


@dataclass(frozen=True, slots=True)
class Shown:
    """One row of the list."""

    call: Call
    window: str
    here: str  # the same by the reader's clock where that differs, else empty
    why: str
    is_mine: bool
    is_begun: bool


def with_voices(calls: QuerySet[Call], actor: Person) -> QuerySet[Call]:
    """Each with whether this actor's voice is liked there, and who talked with them last."""
    liked = Voice.objects.filter(plan=OuterRef("plan"), supporter=actor, is_liked=True)
    return calls.annotate(is_liked=Exists(liked), last_caller=last_talked_with()).select_related("person", "plan")


def shown(actor: Person, calls: Iterable[Call]) -> list[Shown]:
    return [_row(actor, call) for call in calls]


def _row(actor: Person, call: Call) -> Shown:
    window, here = windows(call)
    begun = call.claimed_by_id == actor.pk
    return Shown(call, window, here, why_mine(actor, call), begun or call.given_to_id == actor.pk, begun)


def windows(call: Call) -> tuple[str, str]:
    """The window by the clock where the person is, and by the reader's own where it reads differently."""
    theirs = zone_of(call.person.zone, the_organisation().zone)
    there, here = _from_until(call, theirs), _from_until(call, timezone.get_current_timezone())
    return there, "" if here == there else here


def _from_until(call: Call, zone) -> str:
    words = {"start": time_format(call.opens.astimezone(zone)), "end": time_format(call.closes.astimezone(zone))}
    return _("%(start)s to %(end)s") % words


def why_mine(actor: Person, call: Call) -> str:
    """Why the sharing gave it to this one rather than another, in words."""
    if call.given_to_id != actor.pk:
        return ""
    if call.is_liked:
        return _("%(name)s likes your voice") % {"name": call.person.short_name}
    if call.last_caller == actor.pk:
        return _("you talked with %(name)s last") % {"name": call.person.short_name}
    return _("your share of the day")


@dataclass(frozen=True, slots=True)
class NumberToCall:
    """A number of theirs, and how to call it without showing one's own where the country has a way."""

    way: WayNow
    prefix: str
    hidden_address: str
    is_planned: bool


def numbers_of(call: Call, at: datetime | None = None) -> list[NumberToCall]:
    """Their telephones, the one in the plan first. One query."""
    country = the_organisation().country
    phones = [way for way in ways_now(call.person, ReachPermission.Purpose.CHECK_INS, at or now()) if way.is_phone]
    phones.sort(key=lambda one: one.way.pk != call.plan.way_id)
    return [
        NumberToCall(one, hiding_prefix(country), hidden_number(one.value, country) if one.call else "", one.way.pk == call.plan.way_id)
        for one in phones
    ]


@dataclass(frozen=True, slots=True)
class StepNow:
    """The agreed step that a human takes now, and of somebody they named, whom to call at what number."""

    step: AgreedStep
    number: str
    address: str

    @property
    def is_contact(self) -> bool:
        return self.step.act == AgreedStep.Act.CONTACT


def step_now(call: Call) -> StepNow | None:
    """None for the first try. One query."""
    step = call.plan.steps.filter(position=call.step).first() if call.missed_at else None
    if step is None:
        return None
    number = str(step.contact_number or "")
    return StepNow(step, show_number(number, the_organisation().country) if number else "", f"tel:{number}" if number else "")
