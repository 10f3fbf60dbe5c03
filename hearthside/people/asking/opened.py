"""What each code opens. Every room that gives out codes says here, when the house starts, what its codes lead to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from hearthside.people.models import Reached


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One kind of row with a code: how it is found, the page that shows it and what that page needs, the head of its card."""

    template: str
    joined: tuple[str, ...]  # what is read along with the row
    shown: Callable[[HttpRequest, Any], dict[str, Any]]
    card: Callable[[Any], list[str]]


OPENED: dict[type[Reached], Opened] = {}


def open_by_code(model: type[Reached], opened: Opened) -> None:
    """From now on a code may open rows of this model. Call it in the `ready` of the app."""
    OPENED[model] = opened
