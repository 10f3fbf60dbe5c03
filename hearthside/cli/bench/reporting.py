"""A report of one year, distinct people included, beside the raw statements over the same covering indexes."""

import json
import re
from collections.abc import Iterator

from hearthside.cli.bench import figures
from hearthside.cli.bench.counting import browser_inside, statements
from hearthside.cli.bench.rounds import Side, compare
from hearthside.cli.bench.servers import FLOOR, Server
from hearthside.cli.bench.stage import Stage
from hearthside.cli.bench.visits import Visitor, WrongContent
from hearthside.core.dates import month_of, today

TITLE = "Reports"
RAW = (
    "SELECT programme_id, kind_id, count(*), sum(minutes), sum(unnamed), sum(named), sum(minutes * doers), "
    "sum(CASE WHEN is_late THEN 1 ELSE 0 END) FROM encounters_encounter WHERE month BETWEEN %s AND %s GROUP BY programme_id, kind_id",
    "SELECT programme_id, count(DISTINCT person_id) FROM encounters_presence WHERE month BETWEEN %s AND %s GROUP BY programme_id",
    "SELECT count(DISTINCT person_id) FROM encounters_presence WHERE month BETWEEN %s AND %s",
)


def measure(stage: Stage) -> Iterator[figures.Figure]:
    stage.meet(stage.sizes.people)
    stage.past(stage.sizes.report_contacts)
    first, last = today().replace(year=today().year - 1, month=1, day=1), today().replace(year=today().year - 1, month=12, day=31)
    floor = raw_server(stage, month_of(first), month_of(last))
    raw, reader = Visitor(floor.port), stage.at_browser("coordinator")
    path = f"/reports/encounters/?from={first}&to={last}&by=programme"
    encounters, people = check(raw, reader, path)
    [result] = compare(
        Side(lambda: raw.get("/report/").must(200), lambda: floor.used() | stage.engine.used("work")),
        Side(lambda: reader.get(path).must(200), stage.house_used),
        rounds=stage.sizes.rounds, seconds=4 * stage.sizes.seconds, most=20,
    )  # fmt: skip
    more = {"encounters": f"{encounters:,}", "people": people, "statements": count(stage, path)}
    yield figures.of(result, TITLE, f"one year out of {stage.made['past']:,} contacts, by programme, as a page", 1.5, **more)
    floor.stop()


def raw_server(stage: Stage, first: int, last: int) -> Server:
    """A floor of its own, which knows the statements."""
    stage.floor()
    asked = {"HEARTHSIDE_FLOOR_REPORT": json.dumps([[text, [first, last]] for text in RAW])}
    server = Server.web(FLOOR, stage.folder / "floor.log", **(stage.made["floor environment"] | asked))
    stage.ending.callback(server.stop)
    server.until_up()
    return server


def check(raw: Visitor, reader: Visitor, path: str) -> tuple[int, int]:
    """Both sides say the same: encounters and distinct people of the year, of all and of each programme.

    Raises: WrongContent when the page lacks a number of the raw statements.
    """
    sums, by_programme, [[everybody]] = json.loads(raw.get("/report/").must(200).text)
    encounters = sum(int(row[2]) for row in sums)
    page = re.sub(r"(?<=\d)[\s,.](?=\d{3}\b)", "", reader.get(path).must(200).text)
    for number in (str(encounters), everybody, *(row[1] for row in by_programme)):
        if not re.search(rf"\b{number}\b", page):
            raise WrongContent(f"the report lacks the number {number}")
    return encounters, int(everybody)


def count(stage: Stage, path: str) -> int:
    client = browser_inside(stage.made["coordinator"])
    client.get(path)
    with statements() as found:
        answer = client.get(path)
    if answer.status_code != 200:
        raise WrongContent(f"the report answered {answer.status_code} in this process")
    return len(found)
