"""What the rooms ask of somebody today, read in one statement over those in which something may wait."""

from datetime import date
from typing import Any

from hearthside.core.waiting import read
from hearthside.gatherings import waiting as groups
from hearthside.one_to_one.asking import waiting as asking
from hearthside.one_to_one.choosing import waiting as choosing
from hearthside.one_to_one.goals import waiting as wishes
from hearthside.people.models import Person
from hearthside.safety import waiting as safety

SAID = asking.SAID | choosing.SAID | groups.SAID | safety.SAID | wishes.SAID


def asked_today(actor: Person, day: date, rooms: set[str]) -> dict[str, list[Any]]:
    """`held`: the dates one holds today, in the order of the day. `asked`: what else waits, the urgent first, then the oldest."""
    parts = []
    if "groups" in rooms or actor.keeps_house:
        parts += groups.rows_for(actor, day)
    if actor.keeps_house:
        parts += asking.rows_for(actor)
    if "one_to_one" in rooms or actor.keeps_house:
        parts += choosing.rows_for(actor)
    if "safety" in rooms:
        parts += safety.rows_for(actor)
    if "wishes" in rooms:
        parts += wishes.rows_for(actor, day)
    found = read(parts)
    asked = sorted((row for row in found if row.what in SAID), key=lambda row: row.what not in safety.URGENT)
    return {"held": [groups.held(row) for row in found if row.what == groups.HELD], "asked": [SAID[row.what](row) for row in asked]}
