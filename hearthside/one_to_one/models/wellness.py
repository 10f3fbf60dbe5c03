"""The wellness plan: somebody's own words for good days and hard ones, in parts. Nobody else writes in it."""

from django.db import models
from django.db.models import Q

from hearthside.core.dates import now
from hearthside.core.fields import SealedTextField
from hearthside.core.ids import new_id
from hearthside.one_to_one.models.shares import Share
from hearthside.people.models import Person


class WellnessPartQuerySet(models.QuerySet):
    def belonging_to(self, person: Person) -> "WellnessPartQuerySet":
        """The person's own parts, also those of a record that was put together with theirs."""
        return self.filter(Q(person=person) | Q(person__merged_into=person))

    def visible_to(self, actor) -> "WellnessPartQuerySet":
        """One's own parts, and those that somebody shares with one today. Meeting somebody opens none by itself."""
        if not isinstance(actor, Person):
            return self.none()
        shared = Share.objects.running().filter(reader=actor, what=Share.What.PART)
        return self.filter(Q(person=actor) | Q(person__merged_into=actor) | Q(pk__in=shared.values("part")))


class WellnessPart(models.Model):
    """One part of somebody's wellness plan, such as what a good day is like for them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="wellness_parts")
    code = models.CharField(max_length=16, blank=True, help_text="code of goals.prompts.WELLNESS_PARTS; empty = a part of their own")
    heading = SealedTextField(null=True, blank=True, help_text="what they call it; empty = the usual words")
    text = SealedTextField()
    position = models.PositiveSmallIntegerField(default=0)
    written_at = models.DateTimeField(default=now)
    version = models.PositiveSmallIntegerField(default=1)

    objects = WellnessPartQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "code"], condition=~Q(code=""), name="wellness_part_once"),
            models.CheckConstraint(condition=~Q(code="") | Q(heading__isnull=False), name="wellness_part_has_a_heading"),
        ]

    def __str__(self) -> str:
        return f"wellness part {self.pk}"

    @property
    def title(self) -> str:
        """What the person calls this part, else the usual words."""
        from hearthside.one_to_one.goals.prompts import WELLNESS_PARTS

        return self.heading or str(WELLNESS_PARTS[self.code][0])


class WellnessVersion(models.Model):
    """An earlier wording of a part. Only the person reads it, also where the part is shared."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    part = models.ForeignKey(WellnessPart, models.CASCADE, related_name="versions")
    version = models.PositiveSmallIntegerField()
    text = SealedTextField()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["part", "version"], name="wellness_version_once")]

    def __str__(self) -> str:
        return f"{self.part_id} version {self.version}"
