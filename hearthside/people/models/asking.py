"""Whoever asks for something with a form: they need no account, and need not be known here."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hearthside.core.fields import SealedTextField
from hearthside.people.models.person import Person


class Reached(models.Model):
    """A name or alias and one way to reach somebody who need not be known here otherwise."""

    class Way(models.TextChoices):
        NONE = "", _("I keep the code myself")
        PHONE = "phone", _("a text")
        EMAIL = "email", _("e-mail")

    name = SealedTextField(help_text="a first name or alias, as they typed it")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+", help_text="where they are known here")
    way = models.CharField(max_length=5, choices=Way, blank=True, default=Way.NONE)
    reach = SealedTextField(null=True, blank=True, help_text="number as E.164, or address")
    language = models.CharField(max_length=8, blank=True)
    may_remind = models.BooleanField(default=False)
    words = models.TextField(blank=True, help_text="what they were told about reminders when they said yes")
    code_digest = models.CharField(max_length=64, null=True, unique=True, help_text="of the code that changes or cancels this")

    class Meta:
        abstract = True
