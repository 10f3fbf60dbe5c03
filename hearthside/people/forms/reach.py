"""Where somebody may be reached, and what they allow."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hearthside.core.errors import Refused
from hearthside.organisation.models import Organisation
from hearthside.people.actions.reach import COLUMNS, read_value
from hearthside.people.models import ReachPermission, WayToReach
from hearthside.people.reach import words_asked


class WayForm(forms.Form):
    """A number or address. What may be done with it is asked next."""

    kind = forms.ChoiceField(
        label=_("What is it?"), choices=WayToReach.Kind.choices, widget=forms.RadioSelect, initial=WayToReach.Kind.PHONE
    )
    value = forms.CharField(label=_("Number or address"), max_length=400, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    label = forms.CharField(
        label=_("Where or whose is it?"), max_length=60, required=False, help_text=_("Such as home, or sister's phone.")
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") and cleaned.get("value"):
            try:
                cleaned["value"] = read_value(cleaned["kind"], cleaned["value"])
            except Refused as refusal:
                self.add_error("value", str(refusal))
        return cleaned


class PermissionForm(forms.Form):
    """What a person says of one way for one purpose: each tick is a sentence that was shown or read to them."""

    def __init__(self, *args, organisation: Organisation, way: WayToReach, purpose: str, said: ReachPermission | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = words_asked(organisation, purpose, way.kind)
        for column, sentence in self.asked.items():
            self.fields[column] = forms.BooleanField(label=sentence, required=False, initial=bool(said and getattr(said, column)))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("may_leave_voicemail") and not cleaned.get("may_call"):
            self.add_error("may_leave_voicemail", _("A message on the machine takes a call. Tick both, or neither."))
        return cleaned

    def answers(self) -> dict:
        """What the form says, for the action, with the words it was said to."""
        return {column: self.cleaned_data.get(column, False) for column in COLUMNS} | {"words": " ".join(self.asked.values())}
