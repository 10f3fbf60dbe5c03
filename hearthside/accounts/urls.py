"""Signing in and out. Of django-allauth only what the house uses is here; everything else of it does not exist."""

from allauth.account import views as allauth
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.webauthn import views as passkeys
from django.urls import path
from django.views.generic import RedirectView

from hearthside.accounts import card_views, entrance, second_step_views, views

to_sign_in = RedirectView.as_view(pattern_name="account_login")
to_signing_in = RedirectView.as_view(pattern_name="signing_in")

urlpatterns = [
    path("", views.signing_in, name="signing_in"),
    path("devices/<uuid:sign_in_id>/ending/", views.sign_in_ending, name="sign_in_ending"),
    path("lock/", views.lock, name="lock"),
    path("card/", card_views.card, name="card"),
    path("card/print/", card_views.card_print, name="card_print"),
    path("card/ending/", card_views.card_ending, name="card_ending"),
    # ways in
    path("login/", allauth.login, name="account_login"),
    path("login/mail/", to_sign_in, name="account_request_login_code"),
    path("login/mail/code/", allauth.confirm_login_code, name="account_confirm_login_code"),
    path("login/text/", entrance.text, name="text"),
    path("login/text/code/", entrance.texted_code, name="texted_code"),
    path("login/card/", entrance.card_entrance, name="card_entrance"),
    path("login/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("login/second-step/", mfa.authenticate, name="mfa_authenticate"),
    path("login/inactive/", allauth.account_inactive, name="account_inactive"),
    path("enter/", entrance.entry_use, name="entry_use"),
    path("enter/<str:token>/", entrance.entry, name="entry"),
    path("logout/", views.sign_out, name="account_logout"),
    # the second step
    path("second-step/", second_step_views.second_step, name="second_step"),
    path("second-step/done/", to_signing_in, name="mfa_index"),
    path("second-step/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("second-step/again/password/", allauth.reauthenticate, name="account_reauthenticate"),
    path("second-step/again/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("second-step/app/", second_step_views.set_up_app, name="mfa_activate_totp"),
    path("second-step/app/removal/", second_step_views.remove_app, name="mfa_deactivate_totp"),
    path("second-step/recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-step/recovery-codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("second-step/passkeys/", to_signing_in, name="mfa_list_webauthn"),
    path("second-step/passkeys/new/", second_step_views.add_passkey, name="mfa_add_webauthn"),
    path("second-step/passkeys/<int:pk>/removal/", second_step_views.remove_passkey, name="mfa_remove_webauthn"),
]
