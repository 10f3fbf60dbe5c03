"""The one act that needs several rooms at once: beginning."""

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.accounts.models import User
from hearthside.core.actors import COMMAND_LINE
from hearthside.core.errors import Refused
from hearthside.organisation.actions import found_organisation
from hearthside.organisation.queries import is_founded
from hearthside.people.actions import add_person, connect_account, grant_role
from hearthside.people.models import Person, Role


@transaction.atomic
def set_up_house(*, by: User, organisation: str, country: str, zone: str, language: str, name: str, email: str) -> Person:
    """Found the organisation and make whoever holds the set-up link its first coordinator and administrator.

    Whoever could start the command could read the data folder, so the acts are the command line's.
    Raises: Refused when somebody else has done it already.
    """
    if is_founded():
        raise Refused(_("This organisation has been set up already. Sign in."))
    found_organisation(by=COMMAND_LINE, name=organisation, country=country, zone=zone, language=language)
    User.objects.filter(pk=by.pk).update(email=email.lower())
    person = add_person(by=COMMAND_LINE, name=name, role=Role.Kind.MEMBER)
    for kind in (Role.Kind.ADMINISTRATOR, Role.Kind.COORDINATOR):
        grant_role(by=COMMAND_LINE, person=person, kind=kind)
    connect_account(by=COMMAND_LINE, person=person, user=by)
    return person
