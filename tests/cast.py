"""The people of the tests. Each test speaks of them by name.

Ana is supported, Ben supports her, Kim is Ben's colleague, Cora coordinates their programme, Dan supports in another
programme, Mo is a member there and Ada administers. Eve has an account and no part in anything; a visitor has none.
"""

from functools import cached_property

from hearthside.accounts.models import User
from hearthside.core.actors import Machine
from hearthside.organisation.actions import found_organisation, open_programme
from hearthside.organisation.models import Kind, Organisation, Programme
from hearthside.people.actions import add_person, begin_relation, connect_account, grant_role
from hearthside.people.models import Person, Role

TESTS = Machine("tests")


def make_cast() -> None:
    found_organisation(by=TESTS, name="Lantern Street", country="CA", zone="America/Regina")
    river = open_programme(by=TESTS, name="River")
    hill = open_programme(by=TESTS, name="Hill")
    kinds = Role.Kind
    for name, programme, role in [
        ("Ana", river, kinds.PARTICIPANT),
        ("Ben", river, kinds.SUPPORTER),
        ("Kim", river, kinds.SUPPORTER),
        ("Cora", river, kinds.COORDINATOR),
        ("Dan", hill, kinds.SUPPORTER),
        ("Mo", hill, kinds.MEMBER),
        ("Ada", None, kinds.ADMINISTRATOR),
    ]:
        person = add_person(by=TESTS, name=name, programme=programme, role=kinds.MEMBER if role in Role.WORKING else role)
        if role in Role.WORKING:
            grant_role(by=TESTS, person=person, kind=role, programme=programme)
        account(person)
    eve = Person.objects.create(name="Eve")
    account(eve)
    begin_relation(by=TESTS, person=Person.objects.get(name="Ana"), supporter=Person.objects.get(name="Ben"), programme=river)
    begin_relation(by=TESTS, person=Person.objects.get(name="Mo"), supporter=Person.objects.get(name="Dan"), programme=hill)


def account(person: Person) -> User:
    """Let a person sign in."""
    user = User.objects.create_user(email=f"{person.name.lower()}@example.org")
    connect_account(by=TESTS, person=person, user=user)
    return user


class Cast:
    """`cast.ana`, `cast.river`, `cast.phone`: read from the database when first asked for."""

    NAMES = ("ana", "ben", "kim", "cora", "dan", "mo", "ada", "eve")

    def __getattr__(self, name: str) -> Person:
        if name not in self.NAMES:
            raise AttributeError(name)
        person = Person.objects.select_related("user").get(name=name.capitalize())
        self.__dict__[name] = person
        return person

    @cached_property
    def organisation(self) -> Organisation:
        return Organisation.objects.get()

    @cached_property
    def river(self) -> Programme:
        return Programme.objects.get(code="river")

    @cached_property
    def hill(self) -> Programme:
        return Programme.objects.get(code="hill")

    @cached_property
    def phone(self) -> Kind:
        return Kind.objects.get(code="one_to_one_phone")

    @cached_property
    def group(self) -> Kind:
        return Kind.objects.get(code="support_group")
