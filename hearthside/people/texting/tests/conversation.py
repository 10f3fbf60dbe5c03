"""Ana's telephone, and what is texted with her."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import time_machine

from hearthside.core.ids import new_id
from hearthside.outbox.models import Heard, Message
from hearthside.outbox.telephone.actions import hear
from hearthside.people.actions import add_way, permit_reach
from hearthside.people.models import Person, WayToReach
from hearthside.people.texting.actions import write_text
from tests.cast import TESTS

NUMBER = "+13065550123"
NOON = datetime.now(UTC).replace(hour=18, minute=0, second=0, microsecond=0) + timedelta(days=1)  # in Regina
EVENING = NOON + timedelta(hours=10)  # ten at night there, and past midnight in Halifax
ALLOWED = {"may_call": True, "may_text": True}


@contextmanager
def at(moment):
    """The clock goes on from a moment."""
    with time_machine.travel(moment):
        yield


def phone(person: Person, number: str = NUMBER, purpose: str = "check_ins", **allowed: bool) -> WayToReach:
    """A telephone, on which texts are welcome unless the answers say otherwise."""
    way = add_way(by=TESTS, person=person, kind="phone", value=number)
    permit_reach(by=TESTS, way=way, purpose=purpose, words="May we?", **(allowed or ALLOWED))
    return way


def heard(words: str = "Is it on today?", number: str = NUMBER, how: str = "text") -> Heard:
    return hear(by=TESTS, how=how, number=number, provider_id=f"SM{new_id().hex}", words=words)


def written(by: Person, way: WayToReach, words: str = "Is two still good?", **more) -> Message:
    return write_text(by=by, person=way.person, way=way, words=words, **{"purpose": "check_ins", "once": uuid4()} | more)
