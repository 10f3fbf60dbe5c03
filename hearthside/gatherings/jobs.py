"""What gatherings do by themselves."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from hearthside.core.actors import WORKER
from hearthside.core.dates import now, today
from hearthside.core.jobs import every
from hearthside.gatherings.forgetting import forget_names
from hearthside.gatherings.hosting.actions import plan_rotation
from hearthside.gatherings.hosting.queries import gaps
from hearthside.gatherings.models import Attendance, Door, Gathering, ImportDraft, Series, TakenOff
from hearthside.gatherings.models.drafts import DRAFT_KEPT
from hearthside.gatherings.series.making import horizon, make_sessions
from hearthside.gatherings.signing_up.actions import move_all_up
from hearthside.gatherings.signing_up.reminders import remind_all
from hearthside.organisation.clock import live_by_its_clock
from hearthside.organisation.public import renew_pages

NAMES_KNOWN_FOR = timedelta(days=14)  # after the date was closed
NAMES_AT_MOST = timedelta(days=60)  # after the date itself, if nobody closes it
DOORS_KNOWN_FOR = timedelta(days=30)
TAPS_KNOWN_FOR = timedelta(days=14)


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


@every(minutes=5)
def remind_those_who_come() -> int:
    """Queue the reminders that are due now. Returns how many."""
    live_by_its_clock()
    return remind_all()


@every(minutes=15)
def move_waiting_lists_up() -> int:
    """The acts that make places free do this at once; here for whatever was changed in another way. Returns how many moved."""
    return move_all_up()


@every(hours=24)
def forget_old_names() -> int:
    """Names, numbers and words that nobody needs any more. Returns how many rows were emptied."""
    live_by_its_clock()
    return forget_names()


@every(hours=1)
def forget_names_typed() -> int:
    """Names and codes that nobody linked are forgotten two weeks after a date is closed; that somebody came stays. Returns
    how many were forgotten.
    """
    live_by_its_clock()
    old = Q(session__closed_at__lt=now() - NAMES_KNOWN_FOR) | Q(session__day__lt=today() - NAMES_AT_MOST)
    return Attendance.objects.filter(old, name__isnull=False).update(name=None)


@every(hours=1)
def end_doors() -> int:
    """Doors end with their day, and are known for a month more. Returns how many ended."""
    live_by_its_clock()
    ended = Door.objects.filter(closed_at=None, day__lt=today()).update(closed_at=now())
    Door.objects.filter(closed_at__lt=now() - DOORS_KNOWN_FOR).delete()
    TakenOff.objects.filter(at__lt=now() - TAPS_KNOWN_FOR).delete()
    return ended


def plan_rotations() -> int:
    """See that the dates of the next eight weeks have hosts, in turn. Returns how many places were given."""
    live_by_its_clock()
    lacking = gaps().values("gathering").distinct()
    return sum(plan_rotation(by=WORKER, gathering=gathering) for gathering in Gathering.objects.filter(pk__in=lacking))
