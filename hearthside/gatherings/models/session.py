"""One date of a gathering."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hearthside.core.ids import new_id
from hearthside.gatherings.models.gathering import Gathering, Series, Where
from hearthside.gatherings.models.hosting import Duty, Part
from hearthside.people.models import Person


class SessionQuerySet(models.QuerySet):
    def in_public(self) -> "SessionQuerySet":
        """What the calendar shows: all but skipped dates of gatherings that stand on it."""
        return self.filter(gathering__is_listed=True).exclude(state=Session.State.SKIPPED)

    def visible_to(self, actor) -> "SessionQuerySet":
        """The sessions of gatherings that an actor may look after (see GatheringQuerySet.visible_to), and single dates that
        they hold, or gave back, as a guest.
        """
        if not isinstance(actor, Person):
            return self.none()
        held = Duty.objects.filter(person=actor, part=Part.GUEST).values("session")
        return self.filter(Q(gathering__in=Gathering.objects.visible_to(actor).values("pk")) | Q(pk__in=held))

    def taking_place(self) -> "SessionQuerySet":
        return self.filter(state__in=(Session.State.PLANNED, Session.State.HELD))

    def on(self, day: date) -> "SessionQuerySet":
        return self.filter(day=day).order_by("starts_at", "pk")

    def in_order(self) -> "SessionQuerySet":
        return self.order_by("day", "starts_at", "pk")


class Session(Where):
    """One date of a series, as it is to be or was. `slot` is where the rule puts it, and never changes; `day` and
    `starts_at` say when it really is. Cancelled is said in public; skipped is just not there; both are not zero attendance.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        CANCELLED = "cancelled", _("cancelled")
        SKIPPED = "skipped", _("left out")
        HELD = "held", _("took place")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="sessions", db_index=False)
    series = models.ForeignKey(Series, models.CASCADE, related_name="sessions", db_index=False)
    slot_day = models.DateField(help_text="local date on which the rule puts it")
    slot_at = models.TimeField(help_text="local clock time at which the rule puts it")
    day = models.DateField(help_text="local date on which it is")
    starts_at = models.TimeField(help_text="local clock time at which it begins")
    minutes = models.PositiveSmallIntegerField()
    starts = models.DateTimeField(help_text="the same moment for machines: reminders and orders of lists go by it")
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    is_changed = models.BooleanField(default=False, help_text="differs from its series, so that the series no longer changes it")
    reason = models.CharField(max_length=200, blank=True, help_text="said in public: why it is moved or cancelled")
    capacity = models.PositiveSmallIntegerField(null=True, blank=True, help_text="where it differs from the gathering's")
    taken = models.PositiveSmallIntegerField(default=0, help_text="rows of SignUp that are coming, kept here so that lists need not count")
    encounter = models.OneToOneField("encounters.Encounter", models.SET_NULL, null=True, blank=True, related_name="session")
    closed_at = models.DateTimeField(null=True, blank=True, help_text="when a host had closed it")

    objects = SessionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["day", "starts_at"], name="session_day"),
            models.Index(fields=["gathering", "day"], name="session_gathering"),
            models.Index(fields=["starts"], name="session_starts", condition=Q(state="planned")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["series", "slot_day", "slot_at"], name="session_once"),
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=24 * 60), name="session_minutes"),
        ]

    def __str__(self) -> str:
        return f"session {self.pk}"

    @property
    def reference(self) -> str:
        return f"session:{self.pk}"

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    @property
    def is_moved(self) -> bool:
        return (self.day, self.starts_at) != (self.slot_day, self.slot_at)

    @property
    def begins(self) -> datetime:
        """When it begins, by the clock of its place; needs `series`."""
        return self.starts.astimezone(ZoneInfo(self.series.zone))

    @property
    def ends(self) -> datetime:
        return (self.starts + timedelta(minutes=self.minutes)).astimezone(ZoneInfo(self.series.zone))
