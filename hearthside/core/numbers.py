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
