"""Giving and ending roles."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from hearthside.accounts.models import User
from hearthside.audit.actions import record
from hearthside.core.actors import Actor, Machine
from hearthside.core.dates import today
from hearthside.core.errors import Refused
from hearthside.organisation.models import Programme
from hearthside.people import permissions
from hearthside.people.models import Person, Role, current


@transaction.atomic
def grant_role(*, by: Actor, person: Person, kind: str, programme: Programme | None = None, starts_on: date | None = None,
               ends_on: date | None = None) -> Role:  # fmt: skip
    """Give a role for a time; `ends_on` is the first day without it. Coordinators and administrators then need a second
    step when they sign in.

    Raises: Refused when the person already holds it, or gives it to themselves.
    """
    if not isinstance(by, Machine):
        if by.actor_id == person.actor_id:
            raise Refused(_("You cannot give a role to yourself. Ask another coordinator or administrator."))
        permissions.may_decide_role(by, person, kind, programme).require()
    starts_on = starts_on or today()
    if Role.objects.filter(person=person, kind=kind, programme=programme).filter(Q(ends_on=None) | Q(ends_on__gt=starts_on)).exists():
        raise Refused(_("%(name)s already holds this role.") % {"name": person.name})
    role = Role.objects.create(person=person, kind=kind, programme=programme, starts_on=starts_on, ends_on=ends_on)
    keep_second_factor(person)
    record(by=by, act="gave a role", thing=f"role:{role.pk}", about=person.actor_id, kind=kind)
    return role


@transaction.atomic
def end_role(*, by: Actor, role: Role, ends_on: date | None = None) -> None:
    """End a role; what was done under it stays. It no longer holds from the day given on (today, so at once).

    Everybody may step down from a role of their own.
    Raises: Refused for a role that has ended already, and for the last administrator's.
    """
    if not isinstance(by, Machine) and by.actor_id != role.person.actor_id:
        permissions.may_decide_role(by, role.person, role.kind, role.programme).require()
    if role.ends_on and role.ends_on <= today():
        raise Refused(_("This role has ended already."))
    if role.kind == Role.Kind.ADMINISTRATOR and not Role.objects.filter(current(), kind=role.kind).exclude(pk=role.pk).exists():
        raise Refused(_("Nobody else is administrator. Give the role to somebody else first."))
    role.ends_on = max(ends_on or today(), role.starts_on)
    role.save(update_fields=["ends_on"])
    keep_second_factor(role.person)
    record(by=by, act="ended a role", thing=f"role:{role.pk}", about=role.person.actor_id, kind=role.kind)


def keep_second_factor(person: Person) -> None:
    """An account needs a second step as long as its person holds a role that asks for one (today or later)."""
    needed = person.roles.filter(Q(ends_on=None) | Q(ends_on__gt=today()), kind__in=Role.NEEDS_SECOND_FACTOR).exists()
    if person.user_id:
        User.objects.filter(pk=person.user_id).update(needs_second_factor=needed)
