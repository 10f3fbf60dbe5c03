"""Reading: Today, a person's page and a list of fifty, each beside a signed-in list of fifty by a Django template."""

from collections.abc import Iterator

from hearthside.cli.bench import figures
from hearthside.cli.bench.counting import browser_inside, statements
from hearthside.cli.bench.rounds import Side, compare
from hearthside.cli.bench.stage import Stage
from hearthside.cli.bench.visits import Visitor, WrongContent

TITLE = "Reading"
FEW, ROWS = 10, 50


def measure(stage: Stage) -> Iterator[figures.Figure]:
    stage.meet(FEW)
    stage.past(2 * FEW)
    few = {what: count(stage, path) for what, path, _words in pages(stage)}
    stage.meet(stage.sizes.people)
    stage.past(stage.sizes.contacts)
    shown = pages(stage)
    many = {what: count(stage, path) for what, path, _words in shown}
    visitor, floor = stage.at_browser("supporter"), FiftyRows(stage)
    sides = [Side(lambda path=path, words=words: visitor.get(path).must(200, *words), stage.house_used) for _what, path, words in shown]
    results = compare(Side(floor.send, stage.floor_used), *sides, rounds=stage.sizes.rounds, seconds=stage.sizes.seconds)
    for (what, path, _words), result in zip(shown, results, strict=True):
        yield figures.of(result, TITLE, what, 0.7, bytes=len(visitor.get(path).body), statements=many[what])
    most = max(many, key=lambda what: many[what])
    sizes = {f"people {FEW}": few[most], f"people {stage.sizes.people}, contacts {stage.sizes.contacts:,}": many[most]}
    yield figures.Figure(TITLE, f"statements at most ({most})", many[most], 8, unit="statements", more={"with": sizes})
    yield figures.Figure(TITLE, "statements more than in a small house", max(many[what] - few[what] for what in many), 0, unit="statements")


class FiftyRows:
    """The floor: session, user, one query, fifty rows."""

    def __init__(self, stage: Stage):
        self.visitor = Visitor(stage.floor().port)
        self.visitor.cookies["sessionid"] = (stage.made["floor session"], "/")
        rows = min(ROWS, stage.sizes.contacts)
        if (found := self.send().text.count("<li>")) != rows:
            raise WrongContent(f"the floor shows {found} rows instead of {rows}")

    def send(self):
        return self.visitor.get("/contacts/").must(200, "Person ", "minutes")


def pages(stage: Stage) -> list[tuple[str, str, list[str]]]:
    """What each page is, its address, and the words that must stand in it."""
    from hearthside.encounters.queries import encounters_with, last_times
    from hearthside.people.models import Person

    person = stage.people[3]
    names = Person.objects.visible_to(stage.supporter).exclude(pk=stage.supporter.pk).by_name().values_list("name", flat=True)
    held = encounters_with(person).values_list("pk", flat=True)[:5]
    return [
        ("Today", "/today/", [one.name for one in last_times(stage.supporter)]),
        ("a person's page", f"/people/{person.pk}/", [person.name, *map(str, held)]),
        ("a list of 50 people", "/people/", list(names[:ROWS])),
    ]


def count(stage: Stage, path: str) -> int:
    """Statements for one page, in this process; the first visit fills what every process keeps for seconds."""
    client = browser_inside(stage.supporter)
    client.get(path)
    with statements() as found:
        answer = client.get(path)
    if answer.status_code != 200:
        raise WrongContent(f"{path} answered {answer.status_code} in this process")
    return len(found)
