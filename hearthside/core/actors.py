"""Who does something. Every action takes one as `by`; the trail keeps its two texts and nothing else."""

from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext_noop


class Actor(Protocol):
    """Whoever acts: a person, a job, a command, someone at the door."""

    @property
    def actor_id(self) -> str:
        """Stable text that names the actor in the trail, such as `person:0192…`."""

    @property
    def actor_label(self) -> str:
        """How the actor is called on screens, at the time of the act."""

    @property
    def keeps_house(self) -> bool:
        """Looks after the running of the house: may see what waits to be sent, and send it by hand."""

    @property
    def keeps_keys(self) -> bool:
        """Looks after the ways in: may help somebody else to sign in."""


@dataclass(frozen=True, slots=True)
class Machine:
    """An actor that is not a person: a job of the worker, a command on the server."""

    name: str
    keeps_house: bool = True
    keeps_keys: bool = True

    @property
    def actor_id(self) -> str:
        return f"machine:{self.name}"

    @property
    def actor_label(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Visitor:
    """Someone without an account, which is a normal way to be here."""

    keeps_house: bool = False
    keeps_keys: bool = False

    @property
    def actor_id(self) -> str:
        return "visitor"

    @property
    def actor_label(self) -> str:
        return gettext_noop("visitor")


WORKER = Machine(gettext_noop("worker"))
COMMAND_LINE = Machine(gettext_noop("command line"))
TELEPHONE = Machine(gettext_noop("telephone"), keeps_house=False, keeps_keys=False)  # whoever texts or calls, and the provider's news
