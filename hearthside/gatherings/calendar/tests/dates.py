"""A weekly group across clock changes, with a date of every sort of exception."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hearthside.gatherings.models import Gathering, Series, Session
from hearthside.gatherings.series.actions import Timing, add_series, begin_gathering, cancel_session, change_session, skip_session
from tests.cast import TESTS

EVENING = time(18, 30)


def weekly(cast, *, first: date, zone: str, rrule: str = "FREQ=WEEKLY", until: date | None = None, **details) -> Gathering:
    """An open group that meets at half past six by the clock of this zone."""
    gathering = begin_gathering(by=TESTS, title="River & sky", programme=cast.river, kind=cast.group, hosts=[cast.ben], **details)
    timing = Timing(
        first_day=first, starts_at=EVENING, minutes=90, rrule=rrule, zone=zone, until=until, place="14 Lantern Street; back door"
    )
    add_series(by=TESTS, gathering=gathering, timing=timing)
    return gathering


def session_on(gathering: Gathering, day: date) -> Session:
    return Session.objects.select_related("series", "gathering").get(gathering=gathering, slot_day=day)


def with_exceptions(gathering: Gathering, first: date) -> None:
    """The second is left out, the third moves by a day, the fourth is cancelled, the sixth is longer, the ninth comes five weeks early."""
    weeks = [first + timedelta(weeks=number) for number in range(10)]
    skip_session(by=TESTS, session=session_on(gathering, weeks[1]))
    change_session(
        by=TESTS, session=session_on(gathering, weeks[2]), day=weeks[2] + timedelta(days=1), starts_at=time(17), reason="The hall is let"
    )
    cancel_session(by=TESTS, session=session_on(gathering, weeks[3]), reason="Snow, and more of it")
    change_session(by=TESTS, session=session_on(gathering, weeks[5]), minutes=120)
    change_session(by=TESTS, session=session_on(gathering, weeks[8]), day=weeks[3] + timedelta(days=2))


def as_rows(gathering: Gathering, first: date, last: date) -> set[tuple[datetime, datetime, bool]]:
    """Begin, end (both in UTC) and whether it is cancelled, of every date between two days that is not left out."""
    zone = ZoneInfo(Series.objects.filter(gathering=gathering).values_list("zone", flat=True)[0])
    after = datetime.combine(first, time(), zone)
    before = datetime.combine(last + timedelta(days=1), time(), zone)
    rows = Session.objects.filter(gathering=gathering, starts__gte=after, starts__lt=before).exclude(state="skipped")
    return {(one.starts, one.starts + timedelta(minutes=one.minutes), one.is_cancelled) for one in rows}
