"""What gatherings do by themselves."""

from django.db import transaction

from hearthside.core.dates import now
from hearthside.core.jobs import every
from hearthside.gatherings.models import ImportDraft, Series
from hearthside.gatherings.models.drafts import DRAFT_KEPT
from hearthside.gatherings.series.making import horizon, make_sessions
from hearthside.organisation.clock import live_by_its_clock
from hearthside.organisation.public import renew_pages


@every(hours=6)
def make_sessions_ahead() -> int:
    """Give every series that goes on its dates of the coming year. Returns how many sessions were made."""
    live_by_its_clock()
    made, before = 0, horizon()
    for series in Series.objects.filter(made_until__lt=before, gathering__ended_on=None).exclude(rrule=""):
        if series.until is None or series.until > series.made_until:
            with transaction.atomic():
                made += make_sessions(series, series.made_until, before)
    if made:
        renew_pages()
    return made


@every(hours=6)
def forget_import_drafts() -> int:
    """Throw away sheets that nobody finished within fourteen days. Returns how many."""
    old = ImportDraft.objects.filter(made_at__lte=now() - DRAFT_KEPT)
    count = old.count()
    old.delete()
    return count
