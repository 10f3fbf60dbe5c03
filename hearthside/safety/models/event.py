"""Something hard happened: written down with the person, in plain words. No checklist, no score."""

import json

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hearthside.core.dates import now, today
from hearthside.core.fields import SealedTextField
from hearthside.core.ids import new_id
from hearthside.people.models import Person


class SafetyEventQuerySet(models.QuerySet):
    def visible_to(self, actor) -> "SafetyEventQuerySet":
        """The person it is about, whoever wrote it, and those who may open the person's record."""
        if not isinstance(actor, Person):
            return self.none()
        return self.filter(Q(person=actor) | Q(written_by=actor) | Q(person__in=Person.objects.visible_to(actor)))

    def to_read(self, person) -> "SafetyEventQuerySet":
        """Shared with the person, and not yet read by them since the last wording."""
        return self.filter(person=person, shared_at__isnull=False, read_at=None)


class SafetyEvent(models.Model):
    """A moment in which somebody might have been in danger: what they wanted, what was offered, who decided, whether they
    agreed, what came after. The person reads it and answers; without a person it is a call without a name.
    """

    class Agreed(models.TextChoices):
        YES = "yes", _("yes")
        PARTLY = "partly", _("partly")
        NO = "no", _("no")
        UNKNOWN = "unknown", _("we could not ask")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="safety_events")
    programme = models.ForeignKey("organisation.Programme", models.PROTECT, null=True, blank=True)
    day = models.DateField(default=today)
    wanted = SealedTextField(help_text="what the person wanted, in their words")
    offered = SealedTextField(null=True, blank=True, help_text="what we offered")
    decided = SealedTextField(null=True, blank=True, help_text="what was decided, and by whom")
    agreed = models.CharField(max_length=8, choices=Agreed, default=Agreed.UNKNOWN, help_text="whether the person agreed to what was done")
    after = SealedTextField(null=True, blank=True, help_text="what came after")
    is_written_together = models.BooleanField(default=False)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=now)
    version = models.PositiveSmallIntegerField(default=1)
    shared_at = models.DateTimeField(null=True, blank=True, help_text="shown to the person")
    read_at = models.DateTimeField(null=True, blank=True, help_text="the person has read this wording")
    reply = SealedTextField(null=True, blank=True, help_text="how the person sees it; stands beside it for good")
    reply_read_at = models.DateTimeField(null=True, blank=True)

    objects = SafetyEventQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "-day"], name="safety_event_of")]
        constraints = [
            models.CheckConstraint(
                condition=Q(read_at=None) | Q(shared_at__isnull=False, person__isnull=False), name="safety_event_read_by_somebody"
            )
        ]

    def __str__(self) -> str:
        return f"safety event {self.pk}"

    @property
    def reference(self) -> str:
        return f"safety_event:{self.pk}"


class EventWording(models.Model):
    """An earlier wording of a safety event, kept beside it: nothing is changed behind anybody's back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    event = models.ForeignKey(SafetyEvent, models.CASCADE, related_name="earlier")
    version = models.PositiveSmallIntegerField()
    words = SealedTextField(help_text="all parts of that wording, as JSON")
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "version"], name="event_wording_once")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.version}"

    @property
    def lines(self) -> list[str]:
        """What people had written, in the order of the form."""
        return [words for name, words in json.loads(self.words).items() if isinstance(words, str) and name != "agreed"]
