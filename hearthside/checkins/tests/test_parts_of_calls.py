"""People, plans and the two last weeks of each part, recounted row by row in plain Python."""

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
import time_machine

from hearthside.checkins.measures import Figures, count
from hearthside.checkins.models import Call, CheckInPlan
from hearthside.encounters.measures import Scope
from hearthside.people.models import Person

REGINA = ZoneInfo("America/Regina")
FIRST, LAST, TODAY = date(2026, 3, 5), date(2026, 5, 10), date(2026, 5, 2)  # the period goes on
MONTHS = {"2026-03": (FIRST, date(2026, 3, 31)), "2026-04": (date(2026, 4, 1), date(2026, 4, 30)), "2026-05": (date(2026, 5, 1), LAST)}
WHYS = ["talked", "called_back", "not_made", "decided", "away", "plan_ended", "quiet_hours", "not_today"]


@pytest.mark.parametrize("seed", range(3))
def test_any_calls_are_counted_by_programme_and_by_month_as_by_hand(cast, seed, django_assert_num_queries):
    _live(cast, Random(seed))
    names = {"river": cast.river, "hill": cast.hill}
    with time_machine.travel(at(TODAY, 18), tick=False):
        for programme in (None, cast.river):
            mine = [programme] if programme else list(names.values())
            with django_assert_num_queries(5):
                months = count(Scope(FIRST, LAST, programme, "month"))
            assert of(months.totals) == recounted(FIRST, LAST, mine)
            assert {part.code: of(part.figures) for part in months.parts} == {
                code: recounted(first, last, mine) for code, (first, last) in MONTHS.items()
            }
            programmes = count(Scope(FIRST, LAST, programme, "programme")).parts
            assert {part.code: of(part.figures) for part in programmes} == {
                code: recounted(FIRST, LAST, [one]) for code, one in names.items() if one in mine
            }


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=REGINA)


def _live(cast, chance: Random) -> None:
    """Forty people with a plan of a while, calls on some days, and a few records that were found to be one person."""
    people = [Person.objects.create(name=f"Robin {number}") for number in range(40)]
    for one in chance.sample(people[20:], 6):
        Person.objects.filter(pk=one.pk).update(merged_into=chance.choice(people[:20]))
    for one in people:
        begun = date(2026, 2, 1) + timedelta(days=chance.randrange(80))
        ended_at = at(begun + timedelta(days=chance.randrange(60)), 23) if chance.random() < 0.5 else None
        programme = chance.choice([cast.river, cast.hill])
        plan = CheckInPlan.objects.create(person=one, programme=programme, begun_at=at(begun, 0), ended_at=ended_at)
        for days in chance.sample(range(100), 12):
            day = date(2026, 2, 10) + timedelta(days=days)
            why, tries = (chance.choice(WHYS), chance.randrange(3)) if day <= TODAY else ("", 0)
            ended = {"ended_at": at(day, 15), "ended_why": why} if why else {}
            Call.objects.create(
                plan=plan, person=one, programme=programme, day=day, opens=at(day, 10), closes=at(day, 12), tries=tries, **ended
            )


def of(figures: Figures) -> tuple[int, ...]:
    weeks = (figures.people_both_weeks, figures.people_reached_again)
    return figures.calls_planned, figures.calls_reached, figures.people_reached, *weeks, figures.people_with_plan


def recounted(first: date, last: date, programmes: list) -> tuple[int, ...]:
    """By another way: one row after the other. Somebody merged is whoever they were merged into."""
    until = min(last, TODAY)
    left_out = ("away", "plan_ended", "quiet_hours")
    rows = [one for one in Call.objects.select_related("person", "programme") if one.programme in programmes and one.day <= TODAY]
    rows = [one for one in rows if one.tries or one.ended_why not in left_out]

    def people(begin: date, end: date, *whys: str) -> set:
        some = [one for one in rows if begin <= one.day <= end and (not whys or one.ended_why in whys)]
        return {one.person.merged_into_id or one.person_id for one in some}

    spoke = ("talked", "called_back")
    inside = [one for one in rows if first <= one.day <= last]
    week, before = (until - timedelta(days=6), until), (until - timedelta(days=13), until - timedelta(days=7))
    both = people(*week) & people(*before)
    plans = [one for one in CheckInPlan.objects.select_related("person", "programme") if one.programme in programmes]
    plans = [one for one in plans if one.begun_at.astimezone(REGINA).date() <= last]
    plans = [one for one in plans if not one.ended_at or one.ended_at.astimezone(REGINA).date() >= first]
    return (
        len(inside),
        len([one for one in inside if one.ended_why in spoke]),
        len(people(first, last, *spoke)),
        len(both),
        len(both & people(*week, *spoke) - people(*before, *spoke)),
        len({one.person.merged_into_id or one.person_id for one in plans}),
    )
