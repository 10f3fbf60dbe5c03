"""What keeps floods out without riddles for people: tries are counted by a digest of the place, and by who would be written to."""

from django.http import HttpRequest

from hearthside.accounts.limits import attempt
from hearthside.accounts.places import place_of

HOUR, DAY = 3600, 24 * 3600
FORMS = 40  # from one connection in an hour, which may be that of a whole house
CODES = 60  # codes that could be one, right ones too; a slip of the pen is not counted, its check sign gives it away
MESSAGES = 8  # to one number or address in a day, so that nobody can have the house pester a stranger


def count_form(request: HttpRequest, reach: str = "") -> None:
    """Before a form of the public is taken in. Outside any transaction. Raises: Refused when there were too many."""
    attempt(f"asking forms:{place_of(request)}", limit=FORMS, seconds=HOUR)
    if reach:
        attempt(f"asking messages:{reach}", limit=MESSAGES, seconds=DAY)


def count_code(request: HttpRequest) -> None:
    """Before a code is looked up. Outside any transaction. Raises: Refused when there were too many."""
    attempt(f"asking codes:{place_of(request)}", limit=CODES, seconds=HOUR)
