"""Which rows of a schedule are here already, and in what they differ. What is known is never changed by an import."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from hearthside.core.actors import Actor
from hearthside.core.dates import today
from hearthside.core.sheets.cells import fold
from hearthside.core.sheets.digests import keyed_digest
from hearthside.gatherings.imports.schedule import Planned
from hearthside.gatherings.models import Gathering, Host, ImportedSeries, Series, Session
from hearthside.people.models import Person, current


def digest_of(uid: str) -> str:
    """By what an event of another calendar is known again; its own name is not kept."""
    return keyed_digest("event of a calendar", uid) if uid else ""


@dataclass(frozen=True, slots=True)
class Known:
    """A row whose gathering is here already, and the columns in which it differs from it."""

    gathering: Gathering | None
    differs: list[str]
    same_as: int = 0  # the row of the same file that says the same


class KnownGatherings:
    """Every gathering that goes on, read once. A closed one is known by its public title alone, so that nobody can try out
    what it is truly called; so is one whose true title this person may not read.
    """

    def __init__(self, by: Actor) -> None:
        self._by_title: dict[str, Gathering] = {}
        self._series: dict[object, list[Series]] = defaultdict(list)
        self._hosts: dict[object, set] = defaultdict(set)
        self._claimed: set = set()
        gatherings = list(Gathering.objects.filter(ended_on=None).order_by("begun_at", "pk"))
        readable = set(Gathering.objects.visible_to(by).values_list("pk", flat=True))
        for gathering in gatherings:
            if not gathering.is_closed and (not isinstance(by, Person) or gathering.pk in readable):
                self._by_title.setdefault(fold(str(gathering.title)), gathering)
        for gathering in gatherings:
            self._by_title[fold(gathering.public_title)] = gathering
        for series in Series.objects.filter(gathering__in=gatherings).select_related("site").order_by("first_day", "pk"):
            self._series[series.gathering_id].append(series)
        for gathering, person in Host.objects.filter(current()).values_list("gathering", "person"):
            self._hosts[gathering].add(person)
        imported = ImportedSeries.objects.exclude(digest="").select_related("series", "gathering")
        self._by_uid = {one.digest: one for one in imported}

    def find_all(self, plans: Sequence[Planned]) -> list[Known | None]:
        """What is known of each row; None where it is new. Rows that differ in nothing find their rhythm first, so that a row
        that was changed is held to the one that is left.
        """
        exact = [self._exactly(planned) for planned in plans]
        return [found or self._nearly(planned) for planned, found in zip(plans, exact, strict=True)]

    def _exactly(self, planned: Planned) -> Known | None:
        gathering = self._by_title.get(fold(planned.shown_title))
        if gathering and digest_of(planned.uid) not in self._by_uid:
            for series in self._series[gathering.pk]:
                if not self._differences(planned, gathering, series):
                    self._claimed.add(series.pk)
                    return Known(gathering, [])
        return None

    def _nearly(self, planned: Planned) -> Known | None:
        same = self._by_uid.get(digest_of(planned.uid))
        if same is not None:
            return Known(same.gathering, self._differences(planned, same.gathering, same.series))
        gathering = self._by_title.get(fold(planned.shown_title))
        if gathering is None:
            return None
        free = [one for one in self._series[gathering.pk] if one.pk not in self._claimed] or self._series[gathering.pk]
        return Known(gathering, min((self._differences(planned, gathering, one) for one in free), key=len, default=["when"]))

    def _differences(self, planned: Planned, gathering: Gathering, series: Series) -> list[str]:
        """The columns that a row fills and that say something else than what is here."""
        timing, details = planned.timing, planned.details
        says_when = any(map(planned.says, ("when", "rrule", "starts")))
        is_typed_first = planned.says("starts") or not timing.rrule
        same = {
            "title": fold(planned.shown_title) in (fold(gathering.public_title), fold(self._readable_title(gathering))),
            "when": not says_when or (timing.rrule == series.rrule and (not is_typed_first or timing.first_day == series.first_day)),
            "until": not planned.says("until") or timing.until == series.until,
            "time": timing.starts_at == series.starts_at,
            "minutes": not planned.is_length_said or timing.minutes == series.minutes,
            "place": not planned.says("place") or (timing.site, timing.place) == (series.site, series.place),
            "room": not planned.says("room") or timing.room == series.room,
            "link": not planned.says("link") or timing.link == series.link,
            "openness": not (planned.says("openness") or planned.says("open_to")) or details["openness"] == gathering.openness,
            "programme": not planned.says("programme") or planned.programme.pk == gathering.programme_id,
            "kind": not planned.says("kind") or planned.kind.pk == gathering.kind_id,
            "sign_up": not planned.says("sign_up") or details["sign_up"] == gathering.sign_up,
            "capacity": not planned.says("capacity") or details["capacity"] == gathering.capacity,
            "dates": self._has_dates(planned, series),
            "host": {person.pk for person in planned.hosts} <= self._hosts[gathering.pk],
        }
        return [column for column, is_same in same.items() if not is_same]

    def _has_dates(self, planned: Planned, series: Series) -> bool:
        """Whether the dates that the row leaves out, cancels or moves are so here; what is over is not asked."""
        said = planned.exceptions
        states = dict.fromkeys(said.left_out, Session.State.SKIPPED) | dict.fromkeys(said.cancelled, Session.State.CANCELLED)
        moves = {move.slot: (move.day, move.at) for move in said.moved}
        sessions = series.sessions.filter(slot_day__in=[*states, *moves], slot_day__gte=today()) if states or moves else ()
        for session in sessions:
            day, at = moves.get(session.slot_day, (session.day, None))
            if session.state != states.get(session.slot_day, session.state) or session.day != day or at not in (None, session.starts_at):
                return False
        return True

    def _readable_title(self, gathering: Gathering) -> str:
        return next((title for title, one in self._by_title.items() if one is gathering), gathering.public_title)
