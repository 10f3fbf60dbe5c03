"""Parts of a check-in plan, one decision a form."""

from datetime import time

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from hearthside.checkins.models import CheckInPlan
from hearthside.checkins.plans.actions.wishes import WORDS
from hearthside.checkins.plans.defaults import TEMPLATES
from hearthside.checkins.plans.queries import numbers_of, voices_for
from hearthside.checkins.plans.windows import Window
from hearthside.core.text_length import text_length
from hearthside.people.forms.bonds import DAY
from hearthside.people.forms.person import CLOCK
from hearthside.people.models import Person
from hearthside.people.reach import in_words, shown

LONGEST_WORDS = 2_000
LONGEST_TEXT = 306  # two texts


class TimesForm(forms.Form):
    """The same hours on one day or several."""

    days = forms.TypedMultipleChoiceField(
        label=_("Which days?"), choices=list(WEEKDAYS.items()), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    opens = forms.TimeField(label=_("From"), widget=CLOCK, initial=time(10))
    closes = forms.TimeField(label=_("To"), widget=CLOCK, initial=time(12))

    def windows(self) -> list[Window]:
        """What the form says, for the action."""
        return [Window(day, self.cleaned_data["opens"], self.cleaned_data["closes"]) for day in self.cleaned_data["days"]]


def number_choices(person: Person, country: str) -> list[tuple[str, str]]:
    """Each number with its description and what is allowed there."""
    choices = []
    for way, said in numbers_of(person):
        label = f"{shown(way, country)} ({way.label})" if way.label else shown(way, country)
        choices.append((str(way.pk), f"{label}: {in_words(way, said)}"))
    return choices


class NumberForm(forms.Form):
    """Which of their numbers is called."""

    way = forms.ChoiceField(label=_("Which number?"), widget=forms.RadioSelect)

    def __init__(self, *args, plan: CheckInPlan, country: str, **kwargs):
        super().__init__(*args, initial={"way": str(plan.way_id)}, **kwargs)
        self.fields["way"].choices = number_choices(plan.person, country)


def words_field(label, help_text="", longest=LONGEST_WORDS, rows=3, **attributes) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "maxlength": longest, **attributes})
    return forms.CharField(label=label, help_text=help_text, max_length=longest, required=False, widget=widget)


class WordsForm(forms.Form):
    """What is talked about, what may be said, and what they want to read afterwards."""

    about = words_field(_("What do you like to talk about, and what not?"), rows=4)
    voicemail = words_field(
        _("What may a message on the machine say?"),
        _("Left empty, it says: “This is” and the first name of who calls, “calling as agreed. I will try again.”"),
    )
    text = words_field(
        _("What may a text say?"),
        _("Anybody who sees the phone can read it. Left empty, it says: “We tried to call you, as agreed. We will try again.”"),
        longest=LONGEST_TEXT,
        **{"data-text-length": ""},
    )
    tell_me = forms.BooleanField(label=_("When I did not answer: tell me afterwards what was decided"), required=False)

    def __init__(self, *args, plan: CheckInPlan, **kwargs):
        super().__init__(*args, initial={name: getattr(plan, name) for name in WORDS}, **kwargs)

    @property
    def length(self) -> str:
        """What the text comes to, as it is typed or kept; nothing while it is empty."""
        typed = self["text"].value()
        return text_length(str(typed)).in_words if typed else ""


class VoicesForm(forms.Form):
    """Whose voice they like, and whose not."""

    supporter = forms.ModelChoiceField(label=_("Who?"), queryset=Person.objects.none())
    wish = forms.ChoiceField(
        label=_("Should they call?"),
        choices=[("liked", _("Yes, I like their voice")), ("rather_not", _("Rather not")), ("either", _("It does not matter"))],
        widget=forms.RadioSelect,
        initial="liked",
    )

    def __init__(self, *args, plan: CheckInPlan, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.fields["supporter"].queryset = voices_for(plan)

    def wishes(self) -> dict[str, list[Person]]:
        """All voices as they are from now on, for the action: those there were, with this one changed."""
        lists: dict[str, list[Person]] = {"liked": [], "rather_not": []}
        supporter, wish = self.cleaned_data["supporter"], self.cleaned_data["wish"]
        for voice in self.plan.voices.select_related("supporter"):
            if voice.supporter != supporter:
                lists["liked" if voice.is_liked else "rather_not"].append(voice.supporter)
        if wish in lists:
            lists[wish].append(supporter)
        return lists


class AbsenceForm(forms.Form):
    """From which day to which they are away; one day is the same day twice."""

    first_day = forms.DateField(label=_("First day"), widget=DAY)
    last_day = forms.DateField(label=_("Last day"), widget=DAY)


class TemplateForm(forms.Form):
    """Which steps to begin with."""

    template = forms.ChoiceField(
        label=_("Steps to begin with"), choices=[(code, one.name) for code, one in TEMPLATES.items()], widget=forms.RadioSelect
    )
    sources = ", ".join(one.source for one in TEMPLATES.values())
