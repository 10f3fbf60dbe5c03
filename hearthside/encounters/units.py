"""Billing units: a view of minutes under one payer's rule. Off unless the organisation has written a rule down."""

from dataclasses import dataclass

from django.db.models import F, IntegerField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearthside.organisation.models import Organisation

NO_CAP = 1_000_000  # more units than a person can have in a day, so that a rule without a cap needs no statement of its own
ROUNDINGS = {
    "down": gettext_lazy("whole units only"),
    "nearest": gettext_lazy("to the nearest unit, half a unit counts as one"),
    "eight_minute": gettext_lazy("a last part of eight minutes or more counts as one"),
}


@dataclass(frozen=True, slots=True)
class UnitRule:
    """How one payer turns the minutes of a contact into units, and how many a person may have in a day."""

    name: str
    minutes_per_unit: int
    rounding: str
    daily_cap: int | None = None

    @classmethod
    def of(cls, organisation: Organisation) -> "UnitRule | None":
        """The organisation's rule, or None while billing is off."""
        return cls(**organisation.unit_rule) if organisation.unit_rule else None

    @property
    def words(self) -> str:
        """The rule in one sentence, printed beside every number of units."""
        words = {"name": self.name, "minutes": self.minutes_per_unit, "rounding": ROUNDINGS[self.rounding], "cap": self.daily_cap}
        if self.daily_cap:
            return _("%(name)s: %(minutes)s minutes are one unit; %(rounding)s; at most %(cap)s for one person in one day.") % words
        return _("%(name)s: %(minutes)s minutes are one unit; %(rounding)s.") % words

    def units(self, field: str) -> Combinable:
        """The units of one contact as an expression over its minutes; division of whole numbers drops the rest."""
        size = self.minutes_per_unit
        minutes = Cast(F(field), IntegerField())
        match self.rounding:
            case "down":
                return minutes / Value(size)
            case "nearest":
                return (minutes * Value(2) + Value(size)) / Value(2 * size)
            case "eight_minute":
                return (minutes + Value(max(size - 8, 0))) / Value(size)
        raise ValueError(f"The unit rule '{self.name}' rounds '{self.rounding}'. Use one of: {', '.join(ROUNDINGS)}.")
