"""A whole import is taken back, as long as nothing has come of it."""

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.dates import now
from hearthside.core.errors import Refused
from hearthside.gatherings.models import Attendance, Gathering, GroupMember, ImportBatch, Series, Session, SignUp, Voice
from hearthside.gatherings.models.drafts import Brought
from hearthside.gatherings.permissions import may_arrange_gathering, may_undo_import
from hearthside.organisation.public import renew_pages
from hearthside.people.models import Person


@transaction.atomic
def undo_import(*, by: Person, batch: ImportBatch) -> None:
    """Take back what one import brought, within a day. Programmes that it opened stay, and so does what was known before.

    Raises: Refused when somebody signed up, belongs, said something or came meanwhile, or a date was closed.
    """
    may_undo_import(by, batch).require()
    if not ImportBatch.objects.select_for_update().filter(pk=batch.pk, undone_at=None).exists():
        raise Refused(_("This import was undone already."))
    if batch.kind == Brought.SCHEDULE:
        _take_back_gatherings(by, batch)
    else:
        _take_back_attendances(batch)
    ImportBatch.objects.filter(pk=batch.pk).update(undone_at=now())
    record(by=by, act="undid an import", thing=batch.reference, rows=batch.created)


def _take_back_gatherings(by: Person, batch: ImportBatch) -> None:
    brought = list(batch.brought_series.values_list("series", "gathering", "began_gathering"))
    series = {one for one, _gathering, _began in brought}
    begun = {gathering for _series, gathering, began in brought if began}
    for gathering in Gathering.objects.filter(pk__in={gathering for _series, gathering, _began in brought}):
        may_arrange_gathering(by, gathering).require()
    touched = [
        SignUp.objects.filter(session__series__in=series),
        Attendance.objects.filter(session__series__in=series),
        Session.objects.filter(series__in=series).exclude(closed_at=None, encounter=None),
        GroupMember.objects.filter(gathering__in=begun),
        Voice.objects.filter(gathering__in=begun),
    ]
    if any(rows.exists() for rows in touched):
        raise Refused(_("Somebody signed up, belongs or came already. Change or end these groups on their own pages instead."))
    Series.objects.filter(pk__in=series).delete()
    Gathering.objects.filter(pk__in=begun, series=None).delete()  # one that was given another rhythm since goes on with it
    renew_pages()


def _take_back_attendances(batch: ImportBatch) -> None:
    brought = Attendance.objects.filter(pk__in=batch.brought_attendances.values("pk"))
    if Session.objects.filter(attendances__in=brought).exclude(closed_at=None).exists():
        raise Refused(_("One of these dates was closed meanwhile. Take single people off on its own page instead."))
    brought.delete()
    batch.brought_attendances.all().delete()
