"""What the database of answers knows: answers, and which codes are used up. Never a person, an encounter, a clock or an order.

Every key is random or a digest, no table has a hidden row number (see ../tables.py), and no column holds a date.
Months are words of a cohort, such as 202606 or "2026-Q2".
"""

from django.db import models

from hearthside.core.fields import SealedTextField


class SpentTicket(models.Model):
    """A code (or a token) that has been used; the second use finds it here. The month tells when it may be forgotten."""

    digest = models.CharField(primary_key=True, max_length=64, editable=False)
    month = models.IntegerField()

    def __str__(self) -> str:
        return f"used up {self.month}"


class WaitingAnswer(models.Model):
    """An answer nobody has opened yet, sealed to a key that is outside every database. All are of one length."""

    id = models.BinaryField(primary_key=True, max_length=16, editable=False)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return "waiting answer"


class Answer(models.Model):
    """What one person ticked, in a group of at least ten: a programme ("" = several), a month, quarter or year, a kind
    of contact ("" = several). Kept until 60 days after the group has closed; the sums stay.
    """

    id = models.BinaryField(primary_key=True, max_length=16, editable=False)
    programme = models.CharField(max_length=80, blank=True)
    period = models.CharField(max_length=7, help_text='"2026-06", "2026-Q2" or "2026"')
    kind = models.CharField(max_length=40, blank=True)
    ticked = models.JSONField(help_text="question code -> option code, or list of them")

    def __str__(self) -> str:
        return f"answer {self.period}"


class Comment(models.Model):
    """What one person wrote, apart from what they ticked, and known to a quarter at best."""

    id = models.BinaryField(primary_key=True, max_length=16, editable=False)
    programme = models.CharField(max_length=80, blank=True)
    quarter = models.CharField(max_length=7, help_text='"2026-Q2", or "2026"')
    text = SealedTextField()

    def __str__(self) -> str:
        return f"comment {self.quarter}"


class Tally(models.Model):
    """How many in one group chose one option. Option "" counts who answered the question at all; question "" who answered
    anything. Kept in the same transaction as the answers, so that reports read these few rows only.
    """

    programme = models.CharField(max_length=80, blank=True)
    period = models.CharField(max_length=7)
    kind = models.CharField(max_length=40, blank=True)
    question = models.CharField(max_length=40, blank=True)
    option = models.CharField(max_length=40, blank=True)
    n = models.IntegerField()
    pk = models.CompositePrimaryKey("period", "programme", "kind", "question", "option")

    def __str__(self) -> str:
        return f"{self.question} {self.option} {self.n}"
