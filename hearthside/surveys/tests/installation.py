"""A small installation of its own, run as a program by test_attacker.py: real files, real settings of both databases.

Two hundred people get a code one after the other, every second one drawn with the code on a wall, and answer in random order
over the survey's own pages; then fifty browsers send the same code at once, and forty phones open a wall with twelve
places. What an attacker could know from elsewhere is printed as JSON.
"""

import json
import os
import re
import shutil
import sqlite3
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from random import SystemRandom

PEOPLE = 200
OPTIONS = ["emotional", "informational", "practical", "social", "other", "not_much"]


def ticks_of(person: int) -> dict:
    """Everybody ticks something else, so that the test can tell whose answer a row is; the attacker is not told."""
    chosen = person // 4 + 1
    return {
        "any": [option for bit, option in enumerate(OPTIONS) if chosen >> bit & 1],
        "heard": ["not_really", "a_little", "mostly", "fully"][person % 4],
    }


def words_of(person: int) -> str:
    return f"These are the plain words of number {person:03}."


def main(folder: Path) -> dict:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    for name in connections:
        call_command("migrate", database=name, verbosity=0)
    keepers = [sqlite3.connect(path) for path in folder.glob("*.sqlite3")]  # so that no write-ahead log is tidied away before it is copied
    for keeper in keepers:
        keeper.execute("SELECT count(*) FROM sqlite_master").fetchone()
    told = two_hundred_answer(folder)
    told["parallel"] = fifty_at_once()
    told["room"] = forty_phones_and_twelve_places()
    for keeper in keepers:
        keeper.close()
    return told


def two_hundred_answer(folder: Path) -> dict:
    from django.test import Client

    from hearthside.core.actors import COMMAND_LINE
    from hearthside.surveys.actions import flush, shuffle_tickets
    from hearthside.surveys.answers.models import WaitingAnswer

    first = new_ticket().code
    wall = new_wall(PEOPLE)
    words = [f"once-of-person-{person:03}" for person in range(PEOPLE)]
    codes = [first] + [drawn(wall, words[person]) if person % 2 else new_ticket().code for person in range(1, PEOPLE)]
    arrival = list(range(PEOPLE))
    SystemRandom().shuffle(arrival)
    browser = Client()
    for person in arrival:
        sent = browser.post("/s/", {"code": codes[person], **ticks_of(person), "comment": words_of(person), "send": "yes"})
        assert sent.status_code == 302, sent.content
    copy(folder, "before")
    waiting = [(bytes(one.id).hex(), bytes(one.sealed).hex()) for one in WaitingAnswer.objects.all()]
    flushed = flush(by=COMMAND_LINE)
    shuffle_tickets(by=COMMAND_LINE)
    copy(folder, "after")
    return {"codes": codes, "wall": wall, "words": words, "arrival": arrival, "waiting": waiting, "stored": flushed.stored}


def new_ticket():
    from hearthside.core.actors import COMMAND_LINE
    from hearthside.core.dates import month_of, today
    from hearthside.organisation.actions import found_organisation, open_programme
    from hearthside.organisation.models import Kind, Organisation, Programme
    from hearthside.surveys.actions import offer_ticket

    if not Organisation.objects.exists():
        found_organisation(by=COMMAND_LINE, name="Lantern Street")
        open_programme(by=COMMAND_LINE, name="River")
    return offer_ticket(programme=Programme.objects.get(), kind=Kind.objects.get(code="one_to_one_phone"), month=month_of(today()))


def new_wall(places: int) -> str:
    from hearthside.core.dates import month_of, today
    from hearthside.organisation.models import Kind, Programme
    from hearthside.surveys.walls.actions import open_wall_code

    kind = Kind.objects.get(code="one_to_one_phone")
    return open_wall_code(programme=Programme.objects.get(), kind=kind, month=month_of(today()), places=places).code


def drawn(wall: str, once: str = "") -> str:
    """The code that a phone gets which opens the wall, read off the page of the questions."""
    from django.test import Client

    return code_on(Client().post("/s/", {"code": wall, "once": once}))


def code_on(page) -> str:
    found = re.search(r'name="code" value="([0-9A-Z-]{14})"', page.content.decode())
    return found.group(1) if found and 'name="heard"' in page.content.decode() else ""


def all_at_once(number: int, act: Callable[[], object]) -> list:
    """What each of many browsers got that did the same at the same instant."""
    from django.db import connections

    results: list = []
    start = threading.Barrier(number)
    room = threading.BoundedSemaphore(40)  # each holds two connections, and PostgreSQL gives a hundred unless told otherwise

    def run():
        start.wait()
        with room:
            results.append(act())
            connections.close_all()

    threads = [threading.Thread(target=run) for _turn in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def forty_phones_and_twelve_places() -> dict:
    """Every phone opens the wall at once; then one page is sent twenty times at once."""
    from hearthside.surveys.codes import read_code, wall_digest
    from hearthside.surveys.models import DrawnTicket, SurveyTicket, WallCode

    before = SurveyTicket.objects.count(), DrawnTicket.objects.count()
    wall = new_wall(12)
    got = [code for code in all_at_once(40, lambda: drawn(wall)) if code]
    left = WallCode.objects.get(digest=wall_digest(read_code(wall) or "")).places_left
    tickets = SurveyTicket.objects.count() - before[0], DrawnTicket.objects.count() - before[1]
    again = new_wall(12)
    same = all_at_once(20, lambda: drawn(again, "one page"))
    return {"got": len(got), "different": len(set(got)), "tickets": tickets, "left": left, "same": sorted(set(same))}


def fifty_at_once() -> dict:
    from django.test import Client

    from hearthside.surveys.answers.models import SpentTicket, WaitingAnswer

    code = new_ticket().code
    before = SpentTicket.objects.count(), WaitingAnswer.objects.count()
    results = all_at_once(50, lambda: Client().post("/s/", {"code": code, "heard": "fully", "send": "yes"}).status_code)
    return {
        "thanked": results.count(302),
        "already": results.count(200),
        "spent": SpentTicket.objects.count() - before[0],
        "waiting": WaitingAnswer.objects.count() - before[1],
    }


def copy(folder: Path, name: str) -> None:
    """What a thief takes: every file of the databases as it lies there now."""
    (folder / name).mkdir()
    for file in folder.glob("*.sqlite3*"):
        shutil.copy(file, folder / name)


if __name__ == "__main__":
    print(json.dumps(main(Path(os.environ["HEARTHSIDE_DATA"]))), file=sys.stdout)  # noqa: T201  the parent process reads it
