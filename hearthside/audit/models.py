"""The trail of every write and the log of every record opened. Text references only: nothing here points at a row."""

import hashlib
import json

from django.db import models
from django.utils.translation import gettext

from hearthside.core.ids import new_id

START = "0" * 64


class Entry(models.Model):
    """One act that changed something: who, what, on what, when, why. Names of fields, never their values.

    Rows are only ever added, each holding the hash of the one before; the database refuses changes (see migration).
    """

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor_id = models.CharField(max_length=80)
    actor_label = models.CharField(max_length=200)
    act = models.CharField(max_length=60)
    thing = models.CharField(max_length=80, help_text="such as encounter:0192…")
    about = models.CharField(max_length=80, blank=True, help_text="whose record it belongs to, such as person:0192…")
    details = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["seq"]
        indexes = [models.Index(fields=["about", "-seq"], name="audit_about"), models.Index(fields=["thing"], name="audit_thing")]

    def __str__(self) -> str:
        return f"{self.seq} {self.act} {self.thing}"

    @property
    def said_by(self) -> str:
        """Who acted, as screens say it: people by their name, everything else in the reader's language."""
        return self.actor_label if self.actor_id.startswith("person:") else gettext(self.actor_label)

    def computed_hash(self) -> str:
        """SHA-256 over every column and the hash before; the same text on every database."""
        text = json.dumps(
            [
                self.seq,
                int(self.at.timestamp() * 1_000_000),
                self.actor_id,
                self.actor_label,
                self.act,
                self.thing,
                self.about,
                self.details,
                self.reason,
                self.previous_hash,
            ],
            sort_keys=True,
            ensure_ascii=True,
        )
        return hashlib.sha256(text.encode()).hexdigest()


class ChainHead(models.Model):
    """The one row that says where the chain ends; locked while an entry is added, so that no two follow the same."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=START)

    def __str__(self) -> str:
        return f"{self.seq}"


class Opening(models.Model):
    """A person's record was opened: by whom, when, on which page, under what right."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    actor_id = models.CharField(max_length=80)
    actor_label = models.CharField(max_length=200)
    about = models.CharField(max_length=80)
    page = models.CharField(max_length=60)
    right = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["about", "-at"], name="opening_about")]

    def __str__(self) -> str:
        return f"{self.actor_label} {self.page}"
