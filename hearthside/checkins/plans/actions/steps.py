"""The steps for when they do not answer. Whatever is done to them, their positions are 1, 2, 3 without a gap."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.checkins.calls.planning import replan
from hearthside.checkins.models import AgreedStep, CheckInPlan
from hearthside.checkins.plans.defaults import TEMPLATES
from hearthside.checkins.plans.holding import hold
from hearthside.checkins.plans.windows import check_hours
from hearthside.core.actors import Actor
from hearthside.core.errors import Refused
from hearthside.core.numbers import read_number
from hearthside.organisation.queries import the_organisation

MOST_STEPS = 12
LONGEST_WAIT = 7 * 24 * 60  # minutes
ASIDE = 1000  # where positions wait while they are numbered anew, since no two may be the same at any moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody the person names, to be called when they do not answer themselves."""

    name: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepWish:
    """One step as it was typed. Words and contact count for the acts that have them."""

    act: str
    wait_minutes: int
    not_before: time | None = None
    not_after: time | None = None
    words: str = ""
    contact: Contact | None = None

    def columns(self) -> dict:
        contact = self.contact if self.act == AgreedStep.Act.CONTACT else None
        has_words = self.act in (AgreedStep.Act.VOICEMAIL, AgreedStep.Act.TEXT, AgreedStep.Act.CONTACT)
        return {
            "act": self.act,
            "wait_minutes": self.wait_minutes,
            "not_before": self.not_before,
            "not_after": self.not_after,
            "words": (self.words.strip() or None) if has_words else None,
            "contact_name": contact.name.strip() or None if contact else None,
            "contact_number": contact.number or None if contact else None,
        }


@transaction.atomic
def use_template(*, by: Actor, plan: CheckInPlan, template: str) -> None:
    """Begin the steps anew from one of TEMPLATES. Whom they named as a contact stays in a step that calls them.

    Raises: Refused for a template that is none.
    """
    plan = hold(by, plan)
    named = plan.steps.filter(act=AgreedStep.Act.CONTACT).filter(contact_number__isnull=False).first()
    contact = Contact(name=str(named.contact_name or ""), number=str(named.contact_number)) if named else None
    fill_steps(plan, template, contact)
    replan(plan=plan, by=by)
    record(by=by, act="began the steps of a check-in plan anew", thing=plan.reference, about=plan.person.actor_id, template=template)


def fill_steps(plan: CheckInPlan, template: str, contact: Contact | None) -> None:
    """Put the steps of a template in the place of those that are. Inside a transaction of the caller.

    Raises: Refused for a template that is none.
    """
    if template not in TEMPLATES:
        raise Refused(_("These steps are not offered any more. Choose others."))
    plan.steps.all().delete()
    wishes = [
        StepWish(act=one.act, wait_minutes=one.wait_minutes, not_before=one.not_before, not_after=one.not_after, contact=_read(contact))
        for one in TEMPLATES[template].steps
    ]
    AgreedStep.objects.bulk_create(AgreedStep(plan=plan, position=place, **one.columns()) for place, one in enumerate(wishes, 1))


@transaction.atomic
def add_step(*, by: Actor, plan: CheckInPlan, wish: StepWish) -> AgreedStep:
    """One more step, after the last.

    Raises: Refused when there are many already, or for a step that can never be taken.
    """
    plan = hold(by, plan)
    wish = _checked(plan, wish)
    number = plan.steps.count()
    if number >= MOST_STEPS:
        raise Refused(_("There are %(n)s steps already. Change one of them, or take one away first.") % {"n": number})
    step = AgreedStep.objects.create(plan=plan, position=number + 1, **wish.columns())
    replan(plan=plan, by=by)
    record(by=by, act="added a step to a check-in plan", thing=plan.reference, about=plan.person.actor_id, step=wish.act)
    return step


@transaction.atomic
def change_step(*, by: Actor, step: AgreedStep, wish: StepWish) -> None:
    """Another wait, time of day, act, other words or another contact. Its place stays.

    Raises: Refused for a step that can never be taken, or that somebody has taken away.
    """
    plan = hold(by, step.plan)
    wish = _checked(plan, wish)
    columns = wish.columns()
    step = _still_there(plan, step)
    changed = [name for name, value in columns.items() if getattr(step, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(step, name, columns[name])
    step.save(update_fields=changed)
    replan(plan=plan, by=by)
    record(by=by, act="changed a step of a check-in plan", thing=plan.reference, about=plan.person.actor_id, fields=changed)


@transaction.atomic
def move_step(*, by: Actor, step: AgreedStep, is_up: bool) -> None:
    """One place up or down; the first does not go up, the last not down.

    Raises: Refused when somebody has taken it away.
    """
    plan = hold(by, step.plan)
    keys = _keys(plan)
    place = keys.index(_still_there(plan, step).pk)
    other = place - 1 if is_up else place + 1
    if not 0 <= other < len(keys):
        return
    keys[place], keys[other] = keys[other], keys[place]
    _number(plan, keys)
    replan(plan=plan, by=by)
    record(by=by, act="moved a step of a check-in plan", thing=plan.reference, about=plan.person.actor_id)


@transaction.atomic
def remove_step(*, by: Actor, step: AgreedStep) -> None:
    """This step does not happen any more; those after it move up. Twice changes nothing."""
    plan = hold(by, step.plan)
    deleted, _rows = plan.steps.filter(pk=step.pk).delete()
    if not deleted:
        return
    _number(plan, _keys(plan))
    replan(plan=plan, by=by)
    record(by=by, act="removed a step of a check-in plan", thing=plan.reference, about=plan.person.actor_id)


def _still_there(plan: CheckInPlan, step: AgreedStep) -> AgreedStep:
    found = plan.steps.filter(pk=step.pk).first()
    if found is None:
        raise Refused(_("This step was taken away in the meantime. Go back to the steps."))
    return found


def _keys(plan: CheckInPlan) -> list[UUID]:
    return list(plan.steps.order_by("position").values_list("pk", flat=True))


def _number(plan: CheckInPlan, keys: Sequence[UUID]) -> None:
    for start in (ASIDE, 1):
        for place, key in enumerate(keys, start):
            plan.steps.filter(pk=key).update(position=place)


def _checked(plan: CheckInPlan, wish: StepWish) -> StepWish:
    if not 0 <= wish.wait_minutes <= LONGEST_WAIT:
        raise Refused(_("A step waits for a week at most. Choose a shorter wait."))
    check_hours(plan.person, wish.not_before, wish.not_after)
    if wish.act == AgreedStep.Act.CONTACT and not (wish.contact and wish.contact.name.strip() and wish.contact.number.strip()):
        raise Refused(_("Say who is to be called: a name and a number."))
    return replace(wish, contact=_read(wish.contact))


def _read(contact: Contact | None) -> Contact | None:
    """With the number as E.164, where one was given. Raises: Refused, naming what was typed."""
    if contact is None or not contact.number.strip():
        return None
    return Contact(name=contact.name, number=read_number(contact.number, the_organisation().country))
