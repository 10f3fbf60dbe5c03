"""What is counted of one to one: who asked, in which way, and how long it took. Nothing else may count requests."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hearthside.core.dates import today
from hearthside.encounters.measures import Measure
from hearthside.one_to_one.asking.waits import FEWEST, within
from hearthside.one_to_one.models import Pairing, Request

REQUEST_MEASURES = (
    Measure(
        "requests",
        _("Requests to meet a peer"),
        _("Requests"),
        _("Times somebody asked to meet a peer or to be called, each on the day on which they asked."),
        _("Requests by the form, told to a helper, or sent on by a clinic or service; also those taken back or closed since."),
        _("A form that was sent twice by mistake, which is one request."),
    ),
    Measure(
        "requests_form",
        _("Requests by the form"),
        _("By form"),
        _("Of these requests, how many people wrote themselves."),
        _("The form on the public page, with or without an account."),
        _("Requests told to a helper or sent on."),
    ),
    Measure(
        "requests_helper",
        _("Requests told to a helper"),
        _("By helper"),
        _("Of these requests, how many somebody here wrote down on the telephone or in person."),
        _("Every request that somebody who works here typed."),
        _("What people wrote themselves."),
    ),
    Measure(
        "requests_referral",
        _("Requests sent on by a clinic or service"),
        _("Sent on"),
        _("Of these requests, how many a clinic or service wrote for somebody who agreed."),
        _("Every request by the form for clinics and services."),
        _("People who came because a service told them of it, and asked themselves."),
    ),
    Measure(
        "requests_withdrawn",
        _("Requests taken back"),
        _("Taken back"),
        _("Of these requests, how many the person has taken back since. They are in no wait."),
        _("Taken back at any time, also after the period."),
        _("Requests that were closed here, and those that led to a meeting."),
    ),
    Measure(
        "requests_waiting",
        _("Waiting on the last day"),
        _("Waiting"),
        _("People who had asked, and on the last day of the period had neither met anybody nor taken it back, nor was it closed."),
        _("Also those who asked before the period. For a period that is not over, it is how things stand now."),
        _("Requests made after the period."),
    ),
    Measure(
        "wait_half",
        _("Days until half of the people had met somebody"),
        _("Wait, half"),
        _("Of those who met somebody in the period: the number of days from asking within which half of them had met."),
        _("Every pairing that began in the period, from the day of the request. Nothing is said of fewer than five."),
        _("People who still wait, and requests that were taken back or closed."),
    ),
    Measure(
        "wait_nine_in_ten",
        _("Days until nine in ten people had met somebody"),
        _("Wait, nine in ten"),
        _("Of those who met somebody in the period: the number of days from asking within which nine in ten of them had met."),
        _("Every pairing that began in the period, from the day of the request. Nothing is said of fewer than five."),
        _("People who still wait, and requests that were taken back or closed."),
    ),
)


@dataclass(frozen=True, slots=True)
class RequestFigures:
    """The numbers of a period; a field for each measure. A wait of which there are too few is None."""

    requests: int
    requests_form: int
    requests_helper: int
    requests_referral: int
    requests_withdrawn: int
    requests_waiting: int
    wait_half: int | None
    wait_nine_in_ten: int | None


def count_requests(first: date, last: date, programmes: Collection[UUID] | None = None) -> RequestFigures:
    """All of them for a period of local days, both included, of some programmes or all. Three statements."""
    begin, end = _start_of(first), _start_of(date.fromordinal(last.toordinal() + 1))
    asked = Request.objects.filter(asked_at__gte=begin, asked_at__lt=end, **_of(programmes))
    rows = list(asked.values_list("via", "withdrawn_at"))
    via = Counter(way for way, _withdrawn in rows)
    days = _waits(first, last, programmes)
    is_said = len(days) >= FEWEST
    return RequestFigures(
        requests=len(rows),
        requests_form=via[Request.Via.FORM],
        requests_helper=via[Request.Via.HELPER],
        requests_referral=via[Request.Via.REFERRAL],
        requests_withdrawn=sum(withdrawn is not None for _way, withdrawn in rows),
        requests_waiting=_waiting_at(end if last < today() else timezone.now(), programmes),
        wait_half=within(days, 5) if is_said else None,
        wait_nine_in_ten=within(days, 9) if is_said else None,
    )


def _waiting_at(moment: datetime, programmes: Collection[UUID] | None) -> int:
    still = Q()
    for ended in ("paired_at", "withdrawn_at", "closed_at"):
        still &= Q(**{ended: None}) | Q(**{f"{ended}__gte": moment})
    return Request.objects.filter(still, asked_at__lt=moment, **_of(programmes)).count()


def _waits(first: date, last: date, programmes: Collection[UUID] | None) -> list[int]:
    begun = Pairing.objects.filter(began_on__range=(first, last), **_of(programmes))
    return [(began - asked).days for began, asked in begun.values_list("began_on", "asked_on")]


def _of(programmes: Collection[UUID] | None) -> dict[str, Any]:
    return {} if programmes is None else {"programme__in": programmes}


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=timezone.get_current_timezone())
