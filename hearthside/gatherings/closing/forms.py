"""What is said when a session is over."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hearthside.encounters.models import LONGEST_MINUTES
from hearthside.gatherings.closing.queries import held_by, may_have_held
from hearthside.gatherings.models import Session
from hearthside.organisation.queries import offered_topics
from hearthside.people.models import Person


class ClosingForm(forms.Form):
    """Everything has an answer already; what it was about and calls may be added."""

    held_by = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Who held it?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=LONGEST_MINUTES)
    topics = forms.MultipleChoiceField(label=_("What was it about?"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, session: Session, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["held_by"].queryset = may_have_held(session)
        self.fields["topics"].choices = [(topic.code, str(topic)) for topic in offered_topics()]
        if not self.is_bound:
            self.initial |= {"held_by": [person.pk for person in held_by(session)], "minutes": session.minutes}


class CallWishForm(forms.Form):
    """Somebody would like a call."""

    name = forms.CharField(label=_("Whom to call"), max_length=120, help_text=_("As you know them. It is kept until the call was made."))
    reach = forms.CharField(label=_("Number"), required=False, max_length=40, help_text=_("If you do not have it already."))
