"""What gatherings do by themselves."""

from django.db import transaction

from hearthside.core.jobs import every
from hearthside.gatherings.models import Series
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
