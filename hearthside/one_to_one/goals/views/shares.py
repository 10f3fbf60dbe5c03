"""Who may read what of mine, and taking it back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearthside.core.errors import Refused
from hearthside.one_to_one.goals import actions
from hearthside.one_to_one.goals.finding import find_me
from hearthside.one_to_one.goals.forms import CopyForm, ShareForm
from hearthside.one_to_one.goals.queries import closed_supporters, own_wishes
from hearthside.one_to_one.goals.views import page
from hearthside.one_to_one.models import PaperCopy, Share, WellnessPart
from hearthside.people.models import Person


@login_required
def my_shares(request: HttpRequest) -> HttpResponse:
    """Who may read what, and letting somebody read more."""
    person = find_me(request)
    form = _share_form(request, person)
    if request.method == "POST" and form.is_valid():
        try:
            _share(person, form)
            messages.success(request, _("Shared. You can take it back here at any time."))
            return redirect("my_shares")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _shares_page(request, person, form, CopyForm())


@login_required
@require_POST
def paper_copies(request: HttpRequest) -> HttpResponse:
    """Somebody has a copy on paper."""
    person, form = find_me(request), CopyForm(request.POST)
    if form.is_valid():
        actions.note_copy(by=person, **form.cleaned_data)
        messages.success(request, _("Written down."))
        return redirect("my_shares")
    return _shares_page(request, person, _share_form(None, person), form)


@login_required
@require_POST
def paper_copy_removal(request: HttpRequest, copy_id: UUID) -> HttpResponse:
    """A copy need not be remembered any more."""
    actions.forget_copy(by=find_me(request), copy=get_object_or_404(PaperCopy.objects.visible_to(request.actor), pk=copy_id))
    messages.success(request, _("Taken off the list."))
    return redirect("my_shares")


@login_required
@require_POST
def share_ending(request: HttpRequest, share_id: UUID) -> HttpResponse:
    """I take it back."""
    actions.take_back_share(by=find_me(request), share=get_object_or_404(Share.objects.visible_to(request.actor), pk=share_id))
    messages.success(request, _("Taken back. They can no longer read it."))
    return redirect("my_shares")


@login_required
@require_POST
def earlier_share(request: HttpRequest, reader_id: UUID) -> HttpResponse:
    """Whoever I meet may read what was on my goal page before."""
    person = find_me(request)
    reader = get_object_or_404(closed_supporters(person).all(), pk=reader_id)
    actions.share_earlier(by=person, reader=reader)
    messages.success(request, _("%(name)s can read what was before. You can take it back under Who may read.") % {"name": reader.name})
    return redirect("my_goals")


def _share_form(request: HttpRequest | None, person: Person) -> ShareForm:
    parts = list(WellnessPart.objects.visible_to(person).belonging_to(person))
    data = request.POST or None if request else None
    return ShareForm(data, person=person, parts=parts, has_wishes=own_wishes(person) is not None)


def _share(person: Person, form: ShareForm) -> None:
    reader, until = form.cleaned_data["reader"], form.cleaned_data["until"]
    for key in form.cleaned_data["what"]:
        if key == form.WISHES:
            actions.share_wishes(by=person, reader=reader, until=until)
        else:
            actions.share_part(by=person, part=form.parts[key], reader=reader, until=until)


def _shares_page(request: HttpRequest, person: Person, form: ShareForm, copy_form: CopyForm) -> HttpResponse:
    running = Share.objects.visible_to(person).running().select_related("reader", "part").order_by("reader__name", "what", "given_at")
    context = {"running": list(running), "copy_form": copy_form, "copies": list(PaperCopy.objects.visible_to(person))}
    return page(request, "my_shares", person, copy_form if copy_form.errors else form, share_form=form, **context)
