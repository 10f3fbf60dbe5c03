"""Finding a group for those who ask, and who belongs for those who hold it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from hearthside.gatherings.models import Gathering, GroupMember


def groups_to_ask() -> QuerySet[Gathering]:
    """Groups with a page on which to ask: those that say "ask first" and go on."""
    return Gathering.objects.filter(openness=Gathering.Openness.ASK_FIRST, ended_on=None)


@dataclass(frozen=True, slots=True)
class Members:
    """Who asked, who belongs, and who was told no or left and is not forgotten yet."""

    asked: list[GroupMember]
    belonging: list[GroupMember]
    past: list[GroupMember]


def members_of(gathering: Gathering) -> Members:
    """In the order of asking. One query."""
    rows = list(gathering.members.select_related("person").order_by("asked_at", "pk"))
    states = GroupMember.State
    return Members(
        [row for row in rows if row.state == states.ASKED],
        [row for row in rows if row.state == states.BELONGS],
        [row for row in rows if row.state in (states.NOT_NOW, states.LEFT) and row.name],
    )
