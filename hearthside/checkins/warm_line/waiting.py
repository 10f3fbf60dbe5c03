"""What the warm line asks of somebody today, for the first page they open."""

from collections.abc import Callable
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from hearthside.checkins.models import CallAgreement, CallBack, KnownCaller
from hearthside.core.waiting import Row, Waits, rows
from hearthside.people.models import Person


def rows_for(actor: Person, day: date) -> list[QuerySet]:
    """Wishes to be called back, and agreements to look at again; for core.waiting.read."""
    agreements = CallAgreement.objects.to_look_at(day).filter(caller__in=KnownCaller.objects.visible_to(actor))
    return [
        rows(CallBack.objects.visible_to(actor).open(), "line_call_back", since="asked_at"),
        rows(agreements, "call_agreement", since="agreed_at", thing="caller_id"),
    ]


def _call_back(row: Row) -> Waits:
    return Waits(_("Somebody on the warm line would like to be called back"), _("Look"), reverse("warm_line"), row.since)


def _agreement(row: Row) -> Waits:
    words = _("It is time to look again at what was agreed with a caller")
    return Waits(words, _("Look"), reverse("caller", args=[row.thing]), row.since)


SAID: dict[str, Callable[[Row], Waits]] = {"line_call_back": _call_back, "call_agreement": _agreement}
