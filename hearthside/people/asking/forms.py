"""What the forms for the public have in common: a name, one way to reach somebody, and the trap for machines."""

from uuid import uuid4

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hearthside.core.errors import Refused
from hearthside.outbox.actions import can_carry
from hearthside.people.actions.reach import read_value
from hearthside.people.asking.reaching import CHANNELS, Asker
from hearthside.people.models import Person, Reached

PLAIN = {"autocomplete": "off"}


class ReachedForm(forms.Form):
    """A name or alias and one way to reach somebody. Those who are signed in are known, and asked for neither."""

    name = forms.CharField(
        label=_("A first name, or a name you like to be called here"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": _("Write a name. Any name you like will do.")},
    )
    way = forms.ChoiceField(label=_("How shall we reach you?"), required=False, widget=forms.RadioSelect, initial="")
    reach = forms.CharField(label=_("Number or e-mail address"), required=False, max_length=200, widget=forms.TextInput(attrs=PLAIN))
    once = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    website = forms.CharField(required=False, max_length=200)  # no person sees it; what fills in every field does

    def __init__(self, *args, actor, language: str, needs_name: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        self.language = language
        self.fields["way"].choices = [(way, capfirst(label)) for way, label in Reached.Way.choices if not way or can_carry(CHANNELS[way])]
        self.fields["name"].required = needs_name
        if isinstance(actor, Person):
            self.know(actor)

    def know(self, person: Person) -> None:
        """Take away what need not be asked of somebody whose record says it."""
        for name in ("name", "way", "reach"):
            del self.fields[name]

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_t("Leave this field empty. It is there for machines."))
        return ""

    def clean(self):
        cleaned = super().clean()
        if "reach" in self.fields and "way" in cleaned and "reach" in cleaned:
            self._read_reach(cleaned)
        return cleaned

    def _read_reach(self, cleaned: dict) -> None:
        way, typed = cleaned["way"], cleaned["reach"].strip()
        if way and not typed:
            self.add_error("reach", _t("Write the number or address, or choose that you keep the code yourself."))
        elif typed and not way:
            self.add_error("way", _t("Choose a text or e-mail for what you wrote below, or leave that field empty."))
        elif typed:
            try:
                cleaned["reach"] = read_value(way, typed)
            except Refused as refusal:
                self.add_error("reach", str(refusal))

    def asker(self) -> Asker:
        """Who it is, for the action."""
        cleaned = self.cleaned_data
        return Asker(
            name=cleaned.get("name", ""),
            way=cleaned.get("way", ""),
            reach=cleaned.get("reach", ""),
            language=self.language,
            once=cleaned["once"] or uuid4(),
        )


class OwnCodeForm(forms.Form):
    """The code, however it is typed."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=40,
        help_text=_("Eight letters and numbers, such as 7K2M-9QXD. Dashes, spaces and small letters do not matter."),
        error_messages={"required": _("Type the code that you were given.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


def wrong_code() -> str:
    """What is said of a code with a slip in it, and of one that nobody has: the same."""
    return _t("This code opens nothing here. Look at it again, sign by sign, or ask us.")


def people_choice(actor: Person, label) -> forms.ModelChoiceField:
    """Whom this actor may link a name to: the other people whose record they may open."""
    queryset = Person.objects.visible_to(actor).exclude(pk=actor.pk).by_name()
    return forms.ModelChoiceField(queryset=queryset, required=False, label=label, empty_label=_("Nobody whose record I know"))
