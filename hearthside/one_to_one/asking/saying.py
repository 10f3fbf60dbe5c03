"""What somebody would like, in words: for their receipt, for the list and for the page of one request."""

from collections.abc import Iterable, Mapping

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from hearthside.core.numbers import show_number
from hearthside.one_to_one.defaults import AGE_BANDS, GENDERS, HOWS, PARTS_OF_DAY, WEEKDAYS
from hearthside.one_to_one.languages import language_name
from hearthside.one_to_one.models import Request
from hearthside.one_to_one.queries import experience_names
from hearthside.organisation.queries import the_organisation


def facts_of(request: Request) -> list[tuple[str, str]]:
    """Pairs of a term and what they said; what they left open is not there."""
    pairs = [
        (_("Would like"), request.get_wants_display()),
        (_("How"), listed(request.hows, HOWS)),
        (_("When"), said_times(request.times)),
        (_("Somebody who knows"), listed(request.experiences, experience_names())),
        (_("Who speaks"), ", ".join(map(language_name, request.languages))),
        (_("At ease with"), listed(request.genders, GENDERS)),
        (_("Of what age"), listed(request.ages, AGE_BANDS)),
        (_("Who chooses"), _("somebody here should choose for me") if request.ask_coordinator else ""),
    ]
    return [(term, capfirst(words)) for term, words in pairs if words]


def in_short(request: Request) -> str:
    """How, when and with whom in one line for the list; empty when all of it is open."""
    parts = [
        listed(request.hows, HOWS),
        said_times(request.times),
        listed(request.experiences, experience_names()),
        ", ".join(map(language_name, request.languages)),
        listed(request.genders, GENDERS),
        listed(request.ages, AGE_BANDS),
    ]
    return capfirst(" · ".join(part for part in parts if part))


def reached_at(request: Request) -> tuple[str, str] | None:
    """The number or address they gave with the request, as people write it, and a link that calls or writes to it."""
    if not (request.way and request.reach):
        return None
    value = str(request.reach)
    if request.way == Request.Way.PHONE:
        return show_number(value, the_organisation().country), f"tel:{value}"
    return value, f"mailto:{value}"


def listed(codes: Iterable[str], names: Mapping[str, object]) -> str:
    """Names in the order of their list, with commas. A code that is in no list any more is left out."""
    chosen = set(codes)
    return ", ".join(str(name) for code, name in names.items() if code in chosen)


def said_times(times: Iterable[str]) -> str:
    """Days with their parts: "Mondays (mornings), Tuesdays (mornings, evenings)"; a day of which every part fits, alone."""
    chosen = set(times)
    said = []
    for day, name in WEEKDAYS.items():
        parts = [str(word) for part, word in PARTS_OF_DAY.items() if f"{day}_{part}" in chosen]
        if parts:
            said.append(str(name) if len(parts) == len(PARTS_OF_DAY) else f"{name} ({', '.join(parts)})")
    return ", ".join(said)
