"""What we will and will not do when somebody may be in danger: said before it is needed, and kept as it was said."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hearthside.core.dates import now, today
from hearthside.core.ids import new_id
from hearthside.people.models import Person


class Promise(models.Model):
    """One wording of what the organisation promises. The newest holds; earlier ones stay, since they were said to people."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    words = models.TextField()
    written_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(default=now)

    class Meta:
        get_latest_by = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"promise of {self.written_at:%Y-%m-%d}"


class Said(models.Model):
    """The promise was said to somebody before it was needed: which words, by whom, when and how."""

    class How(models.TextChoices):
        SPOKEN = "spoken", _("said or read aloud")
        SHOWN = "shown", _("shown on a screen")
        PAPER = "paper", _("given on paper")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="promises_heard")
    promise = models.ForeignKey(Promise, models.PROTECT, null=True, blank=True, help_text="empty = the wording that the house came with")
    language = models.CharField(max_length=8, blank=True)
    said_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    said_on = models.DateField(default=today)
    how = models.CharField(max_length=6, choices=How, default=How.SPOKEN)

    class Meta:
        indexes = [models.Index(fields=["person", "-said_on"], name="promise_said")]

    def __str__(self) -> str:
        return f"said to {self.person_id}"
