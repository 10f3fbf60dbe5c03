"""What came of a call, in one tap or a few words."""

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hearthside.checkins.models import Call
from hearthside.core.dates import today
from hearthside.core.ids import new_id
from hearthside.encounters.models import LONGEST_MINUTES, Encounter
from hearthside.encounters.queries import USUAL_MINUTES
from hearthside.organisation import defaults
from hearthside.organisation.queries import offered_topics
from hearthside.people.models import Person
from hearthside.people.rota import on_duty_in

OUTCOMES = ("no_answer", "voicemail", "line_problem", "call_later", "declined_today", "planned_absence", "stop_asked")


class BridgeForm(forms.Form):
    """One press of "Call through our number"."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)


class TalkedForm(forms.Form):
    """They talked. Sent twice, it is one talk."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=LONGEST_MINUTES, initial=USUAL_MINUTES)


class TryForm(forms.Form):
    """They did not talk, and what came of it instead."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    outcome = forms.ChoiceField(choices=[(code, defaults.OUTCOME_NAMES[code]) for code in OUTCOMES])
    again_day = forms.DateField(
        label=_("On which day?"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )  # fmt: skip
    again_at = forms.TimeField(
        label=_("At about"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("By the clock where they are; empty for their usual time."),
    )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("outcome") != "call_later":
            return cleaned | {"again_day": None, "again_at": None}
        if not cleaned.get("again_day") and "again_day" not in self.errors:
            self.add_error("again_day", _t("Choose the day they asked for."))
        if cleaned.get("again_day") and cleaned["again_day"] < today():
            self.add_error("again_day", _t("This day has passed. Choose today or a later day."))
        return cleaned


class MoreForm(forms.Form):
    """After the talk: what it was about, in ticks and in words; everything may stay empty."""

    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=LONGEST_MINUTES)
    support = forms.MultipleChoiceField(
        label=_("What did you give each other?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list(defaults.SUPPORT_NAMES.items()),
    )
    topics = forms.MultipleChoiceField(label=_("What was it about?"), required=False, widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(
        label=_("A note you write together"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("They can read it, and answer it."),
    )  # fmt: skip
    was_heavy = forms.BooleanField(
        label=_("It was a heavy one for me"), required=False,
        help_text=_("Nobody is told. For a week the round gives you a call less."),
    )  # fmt: skip

    def __init__(self, *args, call: Call, encounter: Encounter, **kwargs):
        note = getattr(encounter, "note", None)
        first = {name: getattr(encounter, name) for name in ("minutes", "support", "topics")}
        super().__init__(*args, initial=first | {"note": note.text if note else "", "was_heavy": call.was_heavy}, **kwargs)
        self.fields["topics"].choices = [(topic.code, str(topic)) for topic in offered_topics()]


class DecisionForm(forms.Form):
    """What somebody on call decided, and why."""

    decision = forms.CharField(
        label=_("What did you decide, and why?"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("In plain words: the person reads them afterwards, unless their plan says not to."),
    )  # fmt: skip


class CallerForm(forms.Form):
    """Who makes this call, as agreed with them."""

    person = forms.ModelChoiceField(label=_("Who calls?"), queryset=Person.objects.none(), empty_label=_("Choose"))

    def __init__(self, *args, call: Call, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = on_duty_in(call.programme_id).exclude(pk=call.person_id)
