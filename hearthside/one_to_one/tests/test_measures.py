"""The numbers of one to one equal a recount by somebody who never saw the product."""

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from hearthside.core.dates import today
from hearthside.encounters.measures import Scope
from hearthside.one_to_one.asking.tests.asked import met_after
from hearthside.one_to_one.defaults import ENDINGS
from hearthside.one_to_one.measures import MEASURES, Figures, count
from hearthside.one_to_one.models import Pairing, Request
from hearthside.people.models import Person, Relation

REGINA = ZoneInfo("America/Regina")
FIRST, LAST = date(2026, 3, 1), date(2026, 5, 31)
SPRING = Scope(FIRST, LAST)


def at(day: date, hour: int = 12, minute: int = 0, zone: ZoneInfo = REGINA) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)


def test_a_table_made_by_hand(cast):
    def ask(day: date, hour: int = 12, **values) -> None:
        Request.objects.create(name="Robin", asked_at=at(day, hour), **values)

    ask(date(2026, 2, 28), 23)  # before, and still waiting
    ask(date(2026, 3, 1), 0, via="form")
    ask(date(2026, 3, 8), via="helper", paired_at=at(date(2026, 4, 1)))
    ask(date(2026, 4, 2), via="referral", withdrawn_at=at(date(2026, 4, 3)))
    ask(date(2026, 5, 31), 23, via="form", closed_at=at(date(2026, 6, 1), 0), closing="not_here")  # closed the day after
    ask(date(2026, 6, 1), 0)  # after
    pairings = [met_after(cast.ben, days, began=date(2026, 4, 1)) for days in (3, 10, 16, 20, 44)]
    met_after(cast.ben, 300, began=date(2026, 6, 1))
    Pairing.objects.filter(pk=pairings[0].pk).update(ended_on=LAST, ending="got_there")
    Pairing.objects.filter(pk=pairings[1].pk).update(ended_on=date(2026, 6, 1), ending="got_there")
    figures = count(SPRING).totals
    assert figures == Figures(
        requests=4,
        requests_withdrawn=1,
        requests_waiting=3,
        pairings_begun=5,
        wait_half=16,
        wait_nine_in_ten=44,
        pairings_running=4,
        pairings_ended=1,
        ways=Counter(form=2, helper=1, referral=1),
        endings=Counter(got_there=1),
        lengths=Counter({"1_to_3": 1}),
    )
    assert [one.code for one in MEASURES] == list(Figures.__dataclass_fields__)[: len(MEASURES)]


def test_a_wait_of_fewer_than_five_is_not_said(cast):
    for days in (1, 2, 3, 4):
        met_after(cast.ben, days, began=date(2026, 4, 1))
    figures = count(SPRING).totals
    assert (figures.wait_half, figures.wait_nine_in_ten) == (None, None)


def test_a_period_that_is_not_over_says_who_waits_now_and_has_no_months_to_come(cast):
    with time_machine.travel(at(date(2026, 4, 20))):
        Request.objects.create(name="Robin", asked_at=at(date(2026, 3, 3)))
        assert count(SPRING).totals.requests_waiting == 1
        assert [(part.code, part.figures.requests_waiting) for part in count(Scope(FIRST, LAST, by="month")).parts] == [
            ("2026-03", 1),
            ("2026-04", 1),
        ]
        assert count(Scope(today(), today() + timedelta(days=30))).totals.requests_waiting == 1


@pytest.mark.parametrize(("hour", "month"), [(0, "2026-03"), (23, "2026-03")])
def test_a_request_belongs_to_its_local_day_also_where_the_clock_changes(cast, hour, month):
    """In Winnipeg the clock went forward on 8 March 2026; midnight of both ends of the month is five or six hours off."""
    winnipeg = ZoneInfo("America/Winnipeg")
    day = date(2026, 3, 1) if hour == 0 else date(2026, 3, 31)
    with timezone.override(winnipeg):
        Request.objects.create(name="Robin", asked_at=at(day, hour, 30, winnipeg))
        Request.objects.create(name="Robin", asked_at=at(day, hour, 30, winnipeg) + timedelta(hours=1 if hour else -1))
        parts = {part.code: part.figures.requests for part in count(Scope(date(2026, 2, 1), date(2026, 4, 30), by="month")).parts}
    assert parts[month] == 1
    assert sum(parts.values()) == 2


@pytest.mark.parametrize("seed", range(4))
def test_a_random_year_is_recounted_from_plain_rows(cast, seed, django_assert_num_queries):
    _random_year(cast, Random(seed))
    with time_machine.travel(at(date(2026, 11, 1))):
        for programme in (None, cast.river):
            for by in (None, "programme", "month"):
                with django_assert_num_queries(2):
                    counts = count(Scope(FIRST, LAST, programme, by))
                mine = [programme] if programme else [cast.river, cast.hill, None]
                assert counts.totals == recounted(FIRST, LAST, mine)
                if by == "programme":
                    names = {"river": cast.river, "hill": cast.hill, "-": None}
                    assert {part.code for part in counts.parts} == {code for code, one in names.items() if one in mine}
                    assert all(part.figures == recounted(FIRST, LAST, [names[part.code]]) for part in counts.parts)
                if by == "month":
                    spans = [(FIRST, date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 4, 30)), (date(2026, 5, 1), LAST)]
                    assert [part.figures for part in counts.parts] == [recounted(*span, mine) for span in spans]


def _random_year(cast, chance: Random) -> None:
    programmes = [cast.river, cast.hill, None]
    for _each in range(60):
        day = date(2026, 1, 1) + timedelta(days=chance.randrange(240))
        end = chance.choice(["paired_at", "withdrawn_at", "closed_at", None, None])
        ended = {end: at(day + timedelta(days=chance.randrange(90)), 13)} if end else {}
        closing = "not_here" if end == "closed_at" else ""
        via, programme = chance.choice(["form", "helper", "referral"]), chance.choice(programmes)
        Request.objects.create(name="Guest", asked_at=at(day, chance.randrange(12)), via=via, programme=programme, closing=closing, **ended)
    for number in range(40):
        began = date(2026, 1, 1) + timedelta(days=chance.randrange(180))
        ended_on = began + timedelta(days=chance.randrange(120)) if chance.random() < 0.7 else None
        person, programme = Person.objects.create(name=f"Person {number}"), chance.choice(programmes)
        relation = Relation.objects.create(person=person, supporter=cast.ben, starts_on=began, ends_on=ended_on)
        days = {"asked_on": began - timedelta(days=chance.randrange(60)), "began_on": began, "ended_on": ended_on}
        ending = chance.choice(list(ENDINGS)) if ended_on else ""
        Pairing.objects.create(person=person, supporter=cast.ben, relation=relation, programme=programme, ending=ending, **days)


def recounted(first: date, last: date, programmes: list) -> Figures:
    """By another way: one row after the other, in plain Python."""
    rows = [one for one in Request.objects.select_related("programme") if one.programme in programmes]
    inside = [one for one in rows if first <= one.asked_at.astimezone(REGINA).date() <= last]
    waiting = 0
    for one in rows:
        ends = [end.astimezone(REGINA).date() for end in (one.paired_at, one.withdrawn_at, one.closed_at) if end]
        waiting += one.asked_at.astimezone(REGINA).date() <= last and not any(end <= last for end in ends)
    pairings = [one for one in Pairing.objects.select_related("programme") if one.programme in programmes]
    days = [(one.began_on - one.asked_on).days for one in pairings if first <= one.began_on <= last]
    ended = [one for one in pairings if one.ended_on and first <= one.ended_on <= last]
    return Figures(
        requests=len(inside),
        requests_withdrawn=len([one for one in inside if one.withdrawn_at]),
        requests_waiting=waiting,
        pairings_begun=len(days),
        wait_half=least(days, 0.5) if len(days) >= 5 else None,
        wait_nine_in_ten=least(days, 0.9) if len(days) >= 5 else None,
        pairings_running=len([one for one in pairings if one.began_on <= last and not (one.ended_on and one.ended_on <= last)]),
        pairings_ended=len(ended),
        ways=Counter(one.via for one in inside),
        endings=Counter(one.ending for one in ended),
        lengths=Counter(months_met(one.began_on, one.ended_on) for one in ended),
    )


def least(days: list[int], share: float) -> int:
    """Count up from no day at all until the share has met."""
    return next(day for day in range(1000) if sum(one <= day for one in days) >= share * len(days) - 1e-9)


def months_met(began: date, ended: date) -> str:
    """Turn the leaves of the calendar: the same day of each next month, or its last one."""
    months, year, month = 0, began.year, began.month
    while True:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
        if date(year, month, min(began.day, last)) > ended:
            return "under_1" if months < 1 else "1_to_3" if months < 3 else "3_to_12" if months < 12 else "year_or_more"
        months += 1
