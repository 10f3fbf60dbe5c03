"""How far a hidden number could be from the truth, given all that is printed: an exact audit without a solver.

Rows that add up to a base, and parts that add up to a total, are a network in which numbers flow and nothing is lost: from
the bases through the parts into the rows, on into the total and back to its base. A number can be larger by as much as
can flow around from its end to its beginning while every other number stays in its range. Flows are whole, so the interval is exact,
the same that linear programming gives.
"""

from collections import defaultdict, deque
from collections.abc import Mapping

GROUND = ("", "")  # where no relation holds, numbers come and go freely
Node = tuple[str, str]
Place = tuple[str, str]


class Ranges:
    """The network of one table with its parts: each number with its least and most, as an edge between two nodes."""

    def __init__(self, ranges: Mapping[Place, tuple[int, int, int]], adds_up: bool, *, has_parts: bool):
        self.ends: dict[Place, tuple[Node, Node]] = {}
        self.slack: dict[Place, tuple[int, int]] = {}
        for (part, code), (n, least, most) in ranges.items():
            table = ("table", part) if adds_up else GROUND
            line = ("line", code) if has_parts else GROUND
            outward = (part == "") == (code == "")  # rows flow out of parts and into the total, bases the other way
            self.ends[part, code] = (table, line) if outward else (line, table)
            self.slack[part, code] = (n - least, most - n)

    def residual(self, left_out: Place) -> dict[Node, dict[Node, int]]:
        """How much more could flow between two nodes, one number left out."""
        room: dict[Node, dict[Node, int]] = defaultdict(lambda: defaultdict(int))
        for place, (start, end) in self.ends.items():
            down, up = self.slack[place]
            if place != left_out and start != end:
                if up:
                    room[start][end] += up
                if down:
                    room[end][start] += down
        return room


def width(ranges: Ranges, place: Place, enough: int) -> int:
    """How many more values than one fit for a number, counted up to `enough`."""
    start, end = ranges.ends[place]
    down, up = ranges.slack[place]
    if start == end:
        return min(enough, down + up)
    more = _flow(ranges.residual(place), end, start, min(up, enough))
    return more + _flow(ranges.residual(place), start, end, min(down, enough - more))


def _flow(room: dict[Node, dict[Node, int]], source: Node, sink: Node, limit: int) -> int:
    """The most that can flow, up to a limit: shortest paths first (Edmonds and Karp)."""
    total = 0
    while total < limit:
        path = _path(room, source, sink)
        if not path:
            break
        step = min(limit - total, *(room[a][b] for a, b in path))
        for a, b in path:
            room[a][b] -= step
            room[b][a] += step
        total += step
    return total


def _path(room: dict[Node, dict[Node, int]], source: Node, sink: Node) -> list[tuple[Node, Node]]:
    came_from: dict[Node, Node] = {source: source}
    waiting = deque([source])
    while waiting and sink not in came_from:
        node = waiting.popleft()
        for following, free in list(room[node].items()):
            if free > 0 and following not in came_from:
                came_from[following] = node
                waiting.append(following)
    if sink not in came_from:
        return []
    path = [(came_from[sink], sink)]
    while path[-1][0] != source:
        path.append((came_from[path[-1][0]], path[-1][0]))
    return path
