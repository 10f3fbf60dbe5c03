"""Who is named where groups write something down or to somebody: of a closed group nobody."""

from hearthside.core.actors import Actor, Visitor
from hearthside.gatherings.models import Gathering
from hearthside.people.models import Reached


def in_trail(by: Actor, gathering: Gathering) -> Actor:
    """Who is named in the trail when somebody acts for themselves: of a closed group nobody, since the trail is read by others."""
    return Visitor() if gathering.is_closed else by


def about(row: Reached, gathering: Gathering | None) -> str:
    """Whom an entry or a message is about, so that they find it in their record; of a closed group nobody."""
    return row.person.actor_id if row.person and not (gathering and gathering.is_closed) else ""
