"""The warm line: calls that come in without a name, callers who chose an alias, and what was agreed with them."""

from django.db import models
from django.db.models import Exists, F, Q
from django.utils.translation import gettext_lazy as _

from hearthside.core.dates import now, today
from hearthside.core.fields import SealedTextField
from hearthside.core.ids import new_id
from hearthside.people.models import Person, Role, Shift

ANSWERING = (Role.Kind.SUPPORTER, Role.Kind.HOST, Role.Kind.COORDINATOR)  # roles that answer the line


def line_is_open(actor, programme: str = "programme") -> Q:
    """Whether what belongs to a programme's line is open to somebody now: they are on it at this moment, or coordinate it.
    Without a role in force a shift that was left over opens nothing. `programme` is the name of the column.
    """
    if not isinstance(actor, Person) or not actor.holds(*ANSWERING):
        return Q(pk__in=[])
    coordinated = actor.coordinated_programmes
    if None in coordinated:
        return Q()
    shifts = Shift.objects.running().filter(what=Shift.What.WARM_LINE, person=actor)
    is_own = Q(**{f"{programme}__in": coordinated}) | Q(**{f"{programme}__in": shifts.filter(programme__isnull=False).values("programme")})
    return is_own | Q(Exists(shifts.filter(programme=None)))


class KnownCallerQuerySet(models.QuerySet):
    def visible_to(self, actor) -> "KnownCallerQuerySet":
        """Whoever is on the warm line of the programme at this moment, and its coordinators. Nobody else, before or after."""
        return self.filter(line_is_open(actor))


class KnownCaller(models.Model):
    """Somebody who calls again and would like to be known, under an alias they chose. Never a person of the house: no
    name, no number, and nothing that was said is kept here.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    programme = models.ForeignKey("organisation.Programme", models.PROTECT)
    alias = SealedTextField(help_text="as they like to be called here")
    word = SealedTextField(null=True, blank=True, help_text="a word they say, so that nobody else speaks for them")
    known_since = models.DateField(default=today)

    objects = KnownCallerQuerySet.as_manager()

    def __str__(self) -> str:
        return f"caller {self.pk}"

    @property
    def reference(self) -> str:
        return f"caller:{self.pk}"


class CallAgreementQuerySet(models.QuerySet):
    def open(self) -> "CallAgreementQuerySet":
        return self.filter(ended_at=None)

    def to_look_at(self, day) -> "CallAgreementQuerySet":
        """In force, and the day has come on which both wanted to look at it again."""
        return self.open().filter(look_again_on__lte=day)


class CallAgreement(models.Model):
    """What a caller and the line agreed, in words of both. A new wording is a new row; the one before ends and stays."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    caller = models.ForeignKey(KnownCaller, models.CASCADE, related_name="agreements")
    times = SealedTextField(null=True, blank=True, help_text="when they like to call")
    length = SealedTextField(null=True, blank=True, help_text="how long a call lasts")
    voices = SealedTextField(null=True, blank=True, help_text="with whom they like to talk")
    helps = SealedTextField(null=True, blank=True, help_text="what helps, and what does not")
    promise = SealedTextField(null=True, blank=True, help_text="what the line promises")
    agreed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+", help_text="who agreed it for the line")
    agreed_at = models.DateTimeField(default=now)
    look_again_on = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = CallAgreementQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["look_again_on"], name="call_agreement_look", condition=Q(ended_at=None))]
        constraints = [
            models.UniqueConstraint(fields=["caller"], condition=Q(ended_at=None), name="one_call_agreement"),
            models.CheckConstraint(condition=Q(ended_at=None) | Q(ended_at__gte=F("agreed_at")), name="call_agreement_ends_after"),
        ]

    def __str__(self) -> str:
        return f"agreement {self.pk}"


class LineCall(models.Model):
    """What was said of one call to the warm line, beside its contact, whose key it shares. Everything may be left empty."""

    class Age(models.TextChoices):
        UNDER_18 = "under_18", _("Under 18")
        FROM_18 = "18_24", _("18 to 24")
        FROM_25 = "25_34", _("25 to 34")
        FROM_35 = "35_49", _("35 to 49")
        FROM_50 = "50_64", _("50 to 64")
        FROM_65 = "65_79", _("65 to 79")
        FROM_80 = "80_up", _("80 or older")

    class FirstTime(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        UNKNOWN = "unknown", _("Do not know")

    class Ended(models.TextChoices):
        PLANNED = "planned", _("As planned")
        TALK_AGAIN = "talk_again", _("We will talk again")
        INFORMATION = "information", _("Offered information")
        INTRODUCTION = "introduction", _("Offered an introduction")
        THEY_NEXT = "they_next", _("They do the next step")
        WE_NEXT = "we_next", _("We do the next step")
        DROPPED = "dropped", _("The line dropped")

    encounter = models.OneToOneField("encounters.Encounter", models.CASCADE, primary_key=True, related_name="line_call")
    age = models.CharField(max_length=8, choices=Age, blank=True, help_text="empty = not said")
    first_time = models.CharField(max_length=7, choices=FirstTime, blank=True, help_text="empty = not asked")
    reason = models.CharField(
        max_length=40, blank=True, help_text="code of organisation.Topic, the one that mattered most; empty = not said"
    )
    ended = models.CharField(max_length=12, choices=Ended, blank=True, help_text="empty = not said")
    caller = models.ForeignKey(
        KnownCaller, models.SET_NULL, null=True, blank=True, related_name="line_calls", help_text="only where they wish to be known"
    )

    def __str__(self) -> str:
        return f"line call {self.pk}"


class CallBackQuerySet(models.QuerySet):
    def visible_to(self, actor) -> "CallBackQuerySet":
        """Whoever took the call, while they answer the line; whoever is on it now, and the coordinators."""
        if not isinstance(actor, Person) or not actor.holds(*ANSWERING):
            return self.none()
        line = line_is_open(actor)
        return self.filter(line | Q(taken_by=actor)) if line else self.all()

    def open(self) -> "CallBackQuerySet":
        return self.filter(settled_at=None)


class CallBack(models.Model):
    """Somebody on the line would like to be called back. Their number is kept until that is settled, and not a moment longer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    call = models.OneToOneField(LineCall, models.CASCADE, related_name="call_back")
    programme = models.ForeignKey("organisation.Programme", models.PROTECT)
    number = SealedTextField(null=True, blank=True)
    words = SealedTextField(null=True, blank=True, help_text="when, and whom to ask for")
    taken_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=now)
    settled_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = CallBackQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["asked_at"], name="call_back_open", condition=Q(settled_at=None))]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at=None, number__isnull=False) | Q(settled_at__isnull=False, number__isnull=True, words__isnull=True),
                name="call_back_number_goes",
            )
        ]

    def __str__(self) -> str:
        return f"call back {self.pk}"
