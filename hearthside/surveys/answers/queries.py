"""Reading the sums. Nothing else of the answers is ever read for a report."""

from collections.abc import Iterable

from django.db.models import QuerySet

from hearthside.surveys.answers.models import Tally


def sums(*, periods: Iterable[str], programme: str | None = None) -> QuerySet[Tally]:
    """The sums of some periods; of one programme if it is named, which leaves out groups of several programmes."""
    found = Tally.objects.filter(period__in=list(periods))
    return found if programme is None else found.filter(programme=programme)
