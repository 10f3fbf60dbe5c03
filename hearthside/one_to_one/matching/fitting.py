"""Who fits whom: which wishes are kept without exception, and which of the supporters that are left has most in common.

Everything is said once, of numbers: how much was wished, offered and shared. The numbers may be plain or whole tables of
numpy (see bulk.py), so that one pair and ten thousand requests are judged by the same lines. Nothing here reads a database.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from hearthside.one_to_one.models import Bringing, Request

MUSTS = ("language", "gender", "age")  # wished: whoever did not say it does not meet the wish
OVERLAPS = ("how", "time")  # both said: they must overlap; who said nothing can do any
TOPICS = ("experience", *MUSTS, *OVERLAPS, "own_language")
FURTHEST = 63  # the cost of two people who have nothing in common but keep every wish


class Shared(NamedTuple):
    """Of one topic: how many codes one side wished, the other offered, and how many of them are the same."""

    wished: Any
    offered: Any
    both: Any


@dataclass(frozen=True, slots=True)
class Offer:
    """A supporter as the lists see them: what they bring, how many more people they have room for, and where they work."""

    bringing: Bringing
    free: int
    programmes: frozenset[UUID | None] = frozenset((None,))  # None = everywhere

    @property
    def supporter_id(self) -> UUID:
        return self.bringing.person_id


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who waits; whom they are kept apart from, meet already or passed by; and whom they met before."""

    request: Request
    works_here: bool = False
    barred: frozenset[UUID] = frozenset()
    met_before: frozenset[UUID] = frozenset()


def wishes(request: Request) -> dict[str, Iterable[str]]:
    """Topic -> what the person would like."""
    return {
        "experience": request.experiences,
        "language": request.languages,
        "gender": request.genders,
        "age": request.ages,
        "how": request.hows,
        "time": request.times,
        "own_language": [request.language] if request.language else [],
    }


def offers(bringing: Bringing) -> dict[str, Iterable[str]]:
    """Topic -> what the supporter said of themselves."""
    return {
        "experience": bringing.experiences,
        "language": bringing.languages,
        "gender": [bringing.gender] if bringing.gender else [],
        "age": [bringing.age] if bringing.age else [],
        "how": bringing.hows,
        "time": bringing.times,
        "own_language": bringing.languages,
    }


def in_common(request: Request, bringing: Bringing) -> dict[str, Shared]:
    """Topic -> how much is wished, offered and shared by these two."""
    wished, offered = wishes(request), offers(bringing)
    return {
        topic: Shared(len(set(wished[topic])), len(set(offered[topic])), len(set(wished[topic]) & set(offered[topic]))) for topic in TOPICS
    }


def keeps(topic: str, shared: Shared) -> Any:
    """Whether a wish is kept. Experiences are a hope: they decide who is nearest, and nobody waits longer for them."""
    if topic in MUSTS:
        return (shared.wished == 0) | (shared.both > 0)
    if topic in OVERLAPS:
        return (shared.wished == 0) | (shared.offered == 0) | (shared.both > 0)
    return True


def distance(common: dict[str, Shared]) -> Any:
    """How far apart two people are, 0 to FURTHEST, in whole numbers. It orders suggestions and is never shown."""
    experience, time, how, own = (common[topic].both for topic in ("experience", "time", "how", "own_language"))
    near = (experience > 0) * 20 + (experience > 1) * 8 + (experience > 2) * 4
    near = near + (time > 0) * 10 + (time > 1) * 4 + (time > 3) * 3 + (how > 0) * 4 + (own > 0) * 10
    return FURTHEST - near


def broken_wishes(request: Request, bringing: Bringing) -> list[str]:
    """The topics in which this supporter would not keep what the person wished."""
    common = in_common(request, bringing)
    return [topic for topic in (*MUSTS, *OVERLAPS) if not keeps(topic, common[topic])]


def why_not(asked: Asked, offer: Offer, *, person_asks: bool = False) -> str:
    """The first reason for which these two are not suggested to each other, as a code; empty when they may be.

    `person_asks`: the person named this supporter, so that whom they met before is open to them again. Everything else holds.
    """
    request = asked.request
    if asked.works_here or request.person_id == offer.supporter_id:
        return "works_here"
    if offer.supporter_id in asked.barred or (offer.supporter_id in asked.met_before and not person_asks):
        return "barred"
    if request.programme_id is not None and not {None, request.programme_id} & offer.programmes:
        return "programme"
    if broken := broken_wishes(request, offer.bringing):
        return broken[0]
    return "" if offer.free > 0 else "room"


def allowed(asked: Asked, offer: Offer) -> bool:
    """Whether these two may be suggested to each other: no stated wish is broken, and there is room."""
    return not why_not(asked, offer)


def cost(request: Request, bringing: Bringing) -> int:
    """How far apart these two are; the smaller, the nearer."""
    return int(distance(in_common(request, bringing)))


def reasons(request: Request, bringing: Bringing) -> list[str]:
    """Why these two are suggested, as codes with values such as `shared_experience:carer`, in the order in which they are said."""
    wished, offered = wishes(request), offers(bringing)
    found = []
    for topic, word in (("experience", "shared_experience"), ("time", "times"), ("language", "language"), ("how", "how")):
        found += [f"{word}:{code}" for code in dict.fromkeys(wished[topic]) if code in set(offered[topic])]
    if not request.languages and request.language and request.language in bringing.languages:
        found.append(f"language:{request.language}")
    found += [f"{topic}:{code}" for topic in ("gender", "age") for code in wished[topic] if code in offered[topic]]
    return found
