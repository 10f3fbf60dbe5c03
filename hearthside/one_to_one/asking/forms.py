"""Asking to meet a peer: what we shall call you is enough, and everything else may stay empty."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hearthside.one_to_one import defaults
from hearthside.one_to_one.asking.actions import Referral, Wishes
from hearthside.one_to_one.languages import language_choices
from hearthside.one_to_one.models import Request
from hearthside.one_to_one.queries import experience_names, offered_experiences
from hearthside.organisation.queries import the_organisation
from hearthside.people.asking.forms import ReachedForm, people_choice
from hearthside.people.asking.reaching import Asker
from hearthside.people.models import Person

LONGEST = 3000
WRITE = _("You may write to me about this, and about nothing else.")
SAY_WHO = _("Messages may name %(us)s. Without this tick they name nobody.")


def any_of(label) -> forms.MultipleChoiceField:
    """Any number of a list, or none, which means that all are fine."""
    return forms.MultipleChoiceField(label=label, required=False, widget=forms.CheckboxSelectMultiple)


class AskForm(ReachedForm):
    """A name, what one would like, one way to be reached; below them all that may be said and need not."""

    wish = forms.CharField(
        label=_("What would you like?"),
        help_text=_("In your own words, such as: somebody to walk with, or to talk about being alone in the evenings."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    may_say_who = forms.BooleanField(required=False)
    wants = forms.ChoiceField(
        label=_("What would be good for you?"), widget=forms.RadioSelect, required=False,
        initial=Request.Wants.ONE_TO_ONE,
    )  # fmt: skip
    hows = any_of(_("How would you like to meet?"))
    times = any_of(_("When does it suit you?"))
    experiences = any_of(_("I would like somebody who knows this from their own life"))
    languages = any_of(_("In which languages?"))
    genders = any_of(_("I am at ease with"))
    ages = any_of(_("Of what age?"))
    ask_coordinator = forms.BooleanField(label=_("Somebody here should choose for me"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "name" in self.fields:
            self.fields["name"].label = _t("What shall we call you?")
            self.fields["name"].help_text = _t("Any name you like. It need not be your own.")
        if "reach" in self.fields:
            self.fields["reach"].help_text = str(WRITE)
            self.fields["may_say_who"].label = SAY_WHO % {"us": the_organisation().name}
        else:
            del self.fields["may_say_who"]
        lists = {
            "wants": dict(Request.Wants.choices),
            "hows": defaults.HOWS,
            "languages": dict(language_choices(the_organisation().language)),
            "genders": defaults.GENDERS,
            "ages": defaults.AGE_BANDS,
        }
        for name, names in lists.items():
            self.fields[name].choices = [(code, capfirst(str(words))) for code, words in names.items()]
        self.fields["times"].choices = [(code, code) for code in defaults.TIMES]
        self.fields["experiences"].choices = [(code, capfirst(words)) for code, words in self.experiences_shown().items()]

    def experiences_shown(self) -> dict[str, str]:
        """Code -> name of those to choose from."""
        return {one.code: str(one) for one in offered_experiences()}

    @property
    def week(self) -> list[tuple[str, list[tuple[str, str, bool]]]]:
        """The rows of the grid: a day, and for each part of it the code, its words, and whether it is ticked."""
        ticked = set(self["times"].value() or ())
        parts = defaults.PARTS_OF_DAY.items()
        return [
            (str(name), [(f"{day}_{part}", f"{name}, {word}", f"{day}_{part}" in ticked) for part, word in parts])
            for day, name in defaults.WEEKDAYS.items()
        ]

    @property
    def parts_of_day(self) -> list[str]:
        return [str(word) for word in defaults.PARTS_OF_DAY.values()]

    def wishes(self) -> Wishes:
        """What they would like, for the action."""
        cleaned = self.cleaned_data
        lists = {name: cleaned[name] for name in ("hows", "times", "experiences", "languages", "genders", "ages")}
        wants = cleaned["wants"] or Request.Wants.ONE_TO_ONE
        said = {"wish": cleaned["wish"], "wants": wants, "ask_coordinator": cleaned["ask_coordinator"]}
        return Wishes(**lists, **said, may_say_who=cleaned.get("may_say_who", False))

    def asker(self) -> Asker:
        asker = super().asker()
        words = [str(WRITE), self.fields["may_say_who"].label if self.cleaned_data.get("may_say_who") else ""]
        asker.may_remind, asker.words = bool(asker.way), " ".join(one for one in words if one)
        return asker


class TypedAskForm(AskForm):
    """The same on the telephone. A record that the helper knows may be named instead of a name."""

    def __init__(self, *args, helper: Person, **kwargs):
        super().__init__(*args, actor=None, needs_name=False, **kwargs)
        self.fields["person"] = people_choice(helper, _t("Is it somebody whose record you know?"))
        if not self.fields["person"].queryset.exists():
            del self.fields["person"]

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("name") and not cleaned.get("person") and "name" not in self.errors:
            self.add_error("name", _t("Write a name. Any name they like will do."))
        return cleaned


class ReferralForm(AskForm):
    """The same from a clinic or a service, with who they are and that the person agrees."""

    referrer = forms.CharField(
        label=_("Who sends them?"),
        help_text=_("Your name and your service."),
        max_length=300,
        error_messages={"required": _("Write who you are, so that we know where this comes from.")},
    )
    agrees = forms.BooleanField(
        label=_("They know of this and agree."), error_messages={"required": _("Ask them first, and tick that they agree.")}
    )
    may_tell_referrer = forms.BooleanField(label=_("They agree that we hear whether they have met somebody."), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, actor=None, **kwargs)
        self.fields["name"].label = _t("What shall we call them?")
        self.fields["way"].label = _t("How shall we reach them?")
        self.fields["way"].choices = [("", _t("They keep the code themselves")), *self.fields["way"].choices[1:]]
        self.fields["wish"].label = _t("What would they like?")
        self.fields["wish"].help_text = _t("In their own words. Write nothing medical: we do not need it and do not want to keep it.")
        self.fields["name"].help_text = _t("Any name they like. It need not be their own.")

    def referral(self) -> Referral:
        """Who sends them, for the action."""
        cleaned, labels = self.cleaned_data, {name: str(self.fields[name].label) for name in ("agrees", "may_tell_referrer")}
        words = [labels["agrees"], labels["may_tell_referrer"] if cleaned["may_tell_referrer"] else ""]
        agreed = " ".join(one for one in words if one)
        return Referral(referrer=cleaned["referrer"], agreed_words=agreed, may_tell_referrer=cleaned["may_tell_referrer"])


class ChangeAskForm(AskForm):
    """What somebody asked for, to say anew. Their number is not shown: a card may be found by others."""

    def __init__(self, *args, asked: Request, **kwargs):
        self.asked = asked
        lists = ("hows", "times", "experiences", "languages", "genders", "ages")
        names = ("name", "way", "wish", "wants", "ask_coordinator", "may_say_who", *lists)
        initial: dict[str, Any] = {name: getattr(asked, name) for name in names}
        super().__init__(*args, initial=initial, actor=asked.person, language=asked.language, **kwargs)
        if asked.reach and "reach" in self.fields:
            end = _t("Leave it empty to keep the one that ends with %(end)s.") % {"end": str(asked.reach)[-4:]}
            self.fields["reach"].help_text = f"{WRITE} {end}"

    def experiences_shown(self) -> dict[str, str]:
        """Those offered, and those they chose when they were."""
        offered = super().experiences_shown()
        return {code: name for code, name in experience_names().items() if code in offered or code in self.asked.experiences}

    def _read_reach(self, cleaned: dict) -> None:
        if cleaned["way"] == self.asked.way and not cleaned["reach"].strip():
            cleaned["reach"] = str(self.asked.reach or "")
        else:
            super()._read_reach(cleaned)
