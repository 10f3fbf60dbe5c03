"""What coordinators say of one request."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hearthside.one_to_one.asking.queries import programmes_with_coordinator
from hearthside.one_to_one.defaults import CLOSINGS
from hearthside.one_to_one.models import Request


class FindPersonForm(forms.Form):
    """An exact name, number or address, by which somebody is looked up among those whose record is open."""

    typed = forms.CharField(
        label=_("Name, number or e-mail, exactly as it stands in the record"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the name, number or address to look for.")},
    )


class ProgrammeForm(forms.Form):
    """Which programme takes it."""

    programme = forms.ModelChoiceField(queryset=None, label=_("Programme"), required=False, empty_label=_("All coordinators look after it"))

    def __init__(self, *args, asked: Request, **kwargs):
        super().__init__(*args, initial={"programme": asked.programme_id}, **kwargs)
        self.fields["programme"].queryset = programmes_with_coordinator(asked.programme_id)


class ClosingForm(forms.Form):
    """Why it is closed."""

    closing = forms.ChoiceField(
        label=_("Why?"), widget=forms.RadioSelect, error_messages={"required": _("Choose why it is closed. The person reads it.")}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["closing"].choices = [(code, capfirst(words)) for code, (words, _told) in CLOSINGS.items()]


class NewExperienceForm(forms.Form):
    """One of the organisation's own."""

    name = forms.CharField(label=_("Name"), max_length=80, error_messages={"required": _("Write what it is called.")})


class ExperienceForm(forms.Form):
    """The name of an experience, and whether people may choose it."""

    name = forms.CharField(label=_("Name"), required=False, max_length=80)
    is_offered = forms.BooleanField(label=_("People may choose it"), required=False)

    def __init__(self, *args, usual: str, **kwargs):
        super().__init__(*args, **kwargs)
        if usual:
            self.fields["name"].help_text = _t("Left empty, it is called “%(usual)s”, in the reader's language.") % {"usual": usual}
