"""Few people are not printed: a number from 1 to 4 could be recognised."""

from collections.abc import Sequence

FEWEST = 5


def is_few(people: int) -> bool:
    return 0 < people < FEWEST


def hidden_places(people: Sequence[int]) -> set[int]:
    """Which numbers of a breakdown are hidden: the few, and with a single one of them the next smallest that is not zero,
    so that the one cannot be worked out from the whole and the others.
    """
    places = {place for place, number in enumerate(people) if is_few(number)}
    if len(places) == 1:
        others = [place for place, number in enumerate(people) if number and place not in places]
        places |= {min(others, key=lambda place: people[place])} if others else set()
    return places
