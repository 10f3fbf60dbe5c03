"""Starting and resting: an empty folder, an existing one, and the memory of web and worker with the demonstration."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from hearthside.cli.bench import figures
from hearthside.cli.bench.processes import memory
from hearthside.cli.bench.servers import FLOOR, Server
from hearthside.cli.bench.stage import Stage
from hearthside.cli.bench.visits import Visitor, WrongContent, hidden_fields

TITLE = "Start and rest"
TRIES = 3


def measure(stage: Stage) -> Iterator[figures.Figure]:
    empty = stage.engine.new_house("empty")
    log = stage.folder / "start.log"
    from_nothing = start_once(log, empty)
    again = min(start_once(log, empty) for _try in range(TRIES))
    floor = min(start_floor(stage) for _try in range(TRIES))
    yield figures.Figure(TITLE, "serving, existing folder", again, 2, unit="s", more={"floor": f"{floor:.2g} s"})
    yield figures.Figure(TITLE, "first page, empty folder", from_nothing, 10, unit="s")
    yield at_rest(stage)


def start_once(log: Path, environment: dict[str, str]) -> float:
    """Seconds from the command to the first page."""
    server = Server.command(log, "start", **environment)
    try:
        return server.until_up()
    finally:
        server.stop()


def start_floor(stage: Stage) -> float:
    stage.floor()
    server = Server.web(FLOOR, stage.folder / "floor.log", **stage.made["floor environment"])
    try:
        return server.until_up()
    finally:
        server.stop()


def at_rest(stage: Stage) -> figures.Figure:
    """The demonstration is built, started anew, looked at by one person, and left alone until the worker was seen."""
    house, log = stage.engine.new_house("demonstration"), stage.folder / "demonstration.log"
    built = Server.command(log, "demo", "--no-serve", **house)
    if built.process.wait(timeout=300):
        raise WrongContent(f"the demonstration was not built: {log.read_text()[-500:]}")
    server = Server.command(log, "demo", **house)
    try:
        server.until_up("/healthz")
        look_around(server, log)
        time.sleep(2)
        shares, resident = memory(server.pids())
    finally:
        server.stop()
    more = {"MB where each counts shared pages whole": round(resident), "processes": 3}
    return figures.Figure(TITLE, "memory of web and worker at rest, demonstration data", shares, 200, unit="MB", more=more)


def look_around(server: Server, log: Path) -> None:
    """One of the cast comes in by their link and opens some pages, so that what is loaded late is loaded."""
    links = re.findall(r"(http://\S+/accounts/enter/\S+)", log.read_text())
    if not links:
        raise WrongContent("the demonstration printed no link")
    visitor = Visitor(server.port)
    page = visitor.get(urlsplit(links[0]).path).must(200)
    visitor.follow(visitor.post("/accounts/enter/", hidden_fields(page.text))).must(200, "Rowan")
    for path in ("/today/", "/people/", "/log/", "/me/record/", "/s/"):
        visitor.get(path).must(200)
