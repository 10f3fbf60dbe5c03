"""Setting up and removing a second step: django-allauth's pages, with our words, our trail and one rule more."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal.auth import begin_registration
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hearthside.accounts import second_step as steps
from hearthside.accounts.actions import note_second_step


@login_required
def second_step(request: HttpRequest) -> HttpResponse:
    """Which one would you like?"""
    return render(request, "accounts/second_step.html")


class SetUpApp(ActivateTOTPView):
    def form_valid(self, form) -> HttpResponse:
        response = super().form_valid(form)
        steps.was_set_up(self.request, "totp")
        note_second_step(by=self.request.user, act="set up an authenticator app")
        return response


class RemoveApp(DeactivateTOTPView):
    def form_valid(self, form) -> HttpResponse:
        response = super().form_valid(form)
        note_second_step(by=self.request.user, act="removed an authenticator app")
        return response


class AddPasskey(AddWebAuthnView):
    """A passkey always signs in alone, so the ceremony asks for one that knows its owner."""

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        context["form"] = kwargs.get("form") or self.get_form()
        context["js_data"] = {"creation_options": begin_registration(self.request.user, passwordless=True)}
        return context

    def form_valid(self, form) -> HttpResponse:
        response = super().form_valid(form)
        steps.was_set_up(self.request, "webauthn")
        note_second_step(by=self.request.user, act="set up a passkey")
        return response


class RemovePasskey(RemoveWebAuthnView):
    def form_valid(self, form) -> HttpResponse:
        if not get_adapter().can_delete_authenticator(self.object):
            messages.warning(self.request, get_adapter().error_messages["cannot_delete_authenticator"])
            return redirect("signing_in")
        response = super().form_valid(form)
        note_second_step(by=self.request.user, act="removed a passkey")
        return response


set_up_app = SetUpApp.as_view()
remove_app = RemoveApp.as_view()
add_passkey = AddPasskey.as_view()
remove_passkey = RemovePasskey.as_view()
