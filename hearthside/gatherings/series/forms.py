"""What a gathering is, when it meets, and one date of it. Each form cleans and explains; none writes."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hearthside.core.dates import today
from hearthside.core.errors import Refused
from hearthside.gatherings.models import Gathering, Series, Session
from hearthside.gatherings.permissions import may_open_up
from hearthside.gatherings.rules.clock import read_minutes, read_time
from hearthside.gatherings.rules.expansion import first_date
from hearthside.gatherings.rules.say import say_rhythm
from hearthside.gatherings.rules.words import Rhythm, read_words
from hearthside.gatherings.series.actions import Timing
from hearthside.gatherings.series.queries import next_dates
from hearthside.organisation.models import Kind, Site
from hearthside.organisation.queries import every_kind, offered_kinds, running_programmes

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
PARAGRAPH = forms.Textarea(attrs={"rows": 3})
RULES = ("openness", "is_listed", "sign_up", "capacity", "only_counted", "hosts_needed", "learners_welcome")
TEXTS = ("for_whom", "about", "first_visit")


class DetailsForm(forms.Form):
    """What a gathering is: its titles, texts and rules."""

    title = forms.CharField(label=_("What is it called?"), max_length=120)
    public_title = forms.CharField(
        label=_("Public title"), max_length=120, required=False,
        help_text=_("What calendars, reminders and the door say. Left empty, it is the name above. Choose neutral words, such as “Tuesday "
                    "evening”, where being seen there can harm somebody."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("What kind of thing is it?"), widget=forms.RadioSelect)
    openness = forms.ChoiceField(
        label=_("Who may come?"), choices=Gathering.Openness.choices, initial=Gathering.Openness.OPEN, widget=forms.RadioSelect,
        help_text=_("Of a closed group, names and the true title are shown to its hosts alone."),
    )  # fmt: skip
    sign_up = forms.ChoiceField(
        label=_("Do people sign up?"), choices=Gathering.SignUp.choices, initial=Gathering.SignUp.DROP_IN, widget=forms.RadioSelect
    )
    capacity = forms.IntegerField(
        label=_("Places at one date"), required=False, min_value=1, max_value=10_000, help_text=_("Empty means no limit.")
    )
    only_counted = forms.BooleanField(label=_("Nobody is asked for a name; those who come are counted"), required=False)
    is_listed = forms.BooleanField(label=_("It stands on the public calendar"), required=False, initial=True)
    hosts_needed = forms.IntegerField(label=_("How many hold one date?"), min_value=1, max_value=20, initial=1)
    learners_welcome = forms.IntegerField(label=_("Places for people who learn to hold it"), min_value=0, max_value=20, initial=0)
    for_whom = forms.CharField(label=_("Who is it for?"), required=False, max_length=1000, widget=PARAGRAPH)
    about = forms.CharField(label=_("What happens there?"), required=False, max_length=4000, widget=PARAGRAPH)
    first_visit = forms.CharField(
        label=_("What to expect the first time"), required=False, max_length=4000, widget=PARAGRAPH,
        help_text=_("Who says hello, how it begins, whether one has to talk. It stands on the public page."),
    )  # fmt: skip

    def __init__(self, *args, actor=None, gathering: Gathering | None = None, **kwargs):
        if gathering:
            first = {name: getattr(gathering, name) for name in ("public_title", *RULES, *TEXTS)}
            kwargs["initial"] = first | {"title": str(gathering.title), "kind": gathering.kind.code} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.gathering = gathering
        self.kinds = {kind.code: kind for kind in _kinds(gathering)}
        self.fields["kind"].choices = [(code, str(kind)) for code, kind in self.kinds.items()]
        self.fields["kind"].initial = next(iter(self.kinds), None)
        if gathering and not may_open_up(actor, gathering):
            del self.fields["title"], self.fields["openness"]

    def clean(self):
        cleaned = super().clean()
        title = cleaned.get("title") or (str(self.gathering.title) if self.gathering else "")
        cleaned["public_title"] = cleaned.get("public_title") or title
        openness = cleaned.get("openness") or (self.gathering.openness if self.gathering else "")
        if openness == Gathering.Openness.CLOSED and cleaned["public_title"].casefold() == title.casefold():
            self.add_error("public_title", _t("Choose a neutral title, such as “Tuesday evening”: this one stands in every calendar."))
        return cleaned

    def details(self) -> dict[str, Any]:
        """What the form says, for the action."""
        names = ("title", "public_title", *RULES, *TEXTS)
        said = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return said | {"kind": self.kinds[self.cleaned_data["kind"]]}


def _kinds(gathering: Gathering | None) -> list[Kind]:
    """Those at which several meet; the gathering's own stays possible, also when it is no longer offered."""
    offered = [kind for kind in offered_kinds() if kind.is_gathering]
    return offered if gathering is None else [kind for kind in every_kind() if kind in offered or kind.pk == gathering.kind_id]


class RhythmForm(forms.Form):
    """When and where: a rhythm in words, or one day. The next dates are looked at before anything is saved."""

    when = forms.CharField(
        label=_("When does it meet?"), max_length=200, required=False,
        help_text=_("In your own words: “every Tuesday”, “first Thursday of the month”, “Monday, Wednesday and Friday except July”. "
                    "For one date, leave it empty and choose the day."),
    )  # fmt: skip
    first_day = forms.DateField(label=_("From which day?"), required=False, widget=DAY, help_text=_("Empty means from now on."))
    time = forms.CharField(
        label=_("At what time?"),
        max_length=60,
        required=False,
        help_text=_("Such as 7 pm, 19:00, or 7 to 8:30 pm. Needed, unless you said it above."),
    )
    length = forms.CharField(
        label=_("For how long?"),
        max_length=60,
        required=False,
        help_text=_("Such as 90 minutes, or 1.5 hours. Needed, unless the time has an end."),
    )
    until = forms.DateField(label=_("Last day"), required=False, widget=DAY, help_text=_("Empty means it goes on."))
    mode = forms.ChoiceField(
        label=_("How do people meet?"), choices=Series.Mode.choices, initial=Series.Mode.IN_PERSON, widget=forms.RadioSelect
    )
    site = forms.ModelChoiceField(label=_("Where?"), queryset=Site.objects.none(), required=False, empty_label=_("none of our places"))
    room = forms.CharField(label=_("Room"), required=False, max_length=80)
    place = forms.CharField(label=_("Address, where it is none of our places"), required=False, max_length=200)
    link = forms.URLField(label=_("Link of the online meeting"), required=False, max_length=400, assume_scheme="https")
    link_is_public = forms.BooleanField(label=_("The link may stand on the public calendar"), required=False)

    def __init__(self, *args, series: Series | None = None, session: Session | None = None, **kwargs):
        self.series = series
        if series and session:
            kwargs["initial"] = as_typed(series, session)
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = places(series)
        self.rhythm: Rhythm | None = None

    def clean(self):
        cleaned = super().clean()
        self.rhythm = self._read_rhythm(cleaned.get("when", ""), cleaned.get("first_day"))
        start, minutes = self._read_time(cleaned.get("time", "")), None
        if self.rhythm:
            start = start or (self.rhythm.start, None)
            minutes = self.rhythm.minutes
        if start is None or start[0] is None:
            self._fault_once("time", _t("Say at what time it begins, such as 7 pm."))
        elif not cleaned.get("length"):
            minutes = start[1] or minutes
            if minutes is None:
                self._fault_once("length", _t("Say how long it is, such as 90 minutes."))
        if cleaned.get("length"):
            minutes = self._read("length", read_minutes, cleaned["length"])
        cleaned |= {"starts_at": start[0] if start else None, "minutes": minutes}
        if not self.errors:
            self._read("when" if cleaned.get("when") else "first_day", next_dates, self.timing())
        return cleaned

    def _read_rhythm(self, when: str, first_day: date | None) -> Rhythm | None:
        if not when.strip():
            if first_day is None and "first_day" not in self.errors:
                self.add_error("when", _t("Say when it meets, or choose the day if it is one date."))
            return Rhythm("", first_day) if first_day else None
        if self.series and when.strip() == self.initial.get("when"):
            return Rhythm(self.series.rrule, first_day)
        rhythm = self._read("when", lambda words: read_words(words, first_day=first_day), when)
        if rhythm and rhythm.needs_first_day:
            self._fault_once("first_day", _t("Choose the first day, since it is not every week or month."))
        return rhythm

    def _read_time(self, typed: str) -> tuple | None:
        times = self._read("time", read_time, typed) if typed.strip() else None
        return (times.start, times.minutes) if times else None

    def _read(self, name: str, reader, typed):
        try:
            return reader(typed)
        except Refused as refusal:
            self.add_error(name, str(refusal))
            return None

    def _fault_once(self, name: str, words: str) -> None:
        if name not in self.errors and "when" not in self.errors:
            self.add_error(name, words)

    def timing(self) -> Timing:
        """What the form says, for the action."""
        cleaned, rhythm = self.cleaned_data, self.rhythm
        start = rhythm.first_day or cleaned.get("first_day") or today()
        first_day = (first_date(rhythm.rrule, start) or start) if rhythm.rrule else start
        where = {name: cleaned[name] for name in ("mode", "site", "room", "place", "link_is_public")}
        times = {"starts_at": cleaned["starts_at"], "minutes": cleaned["minutes"], "until": cleaned.get("until")}
        return Timing(first_day=first_day, rrule=rhythm.rrule, link=cleaned["link"] or None, **times, **where)

    @property
    def seen(self) -> str:
        """What was looked at: it comes back with the form, so that nothing else is saved than what was seen."""
        timing = self.timing()
        return f"{timing.rrule}|{timing.first_day}|{timing.starts_at}|{timing.minutes}|{timing.until}"

    def is_seen(self) -> bool:
        return self.is_valid() and self.data.get("seen") == self.seen

    def preview(self):
        return next_dates(self.timing())


class BeginForm(DetailsForm, RhythmForm):
    """A new gathering with its first rhythm."""

    programme = forms.ChoiceField(label=_("Programme"))

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, actor=actor, **kwargs)
        self.programmes = {str(one.pk): one for one in running_programmes()}
        self.fields["programme"].choices = [(key, one.name) for key, one in self.programmes.items()]
        own = next((str(role.programme_id) for role in actor.current_roles if str(role.programme_id) in self.programmes), None)
        self.fields["programme"].initial = own

    def begun(self) -> dict[str, Any]:
        """What the form says, for the action."""
        return self.details() | {"programme": self.programmes[self.cleaned_data["programme"]], "timing": self.timing()}


def as_typed(series: Series, session: Session) -> dict[str, Any]:
    """A rhythm as somebody would type it, from one of its dates on."""
    names = ("until", "mode", "site", "room", "place", "link", "link_is_public")
    typed = {name: getattr(series, name) for name in names}
    when = {"when": say_rhythm(series.rrule, series.first_day), "first_day": session.slot_day}
    return typed | when | {"time": series.starts_at.strftime("%H:%M"), "length": _t("%(minutes)s minutes") % {"minutes": series.minutes}}


def places(row: Series | Session | None = None):
    """The places that are open, and the one it has."""
    known = Site.objects.filter(closed_on=None)
    return (known | Site.objects.filter(pk=row.site_id) if row and row.site_id else known).order_by("name", "pk")


class SessionForm(forms.Form):
    """One date: its day, time, length, place and number of places."""

    day = forms.DateField(label=_("Day"), widget=DAY)
    starts_at = forms.TimeField(label=_("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=24 * 60)
    mode = forms.ChoiceField(label=_("How do people meet?"), choices=Session.Mode.choices, widget=forms.RadioSelect)
    site = forms.ModelChoiceField(label=_("Where?"), queryset=Site.objects.none(), required=False, empty_label=_("none of our places"))
    room = forms.CharField(label=_("Room"), required=False, max_length=80)
    place = forms.CharField(label=_("Address, where it is none of our places"), required=False, max_length=200)
    capacity = forms.IntegerField(
        label=_("Places at this date"), required=False, min_value=1, max_value=10_000, help_text=_("Empty means as usual.")
    )
    reason = forms.CharField(
        label=_("Why it is otherwise"), required=False, max_length=200, help_text=_("Said in public and to those who signed up.")
    )

    def __init__(self, *args, session: Session, **kwargs):
        super().__init__(*args, initial={name: getattr(session, name) for name in self.base_fields}, **kwargs)
        self.fields["site"].queryset = places(session)


class ReasonForm(forms.Form):
    """Why a date is called off."""

    reason = forms.CharField(
        label=_("Why?"), required=False, max_length=200, help_text=_("Said in public and to those who signed up. You may leave it empty.")
    )
