"""What one to one does by itself."""

from hearthside.core.actors import WORKER
from hearthside.core.dates import now, today
from hearthside.core.jobs import every
from hearthside.one_to_one.asking.forgetting import forget_requests
from hearthside.one_to_one.choosing.actions import close_pairing, let_suggestion_lapse, remind_supporter, suggest_by_house
from hearthside.one_to_one.choosing.actions.answering import LAPSES_AFTER, REMIND_AFTER
from hearthside.one_to_one.matching.actions import solve_proposal
from hearthside.one_to_one.models import PROPOSAL_KEPT, ListProposal, Pairing, Request, Suggestion
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


@every(minutes=15)
def suggest_to_those_who_choose() -> int:
    """Suggest supporters to those who asked by form, want to choose, and were suggested nobody yet. Returns to how many."""
    live_by_its_clock()
    waiting = Request.objects.waiting().filter(via=Request.Via.FORM, ask_coordinator=False, suggestions=None)
    waiting = waiting.exclude(wants=Request.Wants.CHECK_INS)
    return sum(bool(suggest_by_house(by=WORKER, request=request)) for request in waiting.order_by("asked_at", "pk"))


@every(hours=1)
def remind_those_asked() -> int:
    """Remind supporters who have not answered for three days. Returns how many."""
    live_by_its_clock()
    due = Suggestion.objects.asked().filter(picked_at__lte=now() - REMIND_AFTER, reminded_at=None)
    return sum(remind_supporter(by=WORKER, suggestion=one) for one in due.order_by("pk"))


@every(hours=1)
def bring_questions_back() -> int:
    """What no supporter answered within a week goes back to the coordinator. Returns how many."""
    live_by_its_clock()
    due = Suggestion.objects.asked().filter(picked_at__lte=now() - LAPSES_AFTER)
    return sum(let_suggestion_lapse(by=WORKER, suggestion=one) for one in due.order_by("pk"))


@every(hours=1)
def close_what_ended_elsewhere() -> int:
    """Pairings whose relation was ended on another page are over as well. Returns how many."""
    live_by_its_clock()
    over = Pairing.objects.running().filter(relation__ends_on__lte=today())
    return sum(close_pairing(by=WORKER, pairing=one) for one in over.order_by("pk"))
