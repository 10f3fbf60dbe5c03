"""Who may read what of somebody's own pages: shares, which are taken back in one step, and copies on paper, which are not."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hearthside.core.dates import now, today
from hearthside.core.fields import SealedTextField
from hearthside.core.ids import new_id
from hearthside.people.models import Person, current


class ShareQuerySet(models.QuerySet):
    def belonging_to(self, person: Person) -> "ShareQuerySet":
        """Given by the person, also in a record that was put together with theirs."""
        return self.filter(Q(person=person) | Q(person__merged_into=person))

    def visible_to(self, actor) -> "ShareQuerySet":
        """What one shares oneself."""
        return self.belonging_to(actor) if isinstance(actor, Person) else self.none()

    def running(self, day: date | None = None) -> "ShareQuerySet":
        """In force on a day: not taken back, not run out, and the two still meet or the reader still works here."""
        day = day or today()
        at_work = Person.objects.working_as().values("pk")
        meets = (Q(relation=None) & Q(reader__in=at_work)) | (Q(relation__isnull=False) & current(day, "relation__"))
        return self.filter(Q(until=None) | Q(until__gte=day), meets, taken_back_at=None)


class Share(models.Model):
    """Somebody lets one person here read one thing of theirs, until a day or until they take it back."""

    class What(models.TextChoices):
        EARLIER = "earlier", _("what was on my goal page before we met")
        PART = "part", _("a part of my wellness plan")
        WISHES = "wishes", _("my advance wishes")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="shares_given")
    reader = models.ForeignKey(Person, models.CASCADE, related_name="shares_held")
    relation = models.ForeignKey(
        "people.Relation", models.CASCADE, null=True, blank=True, related_name="+", help_text="ends with it; empty = the reader works here"
    )
    what = models.CharField(max_length=7, choices=What)
    part = models.ForeignKey("one_to_one.WellnessPart", models.CASCADE, null=True, blank=True, related_name="shares")
    given_at = models.DateTimeField(default=now)
    until = models.DateField(null=True, blank=True, help_text="the last day; empty = until taken back")
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["reader", "what"], name="share_reader")]
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("reader")), name="share_of_two"),
            models.CheckConstraint(condition=Q(what="part") ^ Q(part=None), name="share_of_a_part"),
        ]

    def __str__(self) -> str:
        return f"{self.what} of {self.person_id} for {self.reader_id}"


class PaperCopyQuerySet(models.QuerySet):
    def visible_to(self, actor) -> "PaperCopyQuerySet":
        """What one gave away oneself."""
        if not isinstance(actor, Person):
            return self.none()
        return self.filter(Q(person=actor) | Q(person__merged_into=actor))


class PaperCopy(models.Model):
    """Somebody gave a printed copy of their plan or wishes to someone, and wants to remember to whom. Only they see it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="paper_copies")
    of_what = SealedTextField(help_text="as they say it, such as: the page about hard days")
    to_whom = SealedTextField()
    given_on = models.DateField(default=today)

    objects = PaperCopyQuerySet.as_manager()

    class Meta:
        ordering = ["-given_on", "-id"]

    def __str__(self) -> str:
        return f"copy {self.pk}"
