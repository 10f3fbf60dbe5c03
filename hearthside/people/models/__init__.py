"""People: one human, many roles, over time; what they allow; what was opened."""

from hearthside.people.models.asking import Reached
from hearthside.people.models.history import WholeLook, opened_rows, opened_since
from hearthside.people.models.person import (
    BreakGlass,
    BreakGlassQuerySet,
    Look,
    Person,
    PersonQuerySet,
    Relation,
    RelationQuerySet,
    Role,
    current,
)
from hearthside.people.models.reach import Consent, ReachPermission, WayToReach
from hearthside.people.models.rota import ON_ROTA, Shift, ShiftQuerySet

__all__ = [
    "ON_ROTA",
    "BreakGlass",
    "BreakGlassQuerySet",
    "Consent",
    "Look",
    "Person",
    "PersonQuerySet",
    "ReachPermission",
    "Reached",
    "Relation",
    "RelationQuerySet",
    "Role",
    "Shift",
    "ShiftQuerySet",
    "WayToReach",
    "WholeLook",
    "current",
    "opened_rows",
    "opened_since",
]
