"""A whole waiting list at once: looked through, changed, and suggested or thrown away."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hearthside.core.errors import Refused
from hearthside.core.pages import slice_of
from hearthside.one_to_one.matching import actions
from hearthside.one_to_one.matching.fitting import reasons
from hearthside.one_to_one.matching.forms import RowForm
from hearthside.one_to_one.matching.permissions import may_see_list
from hearthside.one_to_one.matching.proposing import choices_for, shown, waiting_of
from hearthside.one_to_one.matching.wording import in_words
from hearthside.one_to_one.models import ListProposal, ListProposalRow
from hearthside.one_to_one.queries import experience_names

ON_ONE_PAGE = 50
LOOKS_AGAIN = 5  # seconds, while the worker is at it


@login_required
def list_proposal(request: HttpRequest) -> HttpResponse:
    """My draft, or the button that makes one. Sent, it is made anew."""
    may_see_list(request.actor).require()
    if request.method == "POST":
        try:
            actions.make_proposal(by=request.actor)
        except Refused as refusal:
            messages.info(request, str(refusal))
        return redirect("list_proposal")
    proposal = ListProposal.objects.visible_to(request.actor).first()
    if proposal is None:
        return render(request, "one_to_one/no_proposal.html", {"waiting": waiting_of(request.actor).count(), "room": "more"})
    page = slice_of(proposal.rows.select_related("request", "supporter"), request.GET.get("page"), ON_ONE_PAGE)
    context = {"proposal": proposal, "page": page, "rows": shown(page.rows), "counts": proposal.counts(), "room": "more"}
    response = render(request, "one_to_one/list_proposal.html", context)
    if proposal.solved_at is None:
        response["Refresh"] = str(LOOKS_AGAIN)
    return response


def _mine(request: HttpRequest) -> ListProposal:
    may_see_list(request.actor).require()
    return get_object_or_404(ListProposal.objects.visible_to(request.actor))


def _row(request: HttpRequest, row_id: UUID) -> ListProposalRow:
    return get_object_or_404(_mine(request).rows.select_related("proposal", "request__person", "supporter"), pk=row_id)


@login_required
def proposal_row(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Choosing somebody else for one request, of those who may be suggested."""
    row = _row(request, row_id)
    offers, names = choices_for(request.actor, row.request), experience_names()
    words = [(offer, capfirst(in_words(reasons(row.request, offer.bringing), names))) for offer in offers]
    options = [(str(offer.supporter_id), f"{offer.bringing.person.name}: {why}") for offer, why in words]
    form = RowForm(request.POST or None, options=options, initial={"supporter": str(row.supporter_id or "")})
    if request.method == "POST" and form.is_valid():
        chosen = next(one.bringing.person for one in offers if str(one.supporter_id) == form.cleaned_data["supporter"])
        try:
            return _changed(request, row, actions.change_row(by=request.actor, row=row, supporter=chosen))
        except Refused as refusal:
            form.add_error("supporter", str(refusal))
    context = {"row": row, "form": form, "options": options, "room": "more"}
    return render(request, "one_to_one/proposal_row.html", context, status=422 if form.errors else 200)


def _changed(request: HttpRequest, row: ListProposalRow, gave_way: ListProposalRow | None) -> HttpResponse:
    said = _("Changed, and pinned.")
    if gave_way is not None:
        said += " " + _("%(name)s has nobody now. Look for the rest again.") % {"name": gave_way.request.name}
    messages.success(request, said)
    return redirect("list_proposal")


@login_required
@require_POST
def proposal_pin(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Whether a row stays when the rest is looked at again."""
    actions.pin_row(by=request.actor, row=_row(request, row_id), is_pinned=request.POST.get("is_pinned") == "yes")
    return redirect("list_proposal")


@login_required
@require_POST
def proposal_leaving_out(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Whether anything is suggested to them this time."""
    actions.leave_out_row(by=request.actor, row=_row(request, row_id), is_left_out=request.POST.get("is_left_out") == "yes")
    return redirect("list_proposal")


@login_required
@require_POST
def proposal_solution(request: HttpRequest) -> HttpResponse:
    """Look again at all that is not pinned."""
    actions.solve_proposal(by=request.actor, proposal=_mine(request))
    messages.success(request, _("Looked at anew. What is pinned stayed."))
    return redirect("list_proposal")


@login_required
@require_POST
def proposal_suggestions(request: HttpRequest) -> HttpResponse:
    """Suggest what stands here; both sides still choose."""
    try:
        made, left = actions.suggest_proposed(by=request.actor, proposal=_mine(request))
    except Refused as refusal:
        messages.info(request, str(refusal))
        return redirect("list_proposal")
    said = [ngettext("%(count)s suggestion was made.", "%(count)s suggestions were made.", made) % {"count": made}]
    if left:
        said.append(ngettext("%(count)s no longer fitted.", "%(count)s no longer fitted.", left) % {"count": left})
    messages.success(request, " ".join([*said, _("They choose, and the others say yes or no.")]))
    return redirect("list_proposal")


@login_required
@require_POST
def proposal_ending(request: HttpRequest) -> HttpResponse:
    """Throw the draft away."""
    actions.end_proposal(by=request.actor, proposal=_mine(request))
    messages.success(request, _("Thrown away. Nothing was suggested."))
    return redirect("list_proposal")
