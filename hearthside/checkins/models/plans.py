"""What somebody agreed about being called: when, by whom, about what, and what happens when they do not answer."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hearthside.core.dates import now
from hearthside.core.fields import SealedTextField
from hearthside.core.ids import new_id
from hearthside.people.models import Person, WayToReach


class PlanQuerySet(models.QuerySet):
    def running(self) -> "PlanQuerySet":
        return self.filter(ended_at=None)

    def visible_to(self, actor) -> "PlanQuerySet":
        """One's own plan, and those of people whose record one may open. Whoever is on duty for today's round meets a
        person's plan only through the call that was given to them (Call.visible_to).
        """
        return self.filter(person__in=Person.objects.visible_to(actor))


class CheckInPlan(models.Model):
    """What a person agreed about being called. Theirs: every part of it they can change or end at once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="check_in_plans")
    programme = models.ForeignKey("organisation.Programme", models.PROTECT)
    way = models.ForeignKey(WayToReach, models.SET_NULL, null=True, blank=True, related_name="+", help_text="which number to call")
    about = SealedTextField(null=True, blank=True, help_text="what they like to talk about, and what not")
    voicemail = SealedTextField(
        null=True, blank=True, help_text="what a left message may say; whether one may be left is in people.ReachPermission"
    )
    text = SealedTextField(null=True, blank=True, help_text="what a text may say; empty = the words that give nothing away")
    tell_me = models.BooleanField(default=True, help_text="tell me afterwards what was decided when I did not answer")
    begun_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="one_check_in_plan")]

    def __str__(self) -> str:
        return f"check-in plan of {self.person_id}"

    @property
    def reference(self) -> str:
        return f"plan:{self.pk}"


class CallTime(models.Model):
    """A weekday and a window in which they like to be called, by the clock where they are."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(CheckInPlan, models.CASCADE, related_name="times")
    weekday = models.PositiveSmallIntegerField(help_text="0 = Monday")
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="call_time_weekday"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="call_time_closes"),
            models.UniqueConstraint(fields=["plan", "weekday", "opens"], name="call_time_once"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens}"


class Voice(models.Model):
    """Whose voice the person likes to hear, or would rather not."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(CheckInPlan, models.CASCADE, related_name="voices")
    supporter = models.ForeignKey(Person, models.CASCADE, related_name="+")
    is_liked = models.BooleanField(default=True, help_text="no = never this one, which is kept without exception")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "supporter"], name="voice_once")]

    def __str__(self) -> str:
        return f"{self.supporter_id} for {self.plan_id}"


class Absence(models.Model):
    """Days on which they are away, as they told us: nobody calls, and nothing that was under way goes on."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(CheckInPlan, models.CASCADE, related_name="absences")
    first_day = models.DateField()
    last_day = models.DateField()
    told_at = models.DateTimeField(default=now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="absence_ends")]

    def __str__(self) -> str:
        return f"{self.first_day} to {self.last_day}"


class AgreedStep(models.Model):
    """One step the person agreed to for when they do not answer. In order of `position`; what is not here does not happen."""

    class Act(models.TextChoices):
        CALL = "call", _("call again")
        VOICEMAIL = "voicemail", _("call again, and leave a message if nobody answers")
        TEXT = "text", _("send a text")
        CONTACT = "contact", _("call somebody I name")
        ASK = "ask", _("ask whoever is on call to decide")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(CheckInPlan, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField(help_text="1 is the first")
    act = models.CharField(max_length=9, choices=Act)
    wait_minutes = models.PositiveIntegerField(help_text="from the step before, or from the call that was not answered; at most a week")
    not_before = models.TimeField(null=True, blank=True, help_text="by the clock where they are; outside of it the step waits")
    not_after = models.TimeField(null=True, blank=True)
    words = SealedTextField(null=True, blank=True, help_text="what may be said; empty = the words that give nothing away")
    contact_name = SealedTextField(null=True, blank=True)
    contact_number = SealedTextField(null=True, blank=True, help_text="E.164")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="step_position_once"),
            models.CheckConstraint(condition=Q(wait_minutes__lte=7 * 24 * 60), name="step_wait"),
            models.CheckConstraint(condition=Q(not_before=None) | Q(not_after=None) | Q(not_after__gt=F("not_before")), name="step_hours"),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.act}"
