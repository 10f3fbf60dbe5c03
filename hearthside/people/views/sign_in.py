"""Letting somebody sign in: an account, and a code card for whoever has no e-mail."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hearthside.accounts.actions import issue_code_card
from hearthside.accounts.cards import keep_for_printing
from hearthside.accounts.forms import NewCardForm
from hearthside.accounts.permissions import may_issue_card
from hearthside.core.errors import Refused
from hearthside.people import actions
from hearthside.people.forms.sign_in import SignInForm
from hearthside.people.models import Person
from hearthside.people.permissions import may_let_sign_in, may_open_record
from hearthside.people.views import find_for_roles, part


@login_required
def person_sign_in(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Whether somebody can sign in, and how; an account for whoever cannot yet."""
    person = find_for_roles(request, person_id, "sign_in")
    may_let_sign_in(request.actor, person).require()
    form = SignInForm(request.POST or None, organisation=request.organisation) if person.user_id is None else None
    if request.method == "POST" and form and form.is_valid():
        try:
            actions.let_sign_in(by=request.actor, person=person, **form.cleaned_data)
            messages.success(request, _("%(name)s can sign in now.") % {"name": person.name})
            return redirect("person_sign_in", person.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _page(request, person, form)


@never_cache
@login_required
def person_card(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A printed card with a code, and a PIN that the person chooses. The card before ends."""
    person = find_for_roles(request, person_id, "sign_in")
    may_let_sign_in(request.actor, person).require()
    if person.user is None:
        return redirect("person_sign_in", person.pk)
    form = NewCardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            pin = form.cleaned_data["pin"]
            keep_for_printing(request.session, code=issue_code_card(by=request.actor, user=person.user, pin=pin), pin=pin)
            return redirect("card_print")
        except Refused as refusal:
            form.add_error("pin", str(refusal))
    return part(request, "people/person_card.html", person, form, is_open=may_open_record(request.actor, person))


def _page(request: HttpRequest, person: Person, form: SignInForm | None) -> HttpResponse:
    context = {
        "user": person.user,
        "may_card": may_issue_card(request.actor, person.user) if person.user else None,
        "is_open": may_open_record(request.actor, person),
    }
    return part(request, "people/person_sign_in.html", person, form, **context)
