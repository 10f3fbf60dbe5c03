"""The one form of the home: beginning."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hearthside.core.zones import country_choices, zone_choices


class SetUpForm(forms.Form):
    """Who you are, and what your organisation is called. Everything can be changed later."""

    organisation = forms.CharField(label=_("What is your organisation called?"), max_length=120)
    country = forms.ChoiceField(label=_("Country"), help_text=_("It chooses the crisis lines shown on every page."), initial="CA")
    zone = forms.ChoiceField(label=_("Time zone"), help_text=_("Days and months are counted by it."))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, initial="en")
    name = forms.CharField(label=_("Your name"), max_length=120)
    email = forms.EmailField(label=_("Your e-mail address"), help_text=_("You sign in with it: we send a code, there is no password."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = country_choices()
        self.fields["zone"].choices = zone_choices()
