"""One question each. They explain and read back; they never write."""

import struct

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm, LoginForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, LoginWebAuthnForm, ReauthenticateWebAuthnForm
from cryptography.exceptions import InvalidSignature
from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hearthside.accounts.secrets import new_pin
from hearthside.core.errors import Refused
from hearthside.core.numbers import read_number
from hearthside.outbox.actions import can_carry
from hearthside.outbox.models import Message

# What the library raises when a browser, or somebody who pretends to be one, hands in a broken or forged ceremony.
FORGED = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, InvalidSignature, struct.error)
DIGITS = {"inputmode": "numeric", "autocomplete": "one-time-code"}


def _ask(form: forms.Form, name: str, label, help_text="", **attrs) -> None:
    """Say one question of allauth's forms in our words, without its placeholder."""
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)


class EmailForm(LoginForm):
    """An e-mail address. For one that is not ours the same is done as for ours, and then undone."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _ask(self, "login", _("Your e-mail address"))
        self.can_text = can_carry(Message.Channel.SMS)

    def login(self, request, redirect_url=None):
        response = super().login(request, redirect_url=redirect_url)
        if self.user is None:
            self._rehearse(request)
        return response

    def _rehearse(self, request) -> None:
        adapter = get_adapter()
        with transaction.atomic():
            adapter.send_mail("account/email/login_code", self.cleaned_data["login"], {"code": adapter.generate_login_code()})
            transaction.set_rollback(True)


class EmailedCodeForm(ConfirmLoginCodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _ask(self, "code", _("The code in the e-mail"), autocapitalize="characters")


class SecondStepForm(AuthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _ask(self, "code", _("The code in your app"), _("A recovery code works here as well."), inputmode="numeric")


class SecondStepAgainForm(ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _ask(self, "code", _("The code in your app"), _("A recovery code works here as well."), inputmode="numeric")


class AppForm(ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _ask(self, "code", _("The six digits that the app shows now"), inputmode="numeric")


class PasskeyForm(AddWebAuthnForm):
    """A passkey that signs in alone, so the device has to know its owner by finger, face or PIN."""

    passwordless = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _ask(self, "name", _("What do you call this passkey?"), _("Such as: my phone."))

    def clean(self):
        self.cleaned_data["passwordless"] = True
        try:
            return super().clean()
        except FORGED as error:
            raise get_adapter().validation_error("incorrect_code") from error


class Ceremony:
    """Answers a broken ceremony like a wrong one."""

    def clean_credential(self):
        try:
            return super().clean_credential()
        except FORGED as error:
            raise get_adapter().validation_error("incorrect_code") from error


class PasskeyEntranceForm(Ceremony, LoginWebAuthnForm):
    pass


class PasskeyStepForm(Ceremony, AuthenticateWebAuthnForm):
    pass


class PasskeyAgainForm(Ceremony, ReauthenticateWebAuthnForm):
    pass


class NumberForm(forms.Form):
    """A mobile number, read as people of the organisation's country write it."""

    number = forms.CharField(
        label=_("Your mobile number"), max_length=40, widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})
    )

    def __init__(self, *args, country: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.country = country

    def clean_number(self) -> str:
        try:
            return read_number(self.cleaned_data["number"], self.country)
        except Refused as refusal:
            raise forms.ValidationError(_("This does not look like a whole number. Type it with its area code.")) from refusal


class TextedCodeForm(forms.Form):
    code = forms.CharField(label=_("The six digits in the text"), max_length=20, widget=forms.TextInput(attrs=DIGITS))


class CardForm(forms.Form):
    """What is printed on the card, and the PIN that is not."""

    code = forms.CharField(
        label=_("Card code"), max_length=40, help_text=_("Thirteen letters and digits; dashes do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip
    pin = forms.CharField(label=_("PIN"), max_length=12, widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))


class NewCardForm(forms.Form):
    """A PIN for a new card: the one proposed, or one's own."""

    pin = forms.CharField(
        label=_("PIN for the card"), max_length=6, initial=new_pin, help_text=_("4 to 6 digits. Keep this one or type your own."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


class LockForm(forms.Form):
    """A PIN to lock with, or to come back with."""

    pin = forms.CharField(
        label=_("PIN"), max_length=12, required=False, widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    )
