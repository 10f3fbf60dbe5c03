"""My ways to sign in, my devices, and handing the phone over."""

from uuid import UUID

from allauth.account import views as allauth
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hearthside.accounts import locking
from hearthside.accounts.actions import end_sign_in
from hearthside.accounts.entrance import local_path
from hearthside.accounts.forms import LockForm
from hearthside.accounts.models import CodeCard, SignIn
from hearthside.core.errors import Refused


@login_required
def signing_in(request: HttpRequest) -> HttpResponse:
    """Every way in that belongs to me, and every device I am signed in on."""
    steps = Authenticator.objects.filter(user=request.user).order_by("created_at")
    context = {
        "app": next((one for one in steps if one.type == Authenticator.Type.TOTP), None),
        "passkeys": [one for one in steps if one.type == Authenticator.Type.WEBAUTHN],
        "has_recovery_codes": any(one.type == Authenticator.Type.RECOVERY_CODES for one in steps),
        "card": CodeCard.objects.filter(user=request.user, ended_at=None).first(),
        "devices": SignIn.objects.filter(user=request.user).order_by("-last_used_on", "pk"),
        "this_session": request.session.session_key,
    }
    return render(request, "accounts/signing_in.html", context)


@require_POST
@login_required
def sign_in_ending(request: HttpRequest, sign_in_id: UUID) -> HttpResponse:
    """Sign out there."""
    end_sign_in(by=request.user, sign_in=get_object_or_404(SignIn, pk=sign_in_id, user=request.user))
    messages.success(request, _("That device is signed out."))
    return redirect("signing_in")


@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out here. The browser is told to delete all it keeps of us; not on a device that was made a door, which may still
    keep what people tapped there (each program deletes its own by itself)."""
    is_door = locking.DOOR in request.session
    response = allauth.logout(request)
    if not request.user.is_authenticated and not is_door:
        response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@never_cache
def lock(request: HttpRequest) -> HttpResponse:
    """Lock, to hand the phone over; or the PIN, to come back."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    return _come_back(request) if locking.is_locked(request) else _hand_over(request)


def _hand_over(request: HttpRequest) -> HttpResponse:
    then = local_path(request.POST.get("next") or request.GET.get("next") or "")
    back = local_path(request.POST.get("back") or request.GET.get("back") or "")
    form = LockForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            locking.lock(request, form.cleaned_data["pin"], back)
        except Refused as refused:
            form.add_error("pin", str(refused))
        else:
            return redirect(then or "lock")
    has_pin = locking.has_pin(request)
    return render(request, "accounts/hand_over.html", {"form": form, "next": then, "back": back, "has_pin": has_pin})


def _come_back(request: HttpRequest) -> HttpResponse:
    form = LockForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return redirect(locking.unlock(request, form.cleaned_data["pin"]) or settings.LOGIN_REDIRECT_URL)
        except Refused as refused:
            if not locking.is_locked(request):
                messages.warning(request, str(refused))
                return redirect("account_login")
            form.add_error("pin", str(refused))
    return render(request, "accounts/come_back.html", {"form": form})
