"""What people say of gatherings, who wants a call, and calendars of one's own."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hearthside.core.dates import now, today
from hearthside.core.fields import SealedTextField
from hearthside.core.ids import new_id
from hearthside.gatherings.models.gathering import Gathering
from hearthside.gatherings.models.session import Session
from hearthside.people.models import Person, Reached


class Voice(Reached):
    """Thanks to hosts, a group that somebody proposes, or what somebody would like. Each is answered or read by a person."""

    class Kind(models.TextChoices):
        THANKS = "thanks", _("thanks to the hosts")
        PROPOSAL = "proposal", _("an idea for a group")
        WISH = "wish", _("what I would like")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=8, choices=Kind)
    gathering = models.ForeignKey(Gathering, models.CASCADE, null=True, blank=True, related_name="voices")
    text = SealedTextField()
    said_at = models.DateTimeField(default=now)
    answer = SealedTextField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True, help_text="thanks need no words: then it is when a host had read them")

    class Meta:
        indexes = [models.Index(fields=["kind", "said_at"], name="voice_open", condition=Q(answered_at=None))]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class CallWish(models.Model):
    """Somebody who came would like a call after a session. A host asks for it, and somebody sees to it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="call_wishes")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    name = SealedTextField(help_text="whom to call, as the host knows them")
    reach = SealedTextField(null=True, blank=True, help_text="the number they gave, where it is not on their record")
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=now)
    taken_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["session"], name="call_wish_open", condition=Q(done_at=None))]

    def __str__(self) -> str:
        return f"call wish {self.pk}"


class PersonalFeed(models.Model):
    """A private calendar address of one person: what they host and signed up for, in public titles. Revoked, it is gone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="calendar_feeds")
    token_digest = models.CharField(max_length=64, unique=True)
    made_on = models.DateField(default=today)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person"], condition=Q(ended_on=None), name="one_open_feed")]

    def __str__(self) -> str:
        return f"calendar of {self.person_id}"
