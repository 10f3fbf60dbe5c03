"""A whole list at once: proposed, changed by hand, and then suggested, or thrown away. Nobody is ever paired by it."""

from collections import Counter
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.errors import Refused
from hearthside.core.rows import insert
from hearthside.one_to_one.choosing.messages import CHOICES, tell_asker
from hearthside.one_to_one.matching.fitting import Offer, allowed
from hearthside.one_to_one.matching.permissions import may_arrange_for, may_see_list
from hearthside.one_to_one.matching.proposing import LEFT_BY_HAND, choices_for, lock, offers_of, solve_rows, waiting_of
from hearthside.one_to_one.matching.queries import asked_of
from hearthside.one_to_one.models import ListProposal, ListProposalRow, Suggestion
from hearthside.people.models import Person

AT_ONCE = 1_000_000  # pairs to look at while somebody waits for the page; more is left to the worker


@transaction.atomic
def make_proposal(*, by: Person) -> ListProposal:
    """Begin anew: everybody who waits in the programmes one coordinates, longest first. A long list is left to the worker.

    Raises: Refused when nobody waits.
    """
    may_see_list(by).require()
    waiting = list(waiting_of(by).values_list("pk", flat=True))
    if not waiting:
        raise Refused(_("Nobody waits who has not been suggested somebody already."))
    ListProposal.objects.filter(made_by=by).delete()
    proposal = ListProposal.objects.create(made_by=by)
    insert([ListProposalRow(proposal=proposal, request_id=request, place=place) for place, request in enumerate(waiting)])
    if len(waiting) * len(offers_of(by)) <= AT_ONCE:
        solve_rows(proposal)
    record(by=by, act="looked for who may suit whom", thing=proposal.reference, count=len(waiting))
    return proposal


@transaction.atomic
def solve_proposal(*, by: Actor, proposal: ListProposal) -> None:
    """Look anew at all rows that are not pinned and not left out; pinned ones keep their supporter and the room it takes.

    By whoever made it, or by the worker when the list is long.
    """
    if isinstance(by, Person):
        may_see_list(by).require()
    proposal = lock(proposal)
    solve_rows(proposal)
    record(by=by, act="looked anew for who may suit whom", thing=proposal.reference)


@transaction.atomic
def change_row(*, by: Person, row: ListProposalRow, supporter: Person) -> ListProposalRow | None:
    """Somebody else is proposed for a request, which is pinned by that. Where that supporter has no more room in this list,
    the row of theirs that waits least gives way; it is returned.

    Raises: Refused when these two may not be suggested to each other, or when every other row of the supporter is pinned.
    """
    may_see_list(by).require()
    proposal = lock(row.proposal)
    offer = next((one for one in choices_for(by, row.request) if one.supporter_id == supporter.pk), None)
    if offer is None:
        raise Refused(_("%(name)s cannot be suggested here any more. Choose somebody else.") % {"name": supporter.name})
    others = proposal.rows.filter(supporter=supporter).exclude(pk=row.pk)
    gave_way = None
    if others.count() >= offer.free:
        gave_way = others.filter(is_pinned=False).order_by("-place").first()
        if gave_way is None:
            raise Refused(_("All the room of %(name)s is pinned for others. Unpin one of them first.") % {"name": supporter.name})
        ListProposalRow.objects.filter(pk=gave_way.pk).update(supporter=None, why="needed")
    ListProposalRow.objects.filter(pk=row.pk).update(supporter=supporter, why="", is_pinned=True, is_left_out=False)
    record(by=by, act="changed a proposal", thing=proposal.reference)
    return gave_way


@transaction.atomic
def pin_row(*, by: Person, row: ListProposalRow, is_pinned: bool) -> None:
    """A pinned row stays as it is when the rest is solved again."""
    may_see_list(by).require()
    rows = lock(row.proposal).rows.filter(pk=row.pk)
    if not is_pinned or rows.filter(supporter__isnull=False).exists():
        rows.update(is_pinned=is_pinned)
    record(by=by, act="changed a proposal", thing=row.proposal.reference)


@transaction.atomic
def leave_out_row(*, by: Person, row: ListProposalRow, is_left_out: bool) -> None:
    """Nothing is suggested to them for now, and nobody's room is kept for them; or they are looked at again."""
    may_see_list(by).require()
    rows = lock(row.proposal).rows.filter(pk=row.pk)
    rows.update(supporter=None, is_pinned=False, is_left_out=is_left_out, why=LEFT_BY_HAND if is_left_out else "needed")
    record(by=by, act="changed a proposal", thing=row.proposal.reference)


@transaction.atomic
def suggest_proposed(*, by: Person, proposal: ListProposal) -> tuple[int, int]:
    """Make a suggestion of every row, and end the draft. Those who choose themselves are told; both sides still choose, and
    nobody is paired. What no longer fits, since somebody was found or has no more room, is not suggested. Returns
    how many were made, and how many were not.

    Raises: Refused when nobody is proposed yet.
    """
    may_see_list(by).require()
    proposal = lock(proposal)
    rows = list(proposal.rows.exclude(supporter=None).select_related("request", "supporter").select_for_update(of=("self", "request")))
    if not rows:
        raise Refused(_("Nobody is proposed here yet. Look who has room first."))
    made = _still_fitting(by, rows)
    suggestions = [Suggestion(request=row.request, supporter=row.supporter, suggested_by=by) for row in made]
    insert(suggestions)
    for one in suggestions:
        if not one.request.ask_coordinator:
            tell_asker(by=by, request=one.request, key=f"choices:{one.pk}", words=CHOICES)
    record(by=by, act="suggested a whole list", thing=proposal.reference, count=len(made))
    proposal.delete()
    return len(made), len(rows) - len(made)


def _still_fitting(by: Person, rows: list[ListProposalRow]) -> list[ListProposalRow]:
    """The rows whose request still waits and whose supporter still fits and has room, longest wait first."""
    offers: dict[UUID | None, Offer] = {offer.supporter_id: offer for offer in offers_of(by)}
    taken: Counter = Counter()
    fitting = []
    for row, asked in zip(rows, asked_of([row.request for row in rows]), strict=True):
        offer = offers.get(row.supporter_id)
        if offer is None or not (row.request.is_waiting and may_arrange_for(by, row.request)):
            continue
        if allowed(asked, offer) and taken[row.supporter_id] < offer.free:
            taken[row.supporter_id] += 1
            fitting.append(row)
    return fitting


@transaction.atomic
def end_proposal(*, by: Person, proposal: ListProposal) -> None:
    """Throw the draft away. Nothing was suggested by it."""
    may_see_list(by).require()
    record(by=by, act="threw a proposal away", thing=proposal.reference)
    proposal.delete()
