"""Callers who would like to be known by an alias, and what is agreed with them. All of it by their wish."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.checkins.models import CallAgreement, KnownCaller
from hearthside.checkins.warm_line import permissions
from hearthside.core.dates import now, today
from hearthside.core.errors import Refused
from hearthside.organisation.models import Programme
from hearthside.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedWords:
    """What a caller and the line agreed, part by part. Any part may be empty, not all."""

    times: str = ""
    length: str = ""
    voices: str = ""
    helps: str = ""
    promise: str = ""

    def kept(self) -> dict[str, str | None]:
        """Raises: Refused when nothing is written at all."""
        parts = {name: words.strip() or None for name, words in asdict(self).items()}
        if not any(parts.values()):
            raise Refused(_("Write at least one thing that you two agreed."))
        return parts


@transaction.atomic
def welcome_caller(*, by: Person, programme: Programme, alias: str, word: str = "") -> KnownCaller:
    """Somebody on the line would like to be known when they call again, under an alias they choose.

    Raises: NotAllowed for those who are not on this line now; Refused without an alias, or where it is somebody else's.
    """
    permissions.may_open_callers(by, programme.pk).require()
    caller = KnownCaller(programme=programme, alias=_free_alias(programme, alias), word=word.strip() or None)
    caller.save(force_insert=True)
    record(by=by, act="welcomed a caller", thing=caller.reference)
    return caller


@transaction.atomic
def rename_caller(*, by: Person, caller: KnownCaller, alias: str, word: str = "") -> None:
    """The caller would like another alias, or another word to be recognised by; what stood before is gone.

    Raises: Refused without an alias, or where it is somebody else's.
    """
    permissions.may_know_caller(by, caller).require()
    caller.alias, caller.word = _free_alias(caller.programme, alias, caller), word.strip() or None
    caller.save(update_fields=["alias", "word"])
    record(by=by, act="renamed a caller", thing=caller.reference)


def _free_alias(programme: Programme, alias: str, own: KnownCaller | None = None) -> str:
    """Sealed, so that the database cannot compare: a line has some hundreds of callers at most, and they are read here."""
    alias = " ".join(alias.split())
    if not alias:
        raise Refused(_("Write the name they like to be called here. It need not be their own."))
    others = [other for other in KnownCaller.objects.filter(programme=programme) if not own or other.pk != own.pk]
    if alias.casefold() in {str(other.alias).casefold() for other in others}:
        raise Refused(_("Somebody else is called so here. Ask them for another name, or put a word to it."))
    return alias


@transaction.atomic
def agree_calls(*, by: Person, caller: KnownCaller, words: AgreedWords, look_again_on: date) -> CallAgreement:
    """Write down what a caller and the line agreed. The agreement before it ends and stays readable; the same words with
    a new day are how both say that it still fits.

    Raises: Refused when nothing is written, or the day to look again is not ahead.
    """
    permissions.may_know_caller(by, caller).require()
    parts = words.kept()
    if look_again_on <= today():
        raise Refused(_("Choose a day ahead on which you look at this again together."))
    KnownCaller.objects.select_for_update().get(pk=caller.pk)  # so that two who agree at once do it one after the other
    caller.agreements.open().update(ended_at=now())
    agreement = CallAgreement.objects.create(caller=caller, agreed_by=by, look_again_on=look_again_on, **parts)
    record(by=by, act="agreed on calls with a caller", thing=f"call_agreement:{agreement.pk}")
    return agreement


@transaction.atomic
def end_call_agreement(*, by: Person, caller: KnownCaller) -> None:
    """The agreement ends because either wishes so; they may call as everybody may. Ending twice changes nothing."""
    permissions.may_know_caller(by, caller).require()
    if caller.agreements.open().update(ended_at=now()):
        record(by=by, act="ended an agreement with a caller", thing=caller.reference)


@transaction.atomic
def forget_caller(*, by: Person, caller: KnownCaller) -> None:
    """The caller would like to be forgotten: alias, word and every agreement are erased, and their calls are calls without
    a name. The trail keeps that it was done and nothing of whom.
    """
    permissions.may_know_caller(by, caller).require()
    reference = caller.reference
    caller.delete()
    record(by=by, act="forgot a caller", thing=reference)
