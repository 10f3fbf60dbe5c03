"""Supporters with room and people who wait, for the tests of this room."""

from hearthside.one_to_one.models import Bringing, Request
from hearthside.people.actions import add_person, grant_role
from hearthside.people.models import Person, Role
from tests.cast import TESTS


def bring(person: Person, **said) -> Bringing:
    return Bringing.objects.create(person=person, **({"room": 1} | said))


def ask(cast, name: str = "Robin", **said) -> Request:
    return Request.objects.create(**({"name": name, "programme": cast.river} | said))


def supporter(cast, name: str, **said) -> Person:
    """Another supporter of River, with room for one."""
    person = add_person(by=TESTS, name=name, programme=cast.river, role=Role.Kind.MEMBER)
    grant_role(by=TESTS, person=person, kind=Role.Kind.SUPPORTER, programme=cast.river)
    bring(person, **said)
    return person
