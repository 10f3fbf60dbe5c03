"""Letting somebody sign in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hearthside.organisation.models import Organisation
from hearthside.people.forms.person import read_number_or_explain


class SignInForm(forms.Form):
    """An address, a number, both or neither: whoever has neither gets a printed card."""

    email = forms.EmailField(label=_("E-mail"), required=False, help_text=_("A code is sent there each time they sign in."))
    mobile = forms.CharField(
        label=_("Mobile number"), max_length=40, required=False, help_text=_("For a code as a text, where texts can be sent.")
    )

    def __init__(self, *args, organisation: Organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisation = organisation

    def clean_mobile(self) -> str:
        typed = self.cleaned_data["mobile"].strip()
        return read_number_or_explain(typed, self.organisation.country) if typed else ""
