"""Which programme a sheet means: by code or exact name, never by a likeness."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from hearthside.core.actors import Actor
from hearthside.core.sheets.cells import Unclear, as_text, fold, shortened
from hearthside.organisation.actions import open_programme
from hearthside.organisation.models import Programme

LONGEST_NAME = 120


class KnownProgrammes:
    """Every programme, read once, and those whom the sheet adds."""

    def __init__(self) -> None:
        self.new: dict[str, Programme] = {}
        self._by_code: dict[str, Programme] = {}
        self._by_name: dict[str, list[Programme]] = defaultdict(list)
        for programme in Programme.objects.all():
            self._by_code[fold(programme.code)] = programme
            self._by_name[fold(programme.name)].append(programme)

    def find(self, value) -> Programme:
        """The one programme that is meant, or a new one of that name.

        Raises: Unclear when none is named, or several may be meant.
        """
        text = " ".join(as_text(value).split())
        if not text:
            raise Unclear(_("is empty. Write the name of the programme."))
        wanted = fold(text)
        named = self._by_name.get(wanted, [])
        if len(named) > 1:
            raise Unclear(_("says '%(name)s', and several programmes are called that. Write one of their codes: %(codes)s.")
                          % {"name": shortened(text), "codes": ", ".join(one.code for one in named)})  # fmt: skip
        if found := self._by_code.get(wanted) or (named[0] if named else None):
            return found
        if len(text) > LONGEST_NAME:
            raise Unclear(_("has a name of more than 120 letters: '%(name)s'.") % {"name": shortened(text)})
        return self.new.get(wanted) or self.new.setdefault(wanted, Programme(name=text))

    def open_new(self, by: Actor, wanted: Iterable[Programme]) -> dict[UUID, Programme]:
        """Open those of the programmes wanted that are new. Returns them by the key they had in the sheet until then."""
        new = {programme.pk: programme for programme in self.new.values()}
        return {pk: open_programme(by=by, name=new[pk].name) for pk in dict.fromkeys(one.pk for one in wanted) if pk in new}
