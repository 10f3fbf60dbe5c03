"""Writing a person down, correcting what is kept of them, letting them sign in."""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.accounts.actions import open_account
from hearthside.accounts.models import User
from hearthside.audit.actions import record
from hearthside.core.actors import Actor, Machine
from hearthside.core.errors import Refused
from hearthside.organisation.models import Programme
from hearthside.people import permissions
from hearthside.people.actions.reach import add_way, permit_reach
from hearthside.people.actions.roles import keep_second_factor
from hearthside.people.models import Person, ReachPermission, Relation, Role, WayToReach

DETAILS = ("name", "is_alias", "reference", "pronouns", "language", "zone", "quiet_from", "quiet_until")
MEETS_PEOPLE = (Role.Kind.SUPPORTER, Role.Kind.HOST, Role.Kind.COORDINATOR)


@transaction.atomic
def add_person(*, by: Actor, name: str, programme: Programme | None = None, is_alias: bool = False, role: str = Role.Kind.PARTICIPANT,
               number: str = "", allowed: Collection[str] = (), words: str = "", **details) -> Person:  # fmt: skip
    """Write a new person down. Whoever does it as a supporter is in relation with them from then on, and the person
    is enrolled in the programme as participant (or as `role` says). An administrator gets no relation.

    A telephone `number` is kept with what they allow for check-ins and visits: columns of permit_reach in `allowed`, and
    the `words` that were shown or read to them. `details` may hold reference, pronouns, language, zone, quiet_from,
    quiet_until, known_since.
    Raises: Refused when the number is none.
    """
    if not isinstance(by, Machine):
        permissions.may_add_person(by).require()
    person = Person.objects.create(name=name.strip(), is_alias=is_alias, **details)
    since = person.known_since
    Role.objects.create(person=person, kind=role, programme=programme, starts_on=since)
    if isinstance(by, Person) and by.holds(*MEETS_PEOPLE):
        Relation.objects.create(person=person, supporter=by, programme=programme, starts_on=since)
    if number:
        way = add_way(by=by, person=person, kind=WayToReach.Kind.PHONE, value=number)
        permit_reach(by=by, way=way, purpose=ReachPermission.Purpose.CHECK_INS, words=words, **dict.fromkeys(allowed, True))
    record(by=by, act="added a person", thing=person.actor_id, about=person.actor_id)
    return person


@transaction.atomic
def add_people(*, by: Actor, people: Sequence[Person], roles: Sequence[Role]) -> None:
    """Write many new people down at once, from a list, with the roles they come with; one entry in the trail.

    Nobody is put in relation with them, so their records stay closed until somebody is.
    """
    if not isinstance(by, Machine):
        permissions.may_grant_roles(by).require()
    Person.objects.bulk_create(people, batch_size=500)
    Role.objects.bulk_create(roles, batch_size=500)
    record(by=by, act="added people from a list", thing="people", count=len(people))


@transaction.atomic
def change_details(*, by: Actor, person: Person, **details) -> Person:
    """Correct what is kept of a person: any of DETAILS. The trail names the fields that changed, not what they say."""
    if not isinstance(by, Machine):
        permissions.may_change_record(by, person).require()
    changed = [name for name in DETAILS if name in details and details[name] != getattr(person, name)]
    if not changed:
        return person
    for name in changed:
        setattr(person, name, details[name])
    person.save(update_fields=changed)
    record(by=by, act="corrected details", thing=person.actor_id, about=person.actor_id, fields=changed)
    return person


@transaction.atomic
def let_sign_in(*, by: Actor, person: Person, email: str | None = None, mobile: str | None = None) -> User:
    """Open an account for a person: an e-mail address, a mobile number (E.164), or neither when a code card follows.

    Raises: Refused when they can sign in already, or when the address or number is somebody else's.
    """
    if not isinstance(by, Machine):
        permissions.may_let_sign_in(by, person).require()
    if person.user_id:
        raise Refused(_("%(name)s can sign in already.") % {"name": person.name})
    user = open_account(by=by, email=email, mobile=mobile)
    connect_account(by=by, person=person, user=user)
    return user


@transaction.atomic
def connect_account(*, by: Actor, person: Person, user: User) -> None:
    """Let a person sign in with this account.

    Raises: Refused when the account is somebody else's.
    """
    if not isinstance(by, Machine):
        permissions.may_let_sign_in(by, person).require()
    if Person.objects.filter(user=user).exclude(pk=person.pk).exists():
        raise Refused(_("This way to sign in already belongs to somebody else. Use another address or number."))
    person.user = user
    person.save(update_fields=["user"])
    keep_second_factor(person)
    record(by=by, act="connected an account", thing=person.actor_id, about=person.actor_id)
