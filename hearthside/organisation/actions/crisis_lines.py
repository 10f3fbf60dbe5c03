"""The lines that stand on every page for when someone may be in danger."""

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.errors import Refused
from hearthside.organisation.actions.changing import change
from hearthside.organisation.models import CrisisLine, Organisation
from hearthside.organisation.permissions import may_keep_house
from hearthside.organisation.public import renew_pages


@transaction.atomic
def add_crisis_line(*, by: Actor, country: str, name: str, number: str, may_text: bool = False, note: str = "") -> CrisisLine:
    """Add a line, last of its country."""
    may_keep_house(by).require()
    place = CrisisLine.objects.filter(country=country).count()
    line = CrisisLine.objects.create(country=country, name=name, number=number, may_text=may_text, note=note, position=place)
    record(by=by, act="added a crisis line", thing=f"crisis_line:{line.pk}", country=country)
    renew_pages()
    return line


@transaction.atomic
def change_crisis_line(*, by: Actor, line: CrisisLine, **values) -> None:
    """Correct a line: country, name, number, may_text, note.

    Raises: Refused when the organisation's country would be left without one.
    """
    may_keep_house(by).require()
    if values.get("country", line.country) != line.country:
        _check_one_stays(line)
    change(by=by, act="changed a crisis line", thing=f"crisis_line:{line.pk}", row=line, **values)


@transaction.atomic
def remove_crisis_line(*, by: Actor, line: CrisisLine) -> None:
    """Take a line off every page.

    Raises: Refused when the organisation's country would be left without one.
    """
    may_keep_house(by).require()
    _check_one_stays(line)
    thing = f"crisis_line:{line.pk}"
    line.delete()
    record(by=by, act="removed a crisis line", thing=thing, country=line.country)
    renew_pages()


def _check_one_stays(line: CrisisLine) -> None:
    is_ours = Organisation.objects.filter(country=line.country).exists()
    if is_ours and not CrisisLine.objects.filter(country=line.country).exclude(pk=line.pk).exists():
        raise Refused(_("This is the only line on your pages. Add another one before you take it away."))
