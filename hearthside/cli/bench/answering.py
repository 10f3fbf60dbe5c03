"""A survey is answered, beside a bare insert; and once more where a million answers are stored already."""

import os
import subprocess
import sys
from collections.abc import Iterator

from hearthside.cli.bench import answers_fill, figures
from hearthside.cli.bench.counting import statements
from hearthside.cli.bench.rounds import Side, between, compare
from hearthside.cli.bench.servers import HOUSE, Server
from hearthside.cli.bench.stage import Stage
from hearthside.cli.bench.visits import Visitor, WrongContent
from hearthside.cli.bench.writing import Inserts
from hearthside.core.dates import month_of, today

TITLE = "Answering a survey"
ANSWERS = {"any": ["emotional", "social"], "most": "emotional", "heard": "fully", "equals": "mostly", "choice": "yes",
           "hopeful": "bit_more", "comment": "We sat by the river and it was good.", "send": "yes"}  # fmt: skip


def measure(stage: Stage) -> Iterator[figures.Figure]:
    other = full_house(stage)
    answers_fill.add(stage.sizes.few_answers, month_of(today()))
    stage.house()
    codes = offer(stage, 2 * stage.sizes.rounds * 100)
    few, many, floor = Answering(stage.port, codes), Answering(other.port, codes), Inserts(stage)
    before, before_full = answers_fill.counts(), fill(stage, 0)
    sides = [
        Side(few.send, stage.house_used),
        Side(many.send, lambda: other.used() | stage.engine.used("work", "full")),
    ]
    results = compare(Side(floor.send, stage.floor_used), *sides, rounds=stage.sizes.rounds, seconds=stage.sizes.seconds)
    floor.check()
    few.check(before, answers_fill.counts())
    many.check(before_full, fill(stage, 0))
    number = count(codes.pop())
    yield figures.of(results[0], TITLE, "seven questions and a comment", 3, statements=number)
    yield figures.Figure(
        TITLE, f"with {before_full[2]:,} stored, of the cost with {before[2]:,}", between(*sides), 1.1,
        ours=results[1].ours, floor=results[0].ours, best_ms=results[1].best, floor_best_ms=results[0].best,
    )  # fmt: skip
    other.stop()


def full_house(stage: Stage) -> Server:
    """The same house, beside an answers database that is full."""
    stage.made["full"] = stage.engine.same_house_other_answers("full")
    fill(stage, stage.sizes.answers)
    server = Server.web(HOUSE, stage.folder / "full.log", **stage.made["full"])
    stage.ending.callback(server.stop)
    server.until_up()
    return server


def fill(stage: Stage, number: int) -> tuple[int, ...]:
    """Add so many answers to the full database. Returns used codes, waiting and stored answers."""
    command = [sys.executable, "-m", "hearthside.cli.bench.answers_fill", str(number)]
    said = subprocess.run(command, env=os.environ | stage.made["full"], check=True, capture_output=True, text=True).stdout
    return tuple(map(int, said.split()))


def offer(stage: Stage, number: int) -> list[str]:
    """Codes of surveys that were offered this month."""
    from django.db import transaction

    from hearthside.surveys.actions import offer_ticket

    programme, kind = stage.made["programmes"][0], stage.made["kinds"]["one_to_one_phone"]
    with transaction.atomic():
        return [offer_ticket(programme=programme, kind=kind, month=month_of(today())).code for _code in range(number)]


class Answering:
    """One person after the other hands in their answers."""

    def __init__(self, port: int, codes: list[str]):
        self.visitor, self.codes, self.sent = Visitor(port), list(codes), 0

    def send(self) -> None:
        self.visitor.post("/s/", {"code": self.codes.pop(0), **ANSWERS}).must_lead_to("/s/thanks/")
        self.sent += 1

    def check(self, before: tuple[int, ...], after: tuple[int, ...]) -> None:
        """Every code is used and every answer waits or is stored; nothing was set in the browser."""
        used, kept = after[0] - before[0], sum(after[1:]) - sum(before[1:])
        if (used, kept) != (self.sent, self.sent):
            raise WrongContent(f"{used} codes are used and {kept} answers kept after {self.sent} were sent")
        if self.visitor.cookies:
            raise WrongContent("the survey set a cookie")


def count(code: str) -> int:
    """Statements for one answer, in this process."""
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    client.get("/s/")
    with statements() as found:
        answer = client.post("/s/", {"code": code, **ANSWERS})
    if answer.status_code != 302:
        raise WrongContent(f"answering in this process gave {answer.status_code}")
    return len(found)
