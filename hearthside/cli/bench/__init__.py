"""`hearthside bench`: what the house costs, each figure beside its floor, measured in the same run. Nothing of yours is touched.

A bench tells, it does not judge: exit 0 when everything was measured, 1 when an answer was not what it must be.
"""

import argparse
import importlib
import json
import os
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

WORDS = (
    "A ratio sets our CPU time beside its floor, measured by turns in this run; compare ratios, not milliseconds. docs/reference/bench.md"
)
GROUPS = {
    "reading": "Today, a person's page, a list of 50",
    "weighing": "bytes and requests of every page",
    "writing": "logging a contact, a group of 12, a group of 100",
    "door": "a tap at the door, a sheet of 12 and of 100 names",
    "answering": "a survey, with a thousand and with a million answers stored",
    "reporting": "a report of one year",
    "calendar": "the public month and the feed of 200 groups",
    "matching": "a whole list of ten thousand who wait",
    "living": "start, and memory at rest",
    "durability": "killed again and again while people write",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--only", action="append", choices=GROUPS, metavar="NAME", help=f"one group, may be repeated: {', '.join(GROUPS)}")
    parser.add_argument(
        "--engine", choices=["sqlite", "postgresql"], default="", help="default: what HEARTHSIDE_DATABASE_URL names, else SQLite"
    )
    parser.add_argument("--full", action="store_true", help="a million contacts, and 200 kills; takes long")
    parser.add_argument("--small", action="store_true", help="tiny sizes, to see that the tool works; its figures mean nothing")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    from rich.console import Console

    from hearthside.cli.bench import figures
    from hearthside.cli.bench.engines import Unmeasurable, forget_environment, open_engine
    from hearthside.cli.bench.stage import SMALL, Sizes, Stage

    sizes = SMALL if options.small else Sizes(report_contacts=1_000_000, kills=200) if options.full else Sizes()
    progress = Console(stderr=True)
    if not Path("/proc/self/smaps_rollup").exists():
        progress.print("The bench reads processor time and memory from /proc, so it needs Linux.")
        return 2
    begun = time.monotonic()
    with ExitStack() as ending:
        folder = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="hearthside-bench-")))
        try:
            engine = open_engine(options.engine, forget_environment(), folder)
        except Unmeasurable as reason:
            progress.print(str(reason))
            return 2
        ending.callback(engine.end)
        status = ending.enter_context(progress.status("making a house to measure"))
        stage = Stage(folder, engine, sizes, ending, tell=status.update)
        found, faults = _measure(stage, options.only or list(GROUPS))
    seconds = round(time.monotonic() - begun)
    if options.json:
        print(json.dumps(_as_json(found, faults, engine.name, seconds)))
    else:
        figures.draw(found, f"Hearthside on {engine.name}, {seconds} s", Console())
        print("\n".join(f"NOT MEASURED, because the content was wrong: {fault}" for fault in faults) or WORDS)
    return 1 if faults else 0


def _measure(stage, names: list[str]) -> tuple[list, list[str]]:
    """The figures of these groups, and of each group that failed its check why it does not count."""
    from hearthside.cli.bench.visits import WrongContent

    found, faults = [], []
    stage.open()
    for name in names:
        stage.tell(f"{name}: {GROUPS[name]}")
        group = importlib.import_module(f"hearthside.cli.bench.{name}")
        try:
            found += list(group.measure(stage))
        except WrongContent as fault:
            faults.append(f"{name}: {fault}")
    return found, faults


def _as_json(found: list, faults: list[str], engine: str, seconds: int) -> dict:
    import platform

    import django

    return {
        "engine": engine,
        "seconds": seconds,
        "python": platform.python_version(),
        "django": django.get_version(),
        "processors": os.cpu_count(),
        "figures": [one.as_json() for one in found],
        "faults": faults,
    }
