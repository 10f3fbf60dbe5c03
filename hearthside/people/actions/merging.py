"""Two records turn out to be the same human being; and, if that was wrong, they come apart again."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hearthside.audit.actions import record
from hearthside.audit.models import Entry
from hearthside.core.actors import Actor, Machine
from hearthside.core.dates import today
from hearthside.core.errors import Refused
from hearthside.people import permissions
from hearthside.people.actions.roles import keep_second_factor
from hearthside.people.models import BreakGlass, Consent, Person, Relation, Role, WayToReach

MERGED = gettext_noop("put two records together")
# What moves with the person: table and the column that names them.
MOVING: tuple[tuple[Any, str], ...] = (
    (Role, "person"),
    (Relation, "person"),
    (Relation, "supporter"),
    (WayToReach, "person"),
    (Consent, "person"),
    (BreakGlass, "person"),
    (BreakGlass, "opener"),
    (Person, "merged_into"),
)


@transaction.atomic
def merge_people(*, by: Actor, keep: Person, other: Person) -> None:
    """Two records are the same human being: what stands in `other` moves to `keep`, and `other` points there from now on.

    What `keep` has already (the same role, an open relation with the same person) stays behind and ends. Other rooms'
    rows stay where they are and follow `merged_into`. The ids of what moved are kept in the trail, so that take_apart
    can undo it.
    Raises: Refused for one record twice, for one that is merged already, and when both can sign in.
    """
    if not isinstance(by, Machine):
        permissions.may_merge_people(by, keep, other).require()
    if keep.pk == other.pk or keep.merged_into_id or other.merged_into_id:
        raise Refused(_("These are already one record. Choose another one."))
    if keep.user_id and other.user_id:
        raise Refused(_("Both can sign in. Ask them which way to sign in to keep, and end the other first."))
    ended = _end_twins(keep, other)
    moved: dict[str, Any] = {f"{model.__name__}.{column}": _move(model, column, other, keep) for model, column in MOVING}
    if other.user_id:
        moved["user"] = str(other.user_id)
        user, other.user = other.user, None
        other.save(update_fields=["user"])
        keep.user = user
        keep.save(update_fields=["user"])
        keep_second_factor(keep)
    other.merged_into = keep
    other.save(update_fields=["merged_into"])
    record(by=by, act=MERGED, thing=other.actor_id, about=keep.actor_id, moved=moved, ended=ended)


def _twins(keep: Person, other: Person) -> tuple[list[Role], list[Relation]]:
    """Rows in force of `other` that `keep` has as well, or that are between the two: they cannot move."""
    open_ended = Q(ends_on=None) | Q(ends_on__gt=today())
    held = {(role.kind, role.programme_id) for role in keep.roles.filter(open_ended)}
    roles = [role for role in other.roles.filter(open_ended) if (role.kind, role.programme_id) in held]
    between = Q(person=keep, supporter=other) | Q(person=other, supporter=keep)
    same = Q(person=other, supporter__in=keep.relations.filter(ends_on=None).values("supporter")) | Q(
        supporter=other, person__in=keep.supports.filter(ends_on=None).values("person")
    )
    return roles, list(Relation.objects.filter(between | same, open_ended))


def _end_twins(keep: Person, other: Person) -> dict[str, list]:
    """End them, and say what they were: id and the end they had before."""
    roles, relations = _twins(keep, other)
    ended: dict[str, list] = {"Role": [], "Relation": []}
    row: Any
    for row in [*roles, *relations]:
        ended[type(row).__name__].append([str(row.pk), row.ends_on.isoformat() if row.ends_on else None])
        row.ends_on = max(today(), row.starts_on)
        row.save(update_fields=["ends_on"])
    return ended


def _move(model: Any, column: str, source: Person, target: Person) -> list[str]:
    rows = model.objects.filter(**{column: source})
    if model is Relation:  # nobody is in relation with themselves
        rows = rows.exclude(person=target).exclude(supporter=target)
    keys = list(rows.values_list("pk", flat=True))
    model.objects.filter(pk__in=keys).update(**{column: target})
    return [str(key) for key in keys]


@transaction.atomic
def take_apart(*, by: Actor, other: Person) -> None:
    """Undo merge_people: what moved from `other` goes back, what was ended for it holds again.

    What was written down since stays with the record that was kept.
    Raises: Refused when this record was not put together with another one.
    """
    keep = other.merged_into
    entry = Entry.objects.filter(thing=other.actor_id, act=MERGED).order_by("-seq").first()
    if keep is None or entry is None:
        raise Refused(_("This record stands on its own."))
    if not isinstance(by, Machine) and not permissions.coordinates(by, keep):
        permissions.may_merge_people(by, keep, other).require()
    moved, ended = entry.details["moved"], entry.details["ended"]
    other.merged_into = None
    other.save(update_fields=["merged_into"])
    for model, column in MOVING:
        keys = moved[f"{model.__name__}.{column}"]
        model.objects.filter(pk__in=keys, **{column: keep}).update(**{column: other})
    for model in (Role, Relation):
        for key, ends_on in ended[model.__name__]:
            model.objects.filter(pk=key).update(ends_on=ends_on)
    if moved.get("user") == str(keep.user_id):
        user, keep.user = keep.user, None
        keep.save(update_fields=["user"])
        other.user = user
        other.save(update_fields=["user"])
    keep_second_factor(keep)
    keep_second_factor(other)
    record(by=by, act="took two records apart", thing=other.actor_id, about=keep.actor_id)
