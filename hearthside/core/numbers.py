"""One meaning for a telephone number, however it was typed."""

import phonenumbers
from django.utils.translation import gettext as _
from phonenumbers import PhoneNumberFormat

from hearthside.core.errors import Refused


def read_number(typed: str, country: str) -> str:
    """The number as E.164 (`+13065550123`), read as somebody in `country` (ISO, two letters) would.

    Raises: Refused, naming what was typed, when it is no number that can be called.
    """
    try:
        number = phonenumbers.parse(typed, country or None)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        example = phonenumbers.example_number(country)
        shown = phonenumbers.format_number(example, PhoneNumberFormat.NATIONAL) if example else "+1 306 555 0123"
        raise Refused(
            _("“%(typed)s” is not a telephone number that can be called. Write it with its area code, such as %(example)s.")
            % {"typed": typed, "example": shown}
        )
    if number.extension:
        raise Refused(
            _("“%(typed)s” has an extension, which cannot be kept. Write the number alone, and the extension in its description.")
            % {"typed": typed}
        )
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def show_number(number: str, country: str) -> str:
    """An E.164 number as people in `country` write it; numbers of other countries with their country code."""
    parsed = phonenumbers.parse(number)
    is_home = phonenumbers.region_code_for_number(parsed) == country
    return phonenumbers.format_number(parsed, PhoneNumberFormat.NATIONAL if is_home else PhoneNumberFormat.INTERNATIONAL)


def last_digits(number: str) -> str:
    """Enough of a number for its owner to know it."""
    return f"…{number[-3:]}"


# What is dialled before a number so that one's own is not shown, by country (ISO). Elsewhere the telephone's settings do it.
HIDING = {"US": "*67", "CA": "*67", "GB": "141", "IE": "141", "AU": "1831", "FR": "3651"}


def hiding_prefix(country: str) -> str:
    """What somebody in this country dials first to keep their own number to themselves; empty where it is not known."""
    return HIDING.get(country, "")


def hidden_number(number: str, country: str) -> str:
    """A `tel:` address that dials an E.164 number of the same country with that prefix; empty for numbers elsewhere."""
    parsed = phonenumbers.parse(number)
    prefix = hiding_prefix(country)
    if not prefix or phonenumbers.country_code_for_region(country) != parsed.country_code:
        return ""
    national = phonenumbers.format_number(parsed, PhoneNumberFormat.NATIONAL)
    digits = "".join(sign for sign in national if sign.isdigit())
    return f"tel:{prefix}{'1' if parsed.country_code == 1 else ''}{digits}"
