"""Who means to come, who belongs, who came. Names typed by those who come are sealed, whoever they are."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hearthside.core.dates import now
from hearthside.core.fields import SealedTextField
from hearthside.core.ids import new_id
from hearthside.gatherings.models.gathering import Gathering
from hearthside.gatherings.models.session import Session
from hearthside.people.models import Person, Reached


class GroupMember(Reached):
    """Somebody belongs to a gathering that is closed or asks first, or has asked to."""

    class State(models.TextChoices):
        ASKED = "asked", _("has asked")
        BELONGS = "belongs", _("belongs to it")
        NOT_NOW = "not_now", _("was told no, with a reason")
        LEFT = "left", _("has left")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="members")
    state = models.CharField(max_length=7, choices=State, default=State.ASKED)
    message = SealedTextField(null=True, blank=True, help_text="what they wrote when they asked")
    answer = SealedTextField(null=True, blank=True, help_text="what they were told")
    asked_at = models.DateTimeField(default=now)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["gathering", "state"], name="group_member_state")]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "person"], condition=Q(person__isnull=False, state="belongs"), name="belongs_once")
        ]

    def __str__(self) -> str:
        return f"member of {self.gathering_id}"


class SignUp(Reached):
    """A place at one session that somebody asked for: coming, on the waiting list, or given back."""

    class State(models.TextChoices):
        COMING = "coming", _("coming")
        WAITING = "waiting", _("on the waiting list")
        CANCELLED = "cancelled", _("not coming")

    class Ride(models.TextChoices):
        NONE = "", _("I get there myself")
        NEEDS = "needs", _("I would like a ride")
        OFFERS = "offers", _("I can take others along")
        BUS = "bus", _("I would like help with the bus")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="sign_ups", db_index=False)
    member = models.ForeignKey(GroupMember, models.SET_NULL, null=True, blank=True, related_name="sign_ups")
    state = models.CharField(max_length=9, choices=State, default=State.COMING)
    asked_at = models.DateTimeField(default=now, help_text="the waiting list goes by it")
    moved_at = models.DateTimeField(null=True, blank=True, help_text="when a place became free for them")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    ride = models.CharField(max_length=6, choices=Ride, blank=True, default=Ride.NONE)
    seats = models.PositiveSmallIntegerField(default=0, help_text="how many others they can take along")
    wish = SealedTextField(null=True, blank=True, help_text="what they need to take part")
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["session", "state", "asked_at"], name="sign_up_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"], condition=Q(person__isnull=False) & ~Q(state="cancelled"), name="signed_up_once"
            )
        ]

    def __str__(self) -> str:
        return f"sign-up for {self.session_id}"


class Attendance(models.Model):
    """Somebody came to one session: linked to who they are, under a name or alias they gave, or only counted.

    Its key is made where it is noted (a tap at the door), so that what is sent twice is stored once. Names that were not
    linked are forgotten some days after the session is closed; the count stays.
    """

    class How(models.TextChoices):
        DOOR = "door", _("at the door")
        SHEET = "sheet", _("on the sign-in sheet")
        HOST = "host", _("noted by a host")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances", db_index=False)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    member = models.ForeignKey(GroupMember, models.SET_NULL, null=True, blank=True, related_name="attendances")
    sign_up = models.ForeignKey(SignUp, models.SET_NULL, null=True, blank=True, related_name="attendances")
    name = SealedTextField(null=True, blank=True, help_text="as they gave it, until it is linked or forgotten")
    heads = models.PositiveSmallIntegerField(default=1, help_text="more than one where a host counted the room")
    how = models.CharField(max_length=5, choices=How, default=How.DOOR)
    is_first_time = models.BooleanField(default=False, help_text="known to be here for the first time, by what is linked")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], condition=Q(person__isnull=False), name="came_once"),
            models.UniqueConstraint(fields=["session", "member"], condition=Q(member__isnull=False), name="member_came_once"),
            models.UniqueConstraint(fields=["session", "sign_up"], condition=Q(sign_up__isnull=False), name="sign_up_came_once"),
            models.CheckConstraint(condition=Q(heads__gte=1), name="attendance_heads"),
        ]
        indexes = [models.Index(fields=["session"], name="attendance_session")]

    def __str__(self) -> str:
        return f"attendance {self.session_id}"

    @property
    def linked_to(self) -> set:
        """Keys of the rows that say who this is; none while it is a name or a number."""
        return {self.person_id, self.member_id, self.sign_up_id} - {None}
