"""Pairings counted once more by hand, in another way."""

import random
from datetime import date, timedelta

import pytest

from hearthside.one_to_one.choosing.measures import LENGTHS, MEASURES, PairingFigures, length_of, pairing_figures
from hearthside.one_to_one.defaults import ENDINGS
from hearthside.one_to_one.models import Pairing
from hearthside.people.actions import add_person
from hearthside.people.models import Relation
from tests.cast import TESTS

FIRST, LAST = date(2025, 4, 1), date(2025, 6, 30)


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


def test_any_pairings_are_counted_as_by_hand(cast):
    chance = random.Random(4)  # noqa: S311  the same at every run
    told = []
    for place in range(60):
        person = add_person(by=TESTS, name=f"Person {place}", programme=cast.river)
        asked_on = date(2025, 1, 1) + timedelta(days=chance.randrange(200))
        began_on = asked_on + timedelta(days=chance.randrange(40))
        ended_on = began_on + timedelta(days=chance.randrange(120)) if chance.random() < 0.7 else None
        ending = chance.choice(list(ENDINGS)) if ended_on else ""
        programme = chance.choice([cast.river, cast.hill])
        relation = Relation.objects.create(person=person, supporter=cast.ben, starts_on=began_on, ends_on=ended_on)
        days = {"asked_on": asked_on, "began_on": began_on, "ended_on": ended_on, "ending": ending}
        Pairing.objects.create(person=person, supporter=cast.ben, relation=relation, programme=programme, **days)
        told.append((programme, asked_on, began_on, ended_on, ending))
    for programmes in (None, [cast.river.pk], [cast.river.pk, cast.hill.pk]):
        some = [one for one in told if programmes is None or one[0].pk in programmes]
        figures = pairing_figures(FIRST, LAST, programmes)
        begun = [one for one in some if FIRST <= one[2] <= LAST]
        ended = [one for one in some if one[3] and FIRST <= one[3] <= LAST]
        assert figures.begun == len(begun)
        assert figures.running == sum(one[2] <= LAST and (one[3] is None or one[3] > LAST) for one in some)
        assert figures.ended_in_all == len(ended) == sum(figures.lengths.values())
        assert figures.ended == {kind: sum(one[4] == kind for one in ended) for kind in {one[4] for one in ended}}
        waits = [(one[2] - one[1]).days for one in begun]
        for percent, waited in ((50, figures.half_waited), (90, figures.nine_in_ten_waited)):
            assert waited in waits
            assert 100 * sum(wait <= waited for wait in waits) >= percent * len(waits)
            assert 100 * sum(wait < waited for wait in waits) < percent * len(waits)


def test_nothing_is_nothing(cast, django_assert_num_queries):
    with django_assert_num_queries(3):
        assert pairing_figures(FIRST, LAST) == PairingFigures()
    assert len({measure.code for measure in MEASURES}) == len(MEASURES)
