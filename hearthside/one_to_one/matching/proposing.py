"""Who stands in a coordinator's proposal, who may be chosen for a row, and the solving of what is not pinned."""

from collections import Counter
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from hearthside.core.dates import now
from hearthside.one_to_one.matching.fitting import Offer, allowed, cost, reasons
from hearthside.one_to_one.matching.permissions import supporters_of
from hearthside.one_to_one.matching.queries import asked_of, offers_now
from hearthside.one_to_one.matching.wording import in_words, left_in_words
from hearthside.one_to_one.models import Bringing, ListProposal, ListProposalRow, Request, Suggestion
from hearthside.one_to_one.queries import experience_names
from hearthside.people.models import Person

LEFT_BY_HAND = "by_hand"


def waiting_of(actor: Person) -> QuerySet[Request]:
    """Who waits in the programmes somebody coordinates and has nobody suggested at the moment, longest wait first."""
    programmes = actor.coordinated_programmes
    rows = Request.objects.visible_to(actor).waiting().exclude(person=actor) if programmes else Request.objects.none()
    if None not in programmes:
        rows = rows.filter(programme__in=programmes) | rows.filter(programme=None)
    suggested = Suggestion.objects.filter(ended_at=None)
    return rows.exclude(pk__in=suggested.values("request")).order_by("asked_at", "pk")


def offers_of(actor: Person) -> list[Offer]:
    """What the supporters bring whose room this coordinator looks after."""
    theirs = set(supporters_of(actor).values_list("pk", flat=True))
    return [offer for offer in offers_now(with_room=True) if offer.supporter_id in theirs]


def choices_for(actor: Person, request: Request) -> list[Offer]:
    """Who may be proposed for one request, nearest first."""
    [asked] = asked_of([request])
    fitting = [offer for offer in offers_of(actor) if allowed(asked, offer)]
    return sorted(fitting, key=lambda offer: (cost(request, offer.bringing), offer.bringing.person.name))


def lock(proposal: ListProposal) -> ListProposal:
    """The draft anew, held until the end of the act."""
    return ListProposal.objects.select_for_update(of=("self",)).select_related("made_by").get(pk=proposal.pk)


def solve_rows(proposal: ListProposal) -> None:
    """Fill every row that is not pinned and not left out; the solver is loaded only here."""
    from hearthside.one_to_one.matching.bulk import solve

    pinned = Counter(proposal.rows.filter(is_pinned=True).values_list("supporter", flat=True))
    offers = [replace(offer, free=max(0, offer.free - pinned[offer.supporter_id])) for offer in offers_of(proposal.made_by)]
    rows = list(proposal.rows.filter(is_pinned=False, is_left_out=False).select_related("request"))
    solved = solve(asked_of([row.request for row in rows]), offers)
    for row, chosen, why in zip(rows, solved.chosen, solved.why, strict=True):
        row.supporter_id, row.why = (None, why) if chosen is None else (offers[chosen].supporter_id, "")
    ListProposalRow.objects.bulk_update(rows, ["supporter", "why"], batch_size=500)
    ListProposal.objects.filter(pk=proposal.pk).update(solved_at=now())


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row as the page says it: who asks, who is proposed, and why, or why nobody is."""

    row: ListProposalRow
    name: str
    words: str


def shown(rows: list[ListProposalRow]) -> list[ShownRow]:
    """Rows with their words. Two queries for any number; the rows bring their request and supporter."""
    brought = Bringing.objects.in_bulk([row.supporter_id for row in rows if row.supporter_id])
    names = experience_names()
    return [ShownRow(row, str(row.request.name), _words(row, brought, names)) for row in rows]


def _words(row: ListProposalRow, brought: dict, names: dict[str, str]) -> str:
    if row.supporter_id in brought:
        return in_words(reasons(row.request, brought[row.supporter_id]), names)
    return left_in_words(row.why, row.request)
