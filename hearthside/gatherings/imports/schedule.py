"""What one row of a schedule says: a gathering, when it meets, who holds it."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from babel import Locale
from django.utils.translation import gettext as _

from hearthside.core.actors import Actor
from hearthside.core.errors import Refused
from hearthside.core.sheets.cells import Unclear, as_code, as_text, as_whole, fold, shortened
from hearthside.core.sheets.reading import Row
from hearthside.core.sheets.rows import Teller
from hearthside.gatherings.imports.columns import as_openness, as_sign_up, only_says_openness, openness_said
from hearthside.gatherings.imports.names import KnownHosts, KnownSites
from hearthside.gatherings.imports.sources import PROBLEM
from hearthside.gatherings.imports.timing import Exceptions, next_dates, read_exceptions, read_timing
from hearthside.gatherings.models import Gathering, Series
from hearthside.gatherings.rules.say import say_rhythm
from hearthside.gatherings.series.actions import Timing
from hearthside.organisation.known import KnownProgrammes
from hearthside.organisation.models import Kind, Programme
from hearthside.organisation.queries import running_programmes
from hearthside.people.models import Person

LONGEST_TITLE = 120
USUAL_KIND, KIND_OF_ONE_DATE = "support_group", "community_event"
USUAL_PROGRAMME = "Groups"  # where a row names none and several run


@dataclass(slots=True, kw_only=True)
class Planned:
    """A row that can be stored."""

    row: Row
    title: str
    public_title: str
    programme: Programme
    kind: Kind
    timing: Timing
    exceptions: Exceptions
    hosts: list[Person]
    details: dict[str, Any]  # other columns of Gathering
    is_length_said: bool
    notes: list[str] = field(default_factory=list)  # what was taken for granted, or left a gap

    @property
    def number(self) -> int:
        return self.row.number

    @property
    def shown_title(self) -> str:
        """How it is called in public, by which it is known again."""
        return self.public_title or self.title

    @property
    def is_closed(self) -> bool:
        return self.details["openness"] == Gathering.Openness.CLOSED

    @property
    def uid(self) -> str:
        return as_text(self.row.get("uid"))

    @property
    def rhythm(self) -> str:
        """When it meets, in words."""
        return say_rhythm(self.timing.rrule, self.timing.first_day)

    @property
    def place(self) -> str:
        """Where, in one line."""
        where = [self.timing.site.name if self.timing.site else self.timing.place, self.timing.room]
        if self.timing.mode != Series.Mode.IN_PERSON:
            where.append(str(Series.Mode(self.timing.mode).label))
        return ", ".join(filter(None, where))

    @property
    def dates(self) -> list:
        return next_dates(self.timing)

    def says(self, column: str) -> bool:
        return bool(as_text(self.row.get(column)))


class ScheduleReader:
    """Reads rows with the lists of the organisation in hand. `by` is who imports: a person puts groups into programmes they
    coordinate and no others.
    """

    def __init__(self, by: Actor) -> None:
        self.by = by
        self.sites, self.hosts, self.programmes = KnownSites(), KnownHosts(), KnownProgrammes()
        self.kinds = {kind.code: kind for kind in Kind.objects.filter(is_gathering=True)}
        self.kind_names = {code: str(kind) for code, kind in self.kinds.items()}
        self.running = running_programmes()

    def read(self, row: Row) -> Planned | Teller:
        """What a row stands for; where something is wrong, whoever tells it."""
        told, notes = Teller(row), list(filter(None, [as_text(row.get("unread"))]))
        if problem := row.broken.get(PROBLEM):
            told.problems.append(("when", problem))
        title = told.take("title", _title)
        public_title = told.take("public_title", _public_title)
        openness = told.take("openness", as_openness) or openness_said(as_text(row.get("open_to"))) or Gathering.Openness.OPEN
        timing, is_length_said = read_timing(told, self.sites)
        exceptions = read_exceptions(told, timing.starts_at if timing else None)
        programme = told.take("programme", self._programme)
        kind = told.take("kind", lambda cell: self._kind(cell, is_once=timing is not None and not timing.rrule))
        details = {"openness": openness} | self._details(told, openness == Gathering.Openness.CLOSED, notes)
        hosts, gaps = self.hosts.find(row.get("host"))
        if openness == Gathering.Openness.CLOSED:
            told.take("public_title", lambda _cell: _check_neutral(title, public_title))
        for column in row.broken.keys() - {PROBLEM} - {column for column, _sentence in told.problems}:
            told.take(column, as_text)
        if told.problems:
            return told
        if not is_length_said:
            notes.append(_("How long it lasts was not said: 60 minutes."))
        return Planned(
            row=row, title=title, public_title=public_title, programme=programme, kind=kind, timing=timing, exceptions=exceptions,
            hosts=hosts, details=details, notes=notes + gaps, is_length_said=is_length_said,
        )  # fmt: skip

    def _programme(self, cell) -> Programme:
        """The programme that is named; else the only one that runs here or that this person coordinates, else one for all groups.

        Raises: Refused for one that this person does not coordinate.
        """
        if as_text(cell):
            return self._checked(self.programmes.find(cell))
        running = [one for one in self.running if self._coordinates(one)]
        return running[0] if len(running) == 1 else self._checked(self.programmes.find(USUAL_PROGRAMME))

    def _coordinates(self, programme: Programme) -> bool:
        return not isinstance(self.by, Person) or bool({None, programme.pk} & self.by.coordinated_programmes)

    def _checked(self, programme: Programme) -> Programme:
        if not self._coordinates(programme):
            words = _("You do not coordinate the programme '%(name)s'. Write one of yours under 'programme': %(yours)s.")
            yours = ", ".join(one.name for one in self.running if self._coordinates(one))
            raise Refused(words % {"name": shortened(programme.name), "yours": yours or "–"})
        return programme

    def _kind(self, cell, is_once: bool) -> Kind:
        usual = KIND_OF_ONE_DATE if is_once else USUAL_KIND
        code = as_code(cell, self.kinds, self.kind_names) or (usual if usual in self.kinds else next(iter(self.kinds)))
        return self.kinds[code]

    def _details(self, told: Teller, is_closed: bool, notes: list[str]) -> dict[str, Any]:
        """Other columns of Gathering. Words that could give a closed group away are not kept, and it is said."""
        for_whom, about = as_text(told.row.get("open_to")), as_text(told.row.get("about"))
        if only_says_openness(for_whom):
            for_whom = ""
        if is_closed and (for_whom or about):
            for_whom = about = ""
            notes.append(_("What is written on whom it is for and what it is about is not kept, since the group is closed."))
        return {
            "for_whom": for_whom,
            "about": about,
            "sign_up": told.take("sign_up", as_sign_up),
            "capacity": told.take("capacity", _capacity),
            "language": told.take("language", _language) or "",
        }


def _title(cell) -> str:
    text = " ".join(as_text(cell).split())
    if not text:
        raise Refused(_("There is no title. Write what the group is called."))
    if len(text) > LONGEST_TITLE:
        raise Unclear(_("is longer than %(most)s letters. Shorten it.") % {"most": LONGEST_TITLE})
    return text


def _public_title(cell) -> str:
    return _title(cell) if as_text(cell) else ""


def _check_neutral(title: str | None, public_title: str | None) -> None:
    if fold(public_title or "") in ("", fold(title or "")):
        raise Refused(_("A closed group needs a neutral public title, such as “Tuesday evening”. Write one under 'public title'."))


def _capacity(cell) -> int | None:
    number = as_whole(cell)
    if number is not None and not 1 <= number <= 32_000:
        raise Unclear(_("says %(number)s. Write how many people have a place, or leave it empty.") % {"number": number})
    return number


@cache
def _languages() -> dict[str, str]:
    names = {fold(name): code for locale in ("en", "fr") for code, name in Locale(locale).languages.items() if len(code) <= 3}
    return names | {code: code for code in names.values()}


def _language(cell) -> str:
    """The code of a language that is written by code or name.

    Raises: Unclear for what is none.
    """
    text = as_text(cell)
    if not text:
        return ""
    if code := _languages().get(fold(text)):
        return code
    raise Unclear(_("says '%(text)s', which is no language. Write one, such as English or fr.") % {"text": shortened(text)})
