"""When it gets hard: asking a co-worker for backup, what was promised beforehand, what happened, and talking it over."""

from hearthside.safety.models.backup import Backup, BackupQuerySet, Debrief, DebriefQuerySet
from hearthside.safety.models.event import EventWording, SafetyEvent, SafetyEventQuerySet
from hearthside.safety.models.promise import Promise, Said

__all__ = [
    "Backup",
    "BackupQuerySet",
    "Debrief",
    "DebriefQuerySet",
    "EventWording",
    "Promise",
    "Said",
    "SafetyEvent",
    "SafetyEventQuerySet",
]
