"""Whom and where a schedule means: places and people who work here, by exact name and never by a likeness."""

import re
from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _

from hearthside.core.sheets.cells import Unclear, as_text, fold, shortened
from hearthside.organisation.models import Site
from hearthside.people.models import Person

BETWEEN = re.compile(r"\s*(?:[,;/&+\n]|\band\b|\bet\b)\s*")
NOBODY = {"", "tba", "tbd", "tbc", "to be announced", "n/a", "-", "–", "—", "?", "none", "volunteer needed", "à venir", "à confirmer"}


class KnownSites:
    """Every place that is open, read once."""

    def __init__(self) -> None:
        self._by_name: dict[str, list[Site]] = defaultdict(list)
        for site in Site.objects.filter(closed_on=None):
            self._by_name[fold(site.name)].append(site)

    def find(self, text: str) -> Site | None:
        """The place of this name; None where it is none of ours, and so an address.

        Raises: Unclear when several are called that.
        """
        found = self._by_name.get(fold(text), [])
        if len(found) > 1:
            raise Unclear(_("says '%(text)s', and several places are called that. Rename one of them.") % {"text": shortened(text)})
        return found[0] if found else None


class KnownHosts:
    """Everybody who works here, read once."""

    def __init__(self) -> None:
        self._by_name: dict[str, list[Person]] = defaultdict(list)
        for person in Person.objects.working_as().only("pk", "name"):
            self._by_name[fold(person.name)].append(person)

    def find(self, value) -> tuple[list[Person], list[str]]:
        """Those who are meant, and sentences about names that nobody here has or several share; these leave a gap."""
        found, said = {}, []
        for name in _names(as_text(value), self._by_name):
            people = self._by_name.get(fold(name), [])
            if len(people) == 1:
                found[people[0].pk] = people[0]
            elif people:
                said.append(_("Several people here are called '%(name)s', so none of them hosts it yet.") % {"name": shortened(name)})
            else:
                said.append(_("Nobody who works here is called '%(name)s', so that place is open.") % {"name": shortened(name)})
        return list(found.values()), said


def _names(text: str, known) -> Sequence[str]:
    """The names in a cell. One that somebody here has as a whole is not taken apart."""
    if fold(text) in known:
        return [text]
    return [name for part in BETWEEN.split(text) if fold(name := part.strip()) not in NOBODY]
