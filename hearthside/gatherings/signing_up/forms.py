"""Signing up for a date: everything on one screen, and nothing needed but a name."""

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hearthside.gatherings.models import GroupMember, Session, SignUp
from hearthside.gatherings.signing_up.actions import Wishes
from hearthside.people.asking.forms import OwnCodeForm, ReachedForm, wrong_code
from hearthside.people.asking.own_codes import thing_of
from hearthside.people.asking.reaching import Asker
from hearthside.people.models import Person

# What is kept as the words of a consent, so it is said in full on the screen.
REMIND = _("Please remind me a day before. You may write to me for this date alone.")


class SignUpForm(ReachedForm):
    """Who comes, how they are reached and reminded, how they get there, what they need."""

    may_remind = forms.BooleanField(label=REMIND, required=False)
    ride = forms.ChoiceField(
        label=_("How do you get there?"), choices=SignUp.Ride.choices, required=False, widget=forms.RadioSelect, initial=""
    )
    seats = forms.IntegerField(
        label=_("How many others can you take along?"), help_text=_("Only if you offer a ride."), required=False, min_value=1, max_value=50
    )
    wish = forms.CharField(
        label=_("What do you need to take part?"),
        help_text=_("Such as a chair near the door, or somebody to meet you outside. Those who hold it read this."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, session: Session, actor, member: GroupMember | None = None, **kwargs):
        gathering = session.gathering
        super().__init__(*args, actor=actor, needs_name=not (gathering.only_counted or member), **kwargs)
        if gathering.only_counted:
            self.fields.pop("name", None)
        if session.mode == Session.Mode.ONLINE:
            for name in ("ride", "seats"):
                del self.fields[name]
        self.is_known = isinstance(actor, Person)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("may_remind") and not self.is_known and "way" in cleaned and not cleaned["way"]:
            self.add_error("way", _t("Choose how we may remind you, or take away the tick for the reminder."))
        if cleaned.get("ride") == SignUp.Ride.OFFERS and "seats" in cleaned:
            cleaned["seats"] = cleaned["seats"] or 1
        return cleaned

    def asker(self) -> Asker:
        asker = super().asker()
        asker.may_remind, asker.words = self.cleaned_data["may_remind"], str(REMIND)
        return asker

    def wishes(self) -> Wishes:
        cleaned = self.cleaned_data
        return Wishes(ride=cleaned.get("ride", ""), seats=cleaned.get("seats") or 0, wish=cleaned["wish"])


class MemberSignUpForm(SignUpForm):
    """For a group of those who belong: their code says who they are, and the name may stay empty."""

    field_order = ("code", "name")
    code = OwnCodeForm.base_fields["code"]

    def __init__(self, *args, session: Session, **kwargs):
        super().__init__(*args, session=session, **kwargs)
        self.gathering, self.member = session.gathering, None
        if "name" in self.fields:
            self.fields["name"].required = False

    def find_member(self) -> bool:
        """Look up whose code it is, once the try was counted. The same words for every code that does not open this."""
        thing = thing_of(self.cleaned_data["code"])
        belongs = isinstance(thing, GroupMember) and thing.gathering_id == self.gathering.pk
        if belongs and thing.state == GroupMember.State.BELONGS:
            self.member = thing
            return True
        self.add_error("code", wrong_code())
        return False


class ChangeForm(SignUpForm):
    """What somebody said when they signed up, to put right. Their number is not shown: a card may be found by others."""

    def __init__(self, *args, sign_up: SignUp, **kwargs):
        self.sign_up = sign_up
        names = ("name", "way", "may_remind", "ride", "wish")
        initial = {name: getattr(sign_up, name) for name in names} | {"seats": sign_up.seats or None}
        known = {"session": sign_up.session, "actor": sign_up.person, "language": sign_up.language, "member": sign_up.member}
        super().__init__(*args, initial=initial, **known, **kwargs)
        if sign_up.reach and "reach" in self.fields:
            self.fields["reach"].help_text = _t("Leave it empty to keep the one that ends with %(end)s.") % {"end": str(sign_up.reach)[-4:]}

    def _read_reach(self, cleaned: dict) -> None:
        if cleaned["way"] == self.sign_up.way and not cleaned["reach"].strip():
            cleaned["reach"] = str(self.sign_up.reach or "")
        else:
            super()._read_reach(cleaned)
