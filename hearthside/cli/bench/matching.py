"""Who fits whom in a list of ten thousand who wait and two thousand who have room: beside a solver somebody else wrote."""

import resource
import time
from collections.abc import Iterator
from multiprocessing import get_context
from random import Random
from typing import Any
from uuid import UUID

from hearthside.cli.bench import figures
from hearthside.cli.bench.stage import Stage
from hearthside.cli.bench.visits import WrongContent

TITLE = "Matching"
ROOMS = {"enough room": (0, 11), "scarce": (0, 2)}
TIMES, MEGABYTES = 5, 1000


def measure(stage: Stage) -> Iterator[figures.Figure]:
    """Each list in a process of its own, so that its memory is its own."""
    for name, room in ROOMS.items():
        with get_context("spawn").Pool(1) as pool:
            found = pool.apply(solve_list, (stage.sizes.waiting, room))
        if found["theirs"] not in (None, found["ours"]):
            raise WrongContent(f"{name}: {found['ours']} served and cost, the other solver says {found['theirs']}.")
        what = f"{stage.sizes.waiting:,} wait, {name}"
        more = {"served": found["ours"][0], "pairs": found["pairs"], "s for the pairs": round(found["s_pairs"], 1)}
        if found["s_theirs"]:
            both = {"ours": 1000 * found["s_ours"], "floor": 1000 * found["s_theirs"]}
            yield figures.Figure(TITLE, f"{what}, beside ortools", found["s_ours"] / found["s_theirs"], TIMES, **both, more=more)
        yield figures.Figure(TITLE, f"{what}, memory at most", found["megabytes"], MEGABYTES, "MB", more=more)


def solve_list(number: int, room: tuple[int, int]) -> dict[str, Any]:
    """Pairs, our outcome, memory so far, and then the other outcome where that solver is installed."""
    import django

    django.setup()
    import numpy as np

    from hearthside.one_to_one.matching.assignment import assign
    from hearthside.one_to_one.matching.bulk import pairs

    waiting, supporters = _people(Random(7), number, room)
    begun = time.process_time()
    edges, _why = pairs(waiting, supporters)
    free = np.array([offer.free for offer in supporters], np.int64)
    paired = time.process_time()
    chosen = assign(*edges, free)
    solved = time.process_time()
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    keys = edges.request.astype(np.int64) * len(supporters) + edges.supporter
    places = np.searchsorted(keys, chosen[:, 0] * len(supporters) + chosen[:, 1])
    ours = len(chosen), int(edges.cost[places].sum())
    said = {"pairs": len(edges.cost), "s_pairs": paired - begun, "s_ours": solved - paired, "megabytes": megabytes, "ours": ours}
    return said | _other(edges, free, number)


def _other(edges, free, number: int) -> dict[str, Any]:
    """The same list by ortools' flow of least cost; nobody served counts dearer than any way to serve them."""
    try:
        from ortools.graph.python import min_cost_flow
    except ImportError:
        return {"theirs": None, "s_theirs": 0}
    import numpy as np

    begun = time.process_time()
    solver, ones, sink = min_cost_flow.SimpleMinCostFlow(), np.ones(number, np.int64), number + len(free)
    each, most = np.arange(len(free)), 1_000_000
    solver.add_arcs_with_capacity_and_unit_cost(edges.request, number + edges.supporter, np.ones_like(edges.cost), edges.cost)
    solver.add_arcs_with_capacity_and_unit_cost(number + each, np.full(len(free), sink), free, 0 * free)
    solver.add_arcs_with_capacity_and_unit_cost(np.arange(number), np.full(number, sink), ones, most * ones)
    solver.set_nodes_supplies(np.arange(number), ones)
    solver.set_node_supply(sink, -number)
    solver.solve()
    left, cost = divmod(solver.optimal_cost(), most)
    return {"theirs": (number - left, cost), "s_theirs": time.process_time() - begun}


def _people(random: Random, number: int, room: tuple[int, int]) -> tuple[list, list]:
    """People as they are: most want little, some a language, a gender or an age; times and experiences overlap now and then."""
    from hearthside.one_to_one.defaults import AGE_BANDS, EXPERIENCE_NAMES, GENDERS, HOWS, TIMES
    from hearthside.one_to_one.matching.fitting import Asked, Offer
    from hearthside.one_to_one.models import Bringing, Request

    def some(codes, most: int, share: float) -> list[str]:
        return random.sample(list(codes), random.randint(1, most)) if random.random() < share else []

    languages = ["en"] * 6 + ["fr"] * 2 + ["cr"]
    waiting = [
        Asked(Request(
            experiences=some(EXPERIENCE_NAMES, 3, 0.6), languages=some(sorted(set(languages)), 1, 0.3), genders=some(GENDERS, 1, 0.3),
            ages=some(AGE_BANDS, 2, 0.3), hows=some(HOWS, 2, 0.6), times=some(TIMES, 4, 0.8),
        ))
        for _one in range(number)
    ]  # fmt: skip
    supporters = [
        Offer(Bringing(
            person_id=UUID(int=random.getrandbits(128)), experiences=some(EXPERIENCE_NAMES, 4, 0.8),
            languages=sorted({"en", random.choice(languages)}), gender=random.choice(["", *GENDERS]), age=random.choice(["", *AGE_BANDS]),
            hows=some(HOWS, 3, 0.6), times=some(TIMES, 6, 0.9),
        ), random.randint(*room))
        for _one in range(number // 5)
    ]  # fmt: skip
    return waiting, supporters
