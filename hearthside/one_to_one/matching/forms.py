"""What a supporter brings, whom a row proposes, and whom two people are kept apart from."""

from collections.abc import Sequence

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hearthside.one_to_one import defaults
from hearthside.one_to_one.languages import language_choices
from hearthside.one_to_one.matching.actions.bringing import Brought
from hearthside.one_to_one.matching.queries import experiences_to_bring
from hearthside.one_to_one.models import Bringing
from hearthside.people.models import Person

MOST_ROOM = 30


def _any(label, help_text="") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, help_text=help_text, required=False, widget=forms.CheckboxSelectMultiple)


def _named(names: dict) -> list[tuple[str, str]]:
    return [(code, capfirst(str(name))) for code, name in names.items()]


class BringingForm(forms.Form):
    """What somebody says of themselves to those who choose. Only the room must be said, and nought is an answer."""

    room = forms.IntegerField(
        label=_("How many people do you have room for?"), min_value=0, max_value=MOST_ROOM,
        help_text=_("All together, with those you meet already. Nought means: nobody new for now."),
        error_messages={"required": _("Write a number. Nought means: nobody new for now.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("In your own words"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Those who choose read this. Write only what you want them to know."),
    )  # fmt: skip
    experiences = _any(_("What do you know from your own life, and would share?"))
    languages = _any(_("Which languages do you speak?"))
    hows = _any(_("How do you like to meet?"), _("Nothing chosen means: any way."))
    times = _any(_("When do you have time?"), _("Nothing chosen means: any time."))
    gender = forms.ChoiceField(
        label=_("You are"), required=False, widget=forms.RadioSelect, help_text=_("Some people are at ease with one more than another.")
    )
    age = forms.ChoiceField(label=_("Your age"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args, bringing: Bringing | None, spoken_here: str, **kwargs):
        initial = {name: getattr(bringing, name) for name in self.base_fields} if bringing else {}
        super().__init__(*args, initial=initial, **kwargs)
        not_said = ("", _t("Rather not say"))
        self.fields["experiences"].choices = experiences_to_bring(initial.get("experiences", ()))
        self.fields["languages"].choices = language_choices(spoken_here)
        self.fields["hows"].choices = _named(defaults.HOWS)
        self.fields["times"].choices = [(code, code) for code in defaults.TIMES]
        self.fields["gender"].choices = [*_named(defaults.GENDERS), not_said]
        self.fields["age"].choices = [*_named(defaults.AGE_BANDS), not_said]

    @property
    def parts_of_day(self) -> list[str]:
        return [capfirst(str(name)) for name in defaults.PARTS_OF_DAY.values()]

    @property
    def week(self) -> list[tuple[str, list[tuple[str, str, bool]]]]:
        """The rows of the grid: a day, and for each part of it the code, its words, and whether it is ticked."""
        ticked = set(self["times"].value() or ())
        return [
            (str(name), [(f"{day}_{part}", f"{name}, {word}", f"{day}_{part}" in ticked) for part, word in defaults.PARTS_OF_DAY.items()])
            for day, name in defaults.WEEKDAYS.items()
        ]

    def brought(self) -> Brought:
        return Brought(**self.cleaned_data)


class RowForm(forms.Form):
    """Who is proposed for one request, of those who may be."""

    supporter = forms.ChoiceField(
        label=_("Who may fit"), widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose somebody, or go back."),
            "invalid_choice": _("They cannot be suggested here any more. Choose somebody else."),
        },
    )  # fmt: skip

    def __init__(self, *args, options: Sequence[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["supporter"].choices = options


class ApartForm(forms.Form):
    """With whom somebody is not brought together."""

    supporter = forms.ModelChoiceField(
        Person.objects.none(), label=_("Who is not suggested to them?"),
        error_messages={"required": _("Choose somebody."), "invalid_choice": _("Choose somebody of the list.")},
    )  # fmt: skip

    def __init__(self, *args, sides: QuerySet[Person], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["supporter"].queryset = sides.by_name()
