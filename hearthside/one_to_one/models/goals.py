"""The goal page: what somebody wants, in their own words, and what two people do and learn on the way. It is the person's."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from hearthside.core.dates import now, today
from hearthside.core.fields import SealedTextField
from hearthside.core.ids import new_id
from hearthside.one_to_one.models.shares import Share
from hearthside.people.models import Person, Relation, current


class OwnedQuerySet(models.QuerySet):
    def belonging_to(self, person: Person) -> Self:
        """The person's own rows, also those written in a record that was put together with theirs."""
        return self.filter(Q(person=person) | Q(person__merged_into=person))


def _open_to(actor: Person, owner: str) -> Q:
    """Rows that a current relation opens: all of them, or those written since the day from which its history is open,
    unless the person lets this actor read what was before. `owner` leads to the person.
    """
    whose = Coalesce(OuterRef(f"{owner}__merged_into"), OuterRef(owner))
    meeting = Relation.objects.filter(current(), person=whose, supporter=actor)
    since = Q(history_from=None) | Q(history_from__lte=OuterRef("written_on"))
    before = Share.objects.running().filter(person=whose, reader=actor, what=Share.What.EARLIER)
    return Exists(meeting.filter(since)) | (Exists(meeting) & Exists(before))


class GoalEntryQuerySet(OwnedQuerySet):
    def visible_to(self, actor) -> "GoalEntryQuerySet":
        """One's own, and those of people one meets now. No programme, no role and no emergency opens a goal page."""
        if not isinstance(actor, Person):
            return self.none()
        return self.filter(Q(person=actor) | Q(person__merged_into=actor) | _open_to(actor, "person"))


class GoalEntry(models.Model):
    """One thing on somebody's goal page, such as a small step or something that helps. Either of the two may write it."""

    class Kind(models.TextChoices):
        GOAL = "goal", _("something wanted")
        STEP = "step", _("a small step")
        NEXT_TIME = "next_time", _("for next time")
        HELPS = "helps", _("what helps")
        LEARNED = "learned", _("what we learned")
        CELEBRATION = "celebration", _("something to celebrate")

    DONE_WITH = (Kind.STEP, Kind.NEXT_TIME)

    class Turn(models.TextChoices):
        MINE = "mine", _("mine")
        OURS = "ours", _("ours")

    class State(models.TextChoices):
        OPEN = "open", _("going on")
        RESTING = "resting", _("resting")
        REACHED = "reached", _("reached")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="goal_entries", help_text="whose page it is")
    kind = models.CharField(max_length=12, choices=Kind)
    text = SealedTextField()
    written_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    for_person = models.BooleanField(default=False, help_text="the person's own words, typed for them by somebody else")
    written_at = models.DateTimeField(default=now, help_text="of the wording now; the first one may be older")
    written_on = models.DateField(default=today)
    version = models.PositiveSmallIntegerField(default=1)
    turn = models.CharField(max_length=4, choices=Turn, blank=True, help_text="whose turn a step is")
    state = models.CharField(max_length=8, choices=State, blank=True, help_text="of a goal: it may rest, and be taken up again")
    state_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True, help_text="of a step or a thing for next time; empty = open")
    done_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = GoalEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind="step") ^ Q(turn=""), name="goal_step_has_a_turn"),
            models.CheckConstraint(condition=Q(kind="goal") ^ Q(state=""), name="goal_has_a_state"),
            models.CheckConstraint(condition=Q(done_at=None) | Q(kind__in=("step", "next_time")), name="goal_step_is_done"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def owner_id(self):
        """The record that it belongs to today."""
        return self.person.merged_into_id or self.person_id


class GoalVersionQuerySet(models.QuerySet):
    def visible_to(self, actor) -> "GoalVersionQuerySet":
        """Earlier wordings of what one sees, from the same day on."""
        if not isinstance(actor, Person):
            return self.none()
        own = Q(entry__person=actor) | Q(entry__person__merged_into=actor)
        return self.filter(own | _open_to(actor, "entry__person"))


class GoalVersion(models.Model):
    """An earlier wording of something on a goal page. Both read it; the person may erase it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entry = models.ForeignKey(GoalEntry, models.CASCADE, related_name="versions")
    version = models.PositiveSmallIntegerField()
    text = SealedTextField()
    written_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    for_person = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    written_on = models.DateField()

    objects = GoalVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["entry", "version"], name="goal_version_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} version {self.version}"
