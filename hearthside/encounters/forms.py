"""The forms around contacts. Each cleans and explains; none writes."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hearthside.core.dates import today
from hearthside.core.ids import new_id
from hearthside.encounters.actions import Contact
from hearthside.encounters.models import LONGEST_MINUTES, Stance
from hearthside.encounters.queries import USUAL_MINUTES, LastTime, colleagues
from hearthside.organisation import defaults
from hearthside.organisation.models import Kind, Topic
from hearthside.organisation.queries import offered_kinds, offered_topics, running_programmes
from hearthside.people.models import Person
from hearthside.people.queries import unread_people

QUICK_KINDS = 4  # as many as fit on one screen of a phone; the rest is one press away


class PeopleField(forms.MultipleChoiceField):
    """Any people, by their keys; `choices` are those that are drawn. The action asks whether they are open, so that it is asked once."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {"invalid_choice": _("One of these people is not open to you. Choose again, or log without a name.")}

    def clean(self, value):
        try:
            return unread_people({UUID(key) for key in value or [] if key})
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from error


class RecentPeople(forms.CheckboxSelectMultiple):
    """Pills that carry what was said of the last contact, so that the page can repeat it."""

    last_times: dict[str, LastTime] = {}

    def create_option(self, name, value, label, selected, index, subindex=None, attrs=None):
        option = super().create_option(name, value, label, selected, index, subindex, attrs)
        last = self.last_times.get(str(value))
        if last:
            option["attrs"] |= {"data-kind": last.kind_code, "data-minutes": last.minutes, "data-programme": last.programme_id}
        return option


# Lists are read when they are needed: what is sent is compared with codes, names are for drawing alone.


def _kinds() -> list[tuple[str, Kind]]:
    return [(kind.code, kind) for kind in offered_kinds()]


def _programmes() -> list[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in running_programmes()]


def _topics() -> list[tuple[str, Topic]]:
    return [(topic.code, topic) for topic in offered_topics()]


class LogForm(forms.Form):
    """Who, how, done. Everything else has an answer already and may be changed."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    who = PeopleField(required=False, label=_("Who with?"))
    nameless = forms.BooleanField(label=_("No name"), required=False)
    unnamed = forms.IntegerField(label=_("How many people without a name?"), min_value=0, max_value=100_000, required=False)
    kind = forms.ChoiceField(label=_("How?"), widget=forms.RadioSelect, choices=_kinds)
    programme = forms.ChoiceField(label=_("Programme"), choices=_programmes)
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    starts_at = forms.TimeField(label=_("Began at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=LONGEST_MINUTES)
    support = forms.MultipleChoiceField(
        label=_("What did you give each other?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list(defaults.SUPPORT_NAMES.items()),
    )
    topics = forms.MultipleChoiceField(label=_("What was it about?"), required=False, widget=forms.CheckboxSelectMultiple, choices=_topics)
    supporters = PeopleField(required=False, label=_("Who was there for us?"), help_text=_("Leave it empty if it was you alone."))
    note = forms.CharField(
        label=_("A note you write together"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args, actor: Person, **kwargs):
        super().__init__(*args, **kwargs)
        self.actor = actor

    def clean_supporters(self):
        chosen = self.cleaned_data["supporters"]
        if chosen and colleagues().filter(pk__in=[person.pk for person in chosen]).count() < len(chosen):
            raise forms.ValidationError(_t("One of these people does not work here any more. Choose again."))
        return chosen

    def draw(self, recent: list[LastTime]) -> None:
        """Draw the people met lately, and whoever is chosen as well."""
        self.fields["who"].widget = widget = RecentPeople()
        widget.choices = [(str(last.person_id), last.name) for last in recent]
        widget.last_times = {str(last.person_id): last for last in recent}
        drawn = {value for value, _name in widget.choices}
        chosen = [value for value in self["who"].value() or [] if value not in drawn]
        self.fields["supporters"].choices = [(str(person.pk), person.name) for person in colleagues()]
        more = Person.objects.visible_to(self.actor).filter(pk__in=[value for value in chosen if _is_uuid(value)])
        widget.choices = [*((str(person.pk), person.name) for person in more), *widget.choices]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("nameless") and not cleaned.get("unnamed"):
            cleaned["unnamed"] = 1
        if "who" in cleaned and not cleaned["who"] and not cleaned.get("unnamed") and "unnamed" not in self.errors:
            self.add_error("who", _t("Say who was there, or choose 'No name'."))
        return cleaned

    def contact(self) -> Contact:
        """What the form says, for the action."""
        cleaned = self.cleaned_data
        return Contact(
            id=cleaned["once"],
            programme=next(one for one in running_programmes() if str(one.pk) == cleaned["programme"]),
            kind=next(kind for kind in offered_kinds() if kind.code == cleaned["kind"]),
            day=cleaned["day"],
            minutes=cleaned["minutes"],
            people=cleaned["who"],
            supporters=cleaned["supporters"],
            unnamed=cleaned["unnamed"] or 0,
            starts_at=cleaned["starts_at"],
            support=cleaned["support"],
            topics=cleaned["topics"],
            note=cleaned["note"].strip(),
        )


def _is_uuid(text: str) -> bool:
    try:
        UUID(str(text))
    except ValueError:
        return False
    return True


def first_answers(actor: Person, chosen: UUID | None, recent: list[LastTime]) -> dict:
    """What the form holds before anything is typed: last time's kind, programme and minutes with this person."""
    last = next((one for one in recent if one.person_id == chosen), None) or (recent[0] if recent else None)
    kinds, programmes = offered_kinds(), running_programmes()
    own = next((role.programme_id for role in actor.current_roles if role.programme_id), None)
    return {
        "who": [str(chosen)] if chosen else [],
        "kind": last.kind_code if last else (kinds[0].code if kinds else ""),
        "programme": str((last.programme_id if last else own) or (programmes[0].pk if programmes else "")),
        "minutes": last.minutes if last else USUAL_MINUTES,
        "day": today(),
    }


class AttemptForm(forms.Form):
    """A try that did not connect: who, and what came of it. Sent twice, it is one try."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=new_id, required=False)
    who = forms.ModelChoiceField(queryset=Person.objects.none(), required=False, label=_("Who did you try?"), empty_label=_("No name"))
    outcome = forms.ChoiceField(label=_("What came of it?"), widget=forms.RadioSelect, choices=list(defaults.OUTCOME_NAMES.items()))
    again_on = forms.DateField(
        label=_("Asked to talk on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Only for 'Asked to talk later'. It then stands on your page for that day."),
    )  # fmt: skip
    again_at = forms.TimeField(label=_("At about"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    kind = forms.ChoiceField(label=_("How?"))
    programme = forms.ChoiceField(label=_("Programme"))
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args, actor: Person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["who"].queryset = Person.objects.visible_to(actor).exclude(pk=actor.pk).by_name()
        self.fields["kind"].choices = [(kind.code, str(kind)) for kind in offered_kinds() if not kind.is_gathering]
        self.fields["programme"].choices = [(str(one.pk), one.name) for one in running_programmes()]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("outcome") == "call_later" and not cleaned.get("again_on") and "again_on" not in self.errors:
            self.add_error("again_on", _t("Choose the day they asked for, so that nobody forgets."))
        if cleaned.get("again_on") and cleaned["again_on"] < today():
            self.add_error("again_on", _t("This day has passed. Choose today or a later day."))
        return cleaned


class CorrectionForm(forms.Form):
    """What may be put right on a contact afterwards."""

    kind = forms.ChoiceField(label=_("How?"))
    programme = forms.ChoiceField(label=_("Programme"))
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    starts_at = forms.TimeField(label=_("Began at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=LONGEST_MINUTES)
    support = LogForm.base_fields["support"]
    topics = forms.MultipleChoiceField(label=_("What was it about?"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, encounter, **kwargs):
        names = ("day", "starts_at", "minutes", "support", "topics")
        first = {name: getattr(encounter, name) for name in names}
        first |= {"kind": encounter.kind.code, "programme": str(encounter.programme_id)}
        super().__init__(*args, initial=first, **kwargs)
        # What a contact already has stays possible, also when the organisation no longer offers it.
        self.kinds = {kind.code: kind for kind in [encounter.kind, *offered_kinds()]}
        self.programmes = {str(one.pk): one for one in [encounter.programme, *running_programmes()]}
        self.fields["kind"].choices = [(code, str(kind)) for code, kind in self.kinds.items()]
        self.fields["programme"].choices = [(key, one.name) for key, one in self.programmes.items()]
        self.fields["topics"].choices = [(topic.code, str(topic)) for topic in offered_topics()]

    def changes(self) -> dict:
        cleaned = self.cleaned_data
        return cleaned | {"kind": self.kinds[cleaned["kind"]], "programme": self.programmes[cleaned["programme"]]}


class NoteForm(forms.Form):
    """Words written together."""

    text = forms.CharField(
        label=_("What we talked about, what each of us learned, what next"),
        help_text=_("Write it together if you can, in ordinary words. Everyone who was there can read all of it."),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=20_000,
    )


class AnswerForm(forms.Form):
    """What the person says of a note."""

    kind = forms.ChoiceField(label=_("What do you say to it?"), choices=Stance.Kind.choices, widget=forms.RadioSelect)
    reply = forms.CharField(
        label=_("In your own words"),
        help_text=_("It stands beside the note for good."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=20_000,
    )
