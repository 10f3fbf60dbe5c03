"""Sheets that are being brought in: what was typed, until it is in or fourteen days have gone, and what each import brought."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from hearthside.core.dates import now
from hearthside.core.fields import SealedTextField
from hearthside.core.ids import new_id
from hearthside.gatherings.models.gathering import Gathering, Series
from hearthside.people.models import Person, Role

DRAFT_KEPT = timedelta(days=14)
UNDONE_WITHIN = timedelta(hours=24)


class Brought(models.TextChoices):
    SCHEDULE = "schedule", _("a schedule")
    ATTENDANCE = "attendance", _("sign-in sheets")


class ImportDraftQuerySet(models.QuerySet):
    def visible_to(self, actor) -> "ImportDraftQuerySet":
        """One's own; for coordinators also a schedule in which no row is closed or could not be told open. Names on sign-in
        sheets, and true titles of closed groups, stay with whoever sent them.
        """
        if not isinstance(actor, Person):
            return self.none()
        seen = models.Q(made_by=actor)
        if actor.holds(Role.Kind.COORDINATOR):
            seen |= models.Q(is_shared=True)
        return self.filter(seen, made_at__gt=now() - DRAFT_KEPT)

    def with_counts(self) -> "ImportDraftQuerySet":
        """Each with how many rows are still in it."""
        return self.annotate(rows_left=models.Count("rows"))


class ImportDraft(models.Model):
    """A sheet that somebody sent and has not finished bringing in. It is gone when it is done, or after fourteen days."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=Brought)
    made_by = models.ForeignKey(Person, models.CASCADE, related_name="import_drafts")
    made_at = models.DateTimeField(default=now)
    is_shared = models.BooleanField(default=False, help_text="other coordinators may go on with it; see visible_to")
    others = SealedTextField(help_text="JSON: names of the columns that nothing here reads")
    decided = SealedTextField(help_text="JSON: what is to become of each name that was not found, by group")

    objects = ImportDraftQuerySet.as_manager()

    def __str__(self) -> str:
        return f"draft {self.pk}"

    @property
    def reference(self) -> str:
        return f"import_draft:{self.pk}"

    @property
    def gone_at(self):
        return self.made_at + DRAFT_KEPT


class ImportDraftRow(models.Model):
    """A row of a draft as it was typed and mended since. It is gone when it is in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draft = models.ForeignKey(ImportDraft, models.CASCADE, related_name="rows", db_index=False)
    number = models.PositiveIntegerField(help_text="as the spreadsheet shows it")
    cells = SealedTextField(help_text="JSON, column to text")
    is_left_out = models.BooleanField(default=False, help_text="somebody said that it is not to be brought in")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="draft_row_once")]

    def __str__(self) -> str:
        return f"row {self.number} of {self.draft_id}"


class ImportBatchQuerySet(models.QuerySet):
    def visible_to(self, actor) -> "ImportBatchQuerySet":
        """What can still be undone: one's own, and for coordinators the schedules that anybody brought."""
        if not isinstance(actor, Person):
            return self.none()
        seen = models.Q(made_by=actor)
        if actor.holds(Role.Kind.COORDINATOR):
            seen |= models.Q(kind=Brought.SCHEDULE)
        return self.filter(seen, undone_at=None, made_at__gt=now() - UNDONE_WITHIN)


class ImportBatch(models.Model):
    """What one import brought. For a day it can be undone as a whole."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=Brought)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+", help_text="empty = on the command line")
    made_at = models.DateTimeField(default=now)
    created = models.PositiveIntegerField(default=0, help_text="rows that were stored")
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ImportBatchQuerySet.as_manager()

    def __str__(self) -> str:
        return f"import of {self.created} rows"

    @property
    def reference(self) -> str:
        return f"import_batch:{self.pk}"


class ImportedSeries(models.Model):
    """A rhythm that came with an import, and by what it is known when its calendar is sent again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="brought_series")
    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="+")
    series = models.OneToOneField(Series, models.CASCADE, related_name="+")
    began_gathering = models.BooleanField(default=False, help_text="the gathering came with it")
    digest = models.CharField(max_length=64, blank=True, db_index=True, help_text="keyed, of its name in the calendar it came from")

    def __str__(self) -> str:
        return f"series of {self.batch_id}"


class ImportedAttendance(models.Model):
    """A line of a sign-in sheet that was stored. It stays when a host takes that line off, so that the sheet does not bring it back."""

    id = models.UUIDField(primary_key=True, editable=False, help_text="of the attendance; made of session and name with our own key")
    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="brought_attendances")

    def __str__(self) -> str:
        return f"attendance of {self.batch_id}"
