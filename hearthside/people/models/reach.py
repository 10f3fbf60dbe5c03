"""What a person allows: where they may be reached and what for, and what else they agreed to."""

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hearthside.core.dates import now, today
from hearthside.core.fields import SealedTextField
from hearthside.core.ids import new_id
from hearthside.people.models.person import Person


class WayToReach(models.Model):
    """A number or address at which a person may be reached, if they said so for that purpose."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("telephone")
        EMAIL = "email", _("e-mail")
        POST = "post", _("letter")
        OTHER = "other", _("another way")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="ways")
    kind = models.CharField(max_length=8, choices=Kind)
    value = SealedTextField(help_text="E.164 for telephones, as typed otherwise")
    lookup = models.CharField(max_length=64, blank=True, db_index=True, help_text="keyed digest, to find who calls")
    label = models.CharField(max_length=60, blank=True, help_text="such as home, or sister's phone")
    ended_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.label}"


class ReachPermission(models.Model):
    """What a person said may be done with one way to reach them, for one purpose. The newest row in force counts."""

    class Purpose(models.TextChoices):
        CHECK_INS = "check_ins", _("check-ins and visits")
        REMINDERS = "reminders", _("reminders")
        SURVEYS = "surveys", _("survey invitations")
        NEWS = "news", _("news")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    way = models.ForeignKey(WayToReach, models.CASCADE, related_name="permissions")
    purpose = models.CharField(max_length=12, choices=Purpose)
    may_call = models.BooleanField(default=False)
    may_text = models.BooleanField(default=False)
    may_leave_voicemail = models.BooleanField(default=False)
    may_say_who = models.BooleanField(default=False, help_text="may say who we are to whoever answers")
    words = models.TextField(blank=True, help_text="the words that were shown or read to them")
    said_at = models.DateTimeField(default=now)
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="when they last said that it is still so")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["way", "purpose"], condition=Q(ended_at=None), name="one_permission_in_force"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose}"

    @property
    def last_said_at(self) -> datetime:
        return self.confirmed_at or self.said_at


class Consent(models.Model):
    """What a person agreed to: what, to whom, what for, until when. Withdrawing is one step and is kept as a fact."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    what = models.CharField(max_length=200)
    to_whom = models.CharField(max_length=200)
    purpose = models.CharField(max_length=200)
    words = models.TextField(blank=True, help_text="the words that were shown or read to them")
    given_on = models.DateField(default=today)
    until = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("given_on")), name="consent_until_after_given")]

    def __str__(self) -> str:
        return self.what

    def holds_on(self, day: date) -> bool:
        """Whether it held on a day; the day it was withdrawn is the first on which it no longer does."""
        return self.given_on <= day and (self.until is None or day <= self.until) and not (self.withdrawn_on and self.withdrawn_on <= day)
