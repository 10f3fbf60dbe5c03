"""The forms around sheets that are brought in. What was typed is drawn again as it stands in the draft, with what is wrong."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hearthside.core.sheets.cells import fold, shortened
from hearthside.core.sheets.digests import keyed_digest
from hearthside.core.sheets.reading import Row
from hearthside.core.sheets.rows import Teller
from hearthside.gatherings.imports.columns import ATTENDANCE, SCHEDULE
from hearthside.gatherings.imports.lines import COUNT, NAME, Sheets
from hearthside.gatherings.imports.sources import LONGEST_CELL
from hearthside.gatherings.models.drafts import Brought
from hearthside.gatherings.rules.days import day_words

LARGEST_SENT = 5 * 1024 * 1024  # from a page; the command line takes more

LABELS = {
    "title": _("Title"),
    "when": _("When"),
    "rrule": _("Rule"),
    "starts": _("First day"),
    "until": _("Last day"),
    "time": _("Time"),
    "ends": _("End time"),
    "minutes": _("Minutes"),
    "place": _("Place"),
    "room": _("Room"),
    "online": _("In person, online or hybrid"),
    "link": _("Link of the call"),
    "host": _("Hosts"),
    "open_to": _("Who it is for"),
    "openness": _("Open, ask first or closed"),
    "public_title": _("Public title"),
    "programme": _("Programme"),
    "kind": _("Kind"),
    "sign_up": _("Do people sign up?"),
    "capacity": _("Places"),
    "about": _("About it"),
    "language": _("Language"),
    "left_out": _("Not on these days"),
    "cancelled": _("Cancelled on"),
    "moved": _("Moved dates"),
    "also_on": _("Also on"),
    "zone": _("Time zone"),
    "date": _("Date"),
    "group": _("Group"),
    "name": _("Names"),
    "last_name": _("Last name"),
    "count": _("How many"),
}
EXAMPLES = {
    "when": _("Such as “every Tuesday” or “first Thursday”."),
    "time": _("Such as 19:00 or 7 pm."),
    "starts": _("Such as 2026-12-01."),
    "date": _("Such as 2026-12-01."),
    "public_title": _("What calendars say of a closed group. It gives nothing away."),
}
LONG_TEXTS = ("about", "open_to", "name")
OF_KIND = {Brought.SCHEDULE: SCHEDULE, Brought.ATTENDANCE: ATTENDANCE}


class SheetForm(forms.Form):
    """A file, and what it is."""

    kind = forms.ChoiceField(label=_("What is in it?"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("The sheet"),
        allow_empty_file=True,
        help_text=_("CSV, Excel or OpenDocument, at most 5 MB; a schedule may also be a calendar (.ics) or a Meeting Guide list (.json)."),
    )

    def __init__(self, *args, kinds: Sequence[str], **kwargs):
        super().__init__(*args, **kwargs)
        names = {Brought.SCHEDULE: _("When our groups meet"), Brought.ATTENDANCE: _("Who came: sign-in sheets")}
        self.fields["kind"].choices = [(kind, names[Brought(kind)]) for kind in kinds]
        self.initial["kind"] = kinds[0]
        self.is_too_large = False

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_SENT:
            self.is_too_large = True
            raise forms.ValidationError(_t("This file is larger than 5 MB. Split it, for example one file for each year."))
        return file

    @property
    def status(self) -> int:
        return 413 if self.is_too_large else 422 if self.errors else 200


class RowForm(forms.Form):
    """One row, every cell as it was typed, with what is wrong beside the cell that it is about."""

    use_required_attribute = False

    is_left_out = forms.BooleanField(label=_("Leave this row out"), required=False)

    def __init__(self, *args, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        for column in OF_KIND[Brought(kind)]:
            if column.name in LABELS:
                widget = forms.Textarea(attrs={"rows": 2}) if column.name in LONG_TEXTS else forms.TextInput()
                self.fields[column.name] = forms.CharField(
                    label=LABELS[column.name],
                    help_text=EXAMPLES.get(column.name, ""),
                    required=False,
                    max_length=LONGEST_CELL,
                    widget=widget,
                )

    @property
    def cells(self) -> dict[str, str]:
        """What was sent of each cell, right or not; what was not on the page is not among them."""
        sent = {name: self.data.get(self.add_prefix(name)) for name in self.fields if name != "is_left_out"}
        return {name: text.strip()[:LONGEST_CELL] for name, text in sent.items() if text is not None}

    @property
    def to_mend(self) -> list:
        """The cells that something is wrong with."""
        return [self[name] for name in self.fields if name in self.errors]

    @property
    def filled(self) -> list:
        """Other cells in which something stands."""
        return [self[name] for name, text in self.cells.items() if text and name not in self.errors]

    @property
    def summary(self) -> str:
        """What stands in the cells that can be read, in one line."""
        return shortened(" · ".join(field.value() for field in self.filled if field.name != "title"))

    @property
    def is_open(self) -> bool:
        """Where nothing is wrong with a single cell, all of them are shown."""
        return not self.to_mend

    @property
    def empty(self) -> list:
        return [self[name] for name in self.fields if not self.cells.get(name) and name not in self.errors and name != "is_left_out"]


def form_of_row(pk: UUID, row: Row, kind: str, told: Teller | None, is_left_out: bool = False) -> RowForm:
    """A row as its draft holds it, with what its reader told."""
    prefix = f"row-{pk}"
    cells = {f"{prefix}-{name}": text for name, text in row.cells.items()} | ({f"{prefix}-is_left_out": "on"} if is_left_out else {})
    form = RowForm(cells, prefix=prefix, kind=kind)
    form.full_clean()
    for name in row.cells.keys() & form.fields.keys():
        form.fields[name].required = True  # drawn without "optional"; what is needed is the reader's to say
    for column, sentence in told.problems if told and not is_left_out else ():
        if sentence not in form.errors.get(column, ()):
            form.add_error(column if column in form.fields else None, sentence)
        if column in form.fields:
            form.fields[column].required = True
    return form


class NamesForm(forms.Form):
    """What is to become of each name that fits nobody exactly. A likeness is offered and never chosen beforehand."""

    def __init__(self, *args, sheets: Sheets, most: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.names: dict[str, tuple[UUID, str]] = {}  # field -> group and name
        for gathering_pk, (gathering, names) in sheets.undecided.items():
            for name, days in names.items():
                if len(self.names) < most:
                    field = f"name-{keyed_digest('name on a sheet', f'{gathering_pk} {fold(name)}')[:16]}"
                    self.names[field] = (gathering_pk, name)
                    alike = [(one.key, one.name) for one in sheets.meant[gathering_pk].alike(name)]
                    self.fields[field] = forms.ChoiceField(
                        label=_t("“%(name)s”") % {"name": name},
                        help_text=_t("%(group)s, %(days)s") % {"group": gathering, "days": _days(days)},
                        choices=[*alike, (NAME, _t("Keep the name as it is")), (COUNT, _t("Only count"))],
                        widget=forms.RadioSelect,
                        initial=COUNT,
                        error_messages={"required": _t("Say what becomes of “%(name)s”.") % {"name": shortened(name)}},
                    )

    @property
    def decided(self) -> Mapping[UUID, Mapping[str, str]]:
        found: dict[UUID, dict[str, str]] = {}
        for field, (gathering, name) in self.names.items():
            found.setdefault(gathering, {})[name] = self.cleaned_data[field]
        return found


def _days(days: Sequence[date]) -> str:
    first, more = day_words(days[0]), len(days) - 1
    return (
        ngettext("%(day)s and %(more)s more date", "%(day)s and %(more)s more dates", more) % {"day": first, "more": more}
        if more
        else first
    )
