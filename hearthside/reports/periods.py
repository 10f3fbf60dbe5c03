"""Periods that are asked for again and again."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Min
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from hearthside.checkins.models import Call
from hearthside.core.dates import month_end, month_of, month_start
from hearthside.encounters.models import Attempt, Encounter
from hearthside.one_to_one.models import Pairing, Request
from hearthside.surveys.models import ImportedOffer, SurveyTicket


@dataclass(frozen=True, slots=True)
class Period:
    """Days from first to last, both included, with a name."""

    name: str
    first: date
    last: date


def last_quarter(day: date) -> Period:
    """The newest quarter of a year that is over: what most funders ask for."""
    quarter = (day.month - 1) // 3
    year, end = (day.year - 1, 12) if quarter == 0 else (day.year, quarter * 3)
    return Period(_("Last quarter"), date(year, end - 2, 1), month_end(year * 100 + end))


def periods(day: date) -> list[Period]:
    """The usual periods, as of a day. Running ones go to their end, so that they are whole months."""
    this_month = month_of(day)
    month_before = month_of(date.fromordinal(month_start(this_month).toordinal() - 1))
    return [
        Period(_("This month"), month_start(this_month), month_end(this_month)),
        Period(_("Last month"), month_start(month_before), month_end(month_before)),
        last_quarter(day),
        Period(_("This year"), date(day.year, 1, 1), date(day.year, 12, 31)),
        Period(_("Everything"), month_start(_first_month() or this_month), month_end(this_month)),
    ]


def _first_month() -> int | None:
    """The month of the first thing ever logged, asked or planned."""
    months = [model._default_manager.aggregate(first=Min("month"))["first"] for model in (Encounter, Attempt, SurveyTicket, ImportedOffer)]
    asked = Request.objects.aggregate(first=Min("asked_at"))["first"]
    days = [
        asked and localdate(asked),
        Pairing.objects.aggregate(first=Min("began_on"))["first"],
        Call.objects.aggregate(first=Min("day"))["first"],
    ]
    return min([*filter(None, months), *(month_of(day) for day in days if day)], default=None)
