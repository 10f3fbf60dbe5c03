"""How long it takes until somebody is met, said honestly: from the pairings of the last 90 days, and only where there are enough."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearthside.core.dates import today
from hearthside.one_to_one.models import Pairing
from hearthside.organisation.models import Programme

LOOK_BACK = timedelta(days=90)
FEWEST = 5  # of fewer nothing is said: it would be chance, or somebody in particular


@dataclass(frozen=True, slots=True)
class Wait:
    """Days from asking to meeting: within how many half of the people met, and nine in ten."""

    half: int
    nine_in_ten: int


def wait_of(days: Sequence[int]) -> Wait | None:
    """The two figures of some waits; None when there are too few."""
    return Wait(within(days, 5), within(days, 9)) if len(days) >= FEWEST else None


def within(days: Sequence[int], tenths: int) -> int:
    """The smallest number of days within which at least so many tenths of the waits were over. Needs one wait."""
    return sorted(days)[ceil(len(days) * tenths / 10) - 1]


def expected_wait(programme: Programme | None = None) -> Wait | None:
    """How long it took lately, in one programme or in all. One query."""
    lately = Pairing.objects.filter(began_on__gt=today() - LOOK_BACK, began_on__lte=today())
    if programme is not None:
        lately = lately.filter(programme=programme)
    return wait_of([(began - asked).days for began, asked in lately.values_list("began_on", "asked_on")])


def said_wait(wait: Wait | None) -> str:
    """The expected wait in a sentence; that we cannot say, where we cannot."""
    if wait is None:
        return _("We cannot say yet how long it takes: too few people have met somebody lately.")
    if said(wait.half) == said(wait.nine_in_ten):
        return _("Lately, nine in ten people met somebody within %(most)s.") % {"most": said(wait.nine_in_ten)}
    words = {"half": said(wait.half), "most": said(wait.nine_in_ten)}
    return _("Lately, half of the people met somebody within %(half)s, and nine in ten within %(most)s.") % words


def said(days: int) -> str:
    """Up to 13 days as days, more in whole weeks, rounded up so that nobody is promised too much."""
    if days < 14:
        return ngettext("%(n)s day", "%(n)s days", max(days, 1)) % {"n": max(days, 1)}
    weeks = ceil(days / 7)
    return ngettext("%(n)s week", "%(n)s weeks", weeks) % {"n": weeks}
