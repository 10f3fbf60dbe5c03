"""What the hard moments ask of somebody today, for the first page they open."""

from collections.abc import Callable

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from hearthside.core.waiting import Row, Waits, rows
from hearthside.people.models import Person
from hearthside.safety.models import Backup, Debrief, SafetyEvent

URGENT = ("backup", "own_backup")  # before everything else


def rows_for(actor: Person) -> list[QuerySet]:
    """Colleagues who want backup, talks, and what was written down or answered; for core.waiting.read."""
    backups, debriefs = Backup.objects.visible_to(actor).open(), Debrief.objects.open()
    answered = SafetyEvent.objects.filter(written_by=actor, reply__isnull=False, reply_read_at=None)
    return [
        rows(backups.filter(coming=None).exclude(asked_by=actor), "backup", since="asked_at", texts=("asked_by__name",)),
        rows(backups.filter(Q(asked_by=actor) | Q(coming=actor)), "own_backup", since="asked_at"),
        rows(debriefs.filter(supporter=actor), "debrief", since="offered_at"),
        rows(debriefs.filter(with_whom=actor), "listening", since="offered_at", texts=("supporter__name",)),
        rows(SafetyEvent.objects.to_read(actor), "event", since="written_at", texts=("written_by__name",)),
        rows(answered, "event_reply", since="written_at", texts=("person__name",)),
    ]


def _backup(row: Row) -> Waits:
    return Waits(
        _("%(name)s would like a colleague beside them now") % {"name": row.first},
        _("Look"),
        reverse("backup_asked", args=[row.thing]),
        row.since,
    )


def _own_backup(row: Row) -> Waits:
    return Waits(_("Backup is open"), _("Look"), reverse("backup_asked", args=[row.thing]), row.since)


def _debrief(row: Row) -> Waits:
    return Waits(_("Would you like to talk something over?"), _("Answer"), reverse("debriefs"), row.since)


def _listening(row: Row) -> Waits:
    return Waits(_("%(name)s would like to talk something over with you") % {"name": row.first}, _("Look"), reverse("debriefs"), row.since)


def _event(row: Row) -> Waits:
    return Waits(
        _("%(name)s wrote down something about you") % {"name": row.first}, _("Read"), reverse("safety_event", args=[row.thing]), row.since
    )


def _reply(row: Row) -> Waits:
    return Waits(
        _("%(name)s answered what you wrote down") % {"name": row.first}, _("Read"), reverse("safety_event", args=[row.thing]), row.since
    )


SAID: dict[str, Callable[[Row], Waits]] = {
    "backup": _backup,
    "own_backup": _own_backup,
    "debrief": _debrief,
    "listening": _listening,
    "event": _event,
    "event_reply": _reply,
}
