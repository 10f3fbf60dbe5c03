"""What is counted of pairings: begun, running, ended by kind and by length, and how long people waited for one."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from hearthside.encounters.measures import Measure
from hearthside.one_to_one.models import Pairing

# Whole months by the calendar: a pairing from 31 January has met for one month on 28 February.
LENGTHS = {
    "under_1": _("under 1 month"),
    "1_to_3": _("1 to 3 months"),
    "3_to_12": _("3 to 12 months"),
    "year_or_more": _("a year or more"),
}

MEASURES = (
    Measure(
        "pairings_begun",
        _("Pairings begun"),
        _("Begun"),
        _("Two people who both said yes and began to meet one to one in the period."),
        _("Every pairing by the day on which it began. Somebody who begins with a second supporter counts again."),
        _("Relations that a coordinator wrote down without a pairing."),
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
        _("Pairings that ended in the period, by how it was said to have ended. Nobody has to say why, which is a kind of its own."),
        _("Every pairing by the day on which it ended."),
        _("Nothing. How it ended says nothing about whether it was good."),
    ),
    Measure(
        "pairing_waits",
        _("Wait from asking to meeting"),
        _("Waited"),
        _("Days from the day somebody asked to the day on which the pairing began: half of them waited at most so long."),
        _("Pairings begun in the period."),
        _("People who still wait, and people who took their question back."),
    ),
)


@dataclass(frozen=True, slots=True)
class PairingFigures:
    """The numbers of one period and some programmes. Waits are whole days; None as long as nothing was begun."""

    begun: int = 0
    running: int = 0
    ended: dict[str, int] = field(default_factory=dict)  # code of defaults.ENDINGS -> number
    lengths: dict[str, int] = field(default_factory=dict)  # code of LENGTHS -> number, of those that ended
    half_waited: int | None = None
    nine_in_ten_waited: int | None = None

    @property
    def ended_in_all(self) -> int:
        return sum(self.ended.values())


def pairing_figures(first: date, last: date, programmes: Collection[UUID] | None = None) -> PairingFigures:
    """Count a period, both days included, in these programmes or in all. Three queries, each over the period alone."""
    rows = Pairing.objects.all() if programmes is None else Pairing.objects.filter(programme__in=programmes)
    begun = rows.filter(began_on__gte=first, began_on__lte=last).values_list("asked_on", "began_on")
    waits = sorted((began_on - asked_on).days for asked_on, began_on in begun)
    running = rows.filter(began_on__lte=last).exclude(ended_on__lte=last).count()
    ended = list(rows.filter(ended_on__gte=first, ended_on__lte=last).values_list("began_on", "ended_on", "ending"))
    return PairingFigures(
        begun=len(waits),
        running=running,
        ended=dict(Counter(ending for _began, _ended, ending in ended)),
        lengths=dict(Counter(length_of(began_on, ended_on) for began_on, ended_on, _ending in ended if ended_on)),
        half_waited=_within(waits, 50),
        nine_in_ten_waited=_within(waits, 90),
    )


def _within(waits: list[int], percent: int) -> int | None:
    """The days within which so many of a hundred had begun: the smallest wait that covers them."""
    return waits[-(-len(waits) * percent // 100) - 1] if waits else None


def length_of(began_on: date, ended_on: date) -> str:
    """How long two people met, as a code of LENGTHS, by whole months of the calendar."""
    months = 12 * (ended_on.year - began_on.year) + ended_on.month - began_on.month
    if ended_on.day < began_on.day and not _is_last_of_month(ended_on):
        months -= 1
    return "under_1" if months < 1 else "1_to_3" if months < 3 else "3_to_12" if months < 12 else "year_or_more"


def _is_last_of_month(day: date) -> bool:
    return date.fromordinal(day.toordinal() + 1).month != day.month
