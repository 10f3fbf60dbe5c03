"""Asking to meet a peer: by oneself, with a helper on the telephone, sent on by a clinic or service."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from hearthside.core.errors import Refused
from hearthside.one_to_one.asking import actions
from hearthside.one_to_one.asking.forms import AskForm, ReferralForm, TypedAskForm
from hearthside.one_to_one.asking.permissions import may_type_request
from hearthside.one_to_one.asking.queries import requests_of
from hearthside.one_to_one.asking.waits import expected_wait, said_wait
from hearthside.one_to_one.models import Request
from hearthside.people.asking.held_code import hold_code
from hearthside.people.asking.knocking import count_form
from hearthside.people.asking.own_codes import code_of


@never_cache
@sensitive_post_parameters()
def ask(request: HttpRequest) -> HttpResponse:
    """Would you like to meet a peer? Who is signed in and waits already is shown that request."""
    if request.method != "POST" and (waiting := requests_of(request.actor).waiting().first()):
        return hold_code(redirect("own_code"), code_of(waiting))
    form = AskForm(request.POST or None, actor=request.actor, language=request.LANGUAGE_CODE)
    if request.method == "POST" and form.is_valid():
        try:
            count_form(request, form.cleaned_data.get("reach", ""))
            return _receipt(actions.ask_for_peer(by=request.actor, asker=form.asker(), wishes=form.wishes()))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _page(request, "ask", form)


@never_cache
@sensitive_post_parameters()
def ask_referral(request: HttpRequest) -> HttpResponse:
    """A clinic or a service sends somebody on, who knows of it."""
    form = ReferralForm(request.POST or None, language=request.LANGUAGE_CODE)
    if request.method == "POST" and form.is_valid():
        try:
            count_form(request, form.cleaned_data.get("reach", ""))
            asked = {"asker": form.asker(), "wishes": form.wishes(), "referral": form.referral()}
            return _receipt(actions.ask_for_peer(by=request.actor, **asked))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _page(request, "ask_referral", form)


@never_cache
@login_required
@sensitive_post_parameters()
def ask_typed(request: HttpRequest) -> HttpResponse:
    """Somebody calls and asks: the helper reads the words aloud and types what they say."""
    may_type_request(request.actor).require()
    form = TypedAskForm(request.POST or None, helper=request.actor, language="")
    if request.method == "POST" and form.is_valid():
        try:
            said = {"asker": form.asker(), "wishes": form.wishes(), "person": form.cleaned_data.get("person")}
            return _receipt(actions.type_request(by=request.actor, **said))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _page(request, "ask_typed", form)


def _receipt(row: Request) -> HttpResponse:
    return hold_code(redirect("own_code"), code_of(row), is_new=True)


def _page(request: HttpRequest, name: str, form: AskForm) -> HttpResponse:
    context = {"form": form, "wait": said_wait(expected_wait()), "room": "more"}
    return render(request, f"one_to_one/{name}.html", context, status=422 if form.errors else 200)
