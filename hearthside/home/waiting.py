"""What the rooms ask of somebody today, read in one statement over those in which something may wait."""

from datetime import date
from typing import Any

from hearthside.checkins import waiting as calls
from hearthside.checkins.warm_line import waiting as warm_line
from hearthside.core.waiting import Row, Waits, read
from hearthside.gatherings import waiting as groups
from hearthside.one_to_one.asking import waiting as asking
from hearthside.one_to_one.choosing import waiting as choosing
from hearthside.one_to_one.goals import waiting as wishes
from hearthside.people.models import Person
from hearthside.people.texting import waiting as texting
from hearthside.safety import waiting as safety

SAID_TOGETHER = calls.SAID_TOGETHER | choosing.SAID_TOGETHER
SAID = asking.SAID | calls.SAID | choosing.SAID | groups.SAID | safety.SAID | texting.SAID | warm_line.SAID | wishes.SAID


def asked_today(actor: Person, day: date, rooms: set[str]) -> dict[str, list[Any]]:
    """`held` and `calls`: the dates one holds and the calls one makes today, in the order of the day. `asked`: what else
    waits, the urgent first, then the oldest.
    """
    parts = []
    if "groups" in rooms or actor.keeps_house:
        parts += groups.rows_for(actor, day)
    if actor.keeps_house:
        parts += asking.rows_for(actor)
    if "one_to_one" in rooms or actor.keeps_house:
        parts += choosing.rows_for(actor)
    if "calls" in rooms or actor.keeps_house:
        parts += calls.rows_for(actor)
    if "safety" in rooms:
        parts += safety.rows_for(actor)
    if "wishes" in rooms:
        parts += wishes.rows_for(actor, day)
    if "warm_line" in rooms:
        parts += warm_line.rows_for(actor, day)
    if "texts" in rooms and actor.works_here:
        parts += texting.rows_for(actor)
    found = read(parts)
    return {
        "held": [groups.held(row) for row in found if row.what == groups.HELD],
        "calls": [calls.call_to_make(row) for row in found if row.what == calls.MINE],
        "asked": _in_words(found),
    }


def _in_words(found: list[Row]) -> list[Waits]:
    alone = sorted((row for row in found if row.what in SAID), key=lambda row: row.what not in safety.URGENT)
    together = [(say, [row for row in found if row.what == what]) for what, say in SAID_TOGETHER.items()]
    return [*(SAID[row.what](row) for row in alone), *(say(rows) for say, rows in together if rows)]
