"""What the worker does for the survey."""

from django.utils import timezone

from hearthside.core.actors import WORKER
from hearthside.core.jobs import every
from hearthside.organisation.queries import the_organisation
from hearthside.surveys import actions
from hearthside.surveys.walls import actions as wall_actions


@every(minutes=10)
def open_waiting_answers() -> object:
    """Flush: what stands in a group of ten by now is stored, shuffled."""
    with timezone.override(the_organisation().zone):
        return actions.flush(by=WORKER)


@every(days=1)
def forget_old_answers() -> object:
    """Sixty days after a group has closed only its sums remain."""
    with timezone.override(the_organisation().zone):
        return actions.forget_old_rows(by=WORKER)


@every(hours=1)
def forget_wall_codes() -> int:
    """Codes that hung on a wall, two weeks after they have closed."""
    return wall_actions.forget_wall_codes(by=WORKER)


@every(weeks=1)
def shuffle_tickets() -> object:
    """Leave no order of making in the table of tickets."""
    return actions.shuffle_tickets(by=WORKER)
