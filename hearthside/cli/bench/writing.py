"""Logging: one contact, a group of twelve and of a hundred in one post, each beside a bare insert."""

from collections.abc import Iterator

from hearthside.cli.bench import figures
from hearthside.cli.bench.counting import browser_inside, statements
from hearthside.cli.bench.rounds import Side, between, compare
from hearthside.cli.bench.stage import Stage
from hearthside.cli.bench.visits import Visitor, WrongContent, hidden_fields
from hearthside.core.dates import today
from hearthside.core.ids import new_id

TITLE = "Writing"


def measure(stage: Stage) -> Iterator[figures.Figure]:
    stage.meet(100)
    stage.past(stage.sizes.contacts)
    floor, one, twelve, hundred = Inserts(stage), Logging(stage, 1), Logging(stage, 12), Logging(stage, 100)
    sides = [Side(logging.send, stage.house_used) for logging in (one, twelve, hundred)]
    results = compare(Side(floor.send, stage.floor_used), *sides, rounds=stage.sizes.rounds, seconds=stage.sizes.seconds)
    for check in (floor, one, twelve, hundred):
        check.check()
    counts = [logging.statements() for logging in (one, twelve, hundred)]
    yield figures.of(results[0], TITLE, "log an encounter", 4, statements=counts[0])
    yield figures.of(results[1], TITLE, "a group of 12 typed in one post", 4, statements=counts[1])
    yield figures.Figure(
        TITLE, "100 people, of the cost of 12", between(sides[1], sides[2]), 2.5,
        ours=results[2].ours, floor=results[1].ours, more={"statements": counts[2]},
    )  # fmt: skip
    yield figures.Figure(TITLE, "more statements for 100 people than for 12", counts[2] - counts[1], 0, unit="statements")


class Inserts:
    """The floor: one row in one post."""

    def __init__(self, stage: Stage):
        self.visitor, self.sent = Visitor(stage.floor().port), 0
        self.before = self.count(stage)
        self.stage = stage

    def send(self) -> None:
        self.visitor.post("/lines/", {"minutes": 15, "words": "one row"}).must(302)
        self.sent += 1

    def count(self, stage: Stage) -> int:
        return int(self.visitor.get("/lines/").must(200).text)

    def check(self) -> None:
        if (found := self.count(self.stage) - self.before) != self.sent:
            raise WrongContent(f"the floor holds {found} rows after {self.sent} posts")


class Logging:
    """The log form, sent by a supporter for so many people."""

    def __init__(self, stage: Stage, people: int):
        self.stage, self.people = stage, stage.people[:people]
        self.visitor = stage.at_browser("writer")
        page = self.visitor.get("/log/").must(200, 'name="once"').text
        self.form = hidden_fields(page) | {
            "who": [str(person.pk) for person in self.people],
            "kind": "one_to_one_phone" if people == 1 else "support_group",
            "programme": str(stage.made["programmes"][0].pk),
            "day": today().isoformat(),
            "minutes": "25",
            "support": ["emotional"],
        }
        self.logged: list[str] = []

    def send(self) -> None:
        self.logged.append(str(new_id()))  # as the form makes it
        self.visitor.post("/log/", self.form | {"once": self.logged[-1]}).must_lead_to(f"/log/{self.logged[-1]}/")

    def statements(self) -> int:
        client = browser_inside(self.stage.writer)
        client.get("/log/")
        data = {name: value for name, value in self.form.items() if name != "csrfmiddlewaretoken"}
        client.post("/log/", data | {"once": str(new_id())})
        with statements() as found:
            answer = client.post("/log/", data | {"once": str(new_id())})
        if answer.status_code != 302:
            raise WrongContent(f"logging in this process answered {answer.status_code}")
        self.seen = found
        return len(found)

    def check(self) -> None:
        """Every contact that was acknowledged stands there once and whole: its people, doer, entry in the trail and ticket.

        A group is offered its codes on the next page, for all of them, so logging it makes none.
        """
        from hearthside.audit.models import Entry
        from hearthside.encounters.models import Doing, Encounter, Presence
        from hearthside.surveys.models import SurveyTicket

        found = Encounter.objects.filter(pk__in=self.logged, minutes=25, named=len(self.people))
        tickets = SurveyTicket.objects.filter(digest__in=found.values("ticket_digest"))
        entries = Entry.objects.filter(thing__in=[f"encounter:{key}" for key in self.logged])
        counts = {
            "contacts": (found.count(), 1),
            "people in them": (Presence.objects.filter(encounter__in=self.logged).count(), len(self.people)),
            "doers": (Doing.objects.filter(encounter__in=self.logged, supporter=self.stage.writer).count(), 1),
            "entries in the trail": (entries.count(), 1),
            "tickets": (tickets.count(), int(len(self.people) == 1)),
        }
        for what, (number, each) in counts.items():
            if number != each * len(self.logged):
                raise WrongContent(f"{number} {what} after {len(self.logged)} posts")
