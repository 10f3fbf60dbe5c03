"""A text to somebody."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearthside.core.ids import new_id
from hearthside.core.text_length import text_length
from hearthside.organisation.models import Organisation
from hearthside.people.models import WayToReach
from hearthside.people.texting.actions import MOST_TEXTS
from hearthside.people.texting.lock_screen import telling_words
from hearthside.people.texting.writing import TextChoice


class TextForm(forms.Form):
    """Where and what for, and the words. Of words that a locked screen should not show, it says so once and goes on if asked to."""

    where = forms.ChoiceField(label=gettext_lazy("Where, and what for?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("Your words"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3, "data-text-length": True})
    )
    once = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)

    def __init__(self, *args, choices: list[TextChoice], organisation: Organisation, neutral: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.allowed, self.organisation = {one.code: one for one in choices if one.verdict}, organisation
        self.fields["where"].choices = [(code, f"{one.shown}, {one.name}") for code, one in self.allowed.items()]
        self.fields["where"].initial = next(iter(self.allowed), None)
        if not all(one.may_say_who for one in self.allowed.values()):
            self.fields["words"].initial = neutral
        if self.is_bound and self._telling():
            self.fields["as_it_is"] = forms.BooleanField(label=_("Send it as it is."), required=False)

    def clean_words(self) -> str:
        words = self.cleaned_data["words"].strip()
        if text_length(words).texts > MOST_TEXTS:
            raise forms.ValidationError(_("This is longer than three texts. Say the first part now, and the rest when you talk."))
        return words

    def clean(self):
        cleaned = super().clean()
        found = [] if self.errors or cleaned.get("as_it_is") else self._telling()
        if found:
            words = {"words": ", ".join(f"“{one}”" for one in found)}
            self.add_error(
                "words", _("On a locked screen others may read %(words)s. Say it another way, or tick “Send it as it is”.") % words
            )
        return cleaned

    def _telling(self) -> list[str]:
        chosen = self.allowed.get(self.data.get(self.add_prefix("where"), ""))
        if chosen is None or chosen.may_say_who:
            return []
        return telling_words(self.data.get(self.add_prefix("words"), ""), self.organisation)

    @property
    def chosen(self) -> TextChoice:
        return self.allowed[self.cleaned_data["where"]]

    @property
    def way(self) -> WayToReach:
        return self.chosen.way

    @property
    def length(self) -> str:
        """How long the words are, in words; empty while there are none."""
        typed = self["words"].value()
        return text_length(str(typed)).in_words if typed else ""
