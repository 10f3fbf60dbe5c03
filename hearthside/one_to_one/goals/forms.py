"""What is typed on a goal page, in a wellness plan and for wishes. One decision a form; nothing but the words must be filled in."""

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hearthside.core.dates import today
from hearthside.one_to_one.goals.queries import possible_readers
from hearthside.one_to_one.models import GoalEntry, Wishes
from hearthside.people.models import Person

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
NOTHING = {"required": _("Nothing is written yet. Write a line, or leave the page: nothing is lost.")}
LONGEST = 5000


def words(label, *, rows: int = 3, required: bool = True, **more) -> forms.CharField:
    """A field for somebody's own words."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=LONGEST, required=required, widget=area, error_messages=NOTHING, **more)


def day(label, **more) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=DAY, **more)


def later(chosen):
    if chosen and chosen < today():
        raise forms.ValidationError(_t("This day has passed. Choose a later day, or leave it empty."))
    return chosen


class EntryForm(forms.Form):
    """One thing on a goal page. A step has a turn; who types for somebody else says whose words they are."""

    text = words(_("In your own words"))
    turn = forms.ChoiceField(label=_("Whose turn is it?"), choices=GoalEntry.Turn.choices, initial="mine", widget=forms.RadioSelect)
    for_person = forms.BooleanField(required=False)

    def __init__(self, *args, kind: str, actor: Person, person: Person, **kwargs):
        super().__init__(*args, auto_id=f"{kind}_%s", **kwargs)
        if kind == GoalEntry.Kind.NEXT_TIME:
            self.fields["text"].widget = forms.TextInput()
        if kind != GoalEntry.Kind.STEP:
            del self.fields["turn"]
        elif actor != person:
            ours = _t("both of us")
            self.fields["turn"].choices = [("mine", person.name), ("ours", ours)]
        if actor == person:
            del self.fields["for_person"]
        else:
            self.fields["for_person"].label = _t("These are %(name)s's own words, and I typed them") % {"name": person.name}


class RewordForm(EntryForm):
    """Other words for it. It carries the wording that was on the screen, so that nobody writes over newer words."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def with_newer(self, version: int, words: str) -> None:
        """Say that there are newer words; what was typed stays, and saves over them when it is sent again."""
        self.data = self.data.copy()
        self.data["version"] = version
        self.add_error("text", words)


class PartForm(forms.Form):
    """One part of a wellness plan."""

    heading = forms.CharField(
        label=_("Heading"), max_length=120, error_messages={"required": _("Give this part a heading, so that you find it again.")}
    )
    text = words(_("In your own words"), rows=8)

    def __init__(self, *args, is_usual: bool, prompt: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = prompt
        if is_usual:
            self.fields["heading"].required = False
            self.fields["heading"].help_text = _t("Leave it empty to keep the usual words.")


class ShareForm(forms.Form):
    """Who may read which parts, until when."""

    what = forms.MultipleChoiceField(label=_("What may they read?"), widget=forms.CheckboxSelectMultiple)
    reader = forms.ModelChoiceField(queryset=Person.objects.none(), label=_("Who?"), empty_label=_("Choose"))
    until = day(_("Last day"), help_text=_("Leave it empty if it holds until you take it back."))

    WISHES = "wishes"

    def __init__(self, *args, person: Person, parts: list, has_wishes: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.parts = {str(part.pk): part for part in parts}
        choices = [(key, part.title) for key, part in self.parts.items()]
        self.fields["what"].choices = choices + ([(self.WISHES, _t("my advance wishes"))] if has_wishes else [])
        self.fields["reader"].queryset = possible_readers(person)

    def clean_until(self):
        return later(self.cleaned_data["until"])


class CopyForm(forms.Form):
    """A copy on paper, and who has it."""

    of_what = forms.CharField(label=_("What did you give?"), max_length=200, help_text=_("Such as: the page about hard days."))
    to_whom = forms.CharField(label=_("To whom?"), max_length=200)
    given_on = forms.DateField(label=_("When?"), widget=DAY, initial=today)


class TypedWishesForm(forms.Form):
    """Advance wishes as somebody types them with the person. Only the question about the paper needs an answer."""

    paper = forms.ChoiceField(
        label=_("Is there a paper, such as an advance directive?"), choices=Wishes.Paper.choices, widget=forms.RadioSelect
    )
    where = words(_("Where is it?"), required=False, rows=2, help_text=_("Such as: in the blue folder by the door."))
    who_may_know = words(_("Who may know about it?"), required=False, rows=2, help_text=_("Names, and how to reach them if you like."))
    words = words(
        _("What do you wish for in a hard time?"),
        required=False,
        rows=6,
        help_text=_("What helps, what to leave alone, who should come, who looks after the cat."),
    )
    review_on = day(
        _("When would you like to read it again?"), help_text=_("A line on Today says so on that day. Leave it empty for none.")
    )

    def clean_review_on(self):
        return later(self.cleaned_data["review_on"])


class WishesForm(TypedWishesForm):
    """The person's own: they alone say whether it may be read in an emergency."""

    in_emergency = forms.BooleanField(
        label=_("May be read in an emergency"),
        required=False,
        help_text=_("Whoever opens your record in an emergency then reads this page. You see who did, and why."),
    )


class FormsLinkForm(forms.Form):
    """Where official forms are found."""

    words = forms.CharField(label=_("What the link says"), max_length=120)
    address = forms.URLField(label=_("Its address"), max_length=500, assume_scheme="https")
