"""A whole plan on one page, to be filled in while talking."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hearthside.checkins.plans.actions.plans import Number
from hearthside.checkins.plans.actions.steps import Contact
from hearthside.checkins.plans.defaults import GENTLE
from hearthside.checkins.plans.forms import TemplateForm, TimesForm, number_choices
from hearthside.checkins.plans.queries import numbers_of, programmes_for
from hearthside.organisation.models import Organisation
from hearthside.people.forms.person import read_number_or_explain
from hearthside.people.models import Person, ReachPermission
from hearthside.people.reach import words_asked

USUAL_DAYS = [0, 2, 4]
NEW = "new"


class BeginningForm(TimesForm, TemplateForm):
    """Days, hours, a number with what is allowed there, and steps to begin with. The usual answers are there already."""

    programme = forms.ChoiceField(label=_("Programme"))
    way = forms.ChoiceField(label=_("Which number?"), widget=forms.RadioSelect)
    number = forms.CharField(
        label=_("Another number"), max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})
    )
    contact_name = forms.CharField(label=_("Somebody we may call"), max_length=120, required=False)
    contact_number = forms.CharField(
        label=_("Their number"), max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})
    )

    def __init__(self, *args, actor: Person, person: Person, organisation: Organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.programmes = {str(one.pk): one for one in programmes_for(actor, person)}
        known = numbers_of(person)
        self.ways = {str(way.pk): way for way, _said in known}
        self.asked = words_asked(organisation, ReachPermission.Purpose.CHECK_INS)
        self.fields["programme"].choices = [(key, one.name) for key, one in self.programmes.items()]
        self.fields["way"].choices = [*number_choices(person, organisation.country), (NEW, _t("another number, written below"))]
        self.fields["days"].initial, self.fields["template"].initial = USUAL_DAYS, GENTLE
        self.fields["programme"].initial = next(iter(self.programmes), "")
        self.fields["way"].initial = next(iter(self.ways), NEW)
        said = known[0][1] if len(known) == 1 else None  # with several, what is said of one stands for no other
        for column, sentence in self.asked.items():
            self.fields[column] = forms.BooleanField(label=sentence, required=False, initial=bool(said and getattr(said, column)))

    @property
    def ticks(self) -> list:
        return [self[column] for column in self.asked]

    def clean_number(self) -> str:
        return self._read("number")

    def clean_contact_number(self) -> str:
        return self._read("contact_number")

    def _read(self, name: str) -> str:
        typed = self.cleaned_data[name].strip()
        return read_number_or_explain(typed, self.organisation.country) if typed else ""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        if cleaned.get("way") == NEW and not cleaned.get("number") and "number" not in self.errors:
            self.add_error("number", _t("Write the number at which you would like to be called."))
        if cleaned.get("way") in self.ways and cleaned.get("number"):
            self.add_error("number", _t("Choose “another number” above, or take this one away."))
        if cleaned.get("may_leave_voicemail") and not cleaned.get("may_call"):
            self.add_error("may_leave_voicemail", _t("A message on the machine takes a call. Tick both, or neither."))
        if bool(cleaned.get("contact_name", "").strip()) != bool(cleaned.get("contact_number")) and "contact_number" not in self.errors:
            self.add_error("contact_number", _t("Write both, the name and the number, or neither."))
        return cleaned

    def plan(self) -> dict[str, Any]:
        """What the form says, for the action."""
        said = self.cleaned_data
        number = Number(
            way=self.ways.get(said["way"]),
            typed=said["number"],
            allowed=[column for column in self.asked if said[column]],
            words=" ".join(self.asked.values()),
        )
        contact = Contact(name=said["contact_name"], number=said["contact_number"]) if said["contact_number"] else None
        programme = self.programmes[said["programme"]]
        return {"programme": programme, "number": number, "windows": self.windows(), "template": said["template"], "contact": contact}
