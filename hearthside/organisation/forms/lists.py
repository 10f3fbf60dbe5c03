"""Programmes, sites, kinds of contact, topics, values, crisis lines."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hearthside.core.dates import today
from hearthside.core.zones import country_choices, zone_choices
from hearthside.organisation import defaults
from hearthside.organisation.models import CrisisLine, Kind, Organisation, Programme, Site, Topic, Value

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
PARAGRAPH = forms.Textarea(attrs={"rows": 3})


def held(row, *names: str) -> dict:
    """What a form holds of a row before anything is typed."""
    return {name: getattr(row, name) for name in names}


class ProgrammeForm(forms.Form):
    """A programme; a pilot is one with a question and an end."""

    name = forms.CharField(label=_("Name"), max_length=120)
    is_pilot = forms.BooleanField(label=_("It is a pilot: we want to learn something from it"), required=False)
    question = forms.CharField(label=_("What do we want to learn?"), required=False, max_length=2000, widget=PARAGRAPH)
    starts_on = forms.DateField(label=_("First day"), required=False, widget=DAY)
    ends_on = forms.DateField(label=_("Last day"), required=False, widget=DAY, help_text=_("A pilot has one. Empty means it goes on."))

    def __init__(self, *args, programme: Programme | None = None, **kwargs):
        initial = held(programme, "name", "is_pilot", "question", "starts_on", "ends_on") if programme else {}
        super().__init__(*args, initial=initial, **kwargs)
        self.programme = programme

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        others = Programme.objects.filter(name__iexact=name).exclude(pk=self.programme.pk if self.programme else None)
        if others.exists():
            raise forms.ValidationError(_t("Another programme has this name. Choose a name that tells them apart."))
        return name

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("is_pilot") and not cleaned.get("question"):
            self.add_error("question", _t("Write what you want to learn from this pilot."))
        if cleaned.get("is_pilot") and not cleaned.get("ends_on") and "ends_on" not in self.errors:
            self.add_error("ends_on", _t("A pilot has a last day. Choose one; you can change it later."))
        return cleaned


class EndingForm(forms.Form):
    """The last day of a programme."""

    ends_on = forms.DateField(label=_("Last day"), widget=DAY, initial=today)


class SiteForm(forms.Form):
    """A place where people meet."""

    name = forms.CharField(label=_("Name"), max_length=120)
    address = forms.CharField(label=_("Address"), required=False, max_length=500, widget=PARAGRAPH)
    zone = forms.ChoiceField(label=_("Time zone"), required=False, help_text=_("Only where it differs from the organisation's."))
    entrance = forms.ChoiceField(label=_("How does one get in?"), required=False, choices=Site.Entrance.choices, widget=forms.RadioSelect)
    hearing_loop = forms.ChoiceField(
        label=_("Is there a hearing loop?"), required=False, choices=Site.HearingLoop.choices, widget=forms.RadioSelect
    )
    bus_line = forms.CharField(label=_("Bus"), required=False, max_length=120, help_text=_("Which line stops there, and where."))
    access_notes = forms.CharField(
        label=_("What else helps to get in and take part?"), required=False, max_length=1000, widget=PARAGRAPH,
        help_text=_("Such as where the lift is, or a quiet room. All of this stands on the public pages of what happens there."),
    )  # fmt: skip

    def __init__(self, *args, site: Site | None = None, **kwargs):
        names = ("name", "address", "zone", "entrance", "hearing_loop", "bus_line", "access_notes")
        super().__init__(*args, initial=held(site, *names) if site else {}, **kwargs)
        self.fields["zone"].choices = [("", _t("as everywhere here")), *zone_choices(site.zone if site else "")]


class NewKindForm(forms.Form):
    """One of the organisation's own."""

    name = forms.CharField(label=_("Name"), max_length=80)
    code = forms.SlugField(
        label=_("Code"),
        required=False,
        max_length=40,
        help_text=_("For reports and sheets. It never changes. Left empty, it is made from the name."),
    )


class NewContactKindForm(NewKindForm):
    is_gathering = forms.BooleanField(label=_("Several people come to one session"), required=False)


class KindForm(forms.Form):
    """The name of a kind of contact or a topic, and whether it is shown."""

    name = forms.CharField(label=_("Name"), required=False, max_length=80)
    is_offered = forms.BooleanField(label=_("Shown when a contact is logged"), required=False)

    def __init__(self, *args, row: Kind | Topic, **kwargs):
        super().__init__(*args, initial=held(row, "name", "is_offered"), **kwargs)
        usual = (defaults.KIND_NAMES if isinstance(row, Kind) else defaults.TOPIC_NAMES).get(row.code)
        if usual:
            self.fields["name"].help_text = _t("Left empty, it is called “%(usual)s”, in the reader's language.") % {"usual": usual}


class ValueForm(forms.Form):
    """A value and what it means here."""

    name = forms.CharField(label=_("Value"), max_length=80)
    meaning = forms.CharField(label=_("What it means to us"), required=False, max_length=1000, widget=PARAGRAPH)

    def __init__(self, *args, value: Value | None = None, **kwargs):
        super().__init__(*args, initial=held(value, "name", "meaning") if value else {}, **kwargs)


class CrisisLineForm(forms.Form):
    """A line to call when someone may be in danger right now."""

    name = forms.CharField(label=_("Name"), max_length=80)
    number = forms.CharField(
        label=_("Number"), max_length=20, help_text=_("As people say it, such as 9-8-8."),
        validators=[RegexValidator(r"^\+?[0-9][0-9 -]*$", _("Write digits, with spaces or hyphens between them."))],
    )  # fmt: skip
    may_text = forms.BooleanField(label=_("It takes texts as well"), required=False)
    note = forms.CharField(label=_("When, in which languages"), required=False, max_length=120)
    country = forms.ChoiceField(label=_("Country"))

    def __init__(self, *args, organisation: Organisation, line: CrisisLine | None = None, **kwargs):
        first = held(line, "name", "number", "may_text", "note", "country") if line else {"country": organisation.country}
        super().__init__(*args, initial=first, **kwargs)
        self.fields["country"].choices = country_choices()
