"""The telephone: what we heard from a number, numbers that said stop, and calls that the provider bridges."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hearthside.core.dates import now
from hearthside.core.fields import SealedTextField
from hearthside.core.ids import new_id


class Heard(models.Model):
    """A text or call that came in from a number. Who it is, rooms above find by `lookup`; what was said is sealed and forgotten."""

    class How(models.TextChoices):
        TEXT = "text", _("text")
        CALL = "call", _("call")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    how = models.CharField(max_length=4, choices=How)
    provider_id = models.CharField(max_length=64, unique=True, help_text="the same one is heard once, however often the provider says it")
    number = SealedTextField(null=True, help_text="E.164; erased with the words")
    lookup = models.CharField(max_length=64, db_index=True, help_text="keyed digest of the number")
    words = SealedTextField(null=True, blank=True, help_text="erased 90 days after it was seen to")
    keyword = models.CharField(max_length=8, blank=True, help_text="stop, start or help, where the whole text was one of these words")
    heard_at = models.DateTimeField(default=now)
    seen_to_at = models.DateTimeField(null=True, blank=True, help_text="somebody answered it or let it be; keywords are seen to at once")
    seen_to_by = models.CharField(max_length=80, blank=True, help_text="actor id")
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["lookup", "-heard_at"], name="heard_from"),
            models.Index(fields=["heard_at"], name="heard_open", condition=Q(seen_to_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.how} {self.pk}"


class Stopped(models.Model):
    """A number that said stop, by keyword, in free words, aloud, or to the provider itself: no text goes there while it holds."""

    class How(models.TextChoices):
        KEYWORD = "keyword", _("by the word STOP")
        SAID = "said", _("in their own words, written down here")
        PROVIDER = "provider", _("at the provider")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    lookup = models.CharField(max_length=64, help_text="keyed digest of the number; the number itself is not kept here")
    how = models.CharField(max_length=8, choices=How)
    said_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="they said START, or told somebody that texts are welcome again")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lookup"], condition=Q(ended_at=None), name="stopped_once")]

    def __str__(self) -> str:
        return f"stopped {self.how}"


class BridgedCallQuerySet(models.QuerySet):
    def of(self, call_id: UUID) -> "BridgedCallQuerySet":
        """The call of whoever signed for it with its key: the provider, in its own steps. Nobody else is shown any."""
        return self.filter(pk=call_id)

    def to_ring(self) -> "BridgedCallQuerySet":
        return self.filter(begun_at=None, ended_at=None)


class BridgedCall(models.Model):
    """A call that the provider makes for a worker: it rings them first, then the other, and neither sees the other's number.
    Minutes are kept, never what was said.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=200, unique=True, help_text="occasion: the same one is made once")
    about = models.CharField(max_length=80, blank=True, help_text="whom it concerns, such as person:0192…")
    asked_by = models.CharField(max_length=80, help_text="actor id of the worker")
    worker = SealedTextField(null=True, help_text="E.164; erased when it is over")
    to = SealedTextField(null=True, help_text="E.164; erased when it is over")
    asked_at = models.DateTimeField(default=now)
    begun_at = models.DateTimeField(null=True, blank=True, help_text="handed to the provider")
    provider_id = models.CharField(max_length=64, blank=True)
    worker_answered_at = models.DateTimeField(null=True, blank=True, help_text="the worker picked up and pressed 1")
    other_answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=16, blank=True, help_text="a code such as talked, no_answer, busy, failed, worker_away")
    seconds = models.PositiveIntegerField(null=True, blank=True)

    objects = BridgedCallQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["provider_id"], name="bridged_provider_id", condition=~Q(provider_id=""))]
        constraints = [
            models.CheckConstraint(condition=Q(ended_at=None, result="") | (Q(ended_at__isnull=False) & ~Q(result="")), name="bridged_ends")
        ]

    def __str__(self) -> str:
        return f"bridged call {self.pk}"
