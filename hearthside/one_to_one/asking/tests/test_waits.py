"""A wait is said honestly: from enough pairings of late, and never as less than it was."""

from datetime import timedelta
from statistics import quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthside.core.dates import today
from hearthside.one_to_one.asking.tests.asked import met_after
from hearthside.one_to_one.asking.waits import Wait, expected_wait, said_wait, wait_of, within

waits = st.lists(st.integers(0, 400), min_size=1, max_size=60)


@given(waits, st.sampled_from([5, 9]))
def test_at_least_so_many_tenths_met_within_these_days_and_within_no_fewer(days, tenths):
    found = within(days, tenths)
    assert 10 * sum(one <= found for one in days) >= tenths * len(days)
    assert 10 * sum(one < found for one in days) < tenths * len(days)


@given(st.lists(st.integers(0, 400), min_size=20, max_size=60))
def test_it_lies_where_a_library_of_statistics_would_put_it(days):
    cuts = quantiles(days, n=10, method="inclusive")
    assert within(days, 5) <= cuts[4] <= min([one for one in sorted(days) if one >= cuts[4]])
    assert min(days) <= within(days, 9) <= max(days)


def test_of_fewer_than_five_nothing_is_said():
    assert wait_of([1, 2, 3, 4]) is None
    assert said_wait(None).startswith("We cannot say yet")
    assert wait_of([1, 2, 3, 4, 5]) == Wait(3, 5)


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (Wait(0, 1), "Lately, nine in ten people met somebody within 1 day."),
        (Wait(13, 14), "Lately, half of the people met somebody within 13 days, and nine in ten within 2 weeks."),
        (Wait(15, 57), "Lately, half of the people met somebody within 3 weeks, and nine in ten within 9 weeks."),
        (Wait(15, 20), "Lately, nine in ten people met somebody within 3 weeks."),
    ],
)
def test_days_and_weeks_are_rounded_up(wait, words):
    assert said_wait(wait) == words


def test_only_the_last_90_days_of_that_programme_count(cast):
    for days in (1, 2, 3, 4):
        met_after(cast.ben, days, programme=cast.river)
    met_after(cast.dan, 50, programme=cast.hill)
    met_after(cast.ben, 99, programme=cast.river, began=today() - timedelta(days=90))
    assert expected_wait(cast.river) is None
    assert expected_wait() == Wait(3, 50)
    met_after(cast.ben, 9, programme=cast.river, began=today() - timedelta(days=89))
    assert expected_wait(cast.river) == Wait(3, 9)
