"""Roles, relations, consents, emergencies, records put together."""

from datetime import timedelta
from uuid import UUID

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hearthside.core.dates import today
from hearthside.organisation.models import Organisation
from hearthside.organisation.queries import running_programmes
from hearthside.people.models import Consent, Person, Role
from hearthside.people.permissions import may_decide_role, may_enrol, may_give_work
from hearthside.people.queries import role_name

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _later(day):
    if day and day < today():
        raise forms.ValidationError(_t("This day has passed. Choose a later day, or leave it empty."))
    return day


class RoleForm(forms.Form):
    """A role, where it holds, until when. Only what this actor may give is offered."""

    kind = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    last_day = forms.DateField(label=_("Last day"), required=False, widget=DAY, help_text=_("Leave it empty if no end is known."))

    def __init__(self, *args, actor: Person, person: Person, organisation: Organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.programmes = {"": None} | {str(one.pk): one for one in running_programmes()}
        self.actor, self.person = actor, person
        enrols = bool(may_enrol(actor, person))
        possible = [
            (kind, key)
            for kind in Role.Kind.values
            for key, programme in self.programmes.items()
            if (enrols if kind in Role.ENROLLED else may_give_work(actor, kind, programme))
        ]
        kinds, offered = dict.fromkeys(kind for kind, _key in possible), {key for _kind, key in possible}
        self.fields["kind"].choices = [(kind, role_name(organisation, kind)) for kind in kinds]
        keys = [key for key in self.programmes if key in offered]
        self.fields["programme"].choices = [(key, one.name if (one := self.programmes[key]) else _t("everywhere")) for key in keys]
        own = next((str(role.programme_id) for role in actor.current_roles if str(role.programme_id) in keys), "")
        self.fields["programme"].initial = own

    def clean_last_day(self):
        return _later(self.cleaned_data["last_day"])

    def clean(self):
        cleaned = super().clean()
        if "kind" in cleaned and "programme" in cleaned:
            verdict = may_decide_role(self.actor, self.person, cleaned["kind"], self.programmes[cleaned["programme"]])
            if not verdict:
                self.add_error("programme", verdict.reason)
        return cleaned

    def grant(self) -> dict:
        """What the form says, for the action, which knows the first day without the role."""
        cleaned = self.cleaned_data
        last = cleaned["last_day"]
        ends_on = last + timedelta(days=1) if last else None
        return {"kind": cleaned["kind"], "programme": self.programmes[cleaned["programme"]], "ends_on": ends_on}


class NameForm(forms.Form):
    """Somebody by exact name or reference."""

    typed = forms.CharField(label=_("Exact name, or reference"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class RelationForm(forms.Form):
    """Who supports this person from now on."""

    supporter = forms.ModelChoiceField(queryset=Person.objects.none(), label=_("Who supports them?"), empty_label=_("Choose"))
    programme = forms.ChoiceField(label=_("In which programme?"), required=False)

    def __init__(self, *args, person: Person, **kwargs):
        super().__init__(*args, **kwargs)
        already = person.relations.open().values("supporter")
        working = Person.objects.working_as(Role.Kind.SUPPORTER, Role.Kind.HOST, Role.Kind.COORDINATOR)
        self.fields["supporter"].queryset = working.exclude(pk=person.pk).exclude(pk__in=already).by_name()
        enrolled = {role.programme_id for role in person.current_roles}
        self.programmes = {str(one.pk): one for one in running_programmes() if one.pk in enrolled or None in enrolled}
        self.fields["programme"].choices = [(key, one.name) for key, one in self.programmes.items()] or [("", _t("none"))]

    def begun(self) -> dict:
        """What the form says, for the action."""
        return {"supporter": self.cleaned_data["supporter"], "programme": self.programmes.get(self.cleaned_data["programme"])}


class ConsentForm(forms.Form):
    """What somebody agrees to, in words they would use."""

    what = forms.CharField(label=_("What do they agree to?"), max_length=200, help_text=_("Such as: my first name on the birthday list."))
    to_whom = forms.CharField(label=_("Who gets it?"), max_length=200)
    purpose = forms.CharField(label=_("What for?"), max_length=200)
    words = forms.CharField(
        label=_("The words that were shown or read to them"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    until = forms.DateField(
        label=_("Until"), required=False, widget=DAY, help_text=_("Leave it empty if it holds until they take it back.")
    )

    def clean_until(self):
        return _later(self.cleaned_data["until"])


def like(consent: Consent | None) -> dict:
    """What a form holds that gives again what has ended."""
    return {name: getattr(consent, name) for name in ("what", "to_whom", "purpose", "words")} if consent else {}


class EmergencyForm(NameForm):
    """Who, and why now. The person reads the reason."""

    reason = forms.CharField(
        label=_("Why does it have to be opened now?"),
        help_text=_("The person will read this."),
        min_length=10,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"min_length": _("Write in a few words why this record has to be opened now. The person will read it.")},
    )


class MergingForm(forms.Form):
    """Which other record is the same human being."""

    other = forms.ModelChoiceField(
        queryset=Person.objects.none(), label=_("Which record is the same person?"), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args, possible: list[UUID], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = Person.objects.filter(pk__in=possible).by_name()
        self.fields["other"].label_from_instance = _with_reference


def _with_reference(person: Person) -> str:
    since = _t("known since %(day)s") % {"day": date_format(person.known_since, "j F Y")}
    return ", ".join(part for part in (person.name, person.reference, since) if part)
