"""What a visitor may narrow the calendar down by. A closed group stands only where nothing is said of it but title and time, so
none of these finds one: its programme, kind or place would tell what it is.
"""

from dataclasses import dataclass, fields
from uuid import UUID

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.html import format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from hearthside.core.kept_queries import KeptQuery
from hearthside.gatherings.models import Gathering, Series
from hearthside.organisation.defaults import KIND_NAMES
from hearthside.organisation.models import Site
from hearthside.organisation.queries import the_organisation

ONLINE = (Series.Mode.ONLINE, Series.Mode.HYBRID)
IN_PERSON = (Series.Mode.IN_PERSON, Series.Mode.HYBRID)
LONGEST = 120  # signs of a choice; who a group is for may be a whole paragraph

Choices = list[tuple[str, str]]

open_groups = KeptQuery(
    lambda: (
        Gathering.objects.in_public()
        .exclude(openness=Gathering.Openness.CLOSED)
        .values_list("programme__code", "programme__name", "kind__position", "kind__code", "kind__name", "language", "for_whom")
        .distinct()
    )
)
open_sites = KeptQuery(lambda: Site.objects.filter(closed_on=None).order_by("name").values_list("pk", "name"))


@dataclass(frozen=True, slots=True)
class Filters:
    """What was chosen, each empty where nothing was. The names are those in the address."""

    programme: str = ""
    kind: str = ""
    site: str = ""
    how: str = ""
    language: str = ""
    whom: str = ""

    @classmethod
    def read(cls, asked: QueryDict) -> "Filters":
        chosen = {one.name: asked.get(one.name, "")[:LONGEST] for one in fields(cls)}
        return cls(**chosen | {"site": _key(chosen["site"])})

    def __bool__(self) -> bool:
        return any(self.as_pairs())

    def as_pairs(self) -> list[tuple[str, str]]:
        return [(one.name, value) for one in fields(self) if (value := getattr(self, one.name))]

    def address(self, **more: str) -> str:
        """The end of an address that keeps them; empty when there is nothing to keep."""
        pairs = [*self.as_pairs(), *((name, value) for name, value in more.items() if value)]
        return f"?{urlencode(pairs)}" if pairs else ""

    def narrow(self, sessions: QuerySet) -> QuerySet:
        """Those of the sessions that fit."""
        if not self:
            return sessions
        wanted = {"gathering__programme__code": self.programme, "gathering__kind__code": self.kind, "site": self.site}
        sessions = sessions.filter(**{name: value for name, value in wanted.items() if value})
        if self.language:
            sessions = sessions.filter(gathering__language__in=_same_language(self.language))
        if self.whom:
            sessions = sessions.filter(gathering__for_whom__startswith=self.whom)
        if self.how:
            sessions = sessions.filter(mode__in=ONLINE if self.how == "online" else IN_PERSON)
        return sessions.exclude(gathering__openness=Gathering.Openness.CLOSED)


def _key(typed: str) -> str:
    try:
        return str(UUID(typed))
    except ValueError:
        return ""


def _same_language(code: str) -> list[str]:
    """A group that names no language speaks the organisation's."""
    return [code, ""] if code == the_organisation().language else [code]


def programmes_of(rows: list) -> Choices:
    """Code and name of the programmes that have an open group, by name."""
    return sorted({row[0]: row[1] for row in rows}.items(), key=lambda pair: pair[1])


def questions(chosen: Filters, rows: list) -> list[tuple[str, str, SafeString]]:
    """Name, words and options of every question that has at least two answers. `rows` are those of open_groups."""
    kinds = {code: name or str(KIND_NAMES.get(code, code)) for _place, code, name in sorted({tuple(row[2:5]) for row in rows})}
    languages = {code: _language_name(code) for code in sorted({row[5] for row in rows if row[5]})}
    whom = {words[:LONGEST]: words[:LONGEST] for words in sorted({row[6] for row in rows if row[6]})}
    asked = [
        ("programme", _("Programme"), programmes_of(rows)),
        ("kind", _("Kind"), list(kinds.items())),
        ("site", _("Place"), [(str(key), name) for key, name in open_sites()]),
        ("how", _("How"), [("in_person", _("in person")), ("online", _("online"))]),
        ("language", _("Language"), list(languages.items())),
        ("whom", _("Who it is for"), list(whom.items())),
    ]
    wanted = [(name, words, choices) for name, words, choices in asked if len(choices) > 1 or getattr(chosen, name)]
    return [(name, words, _options(choices, getattr(chosen, name))) for name, words, choices in wanted]


def _options(choices: Choices, chosen: str) -> SafeString:
    selected = SafeString(" selected")
    pairs = [("", _("all")), *choices]
    return format_html_join(
        "", '<option value="{}"{}>{}</option>', ((value, selected if value == chosen else "", words) for value, words in pairs)
    )


def _language_name(code: str) -> str:
    try:
        return get_language_info(code)["name_local"]
    except KeyError:
        return code
