"""Shared by the tests: requests, what supporters bring, and two people on their way to each other."""

from datetime import timedelta

from hearthside.core.dates import now
from hearthside.one_to_one.choosing.actions import answer_suggestion, pick_supporter, suggest_supporters
from hearthside.one_to_one.models import Bringing, Pairing, Request, Suggestion
from hearthside.people.asking.own_codes import give_code
from hearthside.people.models import Person
from tests.cast import Cast


def asks(cast: Cast, person: Person | None = None, **columns) -> Request:
    """Somebody asked to meet a peer in River; without a person they are Robin, not known here."""
    row = Request(**{"name": person.name if person else "Robin Ash", "person": person, "programme": cast.river} | columns)
    give_code(row)
    row.save()
    return row


def brings(supporter: Person, room: int = 2, **columns) -> Bringing:
    words = columns.pop("words", f"I am {supporter.name}, and I like to walk.")
    return Bringing.objects.update_or_create(person=supporter, defaults={"room": room, "words": words, **columns})[0]


def suggested(cast: Cast, request: Request, *supporters: Person) -> list[Suggestion]:
    """Cora suggests them; those who have not said so yet have room for two."""
    for one in supporters:
        if not Bringing.objects.filter(pk=one.pk).exists():
            brings(one)
    return suggest_supporters(by=cast.cora, request=request, supporters=supporters)


def asked(cast: Cast, request: Request, supporter: Person) -> Suggestion:
    """The person picked this supporter, who is asked now."""
    [suggestion] = suggested(cast, request, supporter)
    return pick_supporter(by=request.person or cast.cora, suggestion=suggestion)


def paired(cast: Cast, person: Person | None, supporter: Person) -> Pairing:
    """Both said yes."""
    pairing = answer_suggestion(by=supporter, suggestion=asked(cast, asks(cast, person), supporter), says_yes=True)
    assert pairing is not None
    return pairing


def days_ago(days: float):
    return now() - timedelta(days=days)
