"""Saying something, and answering it."""

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hearthside.gatherings.models import Voice
from hearthside.gatherings.voices.queries import groups_to_speak_of
from hearthside.people.asking.forms import ReachedForm
from hearthside.people.models import Person

LONGEST = 3000


class VoiceForm(ReachedForm):
    """Words, and how to answer them. Nothing else is needed; who is signed in may leave their name out as well."""

    text = forms.CharField(
        max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5}), error_messages={"required": _("Write what you would like to say.")}
    )
    is_nameless = forms.BooleanField(label=_("Without my name"), required=False)

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, actor=actor, needs_name=False, **kwargs)
        if not isinstance(actor, Person):
            del self.fields["is_nameless"]
        if "way" in self.fields:
            self.fields["way"].label = _t("How shall we answer you?")

    def said(self) -> dict:
        """What the form says, for the action."""
        cleaned = self.cleaned_data
        return {"text": cleaned["text"], "is_nameless": cleaned.get("is_nameless", False), "asker": self.asker()}


class IdeaForm(VoiceForm):
    """A group that somebody proposes, or what they would like."""

    field_order = ("kind", "text", "gathering", "name", "way", "reach", "is_nameless")
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(Voice.Kind.PROPOSAL, _("An idea for a new group")), (Voice.Kind.WISH, _("Something I would like"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is.")},
    )
    gathering = forms.ModelChoiceField(
        queryset=groups_to_speak_of(), label=_("Is it about one of our groups?"), required=False, empty_label=_("No, or I do not know")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _t("Tell us")
        if not self.fields["gathering"].queryset.exists():
            del self.fields["gathering"]

    def said(self) -> dict:
        return super().said() | {"kind": self.cleaned_data["kind"], "gathering": self.cleaned_data.get("gathering")}


class ThanksForm(VoiceForm):
    """Thanks to those who hold one group."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _t("Your words to them")
        for name in ("way", "reach"):
            self.fields.pop(name, None)

    def said(self) -> dict:
        return super().said() | {"kind": Voice.Kind.THANKS}


class VoiceAnswerForm(forms.Form):
    """An answer in words."""

    words = forms.CharField(
        label=_("Your answer"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write your answer. They read it as you write it.")},
    )
