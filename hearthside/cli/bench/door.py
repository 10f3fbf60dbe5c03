"""The door: a tap with a name, and a sheet of 12 and of 100 names typed up in one post, each beside a bare insert."""

from collections.abc import Iterator
from datetime import time, timedelta
from uuid import uuid4

from hearthside.cli.bench import figures
from hearthside.cli.bench.counting import browser_inside, statements
from hearthside.cli.bench.rounds import Side, between, compare
from hearthside.cli.bench.stage import Stage
from hearthside.cli.bench.visits import Visitor, WrongContent, hidden_fields
from hearthside.cli.bench.writing import Inserts

TITLE = "The door"
DATES = 900  # more than are measured


def measure(stage: Stage) -> Iterator[figures.Figure]:
    stage.house()
    floor, tap, twelve, hundred = Inserts(stage), Tapping(stage), TypingUp(stage, 12), TypingUp(stage, 100)
    sides = [Side(one.send, stage.house_used) for one in (tap, twelve, hundred)]
    results = compare(Side(floor.send, stage.floor_used), *sides, rounds=stage.sizes.rounds, seconds=stage.sizes.seconds)
    for check in (floor, tap, twelve, hundred):
        check.check()
    counts = [one.statements() for one in (tap, twelve, hundred)]
    yield figures.of(results[0], TITLE, "a tap", 4, statements=counts[0])
    yield figures.of(results[1], TITLE, "a sheet of 12 names in one post", 4, statements=counts[1])
    yield figures.Figure(
        TITLE, "100 names, of the cost of 12", between(sides[1], sides[2]), 2.5,
        ours=results[2].ours, floor=results[1].ours, more={"statements": counts[2]},
    )  # fmt: skip
    yield figures.Figure(TITLE, "more statements for 100 names than for 12", counts[2] - counts[1], 0, unit="statements")


def meeting(stage: Stage):
    """A date of a group that the writer holds, today."""
    from hearthside.core.dates import today
    from hearthside.gatherings.series.actions import Timing, add_series, begin_gathering

    kind, programme = stage.made["kinds"]["support_group"], stage.made["programmes"][1]
    one = begin_gathering(by=stage.made["by"], title="Evening", programme=programme, kind=kind, hosts=[stage.writer])
    timing = Timing(first_day=today(), starts_at=time(18), minutes=90)
    return add_series(by=stage.made["by"], gathering=one, timing=timing).sessions.get()


class Tapping:
    """People at a tablet, one after the other, who are only counted: names have a limit by the minute."""

    def __init__(self, stage: Stage):
        from hearthside.gatherings.door.actions import open_door
        from hearthside.gatherings.door.devices import COOKIE, PLACE

        self.session, self.taps = meeting(stage), []
        _door, self.key = open_door(by=stage.writer)
        self.visitor = Visitor(stage.port)
        self.visitor.cookies[COOKIE] = (self.key, PLACE)
        self.address = f"/door/{self.session.pk}/"
        self.form = hidden_fields(self.visitor.get(self.address).must(200, "Evening", 'name="typed"').text) | {"just": "yes"}

    def send(self) -> None:
        self.taps.append(str(uuid4()))
        self.visitor.post(self.address, self.form | {"tap": self.taps[-1]}).must_lead_to("/door/thanks/")

    def statements(self) -> int:
        """With a name, which is one more than without."""
        from django.test import Client

        from hearthside.gatherings.door.devices import COOKIE

        tablet = Client(headers={"host": "127.0.0.1"})
        tablet.cookies[COOKIE] = self.key
        sent = {"token": self.form["token"], "typed": "Ida"}
        tablet.post(self.address, sent | {"tap": str(uuid4())})
        with statements() as found:
            answer = tablet.post(self.address, sent | {"tap": str(uuid4())})
        if answer.status_code != 302:
            raise WrongContent(f"a tap in this process answered {answer.status_code}")
        return len(found)

    def check(self) -> None:
        """Everybody who was thanked is there once, with an entry in the trail."""
        from hearthside.audit.models import Entry
        from hearthside.gatherings.door.queries import numbers_of

        told = Entry.objects.filter(act="came in at the door", thing=self.session.reference).count()
        if (numbers_of(self.session).total, told) != (len(self.taps), len(self.taps)):
            raise WrongContent(f"{numbers_of(self.session).total} came and {told} are in the trail after {len(self.taps)} taps")


def dates_before(session, number: int) -> list:
    """So many earlier dates of the same group, on which nobody is noted yet."""
    from copy import copy

    from django.db import transaction

    from hearthside.core.ids import new_id
    from hearthside.core.rows import insert

    dates = [copy(session) for _date in range(number)]
    for days, one in enumerate(dates, 1):
        one.pk, one.day = new_id(), session.day - timedelta(days=days)
        one.slot_day = one.day
    with transaction.atomic():
        insert(dates)
    return dates


class TypingUp:
    """A host types up one sheet of so many names after the other, each of a date of its own."""

    def __init__(self, stage: Stage, names: int):
        self.stage, self.names, self.sent = stage, names, 0
        self.dates = dates_before(meeting(stage), DATES)
        self.visitor = stage.at_browser("writer")
        page = self.visitor.get(self.address_of(0)).must(200, 'name="names"').text
        self.form = hidden_fields(page) | {"names": "\n".join(f"Guest {number}" for number in range(names))}

    def address_of(self, place: int) -> str:
        return f"/groups/dates/{self.dates[place].pk}/arrivals/"

    def send(self) -> None:
        address = self.address_of(self.sent)
        self.visitor.post(address, self.form | {"batch": str(uuid4())}).must_lead_to(address)
        self.sent += 1

    def statements(self) -> int:
        browser = browser_inside(self.stage.writer)
        data = {name: value for name, value in self.form.items() if name != "csrfmiddlewaretoken"}
        browser.post(self.address_of(self.sent), data | {"batch": str(uuid4())})
        with statements() as found:
            answer = browser.post(self.address_of(self.sent + 1), data | {"batch": str(uuid4())})
        if answer.status_code != 302:
            raise WrongContent(f"a sheet in this process answered {answer.status_code}")
        return len(found)

    def check(self) -> None:
        """Each sheet that was sent is there whole and once, with its entry in the trail."""
        from hearthside.audit.models import Entry
        from hearthside.gatherings.models import Attendance

        keys = [one.pk for one in self.dates]
        names = Attendance.objects.filter(session__in=keys, name__isnull=False).count()
        told = Entry.objects.filter(act="noted who came", thing__in=[one.reference for one in self.dates]).count()
        if (names, told) != (self.names * self.sent, self.sent):
            raise WrongContent(f"{names} names and {told} entries in the trail are there after {self.sent} sheets of {self.names}")
