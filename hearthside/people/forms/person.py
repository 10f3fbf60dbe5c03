"""Writing somebody down, and correcting it."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hearthside.core.errors import Refused
from hearthside.core.numbers import read_number
from hearthside.core.zones import zone_choices
from hearthside.organisation.models import Organisation
from hearthside.organisation.queries import running_programmes
from hearthside.people.actions.person import DETAILS
from hearthside.people.models import Person, ReachPermission, Role
from hearthside.people.reach import words_asked

CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class NewPersonForm(forms.Form):
    """A name is enough. A telephone number comes with what they allow, asked at once."""

    name = forms.CharField(
        label=_("What do they like to be called?"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    is_alias = forms.BooleanField(label=_("This is a name they chose for here"), required=False)
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    pronouns = forms.CharField(label=_("Pronouns"), max_length=40, required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    number = forms.CharField(
        label=_("Telephone"), max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})
    )
    may_call = forms.BooleanField(required=False)
    may_text = forms.BooleanField(required=False)
    may_leave_voicemail = forms.BooleanField(required=False)
    may_say_who = forms.BooleanField(required=False)

    def __init__(self, *args, actor: Person, organisation: Organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.programmes = {str(one.pk): one for one in running_programmes()}
        own = next((str(role.programme_id) for role in actor.current_roles if str(role.programme_id) in self.programmes), "")
        none = [] if own else [("", _t("none yet"))]
        self.fields["programme"].choices = [*none, *((key, one.name) for key, one in self.programmes.items())]
        self.fields["programme"].initial = own
        self.fields["language"].choices = language_choices(organisation)
        self.asked = words_asked(organisation, ReachPermission.Purpose.CHECK_INS)
        for column, sentence in self.asked.items():
            self.fields[column].label = sentence
        if not actor.holds(Role.Kind.SUPPORTER, Role.Kind.HOST, Role.Kind.COORDINATOR):  # the record stays closed to them
            for name in ("number", *self.asked):
                del self.fields[name]

    def clean_number(self) -> str:
        typed = self.cleaned_data["number"].strip()
        return read_number_or_explain(typed, self.organisation.country) if typed else ""

    def clean(self):
        cleaned = super().clean()
        allowed = [column for column in self.asked if cleaned.get(column)]
        if allowed and not cleaned.get("number") and "number" not in self.errors:
            self.add_error("number", _t("Write the number that they spoke of, or take the ticks away."))
        return cleaned

    def details(self) -> dict[str, Any]:
        """What the form says, for the action."""
        cleaned = self.cleaned_data
        details = {name: cleaned[name] for name in ("name", "is_alias", "pronouns", "language")}
        details["programme"] = self.programmes.get(cleaned["programme"])
        if cleaned.get("number"):
            details |= {"number": cleaned["number"], "allowed": [column for column in self.asked if cleaned[column]]}
            details["words"] = " ".join(self.asked.values())
        return details


class DetailsForm(forms.Form):
    """What is kept of a person, to put right."""

    name = NewPersonForm.base_fields["name"]
    is_alias = NewPersonForm.base_fields["is_alias"]
    pronouns = NewPersonForm.base_fields["pronouns"]
    language = forms.ChoiceField(label=_("Language"), required=False)
    zone = forms.ChoiceField(label=_("Time where they live"), required=False)
    quiet_from = forms.TimeField(label=_("Quiet hours from"), widget=CLOCK)
    quiet_until = forms.TimeField(
        label=_("Quiet hours until"), widget=CLOCK, help_text=_("Nobody calls or texts then. The same time twice means no quiet hours.")
    )
    reference = forms.CharField(
        label=_("Reference"), max_length=120, required=False, help_text=_("What another system or a sign-in sheet calls them.")
    )

    def __init__(self, *args, person: Person, organisation: Organisation, **kwargs):
        super().__init__(*args, initial={name: getattr(person, name) for name in DETAILS}, **kwargs)
        self.fields["language"].choices = language_choices(organisation)
        here = _t("%(zone)s, as for everybody here") % {"zone": organisation.zone}
        self.fields["zone"].choices = [("", here), *zone_choices(person.zone)]


def language_choices(organisation: Organisation) -> list[tuple[str, str]]:
    names = {code: str(name) for code, name in settings.LANGUAGES}
    usual = _t("%(language)s, as for everybody here") % {"language": names.get(organisation.language, organisation.language)}
    return [("", usual), *names.items()]


def read_number_or_explain(typed: str, country: str) -> str:
    try:
        return read_number(typed, country)
    except Refused as refusal:
        raise forms.ValidationError(str(refusal)) from None
