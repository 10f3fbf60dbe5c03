"""Somebody asks for a peer: what they would like, in their own words, and who they would feel at ease with."""

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from hearthside.core.dates import now, today
from hearthside.core.fields import SealedTextField
from hearthside.core.ids import new_id
from hearthside.people.models import Person, Reached


class Experience(models.Model):
    """Something people have lived through and may share, such as "been a carer": chosen words, never a finding about anyone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80, blank=True, help_text="empty = the usual name, in the reader's language")
    position = models.SmallIntegerField(default=0)
    is_offered = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        from hearthside.one_to_one.defaults import EXPERIENCE_NAMES

        return self.name or str(EXPERIENCE_NAMES.get(self.code, self.code))


class RequestQuerySet(models.QuerySet):
    def waiting(self) -> "RequestQuerySet":
        """Neither met anybody yet, nor taken back, nor closed."""
        return self.filter(paired_at=None, withdrawn_at=None, closed_at=None)

    def coordinated_by(self, actor) -> "RequestQuerySet":
        """Those of the programmes this actor coordinates, and those without a programme, which are every coordinator's."""
        programmes = actor.coordinated_programmes if isinstance(actor, Person) else set()
        if None in programmes:
            return self.all()
        return self.filter(Q(programme__in=programmes) | Q(programme=None)) if programmes else self.none()

    def visible_to(self, actor) -> "RequestQuerySet":
        """Those a person made themselves, those they typed for somebody while nobody is paired, and those of the
        programmes they coordinate. A request without a programme is every coordinator's.
        """
        if not isinstance(actor, Person):
            return self.none()
        own = Q(person=actor) | Q(typed_by=actor, paired_at=None)
        return self.filter(own | Q(pk__in=Request.objects.coordinated_by(actor).values("pk")))


class Request(Reached):
    """Somebody would like to meet a peer. Nothing is proven, and nothing must be filled in but what they are called."""

    class Via(models.TextChoices):
        FORM = "form", _("by the form")
        HELPER = "helper", _("told to a helper")
        REFERRAL = "referral", _("sent on by a clinic or service")

    class Wants(models.TextChoices):
        ONE_TO_ONE = "one_to_one", _("to meet somebody one to one")
        CHECK_INS = "check_ins", _("a telephone check-in")
        EITHER = "either", _("either is fine")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    programme = models.ForeignKey("organisation.Programme", models.PROTECT, null=True, blank=True)
    wants = models.CharField(max_length=10, choices=Wants, default=Wants.ONE_TO_ONE)
    via = models.CharField(max_length=8, choices=Via, default=Via.FORM)
    typed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+", help_text="the helper")
    referrer = SealedTextField(null=True, blank=True, help_text="who sent them on, as they wrote it; they hear nothing back without a yes")
    may_tell_referrer = models.BooleanField(default=False, help_text="whether they met somebody, and nothing else")
    agreed_words = models.TextField(blank=True, help_text="what whoever sent them on said that the person agreed to")
    may_say_who = models.BooleanField(default=False, help_text="messages about this may name the organisation")
    wish = SealedTextField(null=True, blank=True, help_text="what I would like, in their own words")
    hows = models.JSONField(default=list, blank=True, help_text="codes of defaults.HOWS; empty = any")
    times = models.JSONField(default=list, blank=True, help_text="codes of defaults.TIMES such as mon_morning; empty = any")
    experiences = models.JSONField(default=list, blank=True, help_text="codes of Experience they would like to share; empty = any")
    languages = models.JSONField(default=list, blank=True, help_text="language codes; empty = any")
    genders = models.JSONField(default=list, blank=True, help_text="codes of defaults.GENDERS they would be at ease with; empty = any")
    ages = models.JSONField(default=list, blank=True, help_text="codes of defaults.AGE_BANDS; empty = any")
    ask_coordinator = models.BooleanField(default=False, help_text="somebody here should choose for me")
    asked_at = models.DateTimeField(default=now, help_text="the waiting list goes by it")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    paired_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, help_text="somebody here closed it")
    closing = models.CharField(max_length=16, blank=True, help_text="code of defaults.CLOSINGS: why, as the person reads it")

    objects = RequestQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["asked_at"], name="request_waiting", condition=Q(paired_at=None, withdrawn_at=None, closed_at=None)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, closing="") | (Q(closed_at__isnull=False) & ~Q(closing="")), name="request_closed_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"

    @property
    def reference(self) -> str:
        """How the trail names it."""
        return f"request:{self.pk}"

    @property
    def days_waited(self) -> int:
        return (today() - localdate(self.asked_at)).days

    @property
    def is_waiting(self) -> bool:
        return self.paired_at is None and self.withdrawn_at is None and self.closed_at is None
