"""The organisation's own lists: places, programmes, kinds of contact, words, values, crisis lines."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hearthside.core.ids import new_id


class Organisation(models.Model):
    """The one organisation of this installation."""

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(max_length=120)
    country = models.CharField(max_length=2, default="US", help_text="ISO 3166; picks the crisis lines shown")
    zone = models.CharField(max_length=60, default="UTC", help_text="IANA time zone; days are counted by it")
    language = models.CharField(max_length=8, default="en")
    words = models.JSONField(default=dict, blank=True, help_text="the organisation's own words, by key of defaults.WORDS")
    unit_rule = models.JSONField(default=dict, blank=True, help_text="a payer's rule that turns minutes into units; empty = off")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_organisation")]

    def __str__(self) -> str:
        return self.name


class Site(models.Model):
    """A place where people meet, and what somebody has to know to get in and take part."""

    class Entrance(models.TextChoices):
        UNKNOWN = "", _("not known")
        NO_STEPS = "no_steps", _("no steps")
        RAMP = "ramp", _("ramp or lift")
        STEPS = "steps", _("steps")

    class HearingLoop(models.TextChoices):
        UNKNOWN = "", _("not known")
        YES = "yes", _("yes")
        NO = "no", _("no")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    address = models.TextField(blank=True)
    zone = models.CharField(max_length=60, blank=True, help_text="only where it differs from the organisation's")
    closed_on = models.DateField(null=True, blank=True)
    entrance = models.CharField(max_length=8, choices=Entrance, blank=True, default=Entrance.UNKNOWN, help_text="how one gets in")
    hearing_loop = models.CharField(max_length=3, choices=HearingLoop, blank=True, default=HearingLoop.UNKNOWN)
    bus_line = models.CharField(max_length=120, blank=True, help_text="which bus stops there, and where")
    access_notes = models.TextField(blank=True, help_text="anything else, such as where the lift is")

    def __str__(self) -> str:
        return self.name


class ProgrammeQuerySet(models.QuerySet):
    def running_on(self, day: date) -> "ProgrammeQuerySet":
        return self.filter(Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day))


class Programme(models.Model):
    """An entry in the organisation's list of what it runs. A pilot is a programme with a question and an end."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    is_pilot = models.BooleanField(default=False)
    question = models.TextField(blank=True, help_text="what a pilot wants to learn")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")), name="programme_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Kind(models.Model):
    """A kind of contact. Its code never changes (reports and imports rely on it); its name may be the organisation's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80, blank=True, help_text="empty = the usual name, in the reader's language")
    is_gathering = models.BooleanField(default=False, help_text="several people at one session; each is an attendance")
    position = models.SmallIntegerField(default=0)
    is_offered = models.BooleanField(default=True, help_text="shown when a contact is logged")

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        from hearthside.organisation import defaults

        return self.name or str(defaults.KIND_NAMES.get(self.code, self.code))


class Topic(models.Model):
    """Something people talk about; never a finding about a person."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80, blank=True)
    position = models.SmallIntegerField(default=0)
    is_offered = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        from hearthside.organisation import defaults

        return self.name or str(defaults.TOPIC_NAMES.get(self.code, self.code))


class Value(models.Model):
    """One of the organisation's values, used to reflect, never to score."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=80)
    meaning = models.TextField(blank=True)
    position = models.SmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class CrisisLine(models.Model):
    """A line to call when someone may be in danger right now, shown on every page of that country."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    country = models.CharField(max_length=2)
    name = models.CharField(max_length=80)
    number = models.CharField(max_length=20, help_text="as people say it, such as 9-8-8")
    may_text = models.BooleanField(default=False)
    note = models.CharField(max_length=120, blank=True)
    position = models.SmallIntegerField(default=0)

    class Meta:
        ordering = ["country", "position"]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"

    @property
    def digits(self) -> str:
        return "".join(c for c in self.number if c.isdigit() or c == "+")


class PublicVersion(models.Model):
    """One row: a number that goes up with every change of what the public pages show (public.py)."""

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    number = models.BigIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_public_version")]

    def __str__(self) -> str:
        return str(self.number)
