"""How many cards to print."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hearthside.encounters.group_offers.actions import MOST_CARDS


class CardsForm(forms.Form):
    """For how many people a card is printed."""

    number = forms.IntegerField(
        label=_("How many cards?"),
        min_value=1,
        max_value=MOST_CARDS,
        help_text=_("Eight fit on a sheet. Who gets a card no longer needs the code on the wall."),
        error_messages={"required": _("Say how many cards you need.")},
    )
