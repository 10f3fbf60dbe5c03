"""Kinds of contact and topics: naming, hiding, ordering, adding one's own. A code never changes."""

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.errors import Refused
from hearthside.organisation import defaults
from hearthside.organisation.actions.changing import change
from hearthside.organisation.models import Kind, Topic
from hearthside.organisation.permissions import may_keep_house
from hearthside.organisation.public import renew_pages


@transaction.atomic
def add_kind(*, by: Actor, name: str, code: str = "", is_gathering: bool = False) -> Kind:
    """A kind of contact of the organisation's own, last in the list. Its code is made from the name unless one is given.

    Raises: Refused when the code is taken.
    """
    may_keep_house(by).require()
    kind = Kind.objects.create(code=_code(Kind, code, name), name=name, is_gathering=is_gathering, position=Kind.objects.count())
    record(by=by, act="added a kind of contact", thing=f"kind:{kind.pk}", code=kind.code)
    renew_pages()
    return kind


@transaction.atomic
def add_topic(*, by: Actor, name: str, code: str = "") -> Topic:
    """A topic of the organisation's own, last in the list.

    Raises: Refused when the code is taken.
    """
    may_keep_house(by).require()
    topic = Topic.objects.create(code=_code(Topic, code, name), name=name, position=Topic.objects.count())
    record(by=by, act="added a topic", thing=f"topic:{topic.pk}", code=topic.code)
    renew_pages()
    return topic


def _code(model: type[Kind] | type[Topic], code: str, name: str) -> str:
    """The code given, or a free one made from the name, in the style of the usual codes."""
    taken = set(model.objects.values_list("code", flat=True))
    if code:
        if code in taken:
            raise Refused(_("The code “%(code)s” is taken. Choose another one.") % {"code": code})
        return code
    stem = slugify(name).replace("-", "_")[:36] or "own"
    number, code = 1, stem
    while code in taken:
        number += 1
        code = f"{stem}_{number}"
    return code


@transaction.atomic
def change_kind(*, by: Actor, kind: Kind, name: str, is_offered: bool) -> None:
    """Rename a kind of contact, or hide it where contacts are logged. Without a name it has its usual one.

    Raises: Refused for the organisation's own without a name, and for hiding the last one.
    """
    may_keep_house(by).require()
    _check_name(kind.code in defaults.KIND_NAMES, name)
    if not is_offered and not Kind.objects.filter(is_offered=True).exclude(pk=kind.pk).exists():
        raise Refused(_("One kind of contact has to stay. Show another one first."))
    change(by=by, act="changed a kind of contact", thing=f"kind:{kind.pk}", row=kind, name=name, is_offered=is_offered)


@transaction.atomic
def change_topic(*, by: Actor, topic: Topic, name: str, is_offered: bool) -> None:
    """Rename a topic, or hide it where contacts are logged. Without a name it has its usual one.

    Raises: Refused for the organisation's own without a name.
    """
    may_keep_house(by).require()
    _check_name(topic.code in defaults.TOPIC_NAMES, name)
    change(by=by, act="changed a topic", thing=f"topic:{topic.pk}", row=topic, name=name, is_offered=is_offered)


def _check_name(has_usual_name: bool, name: str) -> None:
    if not name and not has_usual_name:
        raise Refused(_("This one is your own, so it needs a name. Write one."))


@transaction.atomic
def move_kind(*, by: Actor, kind: Kind, up: bool) -> None:
    """One place earlier or later where contacts are logged."""
    may_keep_house(by).require()
    _swap(list(Kind.objects.all()), kind, up)
    record(by=by, act="moved a kind of contact", thing=f"kind:{kind.pk}")
    renew_pages()


@transaction.atomic
def move_topic(*, by: Actor, topic: Topic, up: bool) -> None:
    """One place earlier or later where contacts are logged."""
    may_keep_house(by).require()
    _swap(list(Topic.objects.all()), topic, up)
    record(by=by, act="moved a topic", thing=f"topic:{topic.pk}")
    renew_pages()


def _swap(rows: list, row: Kind | Topic, up: bool) -> None:
    """Renumber the whole list, since positions need not follow each other; at its end nothing moves."""
    place = rows.index(row)
    other = place - 1 if up else place + 1
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
    for number, one in enumerate(rows):
        one.position = number
    type(row).objects.bulk_update(rows, ["position"])
