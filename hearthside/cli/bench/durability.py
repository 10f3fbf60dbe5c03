"""Pulling the plug: web and worker are killed while contacts and answers come in. What was acknowledged must be there, whole, once."""

import http.client
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from random import Random
from uuid import uuid4

from hearthside.cli.bench import answers_fill, figures
from hearthside.cli.bench.answering import ANSWERS, offer
from hearthside.cli.bench.servers import Server
from hearthside.cli.bench.stage import Stage
from hearthside.cli.bench.visits import Visitor, WrongContent
from hearthside.cli.bench.writing import Logging

TITLE = "Durability"
CUT = (OSError, http.client.HTTPException)  # what a browser sees when the server is gone
LONGEST = 0.7  # seconds of writing before a kill
CODES_A_KILL = 300


def measure(stage: Stage) -> Iterator[figures.Figure]:
    stage.meet(1)
    house = House(stage)
    for kill in range(stage.sizes.kills):
        stage.tell(f"kill {kill + 1} of {stage.sizes.kills}")
        house.round()
    house.look_again()
    contacts, answers = (len(house.acknowledged[kind]) for kind in ("contacts", "answers"))
    more = {"kills": stage.sizes.kills, "contacts acknowledged": contacts, "answers acknowledged": answers}
    yield figures.Figure(TITLE, "acknowledged writes lost", house.lost, 0, unit="writes", more=more)
    yield figures.Figure(TITLE, "half-made contacts or answers", house.half, 0, unit="writes", more={"sent again": house.again})
    yield figures.Figure(TITLE, "written twice, or never sent", house.double, 0, unit="writes")
    yield figures.Figure(TITLE, "breaks in the trail", house.breaks, 0, unit="breaks")


class Sender(threading.Thread):
    """Sends one thing after the other until the server is gone; knows what was acknowledged and what hung in the air."""

    def __init__(self, act: Callable[[str], None], keys: Iterable[str]):
        super().__init__(daemon=True)
        self.act, self.keys = act, keys
        self.acknowledged: list[str] = []
        self.in_the_air = ""
        self.fault: WrongContent | None = None

    def run(self) -> None:
        for key in self.keys:
            self.in_the_air = key
            try:
                self.act(key)
            except CUT:
                return
            except WrongContent as fault:  # raised again where it is seen
                self.fault = fault
                return
            self.acknowledged.append(key)
            self.in_the_air = ""


class House:
    """What was sent in all rounds, and what is found of it."""

    def __init__(self, stage: Stage):
        self.stage, self.dice = stage, Random(11)
        self.form = Logging(stage, 1).form
        self.cookies = stage.at_browser("writer").cookies
        stage.leave_house()
        self.sent: dict[str, set[str]] = {"contacts": set(), "answers": set()}
        self.acknowledged: dict[str, set[str]] = {"contacts": set(), "answers": set()}
        self.contacts_before, self.answers_before = self._contacts(), answers_fill.counts()
        self.lost = self.half = self.double = self.breaks = self.again = 0
        self.open: dict[str, str] = {}  # what hung in the air when the server died

    def _start(self) -> Server:
        return Server.command(self.stage.folder / "killed.log", "start", port=self.stage.port)

    def look_again(self) -> None:
        """After the last kill: send again what hung in the air, and compare everything with what was sent."""
        server = self._start()
        try:
            self._after(server)
        finally:
            server.stop()

    def _after(self, server: Server) -> None:
        server.until_up()
        self._look()
        self._send_again()
        self._look()

    def round(self) -> None:
        """Start, look at everything, write until the kill."""
        server = self._start()
        try:
            self._after(server)
            senders = self._senders()
            for sender in senders.values():
                sender.start()
            time.sleep(self.dice.uniform(0.02, LONGEST))
            self._kill(server)
        finally:
            server.kill()
        self._keep(senders)

    def _senders(self) -> dict[str, Sender]:
        contacts, answers = self._visitor(), Visitor(self.stage.port)
        codes = offer(self.stage, CODES_A_KILL)
        return {
            "contacts": Sender(lambda key: self._log(contacts, key), iter(lambda: str(uuid4()), "")),
            "answers": Sender(lambda code: self._answer(answers, code), codes),
        }

    def _kill(self, server: Server) -> None:
        """Now and then the web server alone; the worker notices and goes as well."""
        if self.dice.random() < 0.3:
            for pid in server.pids()[1:]:
                os.kill(pid, 9)
        server.kill()

    def _keep(self, senders: dict[str, Sender]) -> None:
        for kind, sender in senders.items():
            sender.join(timeout=40)
            if sender.fault:
                raise sender.fault
            self.acknowledged[kind] |= set(sender.acknowledged)
            self.sent[kind] |= {*sender.acknowledged, sender.in_the_air} - {""}
            self.open[kind] = sender.in_the_air

    def _send_again(self) -> None:
        """As a person does who saw no answer. Whether it had been stored or not, it must be there once."""
        if key := self.open.pop("contacts", ""):
            self._log(self._visitor(), key)
            self.acknowledged["contacts"].add(key)
            self.again += 1
        if code := self.open.pop("answers", ""):
            Visitor(self.stage.port).post("/s/", {"code": code, **ANSWERS})  # "received already" is as good
            self.acknowledged["answers"].add(code)
            self.again += 1

    def _look(self) -> None:
        """Compare what is there with what was sent. Counts are of the worst moment."""
        from hearthside.audit.queries import first_break

        found = self._contacts() - self.contacts_before
        used, kept = self._answers()
        self.lost = max(self.lost, len(self.acknowledged["contacts"] - found) + len(self.acknowledged["answers"] - used))
        self.half = max(self.half, self._half_made(found) + abs(kept - len(used)))
        self.double = max(self.double, len(found - self.sent["contacts"]) + len(used - self.sent["answers"]))
        self.breaks += first_break() is not None

    def _contacts(self) -> set[str]:
        from hearthside.encounters.models import Encounter

        return {str(key) for key in Encounter.objects.filter(typist=self.stage.writer).values_list("pk", flat=True)}

    def _answers(self) -> tuple[set[str], int]:
        """Which of the codes sent are used up, and how many answers were added, waiting or stored."""
        from hearthside.surveys.answers.models import SpentTicket
        from hearthside.surveys.codes import read_code, spent_digest

        digests = {spent_digest(read_code(code) or ""): code for code in self.sent["answers"]}
        used = SpentTicket.objects.filter(digest__in=digests).values_list("digest", flat=True) if digests else []
        after = answers_fill.counts()
        return {digests[one] for one in used}, sum(after[1:]) - sum(self.answers_before[1:])

    def _half_made(self, found: set[str]) -> int:
        """Contacts that lack a person, a doer, an entry in the trail or a ticket, and any of these without its contact."""
        from hearthside.audit.models import Entry
        from hearthside.encounters.models import Doing, Encounter, Presence
        from hearthside.surveys.models import SurveyTicket

        mine = Encounter.objects.filter(typist=self.stage.writer)
        told = Entry.objects.filter(act="logged a contact", actor_id=self.stage.writer.actor_id)
        tickets = SurveyTicket.objects.filter(digest__in=mine.values("ticket_digest")).count()
        parts = [
            {str(key) for key in Presence.objects.filter(encounter__in=mine).values_list("encounter", flat=True)},
            {str(key) for key in Doing.objects.filter(supporter=self.stage.writer).values_list("encounter", flat=True)},
            {thing.removeprefix("encounter:") for thing in told.values_list("thing", flat=True)},
        ]
        return sum(len((part - self.contacts_before) ^ found) for part in parts) + abs(tickets - mine.count())

    def _visitor(self) -> Visitor:
        visitor = Visitor(self.stage.port)
        visitor.cookies = dict(self.cookies)
        return visitor

    def _log(self, visitor: Visitor, key: str) -> None:
        visitor.post("/log/", self.form | {"once": key}).must_lead_to(f"/log/{key}/")

    def _answer(self, visitor: Visitor, code: str) -> None:
        visitor.post("/s/", {"code": code, **ANSWERS}).must_lead_to("/s/thanks/")
