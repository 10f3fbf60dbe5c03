"""Outside of pages too, a day is the organisation's day: commands and the worker live by its clock."""

from zoneinfo import ZoneInfo

from django.utils import timezone

from hearthside.organisation.queries import the_organisation


def live_by_its_clock() -> None:
    """From here on `core.dates.today` is the organisation's local day in this thread."""
    timezone.activate(ZoneInfo(the_organisation().zone))
