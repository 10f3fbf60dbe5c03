"""What every part of the demonstration's story has in hand."""

from dataclasses import dataclass, field
from random import Random

from django.utils.translation import gettext_noop

from hearthside.core.actors import Machine
from hearthside.organisation.models import Kind, Programme, Site
from hearthside.people.models import Person

STORY = Machine(gettext_noop("demonstration"))


@dataclass
class Stage:
    """What is needed to tell the story."""

    dice: Random
    site: Site
    programmes: dict[str, Programme] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    pairs: list[tuple[Person, Person, str]] = field(default_factory=list)

    def known_to(self, supporter: str) -> list[Person]:
        """The people whom one of the cast meets, by the first name of the supporter."""
        return [person for person, by, _code in self.pairs if by == self.people[supporter]]
