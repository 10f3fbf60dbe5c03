"""What may be done with people, their roles and the relations between them."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from hearthside.accounts.models import User
from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.dates import now, today
from hearthside.core.errors import Refused
from hearthside.organisation.models import Programme
from hearthside.people import permissions
from hearthside.people.models import BreakGlass, Person, ReachPermission, Relation, Role

EMERGENCY_LASTS = timedelta(hours=1)


@transaction.atomic
def add_person(*, by: Actor, name: str, programme: Programme | None = None, is_alias: bool = False, role: str = Role.Kind.PARTICIPANT,
               **details) -> Person:  # fmt: skip
    """Write a new person down. Whoever does it as a supporter is in relation with them from then on, and the person
    is enrolled in the programme as participant (or as `role` says).

    `details` may hold reference, pronouns, language, zone, quiet_from, quiet_until, known_since.
    """
    person = Person.objects.create(name=name.strip(), is_alias=is_alias, **details)
    since = person.known_since
    Role.objects.create(person=person, kind=role, programme=programme, starts_on=since)
    if isinstance(by, Person):
        permissions.may_add_person(by).require()
        Relation.objects.create(person=person, supporter=by, programme=programme, starts_on=since)
    record(by=by, act="added a person", thing=person.actor_id, about=person.actor_id)
    return person


@transaction.atomic
def grant_role(*, by: Actor, person: Person, kind: str, programme: Programme | None = None, starts_on: date | None = None,
               ends_on: date | None = None) -> Role:  # fmt: skip
    """Give a role for a time. Coordinators and administrators then need a second step when they sign in.

    Raises: Refused when the person already holds it, or gives it to themselves.
    """
    if isinstance(by, Person):
        permissions.may_grant_roles(by).require()
        if by.pk == person.pk:
            raise Refused(_("You cannot give a role to yourself. Ask another coordinator or administrator."))
    starts_on = starts_on or today()
    if Role.objects.filter(person=person, kind=kind, programme=programme).filter(Q(ends_on=None) | Q(ends_on__gte=starts_on)).exists():
        raise Refused(_("%(name)s already holds this role.") % {"name": person.name})
    role = Role.objects.create(person=person, kind=kind, programme=programme, starts_on=starts_on, ends_on=ends_on)
    _keep_second_factor(person)
    record(by=by, act="gave a role", thing=f"role:{role.pk}", about=person.actor_id, kind=kind)
    return role


@transaction.atomic
def end_role(*, by: Actor, role: Role, ends_on: date | None = None) -> None:
    """End a role; what was done under it stays. The day given is its last day."""
    if isinstance(by, Person):
        permissions.may_grant_roles(by).require()
    role.ends_on = max(ends_on or today(), role.starts_on)
    role.save(update_fields=["ends_on"])
    _keep_second_factor(role.person)
    record(by=by, act="ended a role", thing=f"role:{role.pk}", about=role.person.actor_id, kind=role.kind)


def _keep_second_factor(person: Person) -> None:
    """An account needs a second step as long as its person holds a role that asks for one (today or later)."""
    needed = person.roles.filter(Q(ends_on=None) | Q(ends_on__gte=today()), kind__in=Role.NEEDS_SECOND_FACTOR).exists()
    User.objects.filter(pk=person.user_id).update(needs_second_factor=needed)


@transaction.atomic
def connect_account(*, by: Actor, person: Person, user: User) -> None:
    """Let a person sign in with this account.

    Raises: Refused when the account is somebody else's.
    """
    if Person.objects.filter(user=user).exclude(pk=person.pk).exists():
        raise Refused(_("This way to sign in already belongs to somebody else. Use another address or number."))
    person.user = user
    person.save(update_fields=["user"])
    _keep_second_factor(person)
    record(by=by, act="connected an account", thing=person.actor_id, about=person.actor_id)


@transaction.atomic
def begin_relation(
    *, by: Actor, person: Person, supporter: Person, programme: Programme | None = None, starts_on: date | None = None
) -> Relation:
    """Two people begin to meet; it opens the record to the supporter. Beginning twice changes nothing."""
    relation, new = Relation.objects.get_or_create(
        person=person, supporter=supporter, ends_on=None, defaults={"programme": programme, "starts_on": starts_on or today()}
    )
    if new:
        record(by=by, act="began a relation", thing=f"relation:{relation.pk}", about=person.actor_id, supporter=supporter.actor_id)
    return relation


@transaction.atomic
def end_relation(*, by: Actor, relation: Relation) -> None:
    """The two no longer meet; the record closes to the supporter at once."""
    relation.ends_on = max(today(), relation.starts_on)
    relation.save(update_fields=["ends_on"])
    record(by=by, act="ended a relation", thing=f"relation:{relation.pk}", about=relation.person.actor_id)


@transaction.atomic
def break_glass(*, by: Person, person: Person, reason: str) -> BreakGlass:
    """Open a record in an emergency for one hour. The reason is kept, the person sees it, and the trail has it.

    Raises: NotAllowed for people who do not work here, and for colleagues' records; Refused without a reason.
    """
    permissions.may_break_glass(by, person).require()
    if len(reason.strip()) < 10:
        raise Refused(_("Write in a few words why this record has to be opened now. %(name)s will read it.") % {"name": person.name})
    opened_at = now()
    glass = BreakGlass.objects.create(
        opener=by, person=person, reason=reason.strip(), opened_at=opened_at, ends_at=opened_at + EMERGENCY_LASTS
    )
    record(by=by, act="opened a record in an emergency", thing=f"break_glass:{glass.pk}", about=person.actor_id)
    return glass


@transaction.atomic
def stop_reaching(*, by: Actor, person: Person) -> None:
    """The person asked us to stop: every permission to reach them ends now, for every way and purpose."""
    ReachPermission.objects.filter(way__person=person, ended_at=None).update(ended_at=now())
    record(by=by, act="ended all permissions to reach", thing=person.actor_id, about=person.actor_id)
