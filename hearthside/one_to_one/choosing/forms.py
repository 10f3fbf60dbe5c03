"""Choosing somebody, suggesting somebody, ending it, and the word on what the next supporter reads."""

from collections.abc import Sequence

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hearthside.one_to_one.choosing.queries import MOST, Choice
from hearthside.one_to_one.defaults import ENDINGS
from hearthside.people.models import Person

OTHER, FOR_ME, BACK = "somebody_else", "for_me", "back"
LATER = "later"


class ChoiceForm(forms.Form):
    """One of those suggested, somebody else, that somebody here chooses, or to choose anew."""

    choice = forms.ChoiceField(error_messages={
        "required": _("Press one of the buttons."),
        "invalid_choice": _("This has changed in the meantime. Look at the page again, and choose."),
    })  # fmt: skip

    def __init__(self, *args, choices: Sequence[Choice], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["choice"].choices = [(str(one.id), one.name) for one in choices] + [(way, way) for way in (OTHER, FOR_ME, BACK)]


class SuggestingForm(forms.Form):
    """Up to three supporters: those who fit, or anybody with room."""

    fitting = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Who may fit"), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Somebody is not there any more. Look at the list again.")},
    )  # fmt: skip
    another = forms.ModelChoiceField(
        Person.objects.none(), label=_("Or somebody else with room"), required=False,
        error_messages={"invalid_choice": _("Somebody is not there any more. Look at the list again.")},
    )  # fmt: skip

    def __init__(self, *args, fitting: dict[Person, str], with_room: Sequence[Person], **kwargs):
        super().__init__(*args, **kwargs)
        everybody = Person.objects.filter(pk__in=[one.pk for one in with_room])
        self.fields["fitting"].queryset = everybody.filter(pk__in=[one.pk for one in fitting])
        self.fields["fitting"].choices = [(str(one.pk), f"{one.name}: {why}") for one, why in fitting.items()]
        self.fields["another"].queryset = everybody.exclude(pk__in=[one.pk for one in fitting]).by_name()
        self.fields["another"].empty_label = _t("nobody else")
        if not fitting:
            del self.fields["fitting"]

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.chosen():
            self.add_error("fitting" if "fitting" in self.fields else "another", _t("Choose at least one supporter."))
        if len(self.chosen()) > MOST:
            self.add_error("fitting", _t("Choose three people at most, so that choosing stays easy."))
        return cleaned

    def chosen(self) -> list[Person]:
        another = self.cleaned_data.get("another")
        return [*self.cleaned_data.get("fitting", ()), *([another] if another else [])]


class EndingForm(forms.Form):
    """How it ended, a kind word, and of the person alone: what the next supporter may read."""

    ending = forms.ChoiceField(
        label=_("How did it end?"), choices=[(code, capfirst(name)) for code, name in ENDINGS.items()],
        widget=forms.RadioSelect, initial="not_said",
        error_messages={"required": _("Choose one, or that nobody has to say why.")},
    )  # fmt: skip
    word = forms.CharField(
        label=_("A kind word to the other"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They read it once; then it is gone from here."),
    )  # fmt: skip
    keeps = forms.ChoiceField(
        label=_("May whoever you meet next read what you wrote together?"), widget=forms.RadioSelect, initial=LATER,
        choices=[("yes", _("Yes")), ("no", _("No")), (LATER, _("Ask me later"))],
        help_text=_("As long as you do not say yes, they may not. You can change it at any time under “Who I meet”."),
        error_messages={"required": _("Choose one. “Ask me later” is fine.")},
    )  # fmt: skip

    def __init__(self, *args, is_own: bool, is_of_two: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_own:
            del self.fields["keeps"]
        if not is_of_two:
            self.fields["word"].label = _t("A kind word to both")

    def ended(self) -> dict:
        cleaned = self.cleaned_data
        keeps = {"yes": True, "no": False}.get(cleaned.get("keeps", ""))
        return {"ending": cleaned["ending"], "word": cleaned["word"], "keeps_history": keeps}


class HistoryForm(forms.Form):
    """Yes or no to what the next supporter may read."""

    keeps = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])


class AnswerForm(forms.Form):
    """The supporter's yes or no."""

    answer = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")], error_messages={
        "required": _("Press yes or no."), "invalid_choice": _("Press yes or no."),
    })  # fmt: skip
