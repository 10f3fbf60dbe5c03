"""Ways in without e-mail: a texted code, a code card, a link from the command line."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hearthside.accounts.actions import confirm_texted_code, request_texted_code, sign_in_with_card, use_entry_link
from hearthside.accounts.forms import CardForm, NumberForm, TextedCodeForm
from hearthside.accounts.models import EntryLink, User
from hearthside.accounts.second_step import count_as_done
from hearthside.core.errors import Refused
from hearthside.core.numbers import last_digits

TEXTED = "texted_code"


def local_path(address: str) -> str:
    """An address of this house, or nothing."""
    is_here = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_here else ""


def _next(request: HttpRequest) -> str:
    return local_path(request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or "")


def _place(request: HttpRequest) -> str:
    return get_adapter().get_client_ip(request)


def _sign_in(request: HttpRequest, user: User, how: str) -> HttpResponse:
    """Go on as allauth does after its own codes, so that a second step is asked of those who have one."""
    then = _next(request)
    if request.user.is_authenticated:
        get_adapter().logout(request)
    record_authentication(request, user, how)
    return perform_login(request, user, redirect_url=then or None)


@never_cache
def text(request: HttpRequest) -> HttpResponse:
    """Which number shall the code go to?"""
    form = NumberForm(request.POST or None, country=request.organisation.country)
    if form.is_valid():
        number = form.cleaned_data["number"]
        try:
            code = request_texted_code(by=request.actor, number=number, house=request.organisation.name, place=_place(request))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            request.session[TEXTED] = {"id": str(code.pk), "number": last_digits(number), "next": _next(request)}
            return redirect("texted_code")
    return render(request, "accounts/text.html", {"form": form, "next": _next(request)})


@never_cache
def texted_code(request: HttpRequest) -> HttpResponse:
    """Which code came?"""
    asked = request.session.get(TEXTED)
    if asked is None:
        return redirect("text")
    form = TextedCodeForm(request.POST or None)
    if form.is_valid():
        try:
            user = confirm_texted_code(by=request.actor, code_id=asked["id"], typed=form.cleaned_data["code"])
        except Refused as refused:
            form.add_error("code", str(refused))
        else:
            del request.session[TEXTED]
            return _sign_in(request, user, "text")
    return render(request, "accounts/texted_code.html", {"form": form, "number": asked["number"], "next": asked["next"]})


@never_cache
def card_entrance(request: HttpRequest) -> HttpResponse:
    """What is on the card, and its PIN."""
    form = CardForm(request.POST or None)
    if form.is_valid():
        try:
            user = sign_in_with_card(by=request.actor, place=_place(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _sign_in(request, user, "card")
    return render(request, "accounts/card_entrance.html", {"form": form, "next": _next(request)})


@never_cache
def entry(request: HttpRequest, token: str) -> HttpResponse:
    """One button, so that a preview of the link in somebody's chat does not use it up."""
    return render(request, "accounts/entry.html", {"token": token})


@never_cache
@require_POST
def entry_use(request: HttpRequest) -> HttpResponse:
    """Take the link's turn. Into the demonstration it leads past the second step, which nobody there could do."""
    try:
        link = use_entry_link(by=request.actor, token=request.POST.get("token", ""), place=_place(request))
    except Refused as refused:
        return render(request, "accounts/entry.html", {"refused": str(refused)})
    if link.purpose != EntryLink.Purpose.DEMO:
        return _sign_in(request, link.user, "link")
    if request.user.is_authenticated:
        get_adapter().logout(request)
    get_adapter().login(request, link.user)
    count_as_done(request.session, link.user)
    return redirect(settings.LOGIN_REDIRECT_URL)
