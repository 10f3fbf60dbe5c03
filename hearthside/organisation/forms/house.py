"""The organisation's details and words."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hearthside.core.zones import country_choices, zone_choices
from hearthside.organisation import defaults
from hearthside.organisation.models import Organisation


class DetailsForm(forms.Form):
    """What the organisation is called, and where and how it lives."""

    name = forms.CharField(label=_("Name"), max_length=120)
    country = forms.ChoiceField(
        label=_("Country"), help_text=_("It picks the crisis lines on every page, and how telephone numbers are read.")
    )
    zone = forms.ChoiceField(label=_("Time zone"), help_text=_("Days are counted by it."))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, help_text=_("For everybody who has chosen none."))

    def __init__(self, *args, organisation: Organisation, **kwargs):
        names = ("name", "country", "zone", "language")
        super().__init__(*args, initial={name: getattr(organisation, name) for name in names}, **kwargs)
        self.fields["country"].choices = country_choices()
        self.fields["zone"].choices = zone_choices(organisation.zone)


class WordsForm(forms.Form):
    """The organisation's own word for each thing; empty means the usual one."""

    def __init__(self, *args, organisation: Organisation, **kwargs):
        super().__init__(*args, initial=organisation.words, **kwargs)
        for key, usual in defaults.WORDS.items():
            attrs = {"placeholder": str(usual), "data-key": key, "autocomplete": "off"}
            self.fields[key] = forms.CharField(label=usual, required=False, max_length=40, widget=forms.TextInput(attrs=attrs))
