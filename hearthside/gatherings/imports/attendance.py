"""What one row of a sign-in sheet says: who, or how many, came to which date of which group."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from hearthside.core.actors import Actor
from hearthside.core.dates import today
from hearthside.core.errors import Refused
from hearthside.core.sheets.cells import Unclear, as_date, as_text, as_time, as_whole, fold, shortened
from hearthside.core.sheets.reading import Row
from hearthside.core.sheets.rows import Teller
from hearthside.encounters.import_names import NAMELESS
from hearthside.gatherings.models import Gathering, Series, Session
from hearthside.gatherings.series.making import make_sessions, slots
from hearthside.people.models import Person

BETWEEN_NAMES = re.compile(r"[,;\n\uff1b]|\s+&\s+")
LONGEST_NAME = 80
MOST_HEADS = 10_000


@dataclass(frozen=True, slots=True)
class Date:
    """One date of a gathering, which is a row already or is made when somebody is noted for it."""

    gathering: Gathering
    series: Series
    slot: datetime
    session: Session | None

    def found(self) -> Session:
        """The session itself, made now where it is not there yet. Inside a transaction of the caller."""
        if self.session is None:
            make_sessions(self.series, self.slot.date(), self.slot.date())
        slot = {"slot_day": self.slot.date(), "slot_at": self.slot.time()}
        return self.session or Session.objects.get(series=self.series, **slot)

    @property
    def key(self) -> str:
        return f"{self.series.pk} {self.slot:%Y-%m-%d %H:%M}"


@dataclass(slots=True)
class Came:
    """A row that can be stored: names, and so many without one."""

    row: Row
    date: Date
    names: list[str]
    heads: int
    notes: list[str] = field(default_factory=list)

    @property
    def gathering(self) -> Gathering:
        return self.date.gathering


class AttendanceReader:
    """Reads rows with the groups in hand that this importer looks after; a command on the server knows all of them."""

    def __init__(self, by: Actor, rows: Sequence[Row]) -> None:
        self.by = by
        gatherings = Gathering.objects.visible_to(by) if isinstance(by, Person) else Gathering.objects.all()
        self.hosted: set[UUID] = set(Gathering.objects.hosted_by(by).values_list("pk", flat=True))
        self._by_title: dict[str, dict[UUID, Gathering]] = defaultdict(dict)
        for gathering in gatherings:
            self._by_title[fold(gathering.public_title)][gathering.pk] = gathering
            if not isinstance(by, Person) or not gathering.is_closed or gathering.pk in self.hosted:
                self._by_title[fold(str(gathering.title))][gathering.pk] = gathering
        self._series: dict[UUID, list[Series]] = defaultdict(list)
        self._sessions: dict[tuple[UUID, date], list[Session]] = defaultdict(list)
        self._slots: set[tuple[UUID, date, time]] = set()
        self._look_up(rows)

    def _look_up(self, rows: Sequence[Row]) -> None:
        """The dates on the days that the rows name, of the groups that they name. Two queries."""
        days = {day for row in rows if (day := _day_or_none(row.get("date")))}
        titles = {fold(as_text(row.get("group"))) for row in rows}
        gatherings = [pk for title in titles for pk in self._by_title.get(title, {})]
        for series in Series.objects.filter(gathering__in=gatherings):
            self._series[series.gathering_id].append(series)
        sessions = Session.objects.filter(Q(day__in=days) | Q(slot_day__in=days), gathering__in=gatherings)
        for session in sessions.select_related("series").in_order():
            self._sessions[session.gathering_id, session.day].append(session)
            self._slots.add((session.series_id, session.slot_day, session.slot_at))

    def read(self, row: Row) -> Came | Teller:
        """What a row stands for; where something is wrong, whoever tells it."""
        told, notes = Teller(row), []
        gathering = told.take("group", self._gathering)
        day = told.take("date", _day)
        at = told.take("time", as_time)
        names, nameless = told.take("name", lambda cell: _names(cell, row.get("last_name"))) or ([], 0)
        heads = told.take("count", lambda cell: _heads(cell, len(names), nameless)) or 0
        when = told.take("date", lambda _cell: self._date(gathering, day, at)) if gathering and day else None
        if gathering and names:
            told.take("name", lambda _cell: self._check_names(gathering))
            if gathering.only_counted or (gathering.is_closed and not isinstance(self.by, Person)):
                notes.append(_count_note(gathering, len(names)))
                names, heads = [], heads + len(names)
        if told.problems:
            return told
        return Came(row, when, names, heads, notes)

    def _gathering(self, cell) -> Gathering:
        text = as_text(cell)
        found = list(self._by_title.get(fold(text), {}).values()) if text else []
        if len(found) == 1:
            return found[0]
        if not text:
            raise Refused(_("No group is named. Write its title."))
        if found:
            raise Refused(_("Several groups are called “%(title)s”. Give one of them another title first.") % {"title": shortened(text)})
        raise Refused(_("No group that you look after is called “%(title)s”. Check its title, or bring in the schedule first.")
                      % {"title": shortened(text)})  # fmt: skip

    def _check_names(self, gathering: Gathering) -> None:
        """Names of those who come to a closed group are for its hosts alone, also on the way in."""
        if gathering.is_closed and isinstance(self.by, Person) and gathering.pk not in self.hosted:
            raise Refused(_("This group is closed: only one of its hosts brings in names. Write how many came under 'how many' instead."))

    def _date(self, gathering: Gathering, day: date, at: time | None) -> Date:
        """The one date of a group on a day.

        Raises: Refused when it did not meet then, was cancelled, or met more than once.
        """
        found = [one for one in self._dates_on(gathering, day) if at is None or at in (one.slot.time(), _real_time(one))]
        if len(found) == 1:
            return found[0]
        if found:
            times = ", ".join(sorted(f"{_real_time(one):%H:%M}" for one in found))
            raise Refused(_("The group met more than once that day. Write under 'time' which one: %(times)s.") % {"times": times})
        if any(one.is_cancelled for one in self._sessions.get((gathering.pk, day), [])):
            raise Refused(_("That date was cancelled. If it took place after all, say so on the group's own page first."))
        raise Refused(_("The group does not meet on %(day)s by its schedule. Check the day, or put that date on the group's page first.")
                      % {"day": day.isoformat()})  # fmt: skip

    def _dates_on(self, gathering: Gathering, day: date) -> list[Date]:
        """Dates that are rows and take place, and those that the rule gives and nobody made a row of."""
        found = [
            Date(gathering, one.series, datetime.combine(one.slot_day, one.slot_at), one)
            for one in self._sessions.get((gathering.pk, day), [])
            if one.state in (Session.State.PLANNED, Session.State.HELD)
        ]
        for series in self._series[gathering.pk]:
            given = (slot for slot in slots(series, day, day) if (series.pk, day, slot.time()) not in self._slots)
            found += [Date(gathering, series, slot, None) for slot in given]
        return found


def _real_time(one: Date) -> time:
    return one.session.starts_at if one.session else one.slot.time()


def _day_or_none(cell) -> date | None:
    try:
        return as_date(cell)
    except Unclear:
        return None


def _day(cell) -> date:
    day = as_date(cell)
    if day > today():
        raise Refused(_("%(day)s is still to come. Note who came when it is there.") % {"day": day.isoformat()})
    return day


def _names(cell, last_name) -> tuple[list[str], int]:
    """The names in a cell, and how many stand there as nobody in particular."""
    whole = f"{as_text(cell)} {as_text(last_name)}" if as_text(last_name) else as_text(cell)
    texts = [name for part in BETWEEN_NAMES.split(whole) if (name := " ".join(part.split()))]
    long = [text for text in texts if len(text) > LONGEST_NAME]
    if long:
        raise Unclear(_("has a name of more than 80 letters: '%(name)s'. Separate names with commas.") % {"name": shortened(long[0])})
    names = [text for text in texts if text.casefold() not in NAMELESS]
    return names, len(texts) - len(names)


def _heads(cell, named: int, nameless: int) -> int:
    """How many came without a name: the number counts everybody, the named among them."""
    count = as_whole(cell)
    if count is None and not named + nameless:
        raise Refused(_("There is no name and no number. Write who came under 'names', or how many under 'how many'."))
    if count is None:
        return nameless
    if not max(1, named + nameless) <= count <= MOST_HEADS:
        raise Unclear(_("says %(count)s. Write how many came, all who are named included, or leave it empty.") % {"count": count})
    return count - named


def _count_note(gathering: Gathering, number: int) -> str:
    why = _("the group only counts those who come") if gathering.only_counted else _("the group is closed")
    return _("Names were only counted, since %(why)s.") % {"why": why}
