"""What people do with their own request: by its code, or signed in."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from hearthside.core.errors import Refused
from hearthside.one_to_one.asking import actions
from hearthside.one_to_one.asking.forms import ChangeAskForm
from hearthside.one_to_one.asking.queries import requests_of
from hearthside.one_to_one.models import Request
from hearthside.people.asking.held_code import act_on_held, held_thing, hold_code
from hearthside.people.asking.knocking import count_form
from hearthside.people.asking.own_codes import code_of


@never_cache
@login_required
def my_requests(request: HttpRequest) -> HttpResponse:
    """What I asked for, and how it stands."""
    return render(request, "one_to_one/my_requests.html", {"asked": requests_of(request.actor), "room": "more"})


@require_POST
@login_required
def my_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """One of them, on the page of its code, where it is changed and taken back."""
    return hold_code(redirect("own_code"), code_of(get_object_or_404(requests_of(request.actor), pk=request_id)))


@require_POST
def own_request_withdrawal(request: HttpRequest) -> HttpResponse:
    """I take it back."""
    return act_on_held(request, Request, lambda row, code: actions.withdraw_request(by=request.actor, request=row, code=code))


@require_POST
def own_request_return(request: HttpRequest) -> HttpResponse:
    """That was a mistake."""
    return act_on_held(request, Request, lambda row, code: actions.resume_request(by=request.actor, request=row, code=code))


@never_cache
@sensitive_post_parameters()
def own_request_change(request: HttpRequest) -> HttpResponse:
    """Say something else than before."""
    found = held_thing(request, Request)
    if not found or not found[0].is_waiting:
        return redirect("own_code")
    row, code = found
    form = ChangeAskForm(request.POST or None, asked=row)
    if request.method == "POST" and form.is_valid():
        try:
            count_form(request)
            actions.change_request(by=request.actor, request=row, asker=form.asker(), wishes=form.wishes(), code=code)
            return hold_code(redirect("own_code"), code)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "one_to_one/own_request_change.html", {"form": form, "asked": row}, status=422 if form.errors else 200)
