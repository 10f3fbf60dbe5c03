"""Asking a co-worker to come or call, coming, and ending it."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hearthside.audit.actions import record
from hearthside.core.dates import now
from hearthside.core.errors import Refused
from hearthside.people.models import Person
from hearthside.people.telling import tell_colleagues
from hearthside.safety import permissions
from hearthside.safety.actions.debriefs import offer_debrief
from hearthside.safety.models import Backup
from hearthside.safety.queries import who_is_there

TOLD_WITHIN = timedelta(hours=1)
NEEDED = gettext_noop("%(name)s would like a colleague beside them now. Look at Today.")  # nothing of whom it is about


def ask_backup(*, by: Person, where: str = "") -> Backup:
    """Somebody wants a colleague beside them now. Pressed twice it is one. Everybody on duty and the coordinators are told.

    Raises: NotAllowed for people who do not work here.
    """
    permissions.may_ask_backup(by).require()
    try:
        return _ask(by, where)
    except IntegrityError:
        return Backup.objects.open().get(asked_by=by)


@transaction.atomic
def _ask(by: Person, where: str) -> Backup:
    if known := Backup.objects.open().filter(asked_by=by).first():
        return known
    backup = Backup.objects.create(asked_by=by, where=where.strip() or None)
    told = tell_colleagues(
        by=by, people=who_is_there(by), words=lambda: _(NEEDED) % {"name": by.short_name}, occasion=f"backup:{backup.pk}",
        until=backup.asked_at + TOLD_WITHIN, is_urgent=True,
    )  # fmt: skip
    record(by=by, act="asked for backup", thing=f"backup:{backup.pk}", told=told)
    return backup


@transaction.atomic
def come(*, by: Person, backup: Backup) -> None:
    """A colleague says that they come or call. The first one is named to whoever asked.

    Raises: Refused when it is over, or when somebody else is already on the way.
    """
    backup = _locked(backup)
    if backup.ended_at:  # said before the rule, which no longer shows it to colleagues
        raise Refused(_("It is over by now. Thank you for looking."))
    permissions.may_come(by, backup).require()
    if backup.coming_id and backup.coming_id != by.pk:
        raise Refused(_("%(name)s is already on it. Stay near the phone.") % {"name": backup.coming})
    if backup.coming_id is None:
        backup.coming, backup.coming_at = by, now()
        backup.save(update_fields=["coming", "coming_at"])
        record(by=by, act="came as backup", thing=f"backup:{backup.pk}")


@transaction.atomic
def end_backup(*, by: Person, backup: Backup) -> None:
    """It is over. Both may talk it over afterwards; where they were is forgotten. Ending twice changes nothing."""
    backup = _locked(backup)
    permissions.may_end_backup(by, backup).require()
    if backup.ended_at:
        return
    backup.ended_at, backup.where = now(), None
    backup.save(update_fields=["ended_at", "where"])
    for supporter in filter(None, (backup.asked_by, backup.coming)):
        offer_debrief(supporter=supporter, occasion=f"backup:{backup.pk}")
    record(by=by, act="ended backup", thing=f"backup:{backup.pk}")


def _locked(backup: Backup) -> Backup:
    return Backup.objects.select_for_update(of=("self",)).select_related("asked_by", "coming").get(pk=backup.pk)
