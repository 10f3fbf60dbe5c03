"""What one to one does by itself."""

from hearthside.core.actors import WORKER
from hearthside.core.dates import now
from hearthside.core.jobs import every
from hearthside.one_to_one.asking.forgetting import forget_requests
from hearthside.one_to_one.matching.actions import solve_proposal
from hearthside.one_to_one.models import PROPOSAL_KEPT, ListProposal
from hearthside.organisation.clock import live_by_its_clock


@every(hours=24)
def forget_old_requests() -> int:
    """Names, numbers and words of requests that are over and whose people are not known here. Returns how many."""
    live_by_its_clock()
    return forget_requests()


@every(seconds=10)
def solve_long_lists() -> int:
    """Look for who suits whom where the list was too long for a page. Returns how many lists."""
    unsolved = list(ListProposal.objects.filter(solved_at=None))
    for proposal in unsolved:
        solve_proposal(by=WORKER, proposal=proposal)
    return len(unsolved)


@every(hours=6)
def forget_list_proposals() -> int:
    """Throw away drafts that nobody used within seven days. Returns how many."""
    old = ListProposal.objects.filter(made_at__lte=now() - PROPOSAL_KEPT)
    count = old.count()
    old.delete()
    return count
