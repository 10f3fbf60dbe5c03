"""Reading calls: those of today's round, what waits for a decision, and all that is held on one person."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, DateTimeField, Exists, Expression, F, Q, QuerySet, When

from hearthside.checkins.models import Call, CallQuerySet, CheckInPlan, Question, Voice
from hearthside.checkins.models.calls import end_of_day
from hearthside.core.dates import now
from hearthside.people.models import Person, Relation, Shift, current

QUESTION_WAITS = timedelta(hours=2)  # for the one who was asked, before the coordinators see it too


def todays_calls(actor: Person, at: datetime | None = None) -> CallQuerySet:
    """The calls this actor may make today, in the order in which they are `due`: their own, and those that nobody has while
    they are on duty or with whom they meet. None to themselves, none where another voice is wished for. One query.
    """
    at = at or now()
    met = Relation.objects.filter(current(), supporter=actor).values("person")
    mine = Q(claimed_by=actor) | Q(given_to=actor, claimed_by=None)
    free = Q(claimed_by=None, given_to=None) & (Q(pk__in=Call.objects.on_duty_of(actor, at).values("pk")) | Q(person__in=met))
    unwished = Voice.objects.filter(supporter=actor, is_liked=False).values("plan")
    calls = Call.objects.to_do(at).filter(mine | free, opens__lt=end_of_day(at)).exclude(person=actor).exclude(plan__in=unwished)
    due = Case(When(missed_at=None, then=F("opens")), default=F("next_at"), output_field=DateTimeField())
    return calls.annotate(due=due).order_by("due", "pk").select_related("plan", "person", "programme")


def questions_for(actor: Person, at: datetime | None = None) -> QuerySet[Question]:
    """Open questions this actor decides: those asked of them, those of programmes they are on call for now; and of the
    programmes they coordinate, where nobody was on call or nobody has answered for a while. Never one about themselves.
    """
    at = at or now()
    shifts = Shift.objects.running(at).filter(what=Shift.What.ON_CALL, person=actor)
    mine = Q(asked_of=actor) | Q(call__programme__in=shifts.values("programme")) | Q(pk__in=_if_any(shifts.filter(programme=None)))
    led = Q() if None in actor.coordinated_programmes else Q(call__programme__in=[*actor.coordinated_programmes])
    if actor.coordinated_programmes:
        mine |= led & (Q(asked_of=None) | Q(asked_at__lte=at - QUESTION_WAITS))
    questions = Question.objects.filter(mine, answered_at=None, call__ended_at=None).exclude(call__person=actor)
    return questions.select_related("call__person", "call__plan", "asked_of").order_by("asked_at", "pk")


def decisions_to_read(person: Person | Expression) -> QuerySet[Question]:
    """What was decided when this person did not answer, and they have not read yet; none where they would rather not be told."""
    return Question.objects.filter(call__person=person, answered_at__isnull=False, seen_at=None, call__plan__tell_me=True)


def shouts_for(actor: Person) -> CallQuerySet:
    """Calls of the programmes this actor coordinates of which nobody has tried what is due, and whose time runs out."""
    programmes = actor.coordinated_programmes
    calls = Call.objects.to_do().exclude(shouted_at=None).exclude(person=actor)
    if None not in programmes:
        calls = calls.filter(programme__in=[*programmes])
    return calls.select_related("person", "plan", "claimed_by", "given_to").order_by("shouted_at", "pk")


def _if_any(shifts: QuerySet) -> QuerySet:
    """All questions, if there is one of these shifts."""
    return Question.objects.filter(Exists(shifts)).values("pk")


def held_on(person: Person) -> dict[str, list[dict[str, Any]]]:
    """All about check-in calls that is kept on a person, for them to read and take away: what they agreed, the calls and how
    each went, the steps, and what was decided unless they would rather not be told. Keys are plain words.
    """
    plans = CheckInPlan.objects.filter(person=person).prefetch_related("times", "voices__supporter", "absences", "steps")
    tried = ("tried__by", "steps_taken")
    calls = (
        Call.objects.filter(person=person).select_related("question__answered_by", "plan").prefetch_related(*tried).order_by("-opens", "pk")
    )
    return {"check_in_plans": [_plan(one) for one in plans.order_by("-begun_at", "pk")], "check_in_calls": [_call(one) for one in calls]}


def _plan(plan: CheckInPlan) -> dict[str, Any]:
    names = ("about", "voicemail", "text", "tell_me", "begun_at", "ended_at")
    step = ("position", "act", "wait_minutes", "not_before", "not_after", "words", "contact_name", "contact_number")
    return {name: getattr(plan, name) for name in names} | {
        "times": [{"weekday": one.weekday, "opens": one.opens, "closes": one.closes} for one in plan.times.all()],
        "voices": [{"name": one.supporter.name, "is_liked": one.is_liked} for one in plan.voices.all()],
        "days_away": [_columns(one, "first_day", "last_day", "told_at", "withdrawn_at") for one in plan.absences.all()],
        "steps": [_columns(one, *step) for one in plan.steps.all()],
    }


def _call(call: Call) -> dict[str, Any]:
    """`was_heavy` is the caller's own, said about themselves, and not kept on the person."""
    tried = [{"at": one.at, "outcome": one.outcome, "by": one.by.name if one.by else ""} for one in call.tried.all()]
    steps = [_columns(one, "position", "act", "due_at", "taken_at", "result", "why") for one in call.steps_taken.all()]
    when = _columns(call, "day", "opens", "closes", "missed_at", "ended_at", "ended_why")
    return when | {"tried": tried, "steps": steps, "decision": _decision(call)}


def _decision(call: Call) -> dict[str, Any] | None:
    question = getattr(call, "question", None)
    if question is None or question.answered_at is None or not call.plan.tell_me:
        return None
    return {"words": question.decision, "by": question.answered_by.name if question.answered_by else "", "at": question.answered_at}


def _columns(row, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
