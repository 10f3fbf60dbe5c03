"""Putting the new rows of a schedule on the list, by the same acts as a page would."""

from collections.abc import Sequence

from hearthside.core.actors import Actor
from hearthside.core.sheets.cells import fold
from hearthside.gatherings.imports.known import digest_of
from hearthside.gatherings.imports.schedule import Planned, ScheduleReader
from hearthside.gatherings.models import Gathering, ImportBatch, ImportedSeries, Series, Session
from hearthside.gatherings.models.drafts import Brought
from hearthside.gatherings.series.actions import Timing, add_series, begin_gathering, cancel_session, change_session, skip_session
from hearthside.people.models import Person


def store_plans(by: Actor, reader: ScheduleReader, plans: Sequence[Planned]) -> tuple[ImportBatch, int]:
    """Begin the gatherings, with their rhythms and the dates that differ. Rows of one title become one gathering.

    Returns what can be undone, and how many programmes were opened. Inside a transaction of the caller.
    """
    opened = reader.programmes.open_new(by, (planned.programme for planned in plans))
    batch = ImportBatch.objects.create(kind=Brought.SCHEDULE, made_by=by if isinstance(by, Person) else None, created=len(plans))
    begun: dict[str, Gathering] = {}
    for planned in plans:
        planned.programme = opened.get(planned.programme.pk, planned.programme)
        title = fold(planned.shown_title)
        is_new = title not in begun
        if is_new:
            begun[title] = _begin(by, planned, [one for one in plans if fold(one.shown_title) == title])
        series = add_series(by=by, gathering=begun[title], timing=planned.timing)
        _remember(batch, series, began_gathering=is_new, digest=digest_of(planned.uid))
        _change_dates(by, series, planned)
        for moment in planned.exceptions.also_on:
            once = _once(by, begun[title], planned.timing, moment)
            _remember(batch, once, began_gathering=False)
    return batch, len(opened)


def _begin(by: Actor, planned: Planned, same: Sequence[Planned]) -> Gathering:
    hosts = {person.pk: person for one in same for person in one.hosts}
    return begin_gathering(
        by=by,
        title=planned.title,
        public_title=planned.public_title,
        programme=planned.programme,
        kind=planned.kind,
        hosts=list(hosts.values()),
        **planned.details,
    )


def _remember(batch: ImportBatch, series: Series, began_gathering: bool, digest: str = "") -> None:
    ImportedSeries.objects.create(batch=batch, gathering=series.gathering, series=series, began_gathering=began_gathering, digest=digest)


def _once(by: Actor, gathering: Gathering, timing: Timing, moment) -> Series:
    """A date beside the rule."""
    where = {name: getattr(timing, name) for name in ("minutes", "zone", "mode", "site", "room", "place", "link")}
    return add_series(by=by, gathering=gathering, timing=Timing(first_day=moment.date(), starts_at=moment.time(), **where))


def _change_dates(by: Actor, series: Series, planned: Planned) -> None:
    """Leave out, cancel and move the dates that the row names, as far as they are ahead."""
    said = planned.exceptions
    moves = {move.slot: move for move in said.moved}
    wanted = {*said.left_out, *said.cancelled, *moves}
    for session in series.sessions.filter(slot_day__in=wanted).select_related("series", "gathering") if wanted else Session.objects.none():
        if session.slot_day in said.left_out:
            skip_session(by=by, session=session)
        elif session.slot_day in said.cancelled:
            cancel_session(by=by, session=session)
        else:
            move = moves[session.slot_day]
            change_session(by=by, session=session, day=move.day, starts_at=move.at or session.starts_at)
