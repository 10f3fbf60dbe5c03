"""One step for when somebody does not answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hearthside.checkins.models import AgreedStep
from hearthside.checkins.plans.actions.steps import LONGEST_WAIT, Contact, StepWish
from hearthside.checkins.plans.forms import LONGEST_TEXT, words_field
from hearthside.core.text_length import text_length
from hearthside.people.forms.person import CLOCK, read_number_or_explain

UNITS = {"1": _("minutes"), "60": _("hours"), "1440": _("days")}


class StepForm(forms.Form):
    """What happens, after how long, at what time of day, and what may be said."""

    act = forms.ChoiceField(label=_("What happens?"), choices=AgreedStep.Act.choices, widget=forms.RadioSelect)
    wait = forms.IntegerField(
        label=_("How long after the step before?"), min_value=0, help_text=_("The first counts from the call that you did not answer.")
    )
    unit = forms.ChoiceField(label=_("Counted in"), choices=list(UNITS.items()), initial="60")
    not_before = forms.TimeField(label=_("Not before"), required=False, widget=CLOCK)
    not_after = forms.TimeField(label=_("Not after"), required=False, widget=CLOCK)
    words = words_field(
        _("What may be said or written?"), _("For a message, a text or a call to somebody you name."), **{"data-text-length": ""}
    )
    contact_name = forms.CharField(label=_("Whom may we call?"), max_length=120, required=False)
    contact_number = forms.CharField(
        label=_("Their number"), max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})
    )

    def __init__(self, *args, country: str, step: AgreedStep | None = None, **kwargs):
        super().__init__(*args, initial=_typed(step) if step else {}, **kwargs)
        self.country = country

    @property
    def length(self) -> str:
        """What a text comes to, as it is typed or kept; nothing for other acts."""
        typed = self["words"].value()
        return text_length(str(typed)).in_words if typed and self["act"].value() == AgreedStep.Act.TEXT else ""

    def clean_contact_number(self) -> str:
        typed = self.cleaned_data["contact_number"].strip()
        return read_number_or_explain(typed, self.country) if typed else ""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        if cleaned.get("wait") is not None and cleaned.get("unit") and cleaned["wait"] * int(cleaned["unit"]) > LONGEST_WAIT:
            self.add_error("wait", _t("A step waits for a week at most. Choose a shorter wait."))
        if cleaned.get("act") == AgreedStep.Act.TEXT and len(cleaned.get("words", "")) > LONGEST_TEXT:
            self.add_error("words", _t("A text has room for %(n)s letters. Say it shorter.") % {"n": LONGEST_TEXT})
        if cleaned.get("act") == AgreedStep.Act.CONTACT:
            for name, missing in (("contact_name", _t("Say who is to be called.")), ("contact_number", _t("Write their number."))):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, missing)
        return cleaned

    def wish(self) -> StepWish:
        """What the form says, for the action."""
        said = self.cleaned_data
        return StepWish(
            act=said["act"],
            wait_minutes=said["wait"] * int(said["unit"]),
            not_before=said["not_before"],
            not_after=said["not_after"],
            words=said["words"],
            contact=Contact(name=said["contact_name"], number=said["contact_number"]),
        )


def _typed(step: AgreedStep) -> dict[str, Any]:
    """A step as it would be typed, its wait in the longest unit without a fraction."""
    unit = next(int(unit) for unit in reversed(UNITS) if step.wait_minutes % int(unit) == 0) if step.wait_minutes else 60
    same = ("act", "not_before", "not_after", "words", "contact_name", "contact_number")
    return {name: getattr(step, name) for name in same} | {"wait": step.wait_minutes // unit, "unit": str(unit)}
