"""The numbers of groups equal a recount by somebody who never saw the product."""

from collections import Counter
from datetime import date, time, timedelta
from random import Random

import pytest

from hearthside.core.dates import today
from hearthside.encounters.measures import Scope
from hearthside.gatherings.closing.actions import close_session
from hearthside.gatherings.measures import MEASURES, Counts, count
from hearthside.gatherings.models import Attendance, Gathering, GroupMember, Session
from hearthside.gatherings.series.actions import Timing, add_series, begin_gathering, cancel_session
from hearthside.gatherings.series.making import make_sessions
from hearthside.gatherings.tests.groups import TRUE_TITLE, closed_circle, tuesday_circle
from hearthside.people.actions import add_person, grant_role, merge_people
from tests.cast import TESTS

FIRST, LAST = date(2026, 3, 1), date(2026, 5, 31)


def past_sessions(gathering: Gathering, days: list[date]) -> list[Session]:
    """Dates of a group in the past, in order."""
    series = gathering.series.get()
    type(series).objects.filter(pk=series.pk).update(first_day=min(days), rrule="FREQ=DAILY")
    series.refresh_from_db()
    make_sessions(series, min(days), max(days))
    gathering.sessions.exclude(day__in=days).delete()
    return list(gathering.sessions.filter(day__in=days).select_related("gathering", "series").in_order())


def hold(cast, session: Session, *here, counted: int = 0, hosts=None):
    for one in here:
        Attendance.objects.create(session=session, **({"member": one} if isinstance(one, GroupMember) else {"person": one}))
    if counted:
        Attendance.objects.create(session=session, heads=counted)
    close_session(by=(hosts or [cast.ben])[0], session=session, held_by=hosts or [cast.ben], minutes=60)


def totals(**scope):
    return count(Scope(FIRST, LAST, **scope)).totals


def test_a_table_made_by_hand(cast):
    days = [date(2026, 2, 24), date(2026, 3, 3), date(2026, 3, 10), date(2026, 3, 17), date(2026, 3, 24)]
    before, first, second, third, fourth = past_sessions(tuesday_circle(cast), days)
    hold(cast, before, cast.ana)  # February: not in the period, but Ana is not new in March
    hold(cast, first, cast.ana, cast.mo, counted=2)
    hold(cast, second, cast.mo, cast.dan, cast.ben, hosts=[cast.ben, cast.kim])  # Ben tapped in at his own door
    hold(cast, third)  # nobody came
    cancel_session(by=cast.ben, session=fourth)
    figures = totals()
    assert {one.code: getattr(figures, one.code) for one in MEASURES} == {
        "sessions_held": 3,
        "sessions_cancelled": 1,
        "sessions_open": 0,
        "came": 6,
        "group_people": 3,
        "closed_people": 0,
        "headcounts": 2,
        "first_timers": 2,
        "came_again": 1,
        "host_hours": 5,  # one hour, two of two hosts, and one and a half as planned, to which nobody came
    }


def test_a_date_that_nobody_closed_is_said_and_counts_as_nothing(cast):
    past_sessions(tuesday_circle(cast), [date(2026, 3, 3)])
    figures = totals()
    assert (figures.sessions_open, figures.sessions_held, figures.came) == (1, 0, 0)


def test_people_of_a_closed_group_stand_on_a_line_of_their_own(cast):
    first, second = past_sessions(closed_circle(cast), [date(2026, 3, 5), date(2026, 3, 12)])
    member = GroupMember.objects.get()
    hold(cast, first, member, counted=1, hosts=[cast.dan])
    hold(cast, second, member, hosts=[cast.dan])
    [open_date] = past_sessions(tuesday_circle(cast), [date(2026, 3, 3)])
    hold(cast, open_date, cast.mo)  # the same Mo: nobody may see that
    figures = totals()
    assert (figures.group_people, figures.closed_people, figures.came, figures.headcounts) == (1, 1, 4, 1)
    assert TRUE_TITLE not in str(count(Scope(FIRST, LAST, by="gathering")))


def test_two_records_of_one_person_are_one_person_also_in_the_past(cast):
    first, second = past_sessions(tuesday_circle(cast), [date(2026, 3, 3), date(2026, 3, 10)])
    twin = add_person(by=TESTS, name="Ana T.", programme=cast.river)
    hold(cast, first, cast.ana)
    hold(cast, second, twin)
    assert (totals().group_people, totals().came_again) == (2, 0)
    merge_people(by=cast.cora, keep=cast.ana, other=twin)
    assert (totals().group_people, totals().first_timers, totals().came_again) == (1, 1, 1)


def test_a_first_time_belongs_to_the_month_of_the_first_day(cast):
    first, second = past_sessions(tuesday_circle(cast), [date(2026, 3, 31), date(2026, 4, 7)])
    hold(cast, first, cast.ana)
    hold(cast, second, cast.ana)
    parts = {part.code: part.figures for part in count(Scope(FIRST, LAST, by="month")).parts}
    assert [(parts[month].first_timers, parts[month].came_again) for month in ("2026-03", "2026-04")] == [(1, 1), (0, 0)]


@pytest.mark.slow
@pytest.mark.parametrize("by", [None, "gathering", "programme", "month"])
def test_the_numbers_equal_an_independent_recount(cast, by, django_assert_num_queries):
    log = _season(cast, Random(7))
    with django_assert_num_queries(5):
        counts = count(Scope(FIRST, LAST, by=by))
    assert _shown(counts) == _recount(log, by)


def _season(cast, dice: Random) -> list[dict]:
    """Three groups over four months, some of it before the period; returns what was done, in plain words."""
    grant_role(by=TESTS, person=cast.dan, kind="host", programme=cast.hill)
    groups = [tuesday_circle(cast), closed_circle(cast)]
    groups.append(begin_gathering(by=TESTS, title="Walks", programme=cast.hill, kind=cast.group, hosts=[cast.dan]))
    walk = Timing(first_day=today() + timedelta(days=1), starts_at=time(10), minutes=45, rrule="FREQ=WEEKLY")
    add_series(by=TESTS, gathering=groups[2], timing=walk)
    people = [add_person(by=TESTS, name=f"P{place}", programme=cast.river) for place in range(12)]
    log = []
    for gathering in groups:
        host = gathering.hosts.first().person
        members = [GroupMember.objects.create(gathering=gathering, name=f"M{place}", state="belongs") for place in range(4)]
        days = [date(2026, 2, 3) + timedelta(days=7 * week) for week in range(16)]
        for session in past_sessions(gathering, days):
            done = {"group": gathering.slug, "programme": gathering.programme.code, "closed": gathering.is_closed, "day": session.day}
            if dice.random() < 0.15:
                cancel_session(by=host, session=session)
                log.append(done | {"cancelled": True})
                continue
            here = dice.sample(people, dice.randrange(5)) + dice.sample(members, dice.randrange(3))
            counted = dice.randrange(4)
            hold(cast, session, *here, counted=counted, hosts=[host])
            log.append(done | {"cancelled": False, "who": [one.pk for one in here], "counted": counted})
    return log


def _part_of(row: dict, by: str | None) -> str:
    return {None: "", "gathering": row["group"], "programme": row["programme"], "month": row["day"].isoformat()[:7]}[by]


def _recount(log: list[dict], by: str | None) -> dict:
    """The same numbers, the long way round."""
    inside = [row for row in log if FIRST <= row["day"] <= LAST]
    earlier = {(who, row["group"]) for row in log if row["day"] < FIRST and not row["cancelled"] for who in row["who"]}
    visits: dict[tuple, list[date]] = {}
    for row in inside:
        for who in row.get("who", []):
            visits.setdefault((who, row["group"]), []).append(row["day"])
    answer = {}
    for part in {None} | ({_part_of(row, by) for row in inside} if by else set()):
        rows = [row for row in inside if part is None or _part_of(row, by) == part]
        held = [row for row in rows if not row["cancelled"]]
        seen = {(who, row["group"], row["closed"]) for row in held for who in row["who"]}
        new = {
            one for one, days in visits.items()
            if one not in earlier and any(row["group"] == one[1] and row["day"] == min(days) for row in held)
        }  # fmt: skip
        answer[part] = Counter(
            sessions_held=len(held),
            sessions_cancelled=len(rows) - len(held),
            came=sum(len(row["who"]) + row["counted"] for row in held),
            headcounts=sum(row["counted"] for row in held),
            group_people=len({who for who, _group, closed in seen if not closed}),
            closed_people=len({(who, group) for who, group, closed in seen if closed}),
            first_timers=len(new),
            came_again=sum(len(visits[one]) > 1 for one in new),
            host_hours=len(held),
        )
    return answer


def _shown(counts: Counts) -> dict:
    parts = {None: counts.totals} | {part.code: part.figures for part in counts.parts}
    codes = [one.code for one in MEASURES if one.code != "sessions_open"]
    return {code: Counter({name: getattr(figures, name) for name in codes}) for code, figures in parts.items()}
