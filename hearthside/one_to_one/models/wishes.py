"""Advance wishes: where somebody's paper is, who may know, and what they want in a hard time. Never a legal form."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from hearthside.core.dates import now
from hearthside.core.fields import SealedTextField
from hearthside.core.ids import new_id
from hearthside.one_to_one.models.shares import Share
from hearthside.people.models import BreakGlass, Person, Relation, current


class WishesQuerySet(models.QuerySet):
    def belonging_to(self, person: Person) -> "WishesQuerySet":
        """The person's own, also in a record that was put together with theirs."""
        return self.filter(Q(person=person) | Q(person__merged_into=person))

    def confirmed(self) -> "WishesQuerySet":
        """What the person says themselves, and not what somebody typed for them and they have not read yet."""
        return self.filter(confirmed_at__isnull=False)

    def visible_to(self, actor) -> "WishesQuerySet":
        """One's own; those shared with one; in an emergency that is running, those whose person ticked it; and what one
        typed with somebody oneself, while it waits for them and the two meet.
        """
        if not isinstance(actor, Person):
            return self.none()
        whose = Coalesce(OuterRef("person__merged_into"), OuterRef("person"))
        shared = Exists(Share.objects.running().filter(person=whose, reader=actor, what=Share.What.WISHES))
        opened = Exists(BreakGlass.objects.running().filter(person=whose, opener=actor)) & Q(in_emergency=True)
        typed = Q(confirmed_at=None, typed_by=actor) & Exists(Relation.objects.filter(current(), person=whose, supporter=actor))
        own = Q(person=actor) | Q(person__merged_into=actor)
        return self.filter(own | (Q(confirmed_at__isnull=False) & (shared | opened)) | typed)


class Wishes(models.Model):
    """What somebody wants others to know for a hard time. Typed by somebody else, it is only a draft until they confirm it."""

    class Paper(models.TextChoices):
        YES = "yes", _("yes, I have a paper")
        NO = "no", _("no")
        WORKING = "working", _("I am working on it")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="wishes")
    paper = models.CharField(max_length=7, choices=Paper)
    where = SealedTextField(null=True, blank=True, help_text="where the paper is")
    who_may_know = SealedTextField(null=True, blank=True, help_text="names, as they wrote them")
    words = SealedTextField(null=True, blank=True, help_text="what they wish for in a hard time")
    in_emergency = models.BooleanField(default=False, help_text="may be read by whoever opens the record in an emergency")
    review_on = models.DateField(null=True, blank=True, help_text="when they want to read it again; empty = not")
    written_at = models.DateTimeField(default=now)
    typed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+", help_text="empty = by themselves")
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="empty = waits for the person's yes")

    objects = WishesQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(confirmed_at__isnull=False), name="wishes_once"),
            models.UniqueConstraint(fields=["person"], condition=Q(confirmed_at=None), name="one_draft_of_wishes"),
        ]

    def __str__(self) -> str:
        return f"wishes of {self.person_id}"


class FormsLink(models.Model):
    """Where official forms for advance wishes are found, in the organisation's own words. There is none to begin with."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    words = models.CharField(max_length=120, help_text="what the link says")
    address = models.URLField(max_length=500)

    class Meta:
        ordering = ["words", "id"]

    def __str__(self) -> str:
        return self.words
