"""Two people choose each other: what supporters bring, who is suggested to whom, and what each of them says."""

from django.db import models
from django.db.models import F, Q

from hearthside.core.dates import now, today
from hearthside.core.fields import SealedTextField
from hearthside.core.ids import new_id
from hearthside.one_to_one.models.asking import Request
from hearthside.people.models import Person, current


class Bringing(models.Model):
    """What a supporter brings, in their own words, as those who choose read it, and how many people they have room for."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="bringing")
    words = SealedTextField(null=True, blank=True, help_text="what I bring, shown to those who choose")
    experiences = models.JSONField(default=list, blank=True, help_text="codes of Experience they want to share")
    languages = models.JSONField(default=list, blank=True)
    gender = models.CharField(max_length=12, blank=True, help_text="code of defaults.GENDERS; empty = not said")
    age = models.CharField(max_length=8, blank=True, help_text="code of defaults.AGE_BANDS; empty = not said")
    hows = models.JSONField(default=list, blank=True, help_text="codes of defaults.HOWS; empty = any")
    times = models.JSONField(default=list, blank=True, help_text="codes of defaults.TIMES; empty = any")
    room = models.PositiveSmallIntegerField(default=0, help_text="how many people at once; those they meet are counted against it")
    changed_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"what {self.person_id} brings"


class ApartQuerySet(models.QuerySet):
    def visible_to(self, actor) -> "ApartQuerySet":
        """Those of oneself, those one said, and those of people whose record one may open."""
        if not isinstance(actor, Person):
            return self.none()
        people = Person.objects.visible_to(actor)
        return self.filter(Q(person=actor) | Q(supporter=actor) | Q(said_by=actor) | Q(person__in=people))


class Apart(models.Model):
    """Two people who are not suggested to each other, such as relatives or neighbours. Why is nobody's business and kept nowhere."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    supporter = models.ForeignKey(Person, models.CASCADE, related_name="+")
    said_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    said_on = models.DateField(default=today)
    ended_on = models.DateField(null=True, blank=True)

    objects = ApartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("supporter")), name="apart_of_two"),
            models.UniqueConstraint(fields=["person", "supporter"], condition=Q(ended_on=None), name="apart_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} apart from {self.supporter_id}"


class SuggestionQuerySet(models.QuerySet):
    def open(self) -> "SuggestionQuerySet":
        """Neither answered, nor passed over, nor too old; and whoever asked still waits."""
        return self.filter(ended_at=None, request__paired_at=None, request__withdrawn_at=None, request__closed_at=None)

    def asked(self) -> "SuggestionQuerySet":
        """The person picked them, and they have not answered yet."""
        return self.open().filter(picked_at__isnull=False)

    def visible_to(self, actor) -> "SuggestionQuerySet":
        """A supporter sees the questions that are put to them, as long as they are open; nobody else's."""
        return self.asked().filter(supporter=actor) if isinstance(actor, Person) else self.none()


class Suggestion(models.Model):
    """A supporter was suggested to somebody who asked. The person picks, then the supporter says yes or no, without a reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(Request, models.CASCADE, related_name="suggestions")
    supporter = models.ForeignKey(Person, models.CASCADE, related_name="suggested_to")
    suggested_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+", help_text="empty = the house, by what both said")
    suggested_at = models.DateTimeField(default=now)
    picked_at = models.DateTimeField(null=True, blank=True, help_text="the person would like to meet them; the supporter is asked")
    passed_at = models.DateTimeField(null=True, blank=True, help_text="the person would rather meet somebody else")
    answered_at = models.DateTimeField(null=True, blank=True)
    said_yes = models.BooleanField(null=True, help_text="the supporter's answer; a no has no reason")
    reminded_at = models.DateTimeField(null=True, blank=True, help_text="the supporter was reminded that they are asked")
    lapsed_at = models.DateTimeField(null=True, blank=True, help_text="no answer came, and it went back to the coordinator")
    ended_at = models.DateTimeField(null=True, blank=True, help_text="no longer open: answered, withdrawn, or somebody else was found")

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["supporter", "picked_at"], name="suggestion_asked", condition=Q(ended_at=None, picked_at__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["request", "supporter"], condition=Q(ended_at=None), name="suggested_once"),
            models.UniqueConstraint(
                fields=["request"], condition=Q(ended_at=None, picked_at__isnull=False), name="one_supporter_asked_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, said_yes=None) | Q(answered_at__isnull=False, said_yes__isnull=False),
                name="suggestion_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supporter_id} for {self.request_id}"


class PairingQuerySet(models.QuerySet):
    def running(self) -> "PairingQuerySet":
        return self.filter(ended_on=None)

    def of(self, actor) -> "PairingQuerySet":
        """Those in which this actor is the person: they see them for good, also from a record that was put together with theirs."""
        if not isinstance(actor, Person):
            return self.none()
        return self.filter(Q(person=actor) | Q(person__merged_into=actor))

    def visible_to(self, actor) -> "PairingQuerySet":
        """The person's own; a supporter's as long as the two meet; and those of the programmes one coordinates, unless the
        person works here: a colleague's own support is theirs alone.
        """
        if not isinstance(actor, Person):
            return self.none()
        visible = Q(person=actor) | Q(person__merged_into=actor) | (Q(supporter=actor, ended_on=None) & current(prefix="relation__"))
        programmes = actor.coordinated_programmes
        if programmes:
            looked_after = Q() if None in programmes else Q(programme__in=programmes) | Q(programme=None)
            visible |= looked_after & ~Q(person__in=Person.objects.working_as().values("pk"))
        return self.filter(visible)


class Pairing(models.Model):
    """Two people who chose to meet one to one. Either may end it; the relation of people (which opens the record) ends with it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="pairings")
    supporter = models.ForeignKey(Person, models.CASCADE, related_name="pairings_supported")
    programme = models.ForeignKey("organisation.Programme", models.PROTECT, null=True, blank=True)
    request = models.OneToOneField(Request, models.SET_NULL, null=True, blank=True, related_name="pairing")
    relation = models.OneToOneField("people.Relation", models.PROTECT, related_name="pairing")
    asked_on = models.DateField(help_text="the day of the request; waits are counted from it")
    began_on = models.DateField(default=today)
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    ending = models.CharField(max_length=16, blank=True, help_text="code of defaults.ENDINGS; why in words is not asked")
    keeps_history = models.BooleanField(
        null=True, help_text="whether the person lets the next supporter read what was written; empty = not asked"
    )
    before = models.OneToOneField("self", models.SET_NULL, null=True, blank=True, related_name="next", help_text="handed over from")

    objects = PairingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["supporter", "ended_on"], name="pairing_load"),
            models.Index(fields=["began_on"], name="pairing_began"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("supporter")), name="pairing_of_two"),
            models.UniqueConstraint(fields=["person", "supporter"], condition=Q(ended_on=None), name="paired_once"),
            models.CheckConstraint(
                condition=Q(ended_on=None, ending="") | (Q(ended_on__gte=F("began_on")) & ~Q(ending="")), name="pairing_ends"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supporter_id} and {self.person_id}"

    @property
    def is_running(self) -> bool:
        return self.ended_on is None

    @property
    def reference(self) -> str:
        return f"pairing:{self.pk}"


class FarewellQuerySet(models.QuerySet):
    def visible_to(self, actor) -> "FarewellQuerySet":
        """Whoever it is for, until they have read it."""
        return self.filter(reader=actor, read_at=None) if isinstance(actor, Person) else self.none()


class Farewell(models.Model):
    """Somebody is told that a pairing has ended, with a kind word if there is one. Shown once: read, the word is gone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pairing = models.ForeignKey(Pairing, models.CASCADE, related_name="farewells")
    reader = models.ForeignKey(Person, models.CASCADE, related_name="farewells")
    word = SealedTextField(null=True, blank=True)
    said_at = models.DateTimeField(default=now)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = FarewellQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pairing", "reader"], name="farewell_once")]

    def __str__(self) -> str:
        return f"farewell of {self.pairing_id}"
