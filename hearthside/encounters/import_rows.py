"""What one row of a sheet says: a contact that took place, or a try that did not connect."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from hearthside.core.dates import month_of
from hearthside.core.errors import Refused
from hearthside.core.sheets.cells import Unclear, as_code, as_codes, as_date, as_list, as_text, as_time, as_whole
from hearthside.core.sheets.digests import keyed_digest
from hearthside.core.sheets.reading import Column, Row
from hearthside.core.sheets.rows import Teller
from hearthside.encounters.actions import Contact, check_day
from hearthside.encounters.import_names import NAMELESS, KnownPeople
from hearthside.encounters.models import LONGEST_MINUTES, Attempt
from hearthside.organisation import defaults
from hearthside.organisation.known import KnownProgrammes
from hearthside.organisation.models import Kind, Topic
from hearthside.people.models import Person

COLUMNS = (
    Column("date", ("day", "contact date", "date of contact", "service date", "encounter date", "activity date"), True, "date"),
    Column("start", ("start time", "starts at", "time"), form="time"),
    Column("minutes", ("mins", "min", "number of minutes", "duration minutes", "duration in minutes", "length in minutes"), True),
    Column("programme", ("program", "programme name", "program name", "project", "pilot"), True),
    Column("kind", ("type", "kind of contact", "type of contact", "contact type", "encounter type", "activity type"), True),
    Column(
        "who",
        (
            "person",
            "people",
            "peer",
            "peers",
            "participant",
            "participants",
            "member",
            "members",
            "guest",
            "guests",
            "reference",
            "person reference",
            "name",
            "names",
            "attendees",
        ),
    ),  # fmt: skip
    Column("headcount", ("how many", "number of people", "attendance", "count")),
    Column(
        "supporters", ("supporter", "peer supporter", "peer supporters", "staff", "worker", "facilitator", "facilitators", "host", "hosts")
    ),
    Column("support", ("support type", "support types", "type of support", "types of support", "kind of support", "support given")),
    Column("topics", ("topic", "themes", "theme")),
    Column("outcome", ("result", "contact outcome", "call outcome")),
    Column("note", ("notes", "comment", "comments", "remarks")),
)
TALKED = "talked"
MOST_PEOPLE = 100_000
# A try has no place for these; what is written there is kept as it is.
KEPT_OF_TRIES = ("minutes", "headcount", "support", "topics", "note")


@dataclass(slots=True)
class Fit:
    """A row that can be stored: what it says, whom it names, how it will be known again."""

    digest: str
    thing: Contact | Attempt
    people: list[Person]
    supporters: list[Person]
    kept: dict[str, str] = field(default_factory=dict)

    @property
    def programme(self):
        return self.thing.programme

    @property
    def day(self) -> date:
        return self.thing.day


class RowReader:
    """Reads rows with the lists of the organisation in hand, so that no row needs a query."""

    def __init__(self) -> None:
        self.people = KnownPeople()
        self.programmes = KnownProgrammes()
        self.kinds = {kind.code: kind for kind in Kind.objects.all()}
        self.kind_names = {code: str(kind) for code, kind in self.kinds.items()}
        self.topics = {topic.code: str(topic) for topic in Topic.objects.all()}

    def read(self, row: Row, told: Teller, said: str) -> Fit:
        """What a row stands for; `said` is the whole row as one text.

        Raises: Unfit when something is wrong; `told` then says what."""
        day = told.take("date", _day)
        outcome = told.take("outcome", lambda cell: as_code(cell, [TALKED, *defaults.OUTCOME_NAMES], defaults.OUTCOME_NAMES))
        common = {
            "programme": told.take("programme", self.programmes.find),
            "kind": told.take("kind", self._kind),
            "day": day,
            "starts_at": told.take("start", as_time),
        }
        names = told.take("who", as_list) or []
        named = [name for name in names if name.casefold() not in NAMELESS]
        people = told.take("who", lambda _cell: self.people.find_all(named)) or []
        supporters = told.take("supporters", lambda cell: self.people.find_all(as_list(cell))) or []
        if outcome in ("", TALKED):
            unnamed = told.take("headcount", lambda cell: _unnamed(cell, len(people), len(names) - len(named)))
            thing: Contact | Attempt = self._contact(told, common, people, supporters, unnamed)
            kept = dict(row.others)
        else:
            thing = self._attempt(told, common, people, supporters, outcome)
            kept = row.others | {name: as_text(row.get(name)) for name in KEPT_OF_TRIES if row.get(name) is not None}
        told.settle()
        return Fit(keyed_digest("imported row", said), thing, people, supporters, kept)

    def _kind(self, cell) -> Kind:
        code = as_code(cell, self.kinds, self.kind_names)
        if not code:
            raise Unclear(_("is empty. Codes are: %(codes)s.") % {"codes": ", ".join(self.kinds)})
        return self.kinds[code]

    def _contact(
        self, told: Teller, common: dict[str, Any], people: list[Person], supporters: list[Person], unnamed: int | None
    ) -> Contact:
        contact = Contact(
            **common,
            people=people,
            supporters=supporters,
            unnamed=unnamed or 0,
            minutes=told.take("minutes", _minutes),
            support=told.take("support", lambda cell: as_codes(cell, defaults.SUPPORT_NAMES, defaults.SUPPORT_NAMES)),
            topics=told.take("topics", lambda cell: as_codes(cell, self.topics, self.topics)),
            note=told.take("note", as_text),
        )
        if not told.problems:
            told.take("note" if contact.note and contact.kind.is_gathering else "who", lambda _cell: contact.check())
        return contact

    def _attempt(
        self, told: Teller, common: dict[str, Any], people: list[Person], supporters: list[Person], outcome: str | None
    ) -> Attempt:
        for column, named in (("who", people), ("supporters", supporters)):
            if len(named) > 1:
                told.problems.append((column, _("A try is between two people. Write one row for each of them.")))
        day = common["day"]
        if told.problems:
            told.settle()
        return Attempt(
            **common,
            outcome=outcome,
            month=month_of(day),
            person=people[0] if people else None,
            supporter=supporters[0] if supporters else None,
        )


def _day(cell) -> date:
    day = as_date(cell)
    check_day(day)
    return day


def _minutes(cell) -> int:
    minutes = as_whole(cell)
    if minutes is None:
        raise Unclear(_("is empty. Write how long you were together, in whole minutes."))
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise Refused(_("Minutes must be between 1 and %(most)s. Write how long you were together.") % {"most": LONGEST_MINUTES})
    return minutes


def _unnamed(cell, named: int, nameless: int) -> int:
    """How many came without a name: the headcount counts everyone who came, the named among them."""
    count = as_whole(cell)
    if count is None:
        return nameless or (0 if named else 1)
    if not max(1, named + nameless) <= count <= MOST_PEOPLE:
        raise Unclear(_("says %(count)s. Write how many came, all who are named included, or leave it empty.") % {"count": count})
    return count - named
