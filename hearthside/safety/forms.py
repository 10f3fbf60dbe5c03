"""Forms for the hard moments. Nothing in them is a checklist."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hearthside.core.dates import today
from hearthside.people.models import Person
from hearthside.safety.actions import EventWords
from hearthside.safety.models import SafetyEvent, Said

LONGEST = 4000


def _words(label: str, help_text: str = "", *, required: bool = False, rows: int = 3, error: str = "") -> forms.CharField:
    messages = {"required": error} if error else {}
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=LONGEST, widget=area, error_messages=messages)


class BackupForm(forms.Form):
    """Where somebody is, if they like to say it."""

    where = forms.CharField(
        label=_("Where are you, or how can we reach you?"),
        help_text=_("Nothing about whom you are with. You can leave it empty."),
        required=False,
        max_length=200,
    )


class EventForm(forms.Form):
    """What happened, in plain words, best written together."""

    day = forms.DateField(label=_("Day"), initial=today, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    wanted = _words(
        _("What did they want?"),
        _("In their words, as far as you can."),
        required=True,
        error=_("Begin with what the person wanted, in their words as far as you can."),
    )
    offered = _words(_("What did we offer?"))
    decided = _words(_("What was decided, and by whom?"))
    agreed = forms.ChoiceField(
        label=_("Did they agree to what was done?"), choices=SafetyEvent.Agreed.choices, widget=forms.RadioSelect, initial="unknown"
    )
    after = _words(_("What came after?"))
    is_written_together = forms.BooleanField(label=_("We wrote this together."), required=False)

    def words(self) -> EventWords:
        return EventWords(**{name: value for name, value in self.cleaned_data.items() if name != "day"})


class EventAnswerForm(forms.Form):
    """How the person sees it."""

    reply = _words(
        _("How do you see it?"),
        _("It will stand beside what is written, for good."),
        required=True,
        rows=5,
        error=_("Say in your own words how you see it. It will stand beside what is written."),
    )


class PromiseForm(forms.Form):
    """The organisation's own words, one promise on each line."""

    words = _words(
        _("What we will and will not do"), _("One promise on each line. Plain words, as you would say them."), required=True, rows=10,
        error=_("Write at least one line, so that people know what to expect."),
    )  # fmt: skip


class SayingForm(forms.Form):
    """How the promise was said."""

    how = forms.ChoiceField(label=_("How was it said?"), choices=Said.How.choices, widget=forms.RadioSelect, initial=Said.How.SPOKEN)


class DebriefForm(forms.Form):
    """With whom somebody would like to talk; nobody is an answer."""

    with_whom = forms.ModelChoiceField(
        label=_("With whom?"), queryset=Person.objects.none(), required=False, empty_label=_("With nobody, thank you")
    )

    def __init__(self, *args, actor: Person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["with_whom"].queryset = Person.objects.working_as().exclude(pk=actor.pk).by_name()
