"""What is counted of one to one: who asked and in which way, how long it took, and pairings. Nothing else may count them.

Everything goes by the local day. A request or a pairing counts in each programme or month of its own; who waits and which
pairings run are counted on the last day of each, and are never added up over months.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hearthside.core.dates import month_end, month_start, month_text, months_between, today
from hearthside.encounters.measures import Measure, Scope
from hearthside.one_to_one.asking.waits import wait_of
from hearthside.one_to_one.lengths import length_of
from hearthside.one_to_one.models import Pairing, Request

MEASURES = (
    Measure(
        "requests",
        _("Requests to meet a peer"),
        _("Requests"),
        _("Times somebody asked to meet a peer or to be called, each on the day on which they asked."),
        _("Requests by the form, told to a helper, or sent on by a clinic or service; also those taken back or closed since."),
        _("A form that was sent twice by mistake, which is one request."),
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
        "pairings_begun",
        _("Pairings begun"),
        _("Begun"),
        _("Two people who both said yes and began to meet one to one in the period. It is the base of the two waits."),
        _("Every pairing by the day on which it began. Somebody who begins with a second supporter counts again."),
        _("Relations that a coordinator wrote down without a pairing."),
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
    Measure(
        "pairings_running",
        _("Pairings running"),
        _("Running"),
        _("Two people who meet one to one on the last day of the period."),
        _("Pairings that began on that day or before and had not ended by then."),
        _("Pairings that ended on that very day."),
    ),
    Measure(
        "pairings_ended",
        _("Pairings ended"),
        _("Ended"),
        _("Pairings that ended in the period, each on the day on which it ended."),
        _("Every pairing, however it ended, also where two people went on with somebody else."),
        _("Nothing. How it ended says nothing about whether it was good."),
    ),
)
BREAKDOWNS = (
    Measure(
        "request_ways",
        _("How people asked"),
        _("How asked"),
        _("The requests of the period by the way they came: written by the person, typed by somebody here, or sent on by a service."),
        _("Every request once. Sent on: somebody at a clinic or service wrote it for a person who agreed."),
        _("People who came because a service told them of it and asked themselves: they asked by the form."),
    ),
    Measure(
        "pairing_endings",
        _("How pairings ended"),
        _("How ended"),
        _("The pairings that ended in the period, by what was said when they ended. Nobody has to say why, which is a line of its own."),
        _("Every pairing that ended, once."),
        _("Reasons in words: they are not asked."),
    ),
    Measure(
        "pairing_lengths",
        _("How long they had met"),
        _("How long"),
        _("The pairings that ended in the period, by whole months of the calendar from the first day to the last."),
        _("Every pairing that ended, once."),
        _("Pairings that go on: how long they will be is not known."),
    ),
)


@dataclass(slots=True)
class Figures:
    """The numbers of one part or of the whole: a field for each measure. Waits are whole days; None where there are too few."""

    requests: int = 0
    requests_withdrawn: int = 0
    requests_waiting: int = 0
    pairings_begun: int = 0
    wait_half: int | None = None
    wait_nine_in_ten: int | None = None
    pairings_running: int = 0
    pairings_ended: int = 0
    ways: Counter[str] = field(default_factory=Counter)  # code of Request.Via
    endings: Counter[str] = field(default_factory=Counter)  # code of defaults.ENDINGS
    lengths: Counter[str] = field(default_factory=Counter)  # code of lengths.LENGTHS


@dataclass(frozen=True, slots=True)
class Part:
    """One programme or month with its figures. What has no programme is a part of its own, with the code "-"."""

    code: str
    name: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures of a scope, whole and apart."""

    totals: Figures
    parts: list[Part]


Row = dict[str, Any]


def count(scope: Scope) -> Counts:
    """All measures for a period of local days, both included: whole, and apart by programme or month. Two statements."""
    requests, pairings = _requests(scope), _pairings(scope)
    totals = _figures(scope.first, scope.last, requests, pairings)
    if scope.by == "month":
        return Counts(totals, list(_months(scope, requests, pairings)))
    return Counts(totals, list(_programmes(scope, requests, pairings)) if scope.by else [])


def _months(scope: Scope, requests: list[Row], pairings: list[Row]) -> Iterable[Part]:
    """Every month up to this one, also those in which nothing happened: people may have waited."""
    for month in months_between(scope.first, min(scope.last, today())):
        first, last = max(scope.first, month_start(month)), min(scope.last, month_end(month))
        yield Part(month_text(month), month_text(month), _figures(first, last, requests, pairings))


def _programmes(scope: Scope, requests: list[Row], pairings: list[Row]) -> Iterable[Part]:
    found: dict[tuple[str, str], tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for place, rows in enumerate((requests, pairings)):
        for row in rows:
            found[row["programme_name"] or _t("No programme"), row["programme_code"] or "-"][place].append(row)
    for name, code in sorted(found, key=lambda one: (one[1] == "-", one[0].casefold(), one[1])):
        yield Part(code, name, _figures(scope.first, scope.last, *found[name, code]))


def _figures(first: date, last: date, requests: list[Row], pairings: list[Row]) -> Figures:
    asked = [one for one in requests if first <= one["asked"] <= last]
    begun = [one for one in pairings if first <= one["began_on"] <= last]
    ended = [one for one in pairings if one["ended_on"] and first <= one["ended_on"] <= last]
    wait = wait_of([(one["began_on"] - one["asked_on"]).days for one in begun])
    return Figures(
        requests=len(asked),
        requests_withdrawn=sum(one["is_withdrawn"] for one in asked),
        requests_waiting=sum(one["asked"] <= last < one["waited_until"] for one in requests),
        pairings_begun=len(begun),
        wait_half=wait.half if wait else None,
        wait_nine_in_ten=wait.nine_in_ten if wait else None,
        pairings_running=sum(one["began_on"] <= last < (one["ended_on"] or date.max) for one in pairings),
        pairings_ended=len(ended),
        ways=Counter(one["via"] for one in asked),
        endings=Counter(one["ending"] for one in ended),
        lengths=Counter(length_of(one["began_on"], one["ended_on"]) for one in ended),
    )


ENDS = ("paired_at", "withdrawn_at", "closed_at")
NAMES = {"programme_code": F("programme__code"), "programme_name": F("programme__name")}


def _requests(scope: Scope) -> list[Row]:
    """Those asked in the period, and those from before for which somebody still waited in it."""
    still = Q(asked_at__lt=_start_of(scope.last + timedelta(days=1)))
    for end in ENDS:
        still &= Q(**{end: None}) | Q(**{f"{end}__gte": _start_of(scope.first)})
    rows = Request.objects.filter(still, _programme(scope)).values("asked_at", "via", *ENDS, **NAMES)
    return [row | _days(row) for row in rows]


def _days(row: Row) -> Row:
    """The local days of a request: when it was asked, and the day on which the wait was over."""
    ended = [timezone.localdate(row[end]) for end in ENDS if row[end]]
    return {
        "asked": timezone.localdate(row["asked_at"]),
        "waited_until": min(ended, default=date.max),
        "is_withdrawn": row["withdrawn_at"] is not None,
    }


def _pairings(scope: Scope) -> list[Row]:
    rows = Pairing.objects.filter(_programme(scope), began_on__lte=scope.last).exclude(ended_on__lt=scope.first)
    return [*map(dict, rows.values("asked_on", "began_on", "ended_on", "ending", **NAMES))]


def _programme(scope: Scope) -> Q:
    return Q(programme=scope.programme) if scope.programme else Q()


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=timezone.get_current_timezone())
