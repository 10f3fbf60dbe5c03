"""What is measured on: a new folder with an organisation, one supporter, the people they meet, and a long history.

Everything that decides anything goes through the actions of the house; only the bulk of old contacts is poured in by SQL.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

from hearthside.cli.bench.engines import Engine
from hearthside.cli.bench.servers import FLOOR, HOST, HOUSE, Server, free_port
from hearthside.cli.bench.visits import Visitor, hidden_fields
from hearthside.cli.preparing import prepare

FIRST = [
    "Ada",
    "Bo",
    "Cy",
    "Dot",
    "Eli",
    "Fay",
    "Gus",
    "Hal",
    "Ida",
    "Jo",
    "Kit",
    "Lou",
    "Mo",
    "Nell",
    "Oz",
    "Pip",
    "Quin",
    "Ray",
    "Sol",
    "Tam",
    "Uma",
    "Vi",
    "Wil",
    "Xan",
    "Yan",
]
LAST = [
    "Arden",
    "Birch",
    "Cove",
    "Dale",
    "Elm",
    "Fenn",
    "Glade",
    "Heath",
    "Isle",
    "Jarrow",
    "Knoll",
    "Lea",
    "Marsh",
    "North",
    "Oak",
    "Pell",
    "Quay",
    "Reed",
    "Stone",
    "Thorn",
]
HISTORY_DAYS = 730
ZONE = "America/Regina"


@dataclass(frozen=True)
class Sizes:
    """How much is measured. The whole run takes minutes; a test makes all of it tiny."""

    rounds: int = 7
    seconds: float = 0.15
    people: int = 500
    contacts: int = 100_000
    report_contacts: int = 100_000
    groups: int = 200
    answers: int = 1_000_000
    few_answers: int = 1_000
    kills: int = 20
    waiting: int = 10_000


SMALL = Sizes(
    rounds=1, seconds=0.02, people=100, contacts=200, report_contacts=200, groups=15, answers=300, few_answers=20, kills=1, waiting=100
)


@dataclass
class Stage:
    """The folder, its servers and who is in it. Made step by step, each once, as the groups need them."""

    folder: Path
    engine: Engine
    sizes: Sizes
    ending: ExitStack
    tell: Callable[[str], None] = print
    made: dict = field(default_factory=dict)

    def open(self) -> None:
        """Make the data folder, found the organisation, let one supporter and one coordinator in."""
        self.port = free_port()
        os.environ["HEARTHSIDE_DATA"] = str(self.folder / "house")
        os.environ["HEARTHSIDE_PORT"], os.environ["HEARTHSIDE_BASE_URL"] = str(self.port), f"http://{HOST}:{self.port}"
        self.engine.name_in_environment()
        prepare()
        from django.db import connections
        from django.utils import timezone

        timezone.activate(ZONE)  # days are those of the organisation, here as on its pages
        self.ending.callback(connections.close_all)
        _found(self)

    @property
    def supporter(self):
        return self.made["supporter"]

    @property
    def writer(self):
        """A colleague of the supporter: logs and logs, so that the supporter's own day stays as it is."""
        return self.made["writer"]

    @property
    def people(self) -> list:
        """Those whom the supporter meets."""
        return self.made.setdefault("people", [])

    def house(self) -> Server:
        if "house" not in self.made:
            server = self.made["house"] = Server.web(HOUSE, self.folder / "house.log", self.port)
            self.ending.callback(server.stop)
            server.until_up()
        return self.made["house"]

    def leave_house(self) -> None:
        """Stop the house's server; it is started anew when it is wanted."""
        if "house" in self.made:
            self.made.pop("house").stop()
            self.made.pop("visitors", None)

    def floor(self) -> Server:
        if "floor" not in self.made:
            from django.conf import settings

            databases = self.engine.floor({name: value for name, value in settings.DATABASES["default"].items() if name != "TEST"})
            environment = self.made["floor environment"] = {"HEARTHSIDE_FLOOR_DATABASES": databases}
            making = [sys.executable, "-m", "hearthside.cli.bench.floor_app", str(self.sizes.contacts)]
            if "floor session" not in self.made:
                made = subprocess.run(making, env=os.environ | environment, check=True, capture_output=True, text=True)
                self.made["floor session"] = made.stdout
            server = self.made["floor"] = Server.web(FLOOR, self.folder / "floor.log", **environment)
            self.ending.callback(server.stop)
            server.until_up()
        return self.made["floor"]

    def house_used(self) -> dict[int, int]:
        return self.house().used() | self.engine.used("work", "answers")

    def floor_used(self) -> dict[int, int]:
        return self.floor().used() | self.engine.used("floor")

    def at_browser(self, who: str) -> Visitor:
        """The supporter, the writer or the coordinator at a browser, signed in."""
        self.house()
        visitors = self.made.setdefault("visitors", {})
        if who not in visitors:
            visitors[who] = sign_in(self.port, self.made[who])
        visitors[who].connection.close()  # the server ends what was idle for long; the next request opens it anew
        return visitors[who]

    def meet(self, number: int) -> list:
        """See to it that the supporter meets at least so many people. Returns all of them."""
        _meet(self, number)
        return self.people

    def past(self, contacts: int) -> None:
        """See to it that there are at least so many old contacts."""
        missing = contacts - self.made.get("past", 0)
        if missing > 0:
            _pour_past(self, missing)
            self.made["past"] = contacts


def sign_in(port: int, person) -> Visitor:
    """Somebody at a browser, signed in by a link of the demonstration's kind."""
    from hearthside.accounts.actions import make_entry_link
    from hearthside.core.actors import COMMAND_LINE

    link = make_entry_link(by=COMMAND_LINE, user=person.user, purpose="demo", minutes=60)
    visitor = Visitor(port)
    page = visitor.get(link).must(200)
    visitor.follow(visitor.post("/accounts/enter/", hidden_fields(page.text))).must(200, person.name.split()[0])
    return visitor


def _found(stage: Stage) -> None:
    from hearthside.accounts.actions import open_account
    from hearthside.core.actors import Machine
    from hearthside.organisation.actions import found_organisation, open_programme
    from hearthside.organisation.models import Kind
    from hearthside.people.actions import add_person, connect_account, grant_role

    by = stage.made["by"] = Machine("bench")
    found_organisation(by=by, name="Lantern Street", country="CA", zone=ZONE)
    stage.made["programmes"] = [open_programme(by=by, name=name) for name in ("One to one", "Groups", "Family", "Warm line", "Outreach")]
    stage.made["kinds"] = {kind.code: kind for kind in Kind.objects.all()}
    for key, name, roles in (
        ("supporter", "Rowan Ellery", ("supporter", "host")),
        ("writer", "Sam Okafor", ("supporter", "host")),
        ("coordinator", "Pat Lindqvist", ("coordinator",)),
    ):
        person = stage.made[key] = add_person(by=by, name=name, role="member")
        for role in roles:
            grant_role(by=by, person=person, kind=role, programme=stage.made["programmes"][0])
        connect_account(by=by, person=person, user=open_account(by=by, email=f"{key}@lantern-street.example"))


def _meet(stage: Stage, number: int) -> None:
    from django.db import connection, transaction

    from hearthside.people.actions import add_person, begin_relation

    programme, by = stage.made["programmes"][0], stage.made["by"]
    with transaction.atomic():
        for place in range(len(stage.people), number):
            name = f"{FIRST[place % 25]} {LAST[place // 25 % 20]}" + (f" {place // 500}" if place >= 500 else "")
            person = add_person(by=by, name=name, programme=programme)
            for supporter in (stage.supporter, stage.writer):
                begin_relation(by=by, person=person, supporter=supporter, programme=programme)
            stage.people.append(person)
    look_at_tables(connection)


def _pour_past(stage: Stage, number: int) -> None:
    """Old contacts of these people, one in ten with two of them, over two years; all done by the supporter."""
    from hearthside.core.dates import month_of, now, today
    from hearthside.core.ids import new_id
    from hearthside.encounters.models import Doing, Encounter, Presence

    dice, last, typed = Random(7), today() - timedelta(days=1), now()
    kinds = [stage.made["kinds"][code].pk for code in ("one_to_one_phone", "one_to_one_in_person", "check_in_call", "text_chat")]
    programmes, people, doer = [one.pk for one in stage.made["programmes"]], [one.pk for one in stage.people], stage.supporter.pk
    encounters, presences, doings = [], [], []
    for _number in range(number):
        key, day, kind, programme = (
            new_id(),
            last - timedelta(days=dice.randrange(HISTORY_DAYS)),
            dice.choice(kinds),
            dice.choice(programmes),
        )
        present = dice.sample(people, 2 if len(people) > 1 and dice.random() < 0.1 else 1)
        month = month_of(day)
        encounters.append((key, programme, kind, day, month, dice.randrange(5, 90), 0, len(present), 1, "[]", "[]", typed, False))
        presences += [(new_id(), key, person, day, month, programme, kind) for person in present]
        doings.append((new_id(), key, doer))
    names = "id programme kind day month minutes unnamed named doers support topics typed_at is_late"
    pour(Encounter, names.split(), encounters)
    pour(Presence, ("id", "encounter", "person", "day", "month", "programme", "kind"), presences)
    pour(Doing, ("id", "encounter", "supporter"), doings)


def pour(model, names: Sequence[str], rows: Iterable[Sequence]) -> None:
    """Rows into a table as fast as its database takes them: one transaction on SQLite, COPY on PostgreSQL."""
    from django.db import connections, router, transaction

    using = router.db_for_write(model)
    connection = connections[using]
    fields = [model._meta.get_field(name) for name in names]
    columns = ", ".join(connection.ops.quote_name(one.column) for one in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(fields))
            cursor.cursor.connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", map(_plain, rows))
    look_at_tables(connection)


def look_at_tables(connection) -> None:
    """What PostgreSQL's own vacuum would do within a minute; SQLite is measured as it runs, never analysed."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _plain(row: Sequence) -> list:
    """Values as SQLite keeps those of Django."""
    from datetime import date, datetime
    from uuid import UUID

    return [
        value.hex if isinstance(value, UUID)
        else value.isoformat(" ").replace("+00:00", "") if isinstance(value, datetime)
        else value.isoformat() if isinstance(value, date)
        else value
        for value in row
    ]  # fmt: skip
