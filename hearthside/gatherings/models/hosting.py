"""Who holds a gathering, and who has which date."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hearthside.core.dates import now, today
from hearthside.core.ids import new_id
from hearthside.people.models import Person


class Part(models.TextChoices):
    HOST = "host", _("host")
    CO_HOST = "co_host", _("co-host")
    LEARNER = "learner", _("learning to host")
    GUEST = "guest", _("guest host")


class Host(models.Model):
    """Somebody holds a gathering for a time. It is what opens a group's names to them; ended, it closes them again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    gathering = models.ForeignKey("gatherings.Gathering", models.CASCADE, related_name="hosts")
    person = models.ForeignKey(Person, models.CASCADE, related_name="hostings")
    part = models.CharField(max_length=8, choices=Part, default=Part.HOST)
    is_in_rotation = models.BooleanField(default=True, help_text="takes turns with the others who do")
    position = models.PositiveSmallIntegerField(default=0, help_text="place in the rotation")
    starts_on = models.DateField(default=today)
    ends_on = models.DateField(null=True, blank=True, help_text="the first day on which it no longer holds")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "person"], condition=Q(ends_on=None), name="one_open_hosting"),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="hosting_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} hosts {self.gathering_id}"


class Duty(models.Model):
    """Somebody's place as host of one session. Given up, it is a gap that asks the others until somebody has it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey("gatherings.Session", models.CASCADE, related_name="duties", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="duties")
    part = models.CharField(max_length=8, choices=Part, default=Part.HOST)
    given_at = models.DateTimeField(default=now)
    given_up_at = models.DateTimeField(null=True, blank=True, help_text="when they said that they cannot make it")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="one_duty_a_session")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.session_id}"
