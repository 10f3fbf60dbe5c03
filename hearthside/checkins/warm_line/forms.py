"""Forms of the warm line. On the line everything has an answer already, so that pressing once is enough."""

from datetime import datetime, timedelta
from math import ceil

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import time_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hearthside.checkins.models import CallAgreement, KnownCaller, LineCall
from hearthside.checkins.warm_line.actions import AgreedWords, LineWords
from hearthside.checkins.warm_line.queries import line_kind, lines_of, topics_by_use
from hearthside.core.dates import now, today
from hearthside.core.ids import new_id
from hearthside.encounters.actions import Contact
from hearthside.encounters.models import LONGEST_MINUTES
from hearthside.encounters.queries import USUAL_MINUTES
from hearthside.organisation import defaults
from hearthside.people.models import Person

QUICK_MINUTES = (5, 10, 15, 20, 30, 45, 60)
LONGEST_OPEN = timedelta(hours=3)  # a page that was open longer does not tell how long a call was
LOOK_AGAIN_AFTER = timedelta(weeks=13)
LONGEST = 2000


def _pills(label: str, choices, *, several: bool = False) -> forms.Field:
    kind, widget = (forms.MultipleChoiceField, forms.CheckboxSelectMultiple) if several else (forms.ChoiceField, forms.RadioSelect)
    return kind(label=label, choices=choices, required=False, widget=widget)


class LineCallForm(forms.Form):
    """One call that came in. No name is asked, and nothing has to be said but that it was."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    begun = forms.CharField(widget=forms.HiddenInput, required=False)
    caller = forms.UUIDField(widget=forms.HiddenInput, required=False)
    minutes = _pills(_("How long?"), ())
    reason = _pills(_("What was it most about?"), ())
    first_time = _pills(_("Their first call here?"), LineCall.FirstTime.choices)
    age = _pills(_("About how old?"), [("", _("Not said")), *LineCall.Age.choices])
    support = _pills(_("What did you give each other?"), list(defaults.SUPPORT_NAMES.items()), several=True)
    ended = _pills(_("How did it end?"), LineCall.Ended.choices)
    topics = _pills(_("What else was it about?"), (), several=True)
    exact_minutes = forms.IntegerField(label=_("Minutes, exactly"), min_value=1, max_value=LONGEST_MINUTES, required=False)
    day = forms.DateField(label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    starts_at = forms.TimeField(label=_("Began at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    number = forms.CharField(
        label=_("Their number"), required=False, max_length=40, widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})
    )
    when = forms.CharField(
        label=_("When, and whom to ask for"), required=False, max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args, actor: Person, begun: datetime | None = None, caller: KnownCaller | None = None, **kwargs):
        first = {"begun": begun.isoformat() if begun else "", "caller": caller.pk if caller else None, "minutes": "" if begun else "15"}
        super().__init__(*args, initial=first, **kwargs)
        self.actor = actor
        self.since = _moment(self["begun"].value())
        self.known = KnownCaller.objects.visible_to(actor).filter(pk=_key(self["caller"].value())).select_related("programme").first()
        self.programmes = {str(one.pk): one for one in lines_of(actor)}
        self.fields["programme"].choices = [(key, one.name) for key, one in self.programmes.items()]
        topics = [(topic.code, str(topic)) for topic in topics_by_use()]
        self.fields["reason"].choices = self.fields["topics"].choices = topics
        self.fields["minutes"].choices = [*self._since_choice(), *((str(number), str(number)) for number in QUICK_MINUTES)]

    def _since_choice(self) -> list[tuple[str, str]]:
        if not self.since:
            return []
        return [("", _t("Since %(time)s") % {"time": time_format(timezone.localtime(self.since), "TIME_FORMAT")})]

    @property
    def lost_caller(self) -> bool:
        """The caller was known when the page was opened, and is closed to whoever saves it now."""
        return bool(self.cleaned_data.get("caller")) and self.known is None

    def clean(self):
        cleaned = super().clean()
        if not self.programmes:
            self.add_error(None, _t("No programme of yours runs today. Ask your coordinator."))
        is_own = cleaned.get("exact_minutes") or cleaned.get("minutes")
        if not is_own and self.since and now() - self.since > LONGEST_OPEN:
            self.add_error("minutes", _t("This page was open for more than three hours. Choose how long you talked."))
        if cleaned.get("when") and not cleaned.get("number"):
            self.add_error("number", _t("Write the number at which they would like to be called."))
        return cleaned

    @property
    def _minutes(self) -> int:
        chosen = self.cleaned_data["exact_minutes"] or int(self.cleaned_data["minutes"] or 0)
        if chosen or not self.since:
            return chosen or USUAL_MINUTES
        return max(1, ceil((now() - self.since).total_seconds() / 60))

    def contact(self) -> Contact:
        """What the form says of the contact. Without a day or an hour of its own it has just ended."""
        cleaned, minutes = self.cleaned_data, self._minutes
        begun = timezone.localtime(self.since or now() - timedelta(minutes=minutes))
        is_earlier = cleaned["day"] or cleaned["starts_at"]
        first = next(iter(self.programmes.values()))
        programme = self.known.programme if self.known else self.programmes.get(cleaned["programme"], first)
        main = [cleaned["reason"]] if cleaned["reason"] else []
        return Contact(
            id=cleaned["once"],
            programme=programme,
            kind=line_kind(),
            day=(cleaned["day"] or today()) if is_earlier else begun.date(),
            starts_at=cleaned["starts_at"] if is_earlier else begun.time().replace(second=0, microsecond=0),
            minutes=minutes,
            unnamed=1,
            support=cleaned["support"],
            topics=list(dict.fromkeys([*main, *cleaned["topics"]])),
        )

    def said(self) -> LineWords:
        """What the form says of the call."""
        names = ("age", "first_time", "reason", "ended", "number", "when")
        return LineWords(**{name: self.cleaned_data[name] for name in names}, caller=self.known)


def _moment(text: str | None) -> datetime | None:
    """When the call began, as the page has kept it; None for what is no such moment or lies ahead."""
    try:
        moment = parse_datetime(text or "")
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) and moment <= now() else None


def _key(value) -> str | None:
    """The key of a row in what was sent, or None where it is none."""
    try:
        return str(forms.UUIDField(required=False).clean(value) or "") or None
    except forms.ValidationError:
        return None


class CallerForm(forms.Form):
    """What somebody likes to be called here."""

    alias = forms.CharField(
        label=_("What would they like to be called here?"),
        help_text=_("Any name they choose. It need not be their own, and nobody checks it."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the name they like to be called here. It need not be their own.")},
    )
    word = forms.CharField(
        label=_("A word they say, so that you know it is them"),
        help_text=_("Only if they like. Ask for it kindly, or not at all."),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class NewCallerForm(CallerForm):
    """The same, and of which line they are a caller."""

    programme = forms.ChoiceField(label=_("Programme"))

    def __init__(self, *args, programmes, **kwargs):
        super().__init__(*args, **kwargs)
        self.programmes = {str(one.pk): one for one in programmes}
        self.fields["programme"].choices = [(key, one.name) for key, one in self.programmes.items()]
        if len(self.programmes) == 1:
            self.fields["programme"].widget = forms.HiddenInput()
            self.initial["programme"] = next(iter(self.programmes))

    def chosen(self) -> dict:
        return self.cleaned_data | {"programme": self.programmes[self.cleaned_data["programme"]]}


def _words(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}))


class AgreementForm(forms.Form):
    """What a caller and the line agree, in words of both."""

    times = _words(_("When do they like to call?"))
    length = _words(_("How long do we talk?"))
    voices = _words(_("With whom do they like to talk?"))
    helps = _words(_("What helps, and what does not?"))
    promise = _words(_("What do we promise?"), _("Write only what whoever answers can keep."))
    look_again_on = forms.DateField(
        label=_("Look at it again together on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day ahead on which you look at this again together.")},
    )

    def __init__(self, *args, agreement: CallAgreement | None = None, **kwargs):
        first = {name: getattr(agreement, name) for name in AgreedWords.__dataclass_fields__} if agreement else {}
        super().__init__(*args, initial=first | {"look_again_on": today() + LOOK_AGAIN_AFTER}, **kwargs)

    def words(self) -> AgreedWords:
        return AgreedWords(**{name: self.cleaned_data[name] for name in AgreedWords.__dataclass_fields__})
