"""Few people are not printed: a number from 1 to 4 could be recognised."""

from collections.abc import Collection, Sequence

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


def hidden_cells(lines: Sequence[Sequence[int]], closed: Collection[int] = ()) -> set[tuple[int, int]]:
    """Which cells (line, column) are hidden of a table whose lines add up to a printed base and whose columns to its first
    line: the few, all of a closed line, and wherever one stands alone in its line or column the next smallest beside it.
    """
    numbered = [((line, column), number) for line, numbers in enumerate(lines) for column, number in enumerate(numbers)]
    cells = {cell: number for cell, number in numbered if number or cell[0] in closed}  # of a closed line nobody sees what is zero
    hidden = {cell for cell, number in cells.items() if is_few(number) or cell[0] in closed}
    sums = [[cell for cell in cells if cell[way] == place] for way in (0, 1) for place in sorted({cell[way] for cell in cells})]
    while True:
        alone = [[cell for cell in one if cell not in hidden] for one in sums if len(hidden.intersection(one)) == 1]
        more = {min(others, key=lambda cell: (cells[cell], cell)) for others in alone if others}
        if not more:
            return hidden
        hidden |= more
