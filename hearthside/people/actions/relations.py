"""Two people begin to meet, and end it. A relation is what opens a record."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import Actor, Machine
from hearthside.core.dates import today
from hearthside.core.errors import Refused
from hearthside.organisation.models import Programme
from hearthside.people import permissions
from hearthside.people.models import Person, Relation


@transaction.atomic
def begin_relation(*, by: Actor, person: Person, supporter: Person, programme: Programme | None = None, starts_on: date | None = None,
                   history_from: date | None = None) -> Relation:  # fmt: skip
    """Two people begin to meet; it opens the record to the supporter, or with `history_from` what happened from that day
    on. Beginning twice changes nothing.

    Raises: Refused for somebody who would support themselves.
    """
    if not isinstance(by, Machine):
        permissions.may_begin_relation(by, person).require()
    if person.pk == supporter.pk:
        raise Refused(_("Nobody supports themselves here. Choose somebody else."))
    begun = {"programme": programme, "starts_on": starts_on or today(), "history_from": history_from}
    relation, new = Relation.objects.get_or_create(person=person, supporter=supporter, ends_on=None, defaults=begun)
    if new:
        record(by=by, act="began a relation", thing=f"relation:{relation.pk}", about=person.actor_id, supporter=supporter.actor_id)
    return relation


@transaction.atomic
def end_relation(*, by: Actor, relation: Relation) -> None:
    """The two no longer meet; the record closes to the supporter at once. Ending twice changes nothing."""
    if not isinstance(by, Machine):
        permissions.may_end_relation(by, relation).require()
    if relation.ends_on and relation.ends_on <= today():
        return
    relation.ends_on = max(today(), relation.starts_on)
    relation.save(update_fields=["ends_on"])
    record(by=by, act="ended a relation", thing=f"relation:{relation.pk}", about=relation.person.actor_id)


@transaction.atomic
def open_history(*, by: Actor, relation: Relation, since: date | None) -> None:
    """The person says from which day on their supporter may read what happened; None opens all of it. At once."""
    if not isinstance(by, Machine):
        permissions.may_open_history(by, relation).require()
    if relation.history_from == since:
        return
    relation.history_from = since
    relation.save(update_fields=["history_from"])
    record(by=by, act="changed what of their record is open", thing=f"relation:{relation.pk}", about=relation.person.actor_id)
