"""The questions as a form. None of them has to be answered."""

from secrets import token_urlsafe

from django import forms
from django.utils.translation import gettext_lazy as _

from hearthside.surveys.answers.seal import COMMENT_LENGTH
from hearthside.surveys.defaults import ASKED, WORDS


class CodeForm(forms.Form):
    """The code, however it is typed. `once` is a random word of this page: sent twice, it draws one ticket from a wall."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=40,
        help_text=_("Twelve letters and numbers, such as 7K2M-9QXD-4TRA. Dashes, spaces and small letters do not matter."),
        error_messages={"required": _("Type the code that you were given.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    once = forms.CharField(required=False, max_length=40, initial=lambda: token_urlsafe(12), widget=forms.HiddenInput)


class AnswersForm(forms.Form):
    """One field for each question. A choice can be taken back with "skip", which is no option of any question."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args, questions: list[dict], **kwargs):
        super().__init__(*args, auto_id="question_%s", **kwargs)
        for question in questions:
            self.fields[question["code"]] = _field(question)

    def asked(self) -> list:
        """The fields of the questions, without the code."""
        return [field for field in self if field.name != "code"]

    def ticked(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name != "code"}


def _field(question: dict) -> forms.Field:
    code = question["code"]
    label, help_text = ASKED.get(code, (code, ""))
    skip = [("skip", _("Skip"))] if question["kind"] == "one" else []

    def choices() -> list[tuple]:  # read when they are wanted, so that whoever only sends does not pay for drawing
        words = WORDS.get(code, {})
        return [(option, words.get(option, option)) for option in question["options"]] + skip

    common = {"label": label, "help_text": help_text, "required": False}
    if question["kind"] == "any":
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
    if question["kind"] == "one":
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
    return forms.CharField(max_length=COMMENT_LENGTH, widget=forms.Textarea(attrs={"rows": 4}), **common)
