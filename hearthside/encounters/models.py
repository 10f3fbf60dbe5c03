"""What happened: contacts that took place, tries that did not connect, and notes written together."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hearthside.core.dates import now
from hearthside.core.fields import SealedTextField
from hearthside.core.ids import new_id
from hearthside.organisation.defaults import OUTCOME_NAMES
from hearthside.people.models import Person, opened_rows

LONGEST_MINUTES = 24 * 60


class EncounterQuerySet(models.QuerySet):
    def visible_to(self, actor) -> "EncounterQuerySet":
        """Contacts one took part in, did or typed, and those with people whose record one may open, as far back as it is open."""
        if not isinstance(actor, Person):
            return self.none()
        involved = Q(pk__in=Presence.objects.filter(person=actor).values("encounter"))
        did = Q(pk__in=Doing.objects.filter(supporter=actor).values("encounter")) | Q(typist=actor)
        whole, since = opened_rows(Presence.objects.all(), actor)
        opened = Q(pk__in=whole.values("encounter")) | Q(pk__in=since.values("encounter"))
        return self.filter(involved | did | opened)

    def newest_first(self) -> "EncounterQuerySet":
        return self.order_by("-day", F("starts_at").desc(nulls_last=True), "-id")


class Encounter(models.Model):
    """One completed contact of a defined kind. People who gave no name are only counted, in `unnamed`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    programme = models.ForeignKey("organisation.Programme", models.PROTECT, db_index=False)
    kind = models.ForeignKey("organisation.Kind", models.PROTECT, db_index=False)
    site = models.ForeignKey("organisation.Site", models.PROTECT, null=True, blank=True, db_index=False)
    day = models.DateField(help_text="local date; periods are counted by it")
    month = models.IntegerField(editable=False, help_text="such as 202606, set with `day`")
    starts_at = models.TimeField(null=True, blank=True, help_text="local clock time")
    minutes = models.PositiveSmallIntegerField()
    unnamed = models.PositiveIntegerField(default=0, help_text="people present who gave no name")
    named = models.PositiveIntegerField(default=0, editable=False, help_text="rows of Presence, kept here so that counting reads one index")
    doers = models.PositiveSmallIntegerField(default=0, editable=False, help_text="rows of Doing, kept here for the same reason")
    support = models.JSONField(default=list, blank=True, help_text="codes of organisation.defaults.SUPPORT_NAMES")
    topics = models.JSONField(default=list, blank=True, help_text="codes of Topic")
    typist = models.ForeignKey(Person, models.PROTECT, null=True, related_name="typed", help_text="who typed it; the doers are in Doing")
    typed_at = models.DateTimeField(default=now)
    is_late = models.BooleanField(default=False, help_text="typed on a later day than it took place")
    ticket_digest = models.CharField(max_length=64, null=True, editable=False, help_text="of its survey ticket, for 14 days at most")

    objects = EncounterQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["month", "programme", "kind", "day", "minutes", "unnamed", "named", "doers", "is_late"], name="encounter_counts"
            ),
            models.Index(fields=["day", "programme"], name="encounter_day"),
            models.Index(fields=["ticket_digest"], name="encounter_ticket", condition=Q(ticket_digest__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=LONGEST_MINUTES), name="encounter_minutes"),
            models.CheckConstraint(condition=Q(month__gte=190001, month__lte=299912), name="encounter_month"),
        ]

    def __str__(self) -> str:
        return f"encounter {self.pk}"

    @property
    def reference(self) -> str:
        return f"encounter:{self.pk}"

    @property
    def present(self) -> int:
        """How many people were there, with a name or without; those who did it for the organisation not counted."""
        return self.named + self.unnamed


class Presence(models.Model):
    """A person was present at a contact. Day, month, programme and kind are repeated so that people are counted from one index."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    encounter = models.ForeignKey(Encounter, models.CASCADE, related_name="presences", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="presences", db_index=False)
    day = models.DateField()
    month = models.IntegerField()
    programme = models.ForeignKey("organisation.Programme", models.PROTECT, db_index=False)
    kind = models.ForeignKey("organisation.Kind", models.PROTECT, db_index=False)

    class Meta:
        indexes = [
            models.Index(fields=["month", "programme", "kind", "day", "person"], name="presence_counts"),
            models.Index(fields=["person", "-day", "kind"], name="presence_latest"),
        ]
        constraints = [models.UniqueConstraint(fields=["encounter", "person"], name="present_once")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.encounter_id}"


class Doing(models.Model):
    """A supporter took part in a contact. Several may; the contact still counts once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    encounter = models.ForeignKey(Encounter, models.CASCADE, related_name="doings", db_index=False)
    supporter = models.ForeignKey(Person, models.PROTECT, related_name="doings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["encounter", "supporter"], name="did_once")]

    def __str__(self) -> str:
        return f"{self.supporter_id} at {self.encounter_id}"


class GroupOffer(models.Model):
    """A digest of what a group was offered: the ticket of one printed card, or the code on the wall. For 14 days at most, so
    that what was lost can be made anew and what was taken back opens nothing. Who got which card is written nowhere.
    """

    class Way(models.TextChoices):
        WALL = "wall"
        CARD = "card"

    digest = models.CharField(primary_key=True, max_length=64, editable=False)
    encounter = models.ForeignKey(Encounter, models.CASCADE, related_name="group_offers")
    way = models.CharField(max_length=4, choices=Way)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["encounter"], name="one_wall_code", condition=Q(way="wall"))]

    def __str__(self) -> str:
        return f"{self.way} of {self.encounter_id}"


class AttemptQuerySet(models.QuerySet):
    def visible_to(self, actor) -> "AttemptQuerySet":
        """Tries one made or typed, and those towards people whose record one may open, as far back as it is open."""
        if not isinstance(actor, Person):
            return self.none()
        whole, since = opened_rows(Attempt.objects.all(), actor)
        return self.filter(Q(supporter=actor) | Q(typist=actor) | Q(pk__in=whole.values("pk")) | Q(pk__in=since.values("pk")))

    def to_call_back(self) -> "AttemptQuerySet":
        """Asked to talk later, with a day agreed, and not taken up again since."""
        return self.filter(outcome="call_later", again_on__isnull=False, closed_at=None)


class Attempt(models.Model):
    """A try that did not connect, with its outcome. It is not a contact, and a message left is not a failure."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="attempts")
    supporter = models.ForeignKey(Person, models.PROTECT, null=True, related_name="tries")
    typist = models.ForeignKey(Person, models.PROTECT, null=True, related_name="tries_typed")
    programme = models.ForeignKey("organisation.Programme", models.PROTECT)
    kind = models.ForeignKey("organisation.Kind", models.PROTECT)
    day = models.DateField()
    month = models.IntegerField(editable=False)
    starts_at = models.TimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, help_text="code of organisation.defaults.OUTCOME_NAMES")
    again_on = models.DateField(null=True, blank=True, help_text="when they asked to be called again")
    again_at = models.TimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, help_text="when somebody had tried again, or let it be")
    typed_at = models.DateTimeField(default=now)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["month", "programme", "kind", "outcome", "day"], name="attempt_counts"),
            models.Index(fields=["supporter", "again_on"], name="attempt_again", condition=Q(closed_at=None, again_on__isnull=False)),
        ]
        constraints = [models.CheckConstraint(condition=Q(month__gte=190001, month__lte=299912), name="attempt_month")]

    def __str__(self) -> str:
        return f"{self.outcome} {self.day}"

    @property
    def outcome_name(self) -> str:
        return str(OUTCOME_NAMES[self.outcome])

    @property
    def reference(self) -> str:
        return f"attempt:{self.pk}"


class Note(models.Model):
    """A note on a contact, written together: what we talked about, what each of us learned, what next."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    encounter = models.OneToOneField(Encounter, models.CASCADE, related_name="note")
    text = SealedTextField()
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="notes_written")
    written_at = models.DateTimeField(default=now)
    version = models.PositiveSmallIntegerField(default=1)

    def __str__(self) -> str:
        return f"note on {self.encounter_id}"


class NoteVersion(models.Model):
    """An earlier wording of a note; kept, so that nothing is changed behind anybody's back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    note = models.ForeignKey(Note, models.CASCADE, related_name="versions")
    version = models.PositiveSmallIntegerField()
    text = SealedTextField()
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "version"], name="note_version_once")]

    def __str__(self) -> str:
        return f"{self.note_id} {self.version}"


class Stance(models.Model):
    """What one of those present says of one version of a note: read it, agree, or see it differently, and in what words."""

    class Kind(models.TextChoices):
        SEEN = "seen", _("I have read it")
        AGREED = "agreed", _("I agree")
        DIFFERS = "differs", _("I see it differently")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    note = models.ForeignKey(Note, models.CASCADE, related_name="stances")
    version = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.CASCADE, related_name="stances")
    kind = models.CharField(max_length=8, choices=Kind)
    reply = SealedTextField(null=True, blank=True)
    said_at = models.DateTimeField(default=now)
    reply_read_at = models.DateTimeField(null=True, blank=True, help_text="when the writer of the note had read the reply")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "version", "person"], name="one_stance_a_version")]

    def __str__(self) -> str:
        return f"{self.kind} {self.note_id}"


from hearthside.encounters.import_models import ImportedFile, ImportedRow, KeptCells  # noqa: E402, F401  so that they are found
