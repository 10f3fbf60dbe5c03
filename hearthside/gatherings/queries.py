"""What waits in groups for somebody, and what groups hold on one person."""

from typing import Any

from django.db.models import Q, QuerySet

from hearthside.gatherings.models import Gathering, GroupMember, SignUp, Voice
from hearthside.people.models import Person


def asks_for(actor) -> QuerySet[GroupMember]:
    """Who asked to belong to a group that this actor answers for, the oldest first, each with its gathering."""
    if not isinstance(actor, Person):
        return GroupMember.objects.none()
    answers_for = Q(gathering__in=Gathering.objects.hosted_by(actor).values("pk"))
    programmes, is_closed = actor.coordinated_programmes, Q(gathering__openness=Gathering.Openness.CLOSED)
    if programmes:
        own = Q() if None in programmes else Q(gathering__programme__in=programmes)
        answers_for |= own & ~is_closed
    asked = GroupMember.objects.filter(answers_for, state=GroupMember.State.ASKED)
    return asked.select_related("gathering").order_by("asked_at", "pk")


def held_on(person: Person) -> dict[str, list[dict[str, Any]]]:
    """What a person signed up for, belongs to and said, for them to read and take away. Keys are plain words. Three queries."""
    sign_ups = SignUp.objects.filter(person=person).select_related("session__gathering").order_by("-session__day", "pk")
    belongs = GroupMember.objects.filter(person=person).select_related("gathering").order_by("-asked_at", "pk")
    said = Voice.objects.filter(person=person).select_related("gathering").order_by("-said_at", "pk")
    return {
        "signed_up_for": [_sign_up(one) for one in sign_ups],
        "groups": [_membership(one) for one in belongs],
        "said_about_groups": [_voice(one) for one in said],
    }


def _reached(row: SignUp | GroupMember | Voice) -> dict[str, Any]:
    return {"name": row.name, "way": row.way, "number_or_address": row.reach, "may_remind": row.may_remind, "words": row.words}


def _sign_up(row: SignUp) -> dict[str, Any]:
    names = ("state", "asked_at", "moved_at", "cancelled_at", "ride", "seats", "wish", "reminded_at")
    when = {"group": row.session.gathering.public_title, "day": row.session.day, "starts_at": row.session.starts_at}
    return when | {name: getattr(row, name) for name in names} | _reached(row)


def _membership(row: GroupMember) -> dict[str, Any]:
    names = ("state", "message", "answer", "asked_at", "answered_at", "left_at")
    gathering = row.gathering
    title = gathering.title if row.state == GroupMember.State.BELONGS else gathering.public_title
    return {"group": title} | {name: getattr(row, name) for name in names} | _reached(row)


def _voice(row: Voice) -> dict[str, Any]:
    group = row.gathering.public_title if row.gathering else None
    names = ("kind", "text", "said_at", "answer", "answered_at")
    return {"group": group} | {name: getattr(row, name) for name in names} | _reached(row)
