"""Talking something hard over with a colleague one chooses."""

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.dates import now
from hearthside.core.errors import Refused
from hearthside.people.models import Person
from hearthside.safety import permissions
from hearthside.safety.models import Debrief


def offer_debrief(*, supporter: Person, occasion: str) -> None:
    """After something hard: would you like to talk it over? Stands inside the act that it follows, whose trail names it."""
    Debrief.objects.get_or_create(supporter=supporter, occasion=occasion)


@transaction.atomic
def ask_debrief(*, by: Person) -> Debrief:
    """A supporter would like to talk something over, whatever it was. One that is open already is given back."""
    permissions.may_ask_backup(by).require()
    if known := Debrief.objects.open().filter(supporter=by).first():
        return known
    debrief = Debrief(supporter=by)
    debrief.occasion = f"debrief:{debrief.pk}"
    debrief.save(force_insert=True)
    record(by=by, act="asked to talk something over", thing=f"debrief:{debrief.pk}")
    return debrief


@transaction.atomic
def answer_debrief(*, by: Person, debrief: Debrief, with_whom: Person | None) -> None:
    """Whom they would like to talk with; nobody means no, which ends it. They may change their mind until it is over.

    Raises: Refused for somebody who does not work here, and for themselves.
    """
    permissions.may_answer_debrief(by, debrief).require()
    if with_whom is not None and (with_whom.pk == by.pk or not with_whom.works_here):
        raise Refused(_("Choose a colleague."))
    debrief.wanted, debrief.with_whom = with_whom is not None, with_whom
    debrief.ended_at = None if with_whom else now()
    debrief.save(update_fields=["wanted", "with_whom", "ended_at"])
    record(by=by, act="answered whether to talk it over", thing=f"debrief:{debrief.pk}")


@transaction.atomic
def end_debrief(*, by: Person, debrief: Debrief) -> None:
    """They have talked. Ending twice changes nothing."""
    permissions.may_end_debrief(by, debrief).require()
    if Debrief.objects.open().filter(pk=debrief.pk).update(ended_at=now()):
        record(by=by, act="talked it over", thing=f"debrief:{debrief.pk}")
