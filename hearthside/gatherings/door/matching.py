"""Names and codes that were typed become those who are meant. Exact fits by themselves; likenesses only by a person."""

from collections import Counter
from collections.abc import Iterable

from django.db import transaction

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.gatherings.door.actions import take_away
from hearthside.gatherings.door.expected import Finder, Somebody, expected_at
from hearthside.gatherings.door.first_times import mark_first_times
from hearthside.gatherings.models import Attendance, Session
from hearthside.gatherings.permissions import may_see_who_came


@transaction.atomic
def match_arrivals(*, by: Actor, session: Session) -> int:
    """Link every code, and every name that was typed once and fits exactly one of those who are expected. Called when a host
    closes a date.

    A code stands for one person, so whoever typed theirs twice is counted once. A name may be two people's: typed twice, or
    by somebody who is there already, it stays as it was typed, since nobody may be lost. Returns how many lines were linked.
    """
    may_see_who_came(by, session).require()
    rows = list(session.attendances.select_for_update().order_by("pk"))
    typed = [one for one in rows if one.name is not None]
    finder = Finder(expected_at(session)) if typed else Finder([])
    found = [(row, somebody) for row in typed if (somebody := finder.find(row.name or ""))]
    often = Counter(one.key for _row, one in found)
    meant = [(row, one) for row, one in found if finder.is_code(row.name) or (often[one.key] == 1 and not _is_there(one, rows))]
    if meant:
        _link(session, rows, meant)
        record(by=by, act="linked names of who came", thing=session.reference, lines=len(meant))
    return len(meant)


def _is_there(somebody: Somebody, rows: Iterable[Attendance]) -> bool:
    return any(somebody.is_at(other) for other in rows if other.linked_to)


@transaction.atomic
def link_arrival(*, by: Actor, session: Session, arrival: Attendance, to: Somebody) -> None:
    """A host says who a typed name is. If they are there already, the two lines become one."""
    may_see_who_came(by, session).require()
    rows = list(session.attendances.select_for_update().order_by("pk"))
    _link(session, rows, [(row, to) for row in rows if row.pk == arrival.pk])
    record(by=by, act="linked a name of who came", thing=session.reference)


def _link(session: Session, rows: Iterable[Attendance], meant: Iterable[tuple[Attendance, Somebody]]) -> None:
    """Give lines their links. The first line of somebody stays, any other of theirs is taken away."""
    linked, twice = [], []
    there = [row for row in rows if row.linked_to]
    for row, somebody in meant:
        if _is_there(somebody, there):
            twice.append(row)
        else:
            for name, key in somebody.links.items():
                setattr(row, name, key)
            row.name = None
            there.append(row)
            linked.append(row)
    take_away(session, twice)
    Attendance.objects.bulk_update(linked, ["person", "member", "sign_up", "name"])
    mark_first_times(session, linked)
