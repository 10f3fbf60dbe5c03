"""A tablet at the entrance."""

from django.db import models
from django.db.models import Q

from hearthside.core.dates import now, today
from hearthside.core.ids import new_id
from hearthside.people.models import Person


class Door(models.Model):
    """A device that a host opened as the door for one day. It can tell who came, and read nothing."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey("organisation.Site", models.PROTECT, null=True, blank=True, related_name="+")
    opened_by = models.ForeignKey(Person, models.CASCADE, related_name="doors")
    key_digest = models.CharField(max_length=64, unique=True, help_text="of the key in the device's cookie")
    day = models.DateField(default=today)
    opened_at = models.DateTimeField(default=now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["opened_by", "day"], name="door_open", condition=Q(closed_at=None))]

    def __str__(self) -> str:
        return f"door {self.pk}"
