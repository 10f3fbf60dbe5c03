"""What one to one does by itself."""

from hearthside.core.jobs import every
from hearthside.one_to_one.asking.forgetting import forget_requests
from hearthside.organisation.clock import live_by_its_clock


@every(hours=24)
def forget_old_requests() -> int:
    """Names, numbers and words of requests that are over and whose people are not known here. Returns how many."""
    live_by_its_clock()
    return forget_requests()
