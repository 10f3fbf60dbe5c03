"""What a calendar of somebody else says about one gathering, whatever the format it came in."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class ChangedDate:
    """One date of a series that is another than its rule says. `was` is the local start by the rule."""

    was: datetime
    moved_to: datetime | None = None
    minutes: int | None = None
    is_cancelled: bool = False
    title: str = ""
    location: str = ""


@dataclass(frozen=True)
class CalendarEntry:
    """One gathering, single or a series, as it stood in a file.

    Times are local wall-clock times of `zone` (an IANA name). `rrule` is normalised and empty for a single date; `minutes` is None
    where the file does not say how long. `problem` is one sentence on why it cannot be taken as it is, empty when it can.
    """

    uid: str
    title: str = ""
    description: str = ""
    location: str = ""
    url: str = ""
    first: datetime | None = None
    zone: str = ""
    minutes: int | None = None
    rrule: str = ""
    skipped: tuple[date, ...] = ()
    extra: tuple[datetime, ...] = ()
    changed: tuple[ChangedDate, ...] = ()
    status: str = ""
    is_all_day: bool = False
    kinds: tuple[str, ...] = ()
    problem: str = ""
