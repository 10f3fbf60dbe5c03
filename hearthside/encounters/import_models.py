"""What is remembered of imported files: enough to recognise them and their rows, and the columns nobody asked for."""

from django.db import models
from django.db.models import Q

from hearthside.core.dates import now
from hearthside.core.fields import SealedTextField
from hearthside.core.ids import new_id


class ImportedFile(models.Model):
    """A file of contacts that was imported, known by its content in whatever format it is sent again. Its name is not kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    digest = models.CharField(max_length=64, unique=True, help_text="keyed, over the cells of all rows in any order")
    imported_at = models.DateTimeField(default=now)
    rows = models.PositiveIntegerField(default=0, help_text="rows that hold anything")
    refused = models.PositiveIntegerField(default=0, help_text="rows that could not be stored")

    def __str__(self) -> str:
        return f"file of {self.rows} rows"


class ImportedRow(models.Model):
    """A row of an imported file that became a contact or a try. It stays when that is taken back, so that it does not return."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    file = models.ForeignKey(ImportedFile, models.CASCADE, related_name="stored_rows")
    digest = models.CharField(max_length=64, db_index=True, help_text="keyed, over the known columns; rows of two contacts may look alike")
    encounter = models.ForeignKey("encounters.Encounter", models.SET_NULL, null=True, related_name="+")
    attempt = models.ForeignKey("encounters.Attempt", models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"row of {self.file_id}"


class KeptCells(models.Model):
    """Cells of an imported row for which there is no place yet, as they were, by the name of their column. Gone with the contact."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    encounter = models.OneToOneField("encounters.Encounter", models.CASCADE, null=True, related_name="kept_cells")
    attempt = models.OneToOneField("encounters.Attempt", models.CASCADE, null=True, related_name="kept_cells")
    cells = SealedTextField(help_text="JSON, column to text")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(encounter=None) ^ Q(attempt=None), name="kept_cells_of_one"),
        ]

    def __str__(self) -> str:
        return f"kept cells of {self.encounter_id or self.attempt_id}"
