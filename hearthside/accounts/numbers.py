"""One meaning for a telephone number, however it was typed."""

import phonenumbers


def read_number(typed: str, country: str) -> str | None:
    """The number as E.164 (`+13065550123`), read as somebody in `country` (two letters) would; None when it is none."""
    try:
        number = phonenumbers.parse(typed, country or None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def last_digits(number: str) -> str:
    """Enough of a number for its owner to know it."""
    return f"…{number[-3:]}"
