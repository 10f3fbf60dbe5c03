"""What a host types: where the door stands and the PIN to leave it; and a sheet in one go."""

import re
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from hearthside.gatherings.door.actions import LONGEST_NAME
from hearthside.gatherings.door.expected import Somebody
from hearthside.organisation.models import Site

MOST_NAMES, MOST_HEADS = 300, 999
PIN = {"inputmode": "numeric", "autocomplete": "off", "maxlength": "8"}


class DoorForm(forms.Form):
    """One place, and a PIN typed twice, since nobody can look it up."""

    site = forms.ModelChoiceField(Site.objects.filter(closed_on=None).order_by("name"), label=_("Where does it stand?"), required=False)
    pin = forms.CharField(
        label=_("Choose a PIN to leave the door"), max_length=8, help_text=_("4 to 8 digits. Nobody can look it up for you."),
        widget=forms.PasswordInput(attrs=PIN),
    )  # fmt: skip
    again = forms.CharField(label=_("The same PIN again"), max_length=8, widget=forms.PasswordInput(attrs=PIN))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["site"].empty_label = _("Every place")

    def clean_again(self) -> str:
        if self.cleaned_data["again"] != self.cleaned_data.get("pin", self.cleaned_data["again"]):
            raise forms.ValidationError(_("The two PINs differ. Type the same one in both fields."))
        return self.cleaned_data["again"]


class ArrivalsForm(forms.Form):
    """Ticks for those who are expected, names as they stand on the sheet, and how many gave none."""

    here = forms.MultipleChoiceField(label=_("Who was there?"), required=False, widget=forms.CheckboxSelectMultiple)
    names = forms.CharField(
        label=_("Other names on the sheet"), required=False, max_length=MOST_NAMES * LONGEST_NAME,
        help_text=_("One a line, or with commas between them."), widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
    )  # fmt: skip
    heads = forms.IntegerField(
        label=_("Only counted"), required=False, min_value=0, max_value=MOST_HEADS,
        help_text=_("How many came and gave no name."), widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    batch = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args, expected: list[Somebody], only_counted: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.expected = {one.key: one for one in expected}
        self.fields["here"].choices = [(key, one.name) for key, one in self.expected.items()]
        if only_counted:
            del self.fields["here"], self.fields["names"]

    def offer(self, everybody: list[Somebody], there: set[str]) -> None:
        """A tick for each who is expected and not on the list already."""
        self.fields["here"].choices = [(one.key, one.name) for one in everybody if one.key not in there]

    def clean_names(self) -> list[str]:
        names = [name.strip() for name in re.split(r"[\n,;]", self.cleaned_data["names"]) if name.strip()]
        long = [name for name in names if len(name) > LONGEST_NAME]
        if long:
            raise forms.ValidationError(
                _("“%(name)s…” is too long for a name. Put a comma or a new line between names.") % {"name": long[0][:30]}
            )
        if len(names) > MOST_NAMES:
            raise forms.ValidationError(_("More than 300 names in one go are too many. Send them in parts."))
        return names

    def clean_heads(self) -> int:
        return self.cleaned_data["heads"] or 0

    def clean(self) -> dict:
        given = super().clean() or self.cleaned_data
        if not self.errors and not (given.get("here") or given.get("names") or given.get("heads")):
            raise forms.ValidationError(_("Tick somebody, type a name or a number, then save."))
        return given

    def came(self) -> dict:
        """What `note_arrivals` takes."""
        given = self.cleaned_data
        here = [self.expected[key] for key in given.get("here", [])]
        return {"known": here, "names": given.get("names", []), "heads": given["heads"], "batch": given["batch"]}


class WhoForm(forms.Form):
    """Who a typed name is: one of those who may be meant."""

    who = forms.ChoiceField()

    def __init__(self, *args, expected: list[Somebody], **kwargs):
        super().__init__(*args, **kwargs)
        self.expected = {one.key: one for one in expected}
        self.fields["who"].choices = [(key, one.name) for key, one in self.expected.items()]

    def somebody(self) -> Somebody:
        return self.expected[self.cleaned_data["who"]]


def read_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
