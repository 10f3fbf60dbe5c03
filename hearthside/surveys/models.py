"""What the main database knows of surveys: the questions and how many were offered. Never who answered, nor what."""

from django.db import models

from hearthside.organisation.models import Programme


class QuestionnaireVersion(models.Model):
    """One wording of the questions: codes and options as data; the sentences are in defaults.py, in every language."""

    code = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    questions = models.JSONField(help_text="list of {code, kind: any|one|text, options}")
    pk = models.CompositePrimaryKey("code", "version")

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class SurveyTicket(models.Model):
    """One survey that was offered after one encounter. It knows its cohort and nothing else: no person, no encounter,
    no time, no number in a row; whether it was used is not kept here.
    """

    class State(models.TextChoices):
        NEW = "new"
        VOID = "void"

    digest = models.CharField(primary_key=True, max_length=64, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, db_index=False, related_name="+")
    kind = models.CharField(max_length=40, help_text="code of the kind of contact")
    month = models.IntegerField(help_text="such as 202606")
    language = models.CharField(max_length=8, blank=True)
    state = models.CharField(max_length=4, choices=State, default=State.NEW)

    class Meta:
        indexes = [models.Index(fields=["month", "programme", "kind"], name="ticket_offered", condition=models.Q(state="new"))]

    def __str__(self) -> str:
        return f"{self.kind} {self.month}"


class WallCode(models.Model):
    """One code for everybody in a room: whoever opens it draws a ticket of their own, while places are left and until it closes.

    Like a ticket it knows its cohort and nothing else: no person, no encounter, not when somebody drew. Two weeks after
    it has closed it is gone, and the places nobody drew have become tickets that nobody can tell from others.
    """

    digest = models.CharField(primary_key=True, max_length=64, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, db_index=False, related_name="+")
    kind = models.CharField(max_length=40, help_text="code of the kind of contact")
    month = models.IntegerField(help_text="such as 202606")
    language = models.CharField(max_length=8, blank=True, help_text='"" = the one of the phone that opens it')
    places_left = models.PositiveIntegerField(help_text="tickets that may still be drawn")
    closes_at = models.DateTimeField()
    is_taken_back = models.BooleanField(default=False, help_text="replaced, or never to be used; it then has no places")

    def __str__(self) -> str:
        return f"{self.places_left} left, {self.kind} {self.month}"


class DrawnTicket(models.Model):
    """Which code on a wall a ticket was drawn with, so that all of them can be taken back together; gone with that code.

    Two digests side by side and no relation, so that no road of the database leads to a ticket.
    """

    ticket = models.CharField(primary_key=True, max_length=64, editable=False, help_text="its digest")
    wall_code = models.CharField(max_length=64, help_text="its digest")

    class Meta:
        indexes = [models.Index(fields=["wall_code"], name="drawn_with")]

    def __str__(self) -> str:
        return "drawn ticket"


class ImportedFile(models.Model):
    """A file of answers that was brought in, known again by its content."""

    digest = models.CharField(primary_key=True, max_length=64, editable=False)

    def __str__(self) -> str:
        return "imported file"


class ImportedOffer(models.Model):
    """How many answers were brought in for one programme, kind and month: each was offered at least once."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, db_index=False, related_name="+")
    kind = models.CharField(max_length=40, blank=True)
    month = models.IntegerField()
    count = models.PositiveIntegerField(default=0)
    pk = models.CompositePrimaryKey("month", "programme", "kind")

    def __str__(self) -> str:
        return f"{self.count} {self.month}"
