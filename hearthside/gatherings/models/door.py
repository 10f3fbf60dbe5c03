"""A tablet at the entrance."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from hearthside.core.dates import now, today
from hearthside.core.ids import new_id
from hearthside.gatherings.models.session import Session
from hearthside.people.models import Person

SENT_LATER_FOR = timedelta(days=1)  # what was tapped without a network may arrive until the end of the day after


class DoorQuerySet(models.QuerySet):
    def visible_to(self, actor) -> "DoorQuerySet":
        """The doors that somebody opened; a coordinator sees those of all."""
        if not isinstance(actor, Person):
            return self.none()
        return self.all() if actor.coordinated_programmes else self.filter(opened_by=actor)

    def open_now(self) -> "DoorQuerySet":
        return self.filter(closed_at=None, day=today())


class Door(models.Model):
    """A device that a host opened as the door for one day. It can tell who came, and read nothing."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey("organisation.Site", models.PROTECT, null=True, blank=True, related_name="+")
    opened_by = models.ForeignKey(Person, models.CASCADE, related_name="doors")
    key_digest = models.CharField(max_length=64, unique=True, help_text="of the key in the device's cookie")
    day = models.DateField(default=today)
    opened_at = models.DateTimeField(default=now)
    closed_at = models.DateTimeField(null=True, blank=True)
    typed_minute = models.BigIntegerField(default=0, help_text="minute since 1970 in which a name or code was typed last")
    typed_count = models.PositiveSmallIntegerField(default=0, help_text="how many were typed in that minute")

    objects = DoorQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["opened_by", "day"], name="door_open", condition=Q(closed_at=None))]

    def __str__(self) -> str:
        return f"door {self.pk}"

    @property
    def reference(self) -> str:
        return f"door:{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it shows its screens: today, until somebody closes it."""
        return self.closed_at is None and self.day == today()

    def takes(self, tapped_at: datetime) -> bool:
        """Whether a tap made then still counts: before it was closed, and sent by the end of the day after its own."""
        return self.day >= today() - SENT_LATER_FOR and (self.closed_at is None or tapped_at <= self.closed_at)


class TakenOff(models.Model):
    """A host took somebody off the list of a date. Its key alone stays, so that the same tap, sent again, is not counted."""

    id = models.UUIDField(primary_key=True, editable=False, help_text="of the attendance that was there")
    session = models.ForeignKey(Session, models.CASCADE, related_name="taken_off")
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"taken off {self.session_id}"
