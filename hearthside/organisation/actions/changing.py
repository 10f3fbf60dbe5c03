"""What every change to a list has in common: only what differs is written, and the trail names the fields."""

from typing import Any

from django.db.models import Model

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.organisation.public import renew_pages


def change(*, by: Actor, act: str, thing: str, row: Model, **values: Any) -> bool:
    """Write the values that differ, keep it in the trail, and have every page read the lists anew. True if any did."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    if not changed:
        return False
    for name in changed:
        setattr(row, name, values[name])
    row.save(update_fields=changed)
    record(by=by, act=act, thing=thing, fields=changed)
    renew_pages()
    return True
