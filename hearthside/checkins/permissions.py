"""Who may see, take and record calls, who decides when the steps are over, and who keeps the plan and the rota."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from hearthside.checkins.models import Call, Question, Voice
from hearthside.core.dates import now
from hearthside.core.verdicts import YES, Verdict, no
from hearthside.encounters.permissions import may_log
from hearthside.organisation.models import Programme
from hearthside.people.models import Person, PersonQuerySet, Role, Shift, current
from hearthside.people.permissions import may_change_record, right_to_open


def may_change_plan(actor, person: Person) -> Verdict:
    """The plan is the person's own: they, their supporters with them, and the coordinator of their programme change it."""
    return may_change_record(actor, person)


def may_see_call(actor, call: Call) -> Verdict:
    """Whether a call is there at all for this actor: the rule of Call.objects.visible_to, for one that is known."""
    if Call.objects.visible_to(actor).filter(pk=call.pk).exists():
        return YES
    return no(_("This call is not yours to see. Ask whoever coordinates the round."))


def may_claim_call(actor, call: Call) -> Verdict:
    """Take a call: somebody it was given to, who is on duty for its round today, or who supports the person or coordinates
    their programme. Never the person themself, never a voice that the person would rather not hear.
    """
    if not may_log(actor):
        return may_log(actor)
    if actor.pk == call.person_id:
        return no(_("This is a call to you. Somebody else makes it."))
    if Voice.objects.filter(plan=call.plan_id, supporter=actor, is_liked=False).exists():
        return no(_("They would rather be called by somebody else. Leave this one to a colleague."))
    is_given = actor.pk in (call.given_to_id, call.claimed_by_id)
    if is_given or Call.objects.on_duty_of(actor).filter(pk=call.pk).exists():
        return YES
    if right_to_open(actor, call.person) in ("relation", "coordinator"):
        return YES
    return no(_("You are not on duty for this round. Ask whoever coordinates it."))


def may_record_call(actor, call: Call) -> Verdict:
    """Say how a call went: whoever took it, also after the end of their shift; while nobody has it, whoever may take it."""
    if isinstance(actor, Person) and call.claimed_by_id == actor.pk:
        return may_log(actor)
    if call.claimed_by_id is not None:
        return no(_("Somebody else is making this call. Ask them how it went."))
    return may_claim_call(actor, call)


def may_hand_over_calls(actor, person: Person, programme: Programme | None = None) -> Verdict:
    """Give back the calls of a shift: one's own, and a coordinator those of anybody."""
    if isinstance(actor, Person) and (actor.pk == person.pk or actor.coordinated_programmes):
        return YES
    return no(_("Only they themselves or a coordinator give these calls back. Ask one of them."))


def may_answer_question(actor, question: Question) -> Verdict:
    """Decide when all steps are over: whoever was asked, is on call now, or coordinates the programme. Never the person."""
    call = question.call
    if isinstance(actor, Person) and actor.pk != call.person_id:
        leads = {None, call.programme_id} & actor.coordinated_programmes
        if question.asked_of_id == actor.pk or leads or on_call(call.programme_id).filter(person=actor).exists():
            return YES
    return no(_("Only whoever is on call, or coordinates the programme, decides this. Ask one of them."))


def may_read_decision(actor, question: Question) -> Verdict:
    """The person reads what was decided, unless they said that they would rather not be told."""
    call = question.call
    if isinstance(actor, Person) and actor.pk == call.person_id and call.plan.tell_me:
        return YES
    return no(_("Only the person it is about reads this, if they wish to be told. They can say so in their plan."))


def on_call(programme: object, at: datetime | None = None):
    """The shifts of those on call for a programme, or for all, at a moment (now)."""
    running = Shift.objects.running(at or now()).filter(what=Shift.What.ON_CALL)
    return running.filter(Q(programme=programme) | Q(programme=None)).exclude(person=None)


def coordinators_of(programme: object) -> PersonQuerySet:
    """Those who coordinate a programme today, or all."""
    roles = Role.objects.filter(Q(programme=programme) | Q(programme=None), current(), kind=Role.Kind.COORDINATOR)
    return Person.objects.filter(pk__in=roles.values("person"), merged_into=None)
