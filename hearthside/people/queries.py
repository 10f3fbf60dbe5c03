"""Reading people in the ways that many pages need."""

from hearthside.accounts.models import User
from hearthside.people.models import Person, Role, current


def signed_in_person(user: User) -> Person | None:
    """The person behind an account, with the roles they hold today. One query for whoever holds a role."""
    roles = list(Role.objects.filter(current(), person__user=user).select_related("person"))
    if not roles:
        return Person.objects.filter(user=user).first()
    person = roles[0].person
    person.current_roles = roles
    return person
