"""The report `warm_line`: contacts, what they were about, how they ended, and when the line rings."""

from collections import Counter
from collections.abc import Mapping
from datetime import time

from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from hearthside.checkins.models import LineCall
from hearthside.checkins.warm_line.measures import MEASURES, Figures, count
from hearthside.encounters.measures import Scope
from hearthside.organisation.defaults import SUPPORT_NAMES
from hearthside.organisation.queries import every_topic
from hearthside.reports.few import FEWEST, hidden_places, is_few
from hearthside.reports.tables import Row, Table
from hearthside.surveys.grains import percent

ABOUT_PEOPLE = ("line_first", "line_known_contacts", "line_known_callers")  # hidden where they are few
BUSIEST = 10


def warm_line_tables(scope: Scope) -> tuple[list[Table], list[str]]:
    """The counts, then how the contacts divide, each with its base; and the note on what is hidden."""
    figures = count(scope)
    reasons = {topic.code: str(topic) for topic in every_topic()}
    ages, ended = (dict(choices.choices) for choices in (LineCall.Age, LineCall.Ended))
    tables = [
        _counts(figures),
        _division("line_reasons", _("What it was most about"), reasons, figures.reasons, figures.reasons.total()),
        _division("line_ages", _("About how old callers were"), ages, figures.ages, figures.ages.total()),
        _division("line_given", _("What was given"), SUPPORT_NAMES, figures.given, figures.given_base),
        _division("line_ended", _("How it ended"), ended, figures.ended, figures.ended.total()),
        _busiest(figures.hours),
    ]
    shown = [table for table in tables if table and table.rows]
    few = _("Numbers of 1 to 4 are hidden, and one more where they could be worked out.")
    return shown, [few] if any(row.is_hidden for table in shown for row in table.rows) else []


def _counts(figures: Figures) -> Table:
    rows = []
    for one in MEASURES:
        value = getattr(figures, one.code)
        rows.append(Row(one.code, str(one.name), None if one.code in ABOUT_PEOPLE and is_few(value) else value, short=str(one.short)))
    return Table("counts", _("Counts"), rows)


def _division(name: str, title: str, names: Mapping, numbers: Counter[str], base: int) -> Table | None:
    """How the contacts of which something was said divide. Nothing at all where these are few."""
    if base < FEWEST:
        return None
    codes = [*names, *(code for code in numbers if code not in names)]
    hidden = hidden_places([numbers[code] for code in codes])
    rows = [
        Row(code, str(names.get(code, code)), None if place in hidden else numbers[code], _share(numbers[code], base, place in hidden))
        for place, code in enumerate(codes)
        if numbers[code]
    ]
    return Table(name, title, rows, base=base, base_words=_("Of %(n)s contacts in which it was said."))


def _share(value: int, base: int, is_hidden: bool) -> int | None:
    return None if is_hidden else percent(value, base)


def _busiest(hours: Counter[tuple[int, int]]) -> Table | None:
    """The hours in which the line rang most. Those with few contacts are left out, so none of them has to be hidden."""
    base = hours.total()
    often = sorted((slot for slot in hours if hours[slot] >= FEWEST), key=lambda slot: (-hours[slot], slot))[:BUSIEST]
    if not often:
        return None
    rows = [Row(f"{day}-{hour:02d}", _slot(day, hour), hours[day, hour], percent(hours[day, hour], base)) for day, hour in often]
    base_words = _("Of %(n)s contacts of which the hour is known.")
    return Table("line_hours", _("When the line rang most"), rows, base=base, base_words=base_words)


def _slot(weekday: int, hour: int) -> str:
    return _("%(weekday)s from %(time)s") % {"weekday": WEEKDAYS[weekday - 1], "time": time_format(time(hour), "TIME_FORMAT")}
