"""Turns: who holds the coming dates, one after the other, without touching what people agreed."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.dates import now
from hearthside.core.rows import insert
from hearthside.gatherings.hosting.actions.hosts import hold_still
from hearthside.gatherings.models import Duty, Gathering, Host, Session
from hearthside.gatherings.models.hosting import Part
from hearthside.gatherings.permissions import may_arrange_gathering

WEEKS = 8


@transaction.atomic
def plan_rotation(*, by: Actor, gathering: Gathering, weeks: int = WEEKS) -> int:
    """Give each coming date of these weeks the hosts it lacks, in turn; returns how many places were given. Run again, it
    changes nothing.

    Who has the fewest dates in these weeks comes next; among equals whoever waited longest; then the order of the hosts. A
    place that somebody gave back is not filled: the others are asked, and it would not be asking if a machine answered.
    """
    may_arrange_gathering(by, gathering).require()
    hold_still(gathering)
    sessions = list(_coming(gathering, weeks))
    hosts = [host for host in Host.objects.filter(gathering=gathering, is_in_rotation=True) if host.part in (Part.HOST, Part.CO_HOST)]
    duties = list(
        Duty.objects.filter(session__gathering=gathering, session__starts__gt=now() - timedelta(weeks=weeks)).select_related("session")
    )
    given = turns(sessions, hosts, duties, gathering.hosts_needed)
    insert(given)
    if given:
        record(by=by, act="planned who holds the next dates", thing=gathering.reference, given=len(given))
    return len(given)


def _coming(gathering: Gathering, weeks: int):
    planned = Session.objects.filter(gathering=gathering, state=Session.State.PLANNED, gathering__ended_on=None)
    return planned.filter(starts__gt=now(), starts__lt=now() + timedelta(weeks=weeks)).order_by("starts", "pk")


def turns(sessions: Sequence[Session], hosts: Sequence[Host], duties: Sequence[Duty], needed: int) -> list[Duty]:
    """The duties to be added, in the order of the dates. Knows no tables, so that it can be tried on any plan."""
    of_session: dict = {session.pk: [] for session in sessions}
    count: dict = {host.person_id: 0 for host in hosts}
    last: dict = {}
    for duty in duties:
        if duty.session_id in of_session:
            of_session[duty.session_id].append(duty)
            if duty.given_up_at is None and duty.person_id in count:
                count[duty.person_id] += 1
        elif duty.given_up_at is None:
            last[duty.person_id] = max(last.get(duty.person_id, duty.session.starts), duty.session.starts)
    added = []
    for session in sessions:
        known = of_session[session.pk]
        for duty in known:
            last[duty.person_id] = session.starts
        there = {duty.person_id for duty in known}
        for _place in range(needed - sum(duty.part != Part.LEARNER for duty in known)):
            host = _next(hosts, session.day, there, count, last)
            if host is None:
                break
            there.add(host.person_id)
            count[host.person_id] += 1
            last[host.person_id] = session.starts
            added.append(Duty(session=session, person_id=host.person_id, part=host.part))
    return added


def _next(hosts: Sequence[Host], day: date, there: set, count: dict, last: dict) -> Host | None:
    def order(host: Host) -> tuple:
        waited = last.get(host.person_id)
        return count[host.person_id], waited.timestamp() if waited else 0, host.position

    free = [host for host in hosts if host.person_id not in there and _is_host_on(host, day)]
    return min(free, key=order, default=None)


def _is_host_on(host: Host, day: date) -> bool:
    return host.starts_on <= day and (host.ends_on is None or day < host.ends_on)
