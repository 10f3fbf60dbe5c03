"""Who is on duty when: for the round of calls, on the warm line, on call for colleagues."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hearthside.core.dates import now
from hearthside.core.ids import new_id
from hearthside.people.models.person import Person, Role

ON_ROTA = (Role.Kind.SUPPORTER, Role.Kind.COORDINATOR)  # roles that are on duty


class ShiftQuerySet(models.QuerySet):
    def visible_to(self, actor) -> "ShiftQuerySet":
        """One's own shifts and those of the programmes one works in; of the warm line also those for all programmes, since
        whoever answers it meets nobody's record.
        """
        if not isinstance(actor, Person):
            return self.none()
        programmes = {role.programme_id for role in actor.current_roles if role.kind in ON_ROTA}
        if None in programmes:
            return self.all()
        visible = Q(person=actor) | Q(programme__in=programmes)
        return self.filter(visible | Q(programme=None, what=Shift.What.WARM_LINE) if programmes else visible)

    def running(self, at: datetime | None = None) -> "ShiftQuerySet":
        at = at or now()
        return self.filter(begins__lte=at, ends__gt=at)

    def gaps(self) -> "ShiftQuerySet":
        """Nobody has it yet."""
        return self.filter(person=None)


class Shift(models.Model):
    """One place on the rota: somebody is on duty for a time, or nobody has it yet and the gap is shown. Those who share a
    time on the warm line are each other's buddies.
    """

    class What(models.TextChoices):
        ROUNDS = "rounds", _("round of calls")
        WARM_LINE = "warm_line", _("warm line")
        ON_CALL = "on_call", _("on call for colleagues")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    what = models.CharField(max_length=9, choices=What)
    programme = models.ForeignKey("organisation.Programme", models.PROTECT, null=True, blank=True, help_text="empty = for all")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="shifts")
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    given_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField(default=now)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["what", "begins"], name="shift_when"), models.Index(fields=["person", "begins"], name="shift_of")]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="shift_ends"),
            models.UniqueConstraint(fields=["what", "person", "begins"], name="on_duty_once"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.begins}"
