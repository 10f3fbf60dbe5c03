"""Who holds a gathering, and who has one date of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hearthside.encounters.queries import colleagues
from hearthside.gatherings.models import Gathering, Host, Session
from hearthside.gatherings.models.hosting import Part
from hearthside.people.models import Person, PersonQuerySet, current

PARTS = [(part.value, part.label) for part in (Part.HOST, Part.CO_HOST, Part.LEARNER)]


def possible_hosts(actor) -> PersonQuerySet:
    """Whom this actor can name: those who work here, and those whose record is open to them anyway."""
    seen = Person.objects.visible_to(actor).values("pk")
    return (Person.objects.filter(pk__in=colleagues().values("pk")) | Person.objects.filter(pk__in=seen)).by_name()


class HostForm(forms.Form):
    """Somebody more who holds it."""

    person = forms.ModelChoiceField(label=_("Who?"), queryset=Person.objects.none(), empty_label=_("Choose"))
    part = forms.ChoiceField(label=_("As what?"), choices=PARTS, initial=Part.HOST, widget=forms.RadioSelect)
    is_in_rotation = forms.BooleanField(label=_("Takes turns with the others"), required=False, initial=True)

    def __init__(self, *args, actor, gathering: Gathering, **kwargs):
        super().__init__(*args, **kwargs)
        held = Host.objects.filter(current(), gathering=gathering)
        self.fields["person"].queryset = possible_hosts(actor).exclude(pk__in=held.values("person"))


class PartForm(forms.Form):
    """In which part somebody holds it, and their place in the turn."""

    part = forms.ChoiceField(label=_("As what?"), choices=PARTS, widget=forms.RadioSelect)
    is_in_rotation = forms.BooleanField(label=_("Takes turns with the others"), required=False)
    place = forms.IntegerField(label=_("Place in the turn"), min_value=1, max_value=1000)

    def __init__(self, *args, host: Host, place: int, **kwargs):
        first = {"part": host.part, "is_in_rotation": host.is_in_rotation, "place": place}
        super().__init__(*args, initial=first, auto_id=f"host_{host.pk.hex}_%s", **kwargs)
        self.host = host


class DutyForm(forms.Form):
    """Who has one date by agreement; a guest holds that date alone."""

    person = forms.ModelChoiceField(label=_("Who has this date?"), queryset=Person.objects.none(), empty_label=_("Choose"))

    def __init__(self, *args, actor, session: Session, **kwargs):
        super().__init__(*args, **kwargs)
        hosts = Host.objects.filter(current(session.day), gathering=session.gathering_id).values("person")
        known = possible_hosts(actor) | Person.objects.filter(pk__in=hosts)
        there = session.duties.filter(given_up_at=None).values("person")
        self.fields["person"].queryset = known.exclude(pk__in=there)
