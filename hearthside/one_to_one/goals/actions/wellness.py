"""A wellness plan is written by the person alone. Earlier wordings are theirs to read and to erase."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.dates import now
from hearthside.core.errors import NotAllowed, Refused
from hearthside.one_to_one.goals import permissions
from hearthside.one_to_one.goals.prompts import WELLNESS_PARTS
from hearthside.one_to_one.models import WellnessPart, WellnessVersion
from hearthside.people.models import Person


@transaction.atomic
def begin_part(*, by: Person, text: str, code: str = "", heading: str = "") -> WellnessPart:
    """Write one of the usual parts for the first time, or one under a heading of one's own.

    Raises: Refused without words, without a heading, and for a part that is written already.
    """
    permissions.may_have_pages(by).require()
    if code not in WELLNESS_PARTS and not heading.strip():
        raise Refused(_("Give this part a heading, so that you find it again."))
    place = list(WELLNESS_PARTS).index(code) if code in WELLNESS_PARTS else len(WELLNESS_PARTS)
    words = {"text": _written(text), "heading": heading.strip() or None, "position": place}
    try:
        with transaction.atomic():
            part = WellnessPart.objects.create(person=by, code=code if code in WELLNESS_PARTS else "", **words)
    except IntegrityError:
        raise Refused(_("You have written this part already, perhaps on another device. Open it there and add your words.")) from None
    _record(by, "wrote a part of their wellness plan", part)
    return part


@transaction.atomic
def reword_part(*, by: Person, part: WellnessPart, text: str, heading: str = "") -> WellnessPart:
    """Other words for a part; those who may read it see the new ones, and the earlier ones stay with the person.

    Raises: Refused when nothing is written, or a part of one's own loses its heading.
    """
    _own(by, part)
    text = _written(text)
    part = WellnessPart.objects.select_for_update(of=("self",)).select_related("person").get(pk=part.pk)
    if not part.code and not heading.strip():
        raise Refused(_("Give this part a heading, so that you find it again."))
    if part.text != text:
        WellnessVersion.objects.create(part=part, version=part.version, text=part.text, written_at=part.written_at)
        part.text, part.written_at, part.version = text, now(), part.version + 1
    part.heading = heading.strip() or None
    part.save()
    _record(by, "reworded a part of their wellness plan", part, version=part.version)
    return part


@transaction.atomic
def erase_part(*, by: Person, part: WellnessPart) -> None:
    """The part is gone with its earlier wordings, and nobody reads it any more."""
    _own(by, part)
    thing = f"wellness_part:{part.pk}"
    if WellnessPart.objects.filter(pk=part.pk).delete()[0]:
        record(by=by, act="erased a part of their wellness plan", thing=thing, about=by.actor_id)


@transaction.atomic
def erase_part_version(*, by: Person, version: WellnessVersion) -> None:
    """An earlier wording is gone; the part stays."""
    _own(by, version.part)
    if WellnessVersion.objects.filter(pk=version.pk).delete()[0]:
        _record(by, "erased an earlier wording", version.part, version=version.version)


def _own(by: Person, part: WellnessPart) -> None:
    if not WellnessPart.objects.belonging_to(by).filter(pk=part.pk).exists():
        raise NotAllowed(_("Only the person themselves writes in their wellness plan."))


def _written(text: str) -> str:
    if not text.strip():
        raise Refused(_("Nothing is written yet. Write a line, or leave the page: nothing is lost."))
    return text.strip()


def _record(by: Person, act: str, part: WellnessPart, **details) -> None:
    record(by=by, act=act, thing=f"wellness_part:{part.pk}", about=by.actor_id, **details)
