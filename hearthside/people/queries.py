"""Reading people in the ways that many pages need."""

from hearthside.accounts.models import User
from hearthside.core.dates import today
from hearthside.people.models import Person, Role


def signed_in_person(user: User) -> Person | None:
    """The person behind an account, with the roles they hold today. One query for whoever holds a role."""
    day = today()
    roles = list(Role.objects.filter(person__user=user.pk).select_related("person"))
    if not roles:
        return Person.objects.filter(user=user).first()
    person = roles[0].person
    person.current_roles = [role for role in roles if role.starts_on <= day and (role.ends_on is None or day <= role.ends_on)]
    return person
