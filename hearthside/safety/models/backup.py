"""A supporter wants a co-worker beside them, now; and wants to talk it over afterwards."""

from django.db import models
from django.db.models import F, Q

from hearthside.core.dates import now
from hearthside.core.fields import SealedTextField
from hearthside.core.ids import new_id
from hearthside.people.models import Person, Role, Shift, current


class BackupQuerySet(models.QuerySet):
    def open(self) -> "BackupQuerySet":
        return self.filter(ended_at=None)

    def visible_to(self, actor) -> "BackupQuerySet":
        """One's own, those one comes to, and while they are open those of colleagues: of one's programmes, or of all for
        whoever is on duty or works everywhere. Nobody sees anything of whom the supporter was with.
        """
        if not isinstance(actor, Person) or not actor.works_here:
            return self.none()
        own = Q(asked_by=actor) | Q(coming=actor)
        everywhere = any(role.programme_id is None for role in actor.current_roles if role.kind in Role.WORKING)
        if everywhere or Shift.objects.running().filter(person=actor).exists():
            return self.filter(own | Q(ended_at=None))
        programmes = {role.programme_id for role in actor.current_roles if role.kind in Role.WORKING}
        colleagues = Role.objects.filter(current(), kind__in=Role.WORKING, programme__in=programmes).values("person")
        return self.filter(own | Q(ended_at=None, asked_by__in=colleagues))


class Backup(models.Model):
    """Somebody pressed "I want backup". It ends when they, or whoever came, say that it is over."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    asked_by = models.ForeignKey(Person, models.CASCADE, related_name="backups_asked")
    where = SealedTextField(null=True, blank=True, help_text="where I am or how to reach me; nothing about whom I am with")
    asked_at = models.DateTimeField(default=now)
    coming = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="backups_given", help_text="who said that they come or call"
    )
    coming_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = BackupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asked_by"], condition=Q(ended_at=None), name="one_open_backup"),
            models.CheckConstraint(condition=Q(coming=None) | ~Q(coming=F("asked_by")), name="backup_by_somebody_else"),
        ]

    def __str__(self) -> str:
        return f"backup {self.pk}"


class DebriefQuerySet(models.QuerySet):
    def visible_to(self, actor) -> "DebriefQuerySet":
        """Whoever it was offered to, and whom they chose to talk with. No coordinator, no administrator."""
        if not isinstance(actor, Person):
            return self.none()
        return self.filter(Q(supporter=actor) | Q(with_whom=actor, wanted=True))

    def open(self) -> "DebriefQuerySet":
        return self.filter(ended_at=None)


class Debrief(models.Model):
    """A supporter may talk something hard over with a colleague they choose. What is said is kept nowhere."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    supporter = models.ForeignKey(Person, models.CASCADE, related_name="debriefs")
    occasion = models.CharField(max_length=80, help_text="such as backup:0192…; the same one is offered once")
    offered_at = models.DateTimeField(default=now)
    wanted = models.BooleanField(null=True, help_text="empty = not answered yet")
    with_whom = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True, help_text="they talked, or it is not wanted")

    objects = DebriefQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["supporter", "occasion"], name="debrief_offered_once"),
            models.CheckConstraint(condition=Q(with_whom=None) | ~Q(with_whom=F("supporter")), name="debrief_with_somebody_else"),
        ]

    def __str__(self) -> str:
        return f"debrief of {self.supporter_id}"
