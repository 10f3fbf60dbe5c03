"""What the organisation stands for."""

from django.db import transaction

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.organisation.actions.changing import change
from hearthside.organisation.models import Value
from hearthside.organisation.permissions import may_keep_house


@transaction.atomic
def add_value(*, by: Actor, name: str, meaning: str = "") -> Value:
    """Add a value, last in the list."""
    may_keep_house(by).require()
    value = Value.objects.create(name=name, meaning=meaning, position=Value.objects.count())
    record(by=by, act="added a value", thing=f"value:{value.pk}")
    return value


@transaction.atomic
def change_value(*, by: Actor, value: Value, name: str, meaning: str) -> None:
    """Reword a value."""
    may_keep_house(by).require()
    change(by=by, act="changed a value", thing=f"value:{value.pk}", row=value, name=name, meaning=meaning)


@transaction.atomic
def remove_value(*, by: Actor, value: Value) -> None:
    """Take a value off the list."""
    may_keep_house(by).require()
    thing = f"value:{value.pk}"
    value.delete()
    record(by=by, act="removed a value", thing=thing)
