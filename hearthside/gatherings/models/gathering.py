"""A gathering and its rhythms."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hearthside.core.dates import now
from hearthside.core.fields import SealedTextField
from hearthside.core.ids import new_id
from hearthside.gatherings.models.hosting import Host
from hearthside.people.models import Person, current


class GatheringQuerySet(models.QuerySet):
    def in_public(self) -> "GatheringQuerySet":
        """Those that stand on the calendar for everybody, closed ones under their public title."""
        return self.filter(is_listed=True, ended_on=None)

    def hosted_by(self, actor) -> "GatheringQuerySet":
        """Those that this actor holds today, in whatever part."""
        if not isinstance(actor, Person):
            return self.none()
        return self.filter(pk__in=Host.objects.filter(current(), person=actor).values("gathering"))

    def visible_to(self, actor) -> "GatheringQuerySet":
        """Those an actor may look after: the ones they hold, and those of programmes they coordinate. Of a closed group a
        coordinator sees the public title, the dates, the hosts and the numbers, and nobody who comes.
        """
        if not isinstance(actor, Person):
            return self.none()
        programmes = actor.coordinated_programmes
        if None in programmes:
            return self.all()
        return self.filter(Q(pk__in=self.model.objects.hosted_by(actor).values("pk")) | Q(programme__in=programmes))

    def by_title(self) -> "GatheringQuerySet":
        return self.order_by("public_title", "pk")


class Gathering(models.Model):
    """What people come to: a group, drop-in hours, an activity, an event. Its dates are sessions of its series."""

    class Openness(models.TextChoices):
        OPEN = "open", _("Anyone may come")
        ASK_FIRST = "ask_first", _("Ask first")
        CLOSED = "closed", _("Closed: only those who belong to it")

    class SignUp(models.TextChoices):
        DROP_IN = "drop_in", _("Just come")
        SIGN_UP = "sign_up", _("Sign up for a date")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(max_length=80, unique=True, help_text="in its address; made of the public title, never changed")
    title = SealedTextField(help_text="the true title")
    public_title = models.CharField(max_length=120, help_text="in calendars, reminders and at the door; neutral where being seen can harm")
    programme = models.ForeignKey("organisation.Programme", models.PROTECT, related_name="gatherings")
    kind = models.ForeignKey("organisation.Kind", models.PROTECT, related_name="+", help_text="one at which several come to one session")
    openness = models.CharField(max_length=10, choices=Openness, default=Openness.OPEN)
    is_listed = models.BooleanField(default=True, help_text="stands on the public calendar, a closed group under its public title")
    sign_up = models.CharField(max_length=8, choices=SignUp, default=SignUp.DROP_IN)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True, help_text="places at one session; empty = no limit")
    only_counted = models.BooleanField(default=False, help_text="nobody is asked for a name; those who come are counted")
    for_whom = models.TextField(blank=True, help_text="who it is for, in the organisation's words")
    about = models.TextField(blank=True)
    first_visit = models.TextField(blank=True, help_text="what to expect the first time")
    language = models.CharField(max_length=8, blank=True, help_text="spoken there; empty = the organisation's")
    hosts_needed = models.PositiveSmallIntegerField(default=1, help_text="fewer than that at a session is a gap")
    learners_welcome = models.PositiveSmallIntegerField(default=0, help_text="places a session for people who learn to host")
    ended_on = models.DateField(null=True, blank=True, help_text="it is over since this day")
    begun_at = models.DateTimeField(default=now)

    objects = GatheringQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(capacity=None) | Q(capacity__gte=1), name="gathering_capacity"),
            models.CheckConstraint(condition=~Q(public_title=""), name="gathering_has_public_title"),
        ]

    def __str__(self) -> str:
        return self.public_title

    @property
    def is_closed(self) -> bool:
        return self.openness == self.Openness.CLOSED

    @property
    def takes_sign_ups(self) -> bool:
        return self.sign_up == self.SignUp.SIGN_UP

    @property
    def reference(self) -> str:
        return f"gathering:{self.pk}"


def new_uid() -> str:
    """A name for calendars that says nothing and never changes (RFC 5545, 3.8.4.7)."""
    return str(uuid4())


class Where(models.Model):
    """Where and how people meet: of a series, and of each session, which may differ from it."""

    class Mode(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        ONLINE = "online", _("online")
        HYBRID = "hybrid", _("in person and online")

    mode = models.CharField(max_length=10, choices=Mode, default=Mode.IN_PERSON)
    site = models.ForeignKey("organisation.Site", models.PROTECT, null=True, blank=True, related_name="+")
    room = models.CharField(max_length=80, blank=True)
    place = models.CharField(max_length=200, blank=True, help_text="where it is not at a site: an address in one line")
    link = SealedTextField(null=True, blank=True, help_text="of the online meeting")
    link_is_public = models.BooleanField(default=False, help_text="the link may stand on the calendar; never of a closed group")

    class Meta:
        abstract = True


class Series(Where):
    """One rhythm of a gathering: a rule, a clock time, a place. Changed from a date on, it ends and another begins."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="series")
    uid = models.CharField(max_length=64, unique=True, default=new_uid, help_text="for calendars; made once")
    rrule = models.CharField(max_length=500, blank=True, help_text="RFC 5545, without DTSTART and UNTIL; empty = one date")
    first_day = models.DateField(help_text="local date from which the rule counts")
    until = models.DateField(null=True, blank=True, help_text="last day on which it may meet")
    starts_at = models.TimeField(help_text="local clock time, also after a clock change")
    minutes = models.PositiveSmallIntegerField()
    zone = models.CharField(max_length=60, help_text="IANA time zone of the place")
    sequence = models.PositiveIntegerField(default=0, help_text="SEQUENCE of the feed: one up with each change of time, place or state")
    changed_at = models.DateTimeField(default=now, help_text="DTSTAMP and LAST-MODIFIED of the feed")
    made_until = models.DateField(help_text="up to this day its sessions are rows")

    class Meta:
        indexes = [models.Index(fields=["made_until"], name="series_made")]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=24 * 60), name="series_minutes"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("first_day")), name="series_until_after_first"),
        ]

    def __str__(self) -> str:
        return f"series {self.pk}"

    @property
    def reference(self) -> str:
        return f"series:{self.pk}"
