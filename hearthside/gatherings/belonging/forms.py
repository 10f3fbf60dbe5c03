"""Asking, answering, adding by hand."""

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hearthside.people.asking.forms import ReachedForm, people_choice
from hearthside.people.models import Person

WORDS = forms.Textarea(attrs={"rows": 3})


class AskingForm(ReachedForm):
    """Who asks, and what they would like to say first."""

    message = forms.CharField(
        label=_("What would you like to tell us, or ask?"), required=False, max_length=2000, widget=WORDS,
        help_text=_("You need not give a reason. Only those who answer read it."),
    )  # fmt: skip


class MemberForm(ReachedForm):
    """Somebody who belongs, as a host writes them down after they spoke."""

    def __init__(self, *args, host: Person, **kwargs):
        super().__init__(*args, actor=None, needs_name=False, **kwargs)
        self.fields["name"].label = _t("First name, or the name they like to be called here")
        self.fields["way"].label = _t("How shall they hear from us?")
        self.fields["way"].choices = [("", _t("They keep the code themselves")), *self.fields["way"].choices[1:]]
        self.fields["person"] = people_choice(host, _t("Is it somebody whose record you know?"))
        if not self.fields["person"].queryset.exists():
            del self.fields["person"]

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("name") and not cleaned.get("person") and "name" not in self.errors:
            self.add_error("name", _t("Write a name. Any name they like will do."))
        return cleaned


class AnswerForm(forms.Form):
    """Yes, or not now with words."""

    answer = forms.ChoiceField(
        label=_("What do you answer?"), choices=[("yes", _("Yes, welcome")), ("not_now", _("Not now"))], widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or not now.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("Your words to them"), required=False, max_length=2000, widget=WORDS,
        help_text=_("Needed for a “not now”: say why, or what else there is."),
    )  # fmt: skip

    def __init__(self, *args, host: Person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"] = people_choice(host, _t("Is it somebody whose record you know?"))
        if not self.fields["person"].queryset.exists():
            del self.fields["person"]

    def given(self) -> dict:
        cleaned = self.cleaned_data
        return {"is_yes": cleaned["answer"] == "yes", "words": cleaned["words"], "person": cleaned.get("person")}


class EndingForm(forms.Form):
    """Words for somebody who no longer belongs."""

    words = forms.CharField(
        label=_("Your words to them"), max_length=2000, widget=WORDS,
        error_messages={"required": _("Write a few words for them, so that nobody is left with a bare no.")},
    )  # fmt: skip
