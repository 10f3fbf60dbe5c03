"""The numbers of requests equal a recount by somebody who never saw the product."""

from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from hearthside.core.dates import today
from hearthside.one_to_one.asking.tests.asked import met_after
from hearthside.one_to_one.measures import REQUEST_MEASURES, RequestFigures, count_requests
from hearthside.one_to_one.models import Pairing, Request

REGINA = ZoneInfo("America/Regina")
FIRST, LAST = date(2026, 3, 1), date(2026, 5, 31)


def at(day: date, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=REGINA)


def test_a_table_made_by_hand(cast):
    def ask(day: date, hour: int = 12, **values) -> None:
        Request.objects.create(name="Robin", asked_at=at(day, hour), **values)

    ask(date(2026, 2, 28), 23)  # before, and still waiting
    ask(date(2026, 3, 1), 0, via="form")
    ask(date(2026, 3, 8), via="helper", paired_at=at(date(2026, 4, 1)))
    ask(date(2026, 4, 2), via="referral", withdrawn_at=at(date(2026, 4, 3)))
    ask(date(2026, 5, 31), 23, via="form", closed_at=at(date(2026, 6, 1), 0), closing="not_here")  # closed the day after
    ask(date(2026, 6, 1), 0)  # after
    for days in (3, 10, 16, 20, 44):
        met_after(cast.ben, days, began=date(2026, 4, 1))
    met_after(cast.ben, 300, began=date(2026, 6, 1))
    figures = count_requests(FIRST, LAST)
    assert figures == RequestFigures(
        requests=4,
        requests_form=2,
        requests_helper=1,
        requests_referral=1,
        requests_withdrawn=1,
        requests_waiting=3,
        wait_half=16,
        wait_nine_in_ten=44,
    )
    assert [one.code for one in REQUEST_MEASURES] == list(RequestFigures.__dataclass_fields__)


def test_a_wait_of_fewer_than_five_is_not_said(cast):
    for days in (1, 2, 3, 4):
        met_after(cast.ben, days, began=date(2026, 4, 1))
    figures = count_requests(FIRST, LAST)
    assert (figures.wait_half, figures.wait_nine_in_ten) == (None, None)


def test_a_period_that_is_not_over_says_who_waits_now(cast):
    Request.objects.create(name="Robin", asked_at=at(date(2026, 3, 3)))
    assert count_requests(FIRST, today() + timedelta(days=30)).requests_waiting == 1


@pytest.mark.parametrize("seed", range(4))
def test_a_random_year_is_recounted_from_plain_rows(cast, seed, django_assert_num_queries):
    chance = Random(seed)
    programmes = [cast.river, cast.hill, None]
    for _each in range(60):
        day = date(2026, 1, 1) + timedelta(days=chance.randrange(240))
        end = chance.choice(["paired_at", "withdrawn_at", "closed_at", None, None])
        ended = {end: at(day + timedelta(days=chance.randrange(90)), 13)} if end else {}
        closing = "not_here" if end == "closed_at" else ""
        via, programme = chance.choice(["form", "helper", "referral"]), chance.choice(programmes)
        Request.objects.create(name="Guest", asked_at=at(day, chance.randrange(12)), via=via, programme=programme, closing=closing, **ended)
    for _each in range(12):
        began = date(2026, 2, 1) + timedelta(days=chance.randrange(150))
        met_after(cast.ben, chance.randrange(60), began=began, programme=chance.choice(programmes))
    for chosen in (None, [cast.river.pk], [cast.river.pk, cast.hill.pk]):
        with django_assert_num_queries(3):
            figures = count_requests(FIRST, LAST, chosen)
        assert figures == recounted(chosen)


def recounted(chosen: list | None) -> RequestFigures:
    """By another way: day by day in plain Python."""
    rows = [one for one in Request.objects.all() if chosen is None or one.programme_id in chosen]
    inside = [one for one in rows if FIRST <= one.asked_at.astimezone(REGINA).date() <= LAST]
    waiting = 0
    for one in rows:
        ends = [end.astimezone(REGINA).date() for end in (one.paired_at, one.withdrawn_at, one.closed_at) if end]
        waiting += one.asked_at.astimezone(REGINA).date() <= LAST and not any(end <= LAST for end in ends)
    pairings = [one for one in Pairing.objects.all() if FIRST <= one.began_on <= LAST and (chosen is None or one.programme_id in chosen)]
    days = [(one.began_on - one.asked_on).days for one in pairings]
    enough = len(days) >= 5
    return RequestFigures(
        requests=len(inside),
        requests_form=len([one for one in inside if one.via == "form"]),
        requests_helper=len([one for one in inside if one.via == "helper"]),
        requests_referral=len([one for one in inside if one.via == "referral"]),
        requests_withdrawn=len([one for one in inside if one.withdrawn_at]),
        requests_waiting=waiting,
        wait_half=least(days, 0.5) if enough else None,
        wait_nine_in_ten=least(days, 0.9) if enough else None,
    )


def least(days: list[int], share: float) -> int:
    """Count up from no day at all until the share has met."""
    return next(day for day in range(1000) if sum(one <= day for one in days) >= share * len(days) - 1e-9)
