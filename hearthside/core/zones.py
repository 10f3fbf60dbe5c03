"""The time zones and countries that a person chooses from, out of the zone database itself."""

from functools import cache
from importlib.resources import files
from unicodedata import normalize
from zoneinfo import ZoneInfo

from babel import Locale
from django.utils.translation import get_language


@cache
def _zones() -> tuple[str, ...]:
    table = files("tzdata").joinpath("zoneinfo", "zone1970.tab").read_text(encoding="utf-8")
    return tuple(sorted(line.split("\t")[2] for line in table.splitlines() if not line.startswith("#")))


def zone_choices(chosen: str = "") -> list[tuple[str, list[tuple[str, str]]]]:
    """Zones under their part of the world, as choices of a field; one that is already chosen is always among them."""
    groups: dict[str, list[tuple[str, str]]] = {"UTC": [("UTC", "UTC")]}
    for name in sorted({*_zones(), chosen} - {"", "UTC"}):
        region, _slash, place = name.partition("/")
        groups.setdefault(region, []).append((name, (place or region).replace("_", " ")))
    return list(groups.items())


def zone_of(*names: str) -> ZoneInfo:
    """The zone of the first name that is not empty: the person's own, else the organisation's."""
    return ZoneInfo(next((name for name in names if name), "UTC"))


def country_choices() -> list[tuple[str, str]]:
    """Countries by ISO code, named in the reader's language."""
    names = Locale.parse(get_language() or "en", sep="-").territories
    pairs = [(code, name) for code, name in names.items() if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES]
    return sorted(pairs, key=lambda pair: normalize("NFD", pair[1]))  # so that É stands after E, not after Z


NOT_COUNTRIES = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}
