"""A coordinator looks at a whole waiting list at once: a draft of who might suit whom, from which nothing follows by itself."""

from datetime import timedelta

from django.db import models
from django.db.models import Count, Q

from hearthside.core.dates import now
from hearthside.core.ids import new_id
from hearthside.one_to_one.models.asking import Request
from hearthside.people.models import Person

PROPOSAL_KEPT = timedelta(days=7)


class ListProposalQuerySet(models.QuerySet):
    def visible_to(self, actor) -> "ListProposalQuerySet":
        """One's own, for as long as it is kept. Another coordinator makes one of their own."""
        if not isinstance(actor, Person):
            return self.none()
        return self.filter(made_by=actor, made_at__gt=now() - PROPOSAL_KEPT)


class ListProposal(models.Model):
    """A draft of suggestions for everybody who waits. It is gone when they are made, or after seven days."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    made_by = models.OneToOneField(Person, models.CASCADE, related_name="list_proposal")
    made_at = models.DateTimeField(default=now)
    solved_at = models.DateTimeField(null=True, blank=True, help_text="empty = the worker still has to look for who suits whom")

    objects = ListProposalQuerySet.as_manager()

    def __str__(self) -> str:
        return f"proposal {self.pk}"

    @property
    def reference(self) -> str:
        return f"list_proposal:{self.pk}"

    @property
    def gone_at(self):
        return self.made_at + PROPOSAL_KEPT

    def counts(self) -> dict[str, int]:
        """How many are proposed somebody, and how many are left without. One query."""
        return self.rows.aggregate(proposed=Count("pk", filter=Q(supporter__isnull=False)), left=Count("pk", filter=Q(supporter=None)))


class ListProposalRow(models.Model):
    """One request in a draft, with the supporter who is proposed for it, or why there is none."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    proposal = models.ForeignKey(ListProposal, models.CASCADE, related_name="rows", db_index=False)
    request = models.ForeignKey(Request, models.CASCADE, related_name="+")
    place = models.PositiveIntegerField(help_text="in the list; whoever waits longest stands first")
    supporter = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    why = models.CharField(max_length=12, blank=True, help_text="code of wording.LEFT: why nobody is proposed")
    is_pinned = models.BooleanField(default=False, help_text="stays as it is when the rest is solved again")
    is_left_out = models.BooleanField(default=False, help_text="somebody said that nothing is to be suggested to them now")

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "request"], name="proposed_once"),
            models.CheckConstraint(condition=Q(is_left_out=False) | Q(supporter=None), name="left_out_has_nobody"),
        ]

    def __str__(self) -> str:
        return f"{self.supporter_id or 'nobody'} for {self.request_id}"
