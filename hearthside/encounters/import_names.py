"""Whom a sheet means: people by reference or exact name, never by a likeness."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from hearthside.core.sheets.cells import Unclear, fold, shortened
from hearthside.people.models import Person

LONGEST_NAME = 120
# What people write where nobody is named.
NAMELESS = {"anonymous", "anon", "anon.", "unknown", "no name", "n/a", "?", "-", "–", "—"}


class KnownPeople:
    """Everyone in the list, read once, and those whom the sheet adds to it."""

    def __init__(self) -> None:
        self.new: dict[str, Person] = {}
        self._found: dict[UUID, Person] = {}
        self._by_reference: dict[str, dict[UUID, str]] = defaultdict(dict)
        self._by_name: dict[str, dict[UUID, str]] = defaultdict(dict)
        rows = Person.objects.values_list("pk", "name", "reference", "merged_into").iterator(chunk_size=5000)
        merged: dict[UUID, UUID] = {}
        for pk, name, reference, into in rows:
            if into:
                merged[pk] = into
            else:
                self._by_name[fold(name)][pk] = name
            if reference:
                self._by_reference[fold(reference)][pk] = name
        if merged:
            self._follow(merged)

    def _follow(self, merged: dict[UUID, UUID]) -> None:
        """A reference of somebody whose records were put together with another's means that other."""
        for found in self._by_reference.values():
            for pk in [pk for pk in found if pk in merged]:
                name, into = found.pop(pk), merged[pk]
                while into in merged:
                    into = merged[into]
                found.setdefault(into, name)

    def find(self, text: str) -> Person:
        """The one person who is meant, or somebody new of that name.

        Raises: Unclear when several may be meant.
        """
        wanted = fold(text)
        found = self._by_reference.get(wanted) or self._by_name.get(wanted) or {}
        if len(found) > 1:
            raise Unclear(_("names '%(name)s', and %(count)s people are called that. Write their reference instead.")
                          % {"name": shortened(text), "count": len(found)})  # fmt: skip
        for pk, name in found.items():
            return self._found.get(pk) or self._found.setdefault(pk, Person(pk=pk, name=name))
        if len(text) > LONGEST_NAME:
            raise Unclear(_("has a name of more than 120 letters: '%(name)s'. Separate names with ;") % {"name": shortened(text)})
        return self.new.get(wanted) or self.new.setdefault(wanted, Person(name=text, reference=text))

    def find_all(self, texts: Iterable[str]) -> list[Person]:
        """Those meant, each once, in their order."""
        return list({person.pk: person for person in map(self.find, texts)}.values())
