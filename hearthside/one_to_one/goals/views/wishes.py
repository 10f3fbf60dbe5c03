"""Advance wishes: my own, those somebody lets me read, and typing them with somebody."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearthside.core.dates import today
from hearthside.core.errors import Refused
from hearthside.one_to_one.goals import actions
from hearthside.one_to_one.goals.finding import find_me, find_wishes
from hearthside.one_to_one.goals.forms import TypedWishesForm, WishesForm
from hearthside.one_to_one.goals.permissions import may_type_wishes
from hearthside.one_to_one.goals.queries import forms_links, own_wishes, said_in, wishes_to_confirm, wishes_to_review
from hearthside.one_to_one.goals.views import page
from hearthside.one_to_one.models import Wishes


@login_required
def my_wishes(request: HttpRequest) -> HttpResponse:
    """What I want others to know for a hard time."""
    person = find_me(request)
    wishes = own_wishes(person)
    form = WishesForm(request.POST or None, initial=said_in(wishes))
    if request.method == "POST" and form.is_valid():
        actions.write_wishes(by=person, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("my_wishes")
    context = {"wishes": wishes, "draft": wishes_to_confirm(person), "is_due": wishes_to_review(person, today()), "links": forms_links()}
    return page(request, "my_wishes", person, form, **context)


@login_required
@require_POST
def wishes_review(request: HttpRequest) -> HttpResponse:
    """Read again, and still right."""
    person = find_me(request)
    if (wishes := own_wishes(person)) is None:
        raise Http404
    actions.keep_as_right(by=person, wishes=wishes)
    messages.success(request, _("Still right. We remind you in a year."))
    return redirect("my_wishes")


@login_required
@require_POST
def wishes_confirmation(request: HttpRequest) -> HttpResponse:
    """What was typed for me is right, or it is thrown away."""
    person = find_me(request)
    if (draft := wishes_to_confirm(person)) is None:
        raise Http404
    try:
        if request.POST.get("answer") == "yes":
            actions.confirm_wishes(by=person, wishes=draft)
            messages.success(request, _("These are your wishes from now on."))
        else:
            actions.drop_draft(by=person, wishes=draft)
            messages.success(request, _("Thrown away. No word of it is kept."))
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect("my_wishes")


@login_required
def wishes(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Somebody's wishes, if they let this actor read them."""
    person = find_wishes(request, person_id)
    if person == request.actor:
        return redirect("my_wishes")
    readable = Wishes.objects.visible_to(request.actor).belonging_to(person).select_related("typed_by", "person")
    context = {"wishes": readable.confirmed().first(), "draft": readable.filter(confirmed_at=None).first()}
    return page(request, "wishes", person, may_type=may_type_wishes(request.actor, person), **context)


@login_required
def wishes_typing(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Typing wishes with somebody. They count when the person confirms them."""
    person = find_wishes(request, person_id)
    may_type_wishes(request.actor, person).require()
    draft = Wishes.objects.visible_to(request.actor).belonging_to(person).filter(confirmed_at=None).first()
    form = TypedWishesForm(request.POST or None, initial=said_in(draft))
    if request.method == "POST" and form.is_valid():
        try:
            actions.type_wishes(by=request.actor, person=person, **form.cleaned_data)
            messages.success(request, _("Saved. It waits for %(name)s to read and confirm it.") % {"name": person.name})
            return redirect("wishes", person.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return page(request, "wishes_typing", person, form)
