"""The public calendar of two hundred groups: the month after a change and unchanged, the feed, and 304, each beside its floor."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from hearthside.cli.bench import figures
from hearthside.cli.bench.counting import statements
from hearthside.cli.bench.meeting import gather
from hearthside.cli.bench.rounds import Side, compare
from hearthside.cli.bench.stage import Stage
from hearthside.cli.bench.visits import Reply, Visitor, WrongContent
from hearthside.cli.bench.weighing import ENCODINGS, weigh

TITLE = "Calendar"
FEW = 10
FEED = "/calendar.ics"


def measure(stage: Stage) -> Iterator[figures.Figure]:
    first = (date.today().replace(day=1) + timedelta(days=40)).replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    path = f"/calendar/{first:%Y-%m}/"
    gather(stage, FEW)
    few = [count(path), count(FEED)]
    gather(stage, stage.sizes.groups)
    many = [count(path), count(FEED)]
    house = House(stage, path)
    number = house.check(stage, first, last)
    yield from _after_a_change(stage, house, first, last, number, many[0])
    yield from _unchanged(stage, house, number)
    yield from _weight(stage, path, number)
    for what, before, after in zip(("the month", "the feed"), few, many, strict=True):
        more = {"statements": after, "groups": f"{FEW} and {stage.sizes.groups}"}
        yield figures.Figure(TITLE, f"statements of {what} more than in a small house", after - before, 0, unit="statements", more=more)


def _after_a_change(stage: Stage, house: "House", first: date, last: date, number: int, made_by: int) -> Iterator[figures.Figure]:
    """The page as it is made anew: before each visit something changes, on both sides, for what was not asked for a while costs more."""
    raw, address = Visitor(stage.floor().port), f"/month/?first={first}&last={last}"
    if (found := raw.get(address).must(200).text.count("<a href=")) != number:
        raise WrongContent(f"the floor shows {found} dates and the page {number}")
    floor = Side(lambda: (something_changes(), raw.get(address).must(200)), lambda: floor_used(stage))
    [result] = compare(floor, Side(house.changed, stage.house_used), rounds=stage.sizes.rounds, seconds=stage.sizes.seconds)
    yield figures.of(result, TITLE, "a month after a change, beside one put together in SQL", 2, dates=number, statements=made_by)


def _unchanged(stage: Stage, house: "House", number: int) -> Iterator[figures.Figure]:
    """Kept bytes against kept bytes of the same length, and 304 against a view that does nothing."""
    for what, ask, bar in (("a month, unchanged", house.month, 1.5), ("the feed, unchanged", house.feed, 1.3)):
        size = len(ask().body)
        floor = Side(lambda size=size: kept(stage, size), lambda: floor_used(stage))
        [result] = compare(floor, Side(ask, stage.house_used), rounds=stage.sizes.rounds, seconds=stage.sizes.seconds)
        yield figures.of(result, TITLE, what, bar, bytes=size)
    bare = Visitor(stage.floor().port)
    for what, path in (("304 for the month", house.path), ("304 for the feed", FEED)):
        floor = Side(lambda: bare.get("/").must(200), lambda: floor_used(stage))
        [result] = compare(
            floor, Side(house.known(path), stage.house_used), rounds=stage.sizes.rounds, seconds=stage.sizes.seconds
        )  # fmt: skip
        yield figures.of(result, TITLE, what, 1.3)


def something_changes() -> None:
    """Not in the server, so the change itself is no part of what is measured."""
    from hearthside.organisation.public import renew_pages

    renew_pages()


def kept(stage: Stage, size: int) -> Reply:
    visitor = stage.made.setdefault("kept visitor", Visitor(stage.floor().port))
    reply = visitor.get(f"/kept/{size}/").must(200)
    if len(reply.body) != size:
        raise WrongContent(f"the floor kept {len(reply.body)} bytes instead of {size}")
    return reply


def floor_used(stage: Stage) -> dict[int, int]:
    """The floor reads the tables of the house, so its part of that database counts."""
    return stage.floor_used() | stage.engine.used("work")


def _weight(stage: Stage, path: str, number: int) -> Iterator[figures.Figure]:
    visitor = Visitor(stage.port)
    found = weigh(visitor, path, visitor.get(path, **ENCODINGS).must(200))
    plain = len(visitor.get(path).body)
    more = {"dates": number, "kB unpacked": round(plain / 1000), "requests": found.requests}
    yield figures.Figure(TITLE, "the month, first visit, as transferred", found.bytes / 1000, 60, unit="kB", more=more)
    yield figures.Figure(TITLE, "the month, requests", found.requests, 6, unit="requests")


class House:
    """A visitor of the house who knows how many dates the month must show."""

    def __init__(self, stage: Stage, path: str):
        stage.house()
        self.visitor, self.path = Visitor(stage.port), path
        self.number = 0

    def month(self) -> Reply:
        return self.visitor.get(self.path).must(200)

    def feed(self) -> Reply:
        return self.visitor.get(FEED).must(200)

    def changed(self) -> Reply:
        """Something changes, so that the month is made anew."""
        something_changes()
        reply = self.month()
        if (found := dates_on(reply)) != self.number:
            raise WrongContent(f"the month shows {found} dates instead of {self.number}")
        return reply

    def known(self, path: str) -> Callable[[], Reply]:
        """Asks again with the name of what it has."""
        name = self.visitor.get(path).must(200).headers["etag"]
        return lambda: self.visitor.get(path, **{"If-None-Match": name}).must(304)

    def check(self, stage: Stage, first: date, last: date) -> int:
        """Every date of the month stands on the page with its title, and every series in the feed. Returns how many dates.

        Raises: WrongContent.
        """
        from html import escape

        from hearthside.gatherings.models import Session

        titles = Session.objects.in_public().filter(day__range=(first, last)).values_list("gathering__public_title", flat=True)
        page, feed = self.month(), self.feed().text.replace("\r\n ", "")
        self.number = len(titles)
        if dates_on(page) != self.number or any(escape(one) not in page.text for one in titles):
            raise WrongContent(f"the month shows {dates_on(page)} dates instead of {self.number}, or lacks a title")
        if (found := feed.count("RRULE:")) != stage.sizes.groups:
            raise WrongContent(f"the feed has {found} series instead of {stage.sizes.groups}")
        return self.number


def dates_on(page: Reply) -> int:
    return page.text.count('<a href="/groups/dates/')


def count(path: str) -> int:
    """Statements that make a page anew, in this process."""
    from django.test import Client

    from hearthside.organisation.public import renew_pages

    client = Client(headers={"host": "127.0.0.1"})
    client.get(path)
    renew_pages()
    with statements() as found:
        answer = client.get(path)
    if answer.status_code != 200:
        raise WrongContent(f"{path} answered {answer.status_code} in this process")
    return len(found)
