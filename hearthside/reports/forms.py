"""What a report is asked for: from, to, programme, by. Used by the pages and by the command."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hearthside.core.dates import today
from hearthside.encounters.measures import Scope
from hearthside.organisation.models import Programme
from hearthside.reports.periods import last_quarter

APART = {"gathering": _("by group"), "programme": _("by programme"), "kind": _("by kind"), "month": _("by month")}
FIRST_YEAR, LAST_YEAR = 1950, 2100


class DayField(forms.DateField):
    """A day; what was typed is said again when it is not one."""

    def to_python(self, value) -> date | None:
        try:
            day = super().to_python(value)
        except ValidationError as fault:
            raise ValidationError(_t("'%(typed)s' is not a date. Write it as 2026-06-30.") % {"typed": str(value)[:40]}) from fault
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            words = {"day": date_format(day, "DATE_FORMAT"), "first": FIRST_YEAR, "last": LAST_YEAR}
            raise ValidationError(_t("%(day)s cannot be right. Choose a year from %(first)s to %(last)s.") % words)
        return day


class ProgrammeField(forms.ModelChoiceField):
    """A programme by its code, or by its name as people type it."""

    def to_python(self, value) -> Programme | None:
        try:
            return super().to_python(value)
        except ValidationError as fault:
            found = Programme.objects.filter(name__iexact=str(value).strip()).first()
            if found is None:
                words = {"typed": str(value)[:80]}
                raise ValidationError(_t("There is no programme '%(typed)s'. Choose one from the list.") % words) from fault
            return found


class ApartField(forms.ChoiceField):
    """By what a report is kept apart; what was typed is said again when it cannot be."""

    def validate(self, value) -> None:
        if value and not self.valid_value(value):
            ways = ", ".join(code for code, _name in self.choices if code)
            raise ValidationError(_t("'%(typed)s' cannot be kept apart here. Choose one of: %(ways)s.") % {"typed": value, "ways": ways})


class ScopeForm(forms.Form):
    """Which days, which programme, kept apart by what. Its addresses are read by other programs: from, to, programme, by."""

    first = DayField(
        label=_("From"),
        input_formats=["%Y-%m-%d"],
        error_messages={"required": _("Choose the first day.")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    last = DayField(
        label=_("To, and including"),
        input_formats=["%Y-%m-%d"],
        error_messages={"required": _("Choose the last day.")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    programme = ProgrammeField(
        label=_("Programme"), queryset=Programme.objects.all(), to_field_name="code", required=False, empty_label=_("All programmes")
    )
    by = ApartField(label=_("Keep apart"), required=False)

    def __init__(self, asked: dict[str, str], *, apart: Sequence[str], usual_by: str = ""):
        """`asked` may leave anything out: the last full quarter of all programmes is the usual question."""
        quarter = last_quarter(today())
        usual = {"from": quarter.first.isoformat(), "to": quarter.last.isoformat(), "by": "" if asked else usual_by}
        super().__init__(usual | asked)
        self.fields["by"].choices = [("", _t("Nothing: one whole")), *((code, APART[code]) for code in apart)]

    def add_prefix(self, field_name: str) -> str:
        return {"first": "from", "last": "to"}.get(field_name, field_name)

    def clean(self) -> dict:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and first > last:
            self.add_error("last", _t("The last day is before the first day. Choose a later last day, or an earlier first one."))
        return self.cleaned_data

    @property
    def scope(self) -> Scope:
        said = self.cleaned_data
        return Scope(said["first"], said["last"], said["programme"], said["by"] or None)

    def asked(self) -> dict[str, str]:
        """What was asked, as it stands in an address; what cannot be read stays as it was typed."""
        return {self.add_prefix(name): str(self[name].value() or "") for name in self.fields}

    def sentences(self) -> list[str]:
        """What has to be put right, for a terminal."""
        return [message for messages in self.errors.values() for message in messages]
