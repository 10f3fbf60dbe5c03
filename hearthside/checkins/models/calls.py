"""The calls of a day, how each went, and the steps after one that was not answered."""

from datetime import datetime, time, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hearthside.checkins.models.plans import AgreedStep, CheckInPlan
from hearthside.core.dates import now
from hearthside.core.fields import SealedTextField
from hearthside.core.ids import new_id
from hearthside.people.models import Person, Shift


def end_of_day(at: datetime) -> datetime:
    """The end of the house's local day in which a moment lies."""
    local = timezone.localtime(at)
    return datetime.combine(local.date() + timedelta(days=1), time(0), tzinfo=local.tzinfo)


class CallQuerySet(models.QuerySet):
    def open(self) -> "CallQuerySet":
        return self.filter(ended_at=None)

    def to_do(self, at: datetime | None = None) -> "CallQuerySet":
        """Open, and somebody is to call now or later today: not yet tried, or a step that takes a human is due."""
        at = at or now()
        return self.open().filter(Q(missed_at=None) | Q(step_act__in=[*Call.BY_HUMAN], next_at__lte=at))

    def under_way(self) -> "CallQuerySet":
        """Tried, not answered, and going on through the agreed steps."""
        return self.open().exclude(missed_at=None)

    def on_duty_of(self, actor: Person, at: datetime | None = None) -> "CallQuerySet":
        """Open calls up to the end of today in the programmes for whose round this actor is on duty today."""
        at = at or now()
        day_ends = end_of_day(at)
        duty = Shift.objects.filter(what=Shift.What.ROUNDS, person=actor, begins__lt=day_ends, ends__gt=at)
        return self.open().filter(Q(programme__in=duty.values("programme")) | Q(pk__in=self._everywhere(duty)), opens__lt=day_ends)

    def _everywhere(self, duty: models.QuerySet) -> models.QuerySet:
        return Call.objects.filter(models.Exists(duty.filter(programme=None))).values("pk")

    def visible_to(self, actor) -> "CallQuerySet":
        """Calls given to or claimed by oneself, those of today while one is on duty for rounds in that programme, those one
        is asked to decide about, those of people whose record one may open. Colleagues, past supporters and board members
        see none.
        """
        if not isinstance(actor, Person):
            return self.none()
        mine = Q(given_to=actor) | Q(claimed_by=actor) | Q(question__asked_of=actor) | Q(pk__in=Call.objects.on_duty_of(actor).values("pk"))
        return self.filter(Q(mine, ended_at=None) | Q(person__in=Person.objects.visible_to(actor)))


class Call(models.Model):
    """One planned call to one person in one window. It ends once, for one reason; until then it is somebody's to do.

    Not answered, it goes on through the steps the person agreed (`AgreedStep`), one after the other: `next_at` is the
    moment of the next, `step` its position. A moment after the last one a named human on call is asked, and nothing else.
    """

    class Ended(models.TextChoices):
        TALKED = "talked", _("talked")
        CALLED_BACK = "called_back", _("they called or wrote back")
        AWAY = "away", _("away, as they told us")
        NOT_TODAY = "not_today", _("not today")
        LATER = "later", _("asked for another day or time")
        STOPPED = "stopped", _("asked us to stop")
        DECIDED = "decided", _("somebody on call decided")
        NOT_MADE = "not_made", _("nobody called in time")
        PLAN_ENDED = "plan_ended", _("the plan ended, or changed")
        QUIET = "quiet_hours", _("not made: the whole window lay in their quiet hours")

    BY_HUMAN = (AgreedStep.Act.CALL, AgreedStep.Act.VOICEMAIL, AgreedStep.Act.CONTACT)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(CheckInPlan, models.CASCADE, related_name="calls")
    person = models.ForeignKey(Person, models.CASCADE, related_name="check_in_calls")
    programme = models.ForeignKey("organisation.Programme", models.PROTECT)
    day = models.DateField(help_text="the local date where they are")
    opens = models.DateTimeField()
    closes = models.DateTimeField()
    planned_at = models.DateTimeField(default=now)
    asked_in = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="asked_for", help_text="the call in which they asked for this one"
    )
    given_to = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="calls_given")
    claimed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="calls_claimed")
    claimed_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    missed_at = models.DateTimeField(null=True, blank=True, help_text="when the first try was not answered")
    step = models.PositiveSmallIntegerField(default=0, help_text="position of the step that is next; 0 = none")
    step_act = models.CharField(max_length=9, choices=AgreedStep.Act, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    shouted_at = models.DateTimeField(null=True, blank=True, help_text="when coordinators were told that nobody had called")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=12, choices=Ended, blank=True)
    ended_by = models.CharField(max_length=80, blank=True, help_text="actor id of whoever or whatever ended it")
    encounter = models.ForeignKey("encounters.Encounter", models.SET_NULL, null=True, blank=True, related_name="+")
    was_heavy = models.BooleanField(
        default=False, help_text="the caller said of themselves that it was a heavy one; the sharing spares them"
    )

    objects = CallQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["opens"], name="call_open", condition=Q(ended_at=None)),
            models.Index(fields=["next_at"], name="call_step", condition=Q(ended_at=None, next_at__isnull=False)),
            models.Index(fields=["day", "programme", "ended_why"], name="call_counts"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["plan", "opens"], name="planned_once"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="call_closes"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_why="") | (Q(ended_at__isnull=False) & ~Q(ended_why="")), name="call_ends_for_a_reason"
            ),
            models.CheckConstraint(condition=Q(ended_at=None) | Q(next_at=None), name="nothing_after_the_end"),
            models.CheckConstraint(condition=Q(claimed_by=None, claimed_at=None) | Q(claimed_at__isnull=False), name="call_claimed_at"),
        ]

    def __str__(self) -> str:
        return f"call to {self.person_id} on {self.day}"

    @property
    def reference(self) -> str:
        return f"call:{self.pk}"

    @property
    def is_under_way(self) -> bool:
        """Tried, not answered, and going on through the agreed steps."""
        return self.ended_at is None and self.missed_at is not None

    def waits_for_human(self, at: datetime) -> bool:
        """Whether somebody is to call at this moment: it was not tried yet, or a step that takes a human is due."""
        if self.ended_at is not None or self.missed_at is None:
            return self.ended_at is None
        return self.step_act in self.BY_HUMAN and self.next_at is not None and self.next_at <= at


class Tried(models.Model):
    """One try of a planned call: which one it was, and the attempt or contact it became."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    call = models.ForeignKey(Call, models.CASCADE, related_name="tried")
    number = models.PositiveSmallIntegerField(help_text="1 = the first")
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=20, help_text="talked, or a code of organisation.defaults.OUTCOME_NAMES")
    attempt = models.ForeignKey("encounters.Attempt", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "number"], name="tried_once")]

    def __str__(self) -> str:
        return f"try {self.number} of {self.call_id}"


class StepTaken(models.Model):
    """A step that came due and what became of it: done, or left out for a reason that is also in the trail."""

    class Result(models.TextChoices):
        DONE = "done", _("done")
        LEFT_OUT = "left_out", _("left out")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    call = models.ForeignKey(Call, models.CASCADE, related_name="steps_taken")
    position = models.PositiveSmallIntegerField()
    act = models.CharField(max_length=9, choices=AgreedStep.Act)
    due_at = models.DateTimeField()
    taken_at = models.DateTimeField(default=now)
    by = models.CharField(max_length=80, help_text="actor id")
    result = models.CharField(max_length=8, choices=Result)
    why = models.CharField(max_length=24, blank=True, help_text="a code where it was left out, such as no_permission")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "position"], name="step_taken_once")]

    def __str__(self) -> str:
        return f"step {self.position} of {self.call_id}"


class Question(models.Model):
    """All agreed steps are over and the person was not reached: a named human is asked to decide what, if anything, comes next.

    Their decision and its reason are shown to the person afterwards, unless the plan says not to.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    call = models.OneToOneField(Call, models.CASCADE, related_name="question")
    asked_of = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="empty = nobody is on call; all coordinators of the programme see it",
    )
    asked_at = models.DateTimeField(default=now)
    answered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    decision = SealedTextField(null=True, blank=True, help_text="what was decided and why, in plain words")
    seen_at = models.DateTimeField(null=True, blank=True, help_text="when the person had read it")

    class Meta:
        indexes = [models.Index(fields=["asked_at"], name="question_open", condition=Q(answered_at=None))]

    def __str__(self) -> str:
        return f"question on {self.call_id}"

    @property
    def reference(self) -> str:
        return f"question:{self.pk}"
