"""Making shifts, and giving one to somebody."""

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hearthside.core.dates import today
from hearthside.organisation.queries import running_programmes
from hearthside.people.actions.rota import MOST_PLACES, MOST_WEEKS
from hearthside.people.models import Person, Shift
from hearthside.people.permissions import may_keep_rota
from hearthside.people.rota import possible_holders

TIME = {"type": "time"}
DUTIES = [(code, capfirst(name)) for code, name in Shift.What.choices]


class ShiftsForm(forms.Form):
    """Which duty, on which weekdays, from when to when, and for how many weeks."""

    what = forms.ChoiceField(label=_("What for?"), widget=forms.RadioSelect, initial=Shift.What.ROUNDS, choices=DUTIES)
    programme = forms.ChoiceField(label=_("Programme"))
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On which days?"), choices=[(day, name) for day, name in WEEKDAYS.items()], coerce=int, widget=forms.CheckboxSelectMultiple
    )
    begins_at = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs=TIME, format="%H:%M"))
    ends_at = forms.TimeField(
        label=_("Until"), widget=forms.TimeInput(attrs=TIME, format="%H:%M"), help_text=_("Earlier than 'From' means the next day.")
    )
    first_day = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), initial=today)
    weeks = forms.IntegerField(label=_("For how many weeks?"), min_value=1, max_value=MOST_WEEKS, initial=4)
    places = forms.IntegerField(label=_("How many people each time?"), min_value=1, max_value=MOST_PLACES, initial=1)

    def __init__(self, *args, actor: Person, **kwargs):
        super().__init__(*args, **kwargs)
        self.kept = {str(one.pk): one for one in running_programmes() if {None, one.pk} & actor.coordinated_programmes}
        for_all = _("All programmes") if None in actor.coordinated_programmes else _("All programmes (warm line)")
        self.fields["programme"].choices = [(key, one.name) for key, one in self.kept.items()] + [("all", for_all)]
        self.fields["programme"].initial = next(iter(self.kept), "all")
        self.actor = actor

    def clean(self):
        cleaned = super().clean()
        cleaned["programme"] = self.kept.get(cleaned.get("programme", ""))
        if "what" in cleaned and "programme" not in self.errors and not may_keep_rota(self.actor, cleaned["what"], cleaned["programme"]):
            self.add_error("programme", _t("Choose one of your programmes. Only the warm line is shared by all of them."))
        return cleaned


class HolderForm(forms.Form):
    """Who has this shift, as agreed with them."""

    person = forms.ModelChoiceField(label=_("Who has it?"), queryset=Person.objects.none(), empty_label=_("Choose"))

    def __init__(self, *args, shift: Shift, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = possible_holders(shift)
