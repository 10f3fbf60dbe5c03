"""How long two people met, in words that say no more than needed."""

from datetime import date

from django.utils.translation import gettext_lazy as _

# Whole months by the calendar: a pairing from 31 January has met for one month on 28 February.
LENGTHS = {
    "under_1": _("under 1 month"),
    "1_to_3": _("1 to 3 months"),
    "3_to_12": _("3 to 12 months"),
    "year_or_more": _("a year or more"),
}


def length_of(began_on: date, ended_on: date) -> str:
    """How long two people met, as a code of LENGTHS, by whole months of the calendar."""
    months = 12 * (ended_on.year - began_on.year) + ended_on.month - began_on.month
    if ended_on.day < began_on.day and not _is_last_of_month(ended_on):
        months -= 1
    return "under_1" if months < 1 else "1_to_3" if months < 3 else "3_to_12" if months < 12 else "year_or_more"


def _is_last_of_month(day: date) -> bool:
    return date.fromordinal(day.toordinal() + 1).month != day.month
