"""Reading a check-in plan as its pages show it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from hearthside.checkins.models import AgreedStep, CheckInPlan, Question
from hearthside.checkins.plans.saying import step_said
from hearthside.organisation.models import Programme
from hearthside.organisation.queries import running_programmes
from hearthside.people.models import Person, PersonQuerySet, ReachPermission, Role, WayToReach, current

ACT = AgreedStep.Act
MOST_DECISIONS = 20  # all of them are in the file of one's record


def latest_plan(person: Person) -> CheckInPlan | None:
    """The plan that runs, else the one that ended last. One query."""
    plans = person.check_in_plans.select_related("person", "programme", "way")
    return plans.order_by("ended_at").filter(ended_at=None).first() or plans.order_by("-ended_at").first()


def programmes_for(actor, person: Person) -> list[Programme]:
    """Where a plan of theirs may begin: the programmes they are enrolled in, else those in which they meet somebody, else those
    of whoever helps, else all that run. One query.
    """
    enrolled = {role.programme_id for role in person.current_roles if role.kind in Role.ENROLLED}
    meets = set(person.relations.open().values_list("programme", flat=True))
    works = {role.programme_id for role in actor.current_roles if role.kind in Role.WORKING}
    running = running_programmes()
    choices = ([one for one in running if one.pk in held] for held in (enrolled, meets, works))
    return next(filter(None, choices), running)


def numbers_of(person: Person) -> list[tuple[WayToReach, ReachPermission | None]]:
    """Their numbers in use, each with what they said of it for check-ins. Two queries."""
    ways = list(person.ways.filter(kind=WayToReach.Kind.PHONE, ended_on=None).order_by("pk"))
    in_force = ReachPermission.objects.filter(way__in=ways, purpose=ReachPermission.Purpose.CHECK_INS, ended_at=None)
    said = {one.way_id: one for one in in_force}
    return [(way, said.get(way.pk)) for way in ways]


def number_of(plan: CheckInPlan) -> WayToReach | None:
    """The number that is called: the plan's, else the first they use, as in checkins.calls. At most one query."""
    if plan.way and plan.way.ended_on is None:
        return plan.way
    return plan.person.ways.filter(kind=WayToReach.Kind.PHONE, ended_on=None).order_by("pk").first()


def decisions_for(actor, person: Person) -> list[Question]:
    """What was decided when nobody reached them, the newest first: for the person alone, unless they would rather not be
    told. One query.
    """
    if actor != person:
        return []
    decided = Question.objects.filter(call__person=person, call__plan__tell_me=True, answered_at__isnull=False)
    return list(decided.select_related("call", "answered_by").order_by("-answered_at")[:MOST_DECISIONS])


def voices_for(plan: CheckInPlan) -> PersonQuerySet:
    """Whose voice may be spoken of: supporters and coordinators of that programme or of all, and whoever is spoken of already;
    without the person, by name.
    """
    where = Q(programme=plan.programme_id) | Q(programme=None)
    held = Role.objects.filter(where, current(), kind__in=(Role.Kind.SUPPORTER, Role.Kind.COORDINATOR))
    some = Q(pk__in=held.values("person")) | Q(pk__in=plan.voices.values("supporter"))
    return Person.objects.filter(some, merged_into=None).exclude(pk=plan.person_id).by_name()


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step in words, and what stands in its way today: the reason, and the page where it is put right."""

    step: AgreedStep
    said: str
    missing: str = ""
    address: str = ""


def steps_shown(plan: CheckInPlan, steps: Iterable[AgreedStep], way: WayToReach | None, said: ReachPermission | None) -> list[StepShown]:
    """`way` is the number that is called, `said` what holds for check-ins there. No query."""
    return [StepShown(step, step_said(plan, step), *_missing(plan, step, way, said)) for step in steps]


def _missing(plan: CheckInPlan, step: AgreedStep, way: WayToReach | None, said: ReachPermission | None) -> tuple[str, str]:
    person = plan.person_id
    if step.act == ACT.CONTACT:
        whom = reverse("check_in_step", args=[person, step.pk])
        return ("", "") if step.contact_number else (_("Left out until there is a name and a number."), whom)
    if step.act == ACT.ASK:
        return "", ""
    if way is None:
        return _("Left out until there is a number."), reverse("check_in_number", args=[person])
    allowing = reverse("way_permission", args=[person, way.pk, ReachPermission.Purpose.CHECK_INS])
    if step.act == ACT.TEXT:
        return ("", "") if said and said.may_text else (_("Left out: texts to this number are not allowed."), allowing)
    if not (said and said.may_call):
        return _("Left out: calls to this number are not allowed."), allowing
    if step.act == ACT.VOICEMAIL and not said.may_leave_voicemail:
        return _("No message is left: that is not allowed."), allowing
    return "", ""
