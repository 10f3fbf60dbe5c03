"""What a supporter brings, and for how many people they have room."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import transaction

from hearthside.audit.actions import record
from hearthside.core.dates import now
from hearthside.one_to_one.matching.permissions import may_say_bringing
from hearthside.one_to_one.models import Bringing
from hearthside.people.models import Person


@dataclass(frozen=True, slots=True)
class Brought:
    """What somebody says of themselves; what is empty was not said."""

    room: int
    words: str = ""
    experiences: Sequence[str] = ()
    languages: Sequence[str] = ()
    gender: str = ""
    age: str = ""
    hows: Sequence[str] = ()
    times: Sequence[str] = ()


@transaction.atomic
def say_bringing(*, by: Person, supporter: Person, brought: Brought) -> Bringing:
    """Say what a supporter brings and has room for. Less room than people they meet already is fine: nobody new is suggested."""
    may_say_bringing(by, supporter).require()
    values = {name: list(value) if isinstance(value, tuple | list) else value for name, value in asdict(brought).items()}
    bringing, _made = Bringing.objects.update_or_create(person=supporter, defaults=values | {"changed_at": now()})
    record(by=by, act="said what they bring", thing=f"bringing:{supporter.pk}", about=supporter.actor_id, room=brought.room)
    return bringing
