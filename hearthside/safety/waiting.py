"""What the hard moments ask of somebody today, for the first page they open: one statement."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db.models import CharField, DateTimeField, F, Q, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hearthside.core.waiting import Waits
from hearthside.people.models import Person
from hearthside.safety.models import Backup, Debrief, SafetyEvent


def safety_today(actor: Person) -> list[Waits]:
    """Colleagues who want backup first, then the rest, the oldest first."""
    to_time = DateTimeField().to_python
    found = [
        (what, SAID[what](UUID(str(thing)), who or "", timezone.localtime(to_time(since)))) for what, thing, who, since in rows_for(actor)
    ]
    return [waits for _what, waits in sorted(found, key=lambda pair: (pair[0] not in URGENT, pair[1].at))]


def rows_for(actor: Person) -> QuerySet:
    """What it is, its key, whose it is, since when."""

    def rows(queryset: QuerySet, what: str, who: str, at: str) -> QuerySet:
        named = {"what": Value(what, CharField()), "thing": F("pk"), "who": F(who), "since": F(at)}
        return queryset.order_by().annotate(**named).values_list("what", "thing", "who", "since")

    backups = Backup.objects.visible_to(actor).open()
    debriefs = Debrief.objects.open()
    return rows(backups.filter(coming=None).exclude(asked_by=actor), "backup", "asked_by__name", "asked_at").union(
        rows(backups.filter(Q(asked_by=actor) | Q(coming=actor)), "own_backup", "asked_by__name", "asked_at"),
        rows(debriefs.filter(supporter=actor), "debrief", "supporter__name", "offered_at"),
        rows(debriefs.filter(with_whom=actor), "listening", "supporter__name", "offered_at"),
        rows(SafetyEvent.objects.to_read(actor), "event", "written_by__name", "written_at"),
        rows(SafetyEvent.objects.filter(written_by=actor, reply__isnull=False, reply_read_at=None), "reply", "person__name", "written_at"),
        all=True,
    )


URGENT = ("backup", "own_backup")


def _backup(key: UUID, who: str, at: datetime) -> Waits:
    return Waits(_("%(name)s would like a colleague beside them now") % {"name": who}, _("Look"), reverse("backup_asked", args=[key]), at)


def _own_backup(key: UUID, who: str, at: datetime) -> Waits:
    return Waits(_("Backup is open"), _("Look"), reverse("backup_asked", args=[key]), at)


def _debrief(key: UUID, who: str, at: datetime) -> Waits:
    return Waits(_("Would you like to talk something over?"), _("Answer"), reverse("debriefs"), at)


def _listening(key: UUID, who: str, at: datetime) -> Waits:
    return Waits(_("%(name)s would like to talk something over with you") % {"name": who}, _("Look"), reverse("debriefs"), at)


def _event(key: UUID, who: str, at: datetime) -> Waits:
    return Waits(_("%(name)s wrote down something about you") % {"name": who}, _("Read"), reverse("safety_event", args=[key]), at)


def _reply(key: UUID, who: str, at: datetime) -> Waits:
    return Waits(_("%(name)s answered what you wrote down") % {"name": who}, _("Read"), reverse("safety_event", args=[key]), at)


SAID: dict[str, Callable[[UUID, str, datetime], Waits]] = {
    "backup": _backup,
    "own_backup": _own_backup,
    "debrief": _debrief,
    "listening": _listening,
    "event": _event,
    "reply": _reply,
}
