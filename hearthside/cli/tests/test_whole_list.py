"""Ten thousand who wait and two thousand with room: the same outcome as a solver that somebody else wrote, in little memory."""

from multiprocessing import get_context

import pytest

from hearthside.cli.bench.matching import MEGABYTES, ROOMS, solve_list


@pytest.mark.slow
@pytest.mark.parametrize("room", ROOMS)
def test_ten_thousand_who_wait(room):
    with get_context("spawn").Pool(1) as pool:
        found = pool.apply(solve_list, (10_000, ROOMS[room]))
    assert found["ours"] == found["theirs"]
    assert found["megabytes"] < MEGABYTES
