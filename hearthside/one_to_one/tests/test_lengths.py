"""How long two people met is told in whole months of the calendar."""

from datetime import date

import pytest

from hearthside.one_to_one.lengths import LENGTHS, length_of


@pytest.mark.parametrize(
    ("began_on", "ended_on", "length"),
    [
        (date(2025, 1, 10), date(2025, 1, 10), "under_1"),
        (date(2025, 1, 10), date(2025, 2, 9), "under_1"),
        (date(2025, 1, 10), date(2025, 2, 10), "1_to_3"),
        (date(2025, 1, 31), date(2025, 2, 28), "1_to_3"),
        (date(2025, 1, 10), date(2025, 4, 9), "1_to_3"),
        (date(2025, 1, 10), date(2025, 4, 10), "3_to_12"),
        (date(2024, 2, 29), date(2025, 2, 27), "3_to_12"),
        (date(2024, 2, 29), date(2025, 2, 28), "year_or_more"),
        (date(2024, 12, 31), date(2025, 12, 31), "year_or_more"),
    ],
)
def test_a_length_is_told_in_whole_months(began_on, ended_on, length):
    assert length_of(began_on, ended_on) == length
    assert length in LENGTHS
