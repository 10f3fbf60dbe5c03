"""Somebody has stolen both databases, with their logs and journals, after the answers were opened. They know who was
offered a survey in which order, and have even watched who answered in which order. Nothing in the files may link an
answer to a person better than guessing does.
"""

import contextlib
import hashlib
import hmac
import json
import math
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from hearthside.core import keys
from hearthside.surveys.tests.installation import PEOPLE, ticks_of, words_of

pytestmark = pytest.mark.slow

ON_POSTGRESQL = connection.vendor == "postgresql"


def only_on(vendor: str):
    """Each engine leaves other traces; a test of the other engine's is not one here."""
    return lambda test: test if connection.vendor == vendor else None


PERSON_OF = {json.dumps(ticks_of(person), sort_keys=True): person for person in range(PEOPLE)}


class Loot:
    """What was stolen, and what the attacker knows besides."""

    def __init__(self, folder: Path, urls: dict[str, str], told: dict):
        self.folder, self.urls = folder, urls
        self.arrival, self.codes, self.waiting, self.told = told["arrival"], told["codes"], told["waiting"], told

    def copies(self, when: str) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in (self.folder / when).iterdir()}

    def read(self, database: str, query: str) -> list[tuple]:
        """Ask a stolen database, with every means its engine has."""
        if not ON_POSTGRESQL:
            file = {"default": "hearthside.sqlite3", "answers": "answers.sqlite3"}[database]
            if not (self.folder / "opened").exists():  # opening a copy tidies its log away
                shutil.copytree(self.folder / "after", self.folder / "opened")
            with contextlib.closing(sqlite3.connect(self.folder / "opened" / file)) as stolen:
                return stolen.execute(query).fetchall()
        import psycopg

        with psycopg.connect(self.urls[database], autocommit=True) as stolen:
            return stolen.execute(query).fetchall()


@pytest.fixture(scope="module")
def loot(tmp_path_factory):
    return steal(tmp_path_factory.mktemp("installation"), "stolen")


@pytest.fixture(scope="module")
def second_loot(tmp_path_factory):
    return steal(tmp_path_factory.mktemp("second_installation"), "stolen_too")


def confirmed_by_a_second_installation(test):
    """Pure chance breaks a bound of three standard deviations now and then, a link breaks it every time. So it counts
    only if another installation, with other people in another order, breaks it as well.
    """

    def run(loot, request):
        try:
            test(loot)
        except AssertionError:
            test(request.getfixturevalue("second_loot"))

    run.__name__, run.__doc__ = test.__name__, test.__doc__
    return run


def steal(folder: Path, name: str) -> Loot:
    """An installation of its own in which 200 people are offered a survey and answer, and then all its files."""
    keys.make_missing(folder / "keys")
    (folder / "static").mkdir()
    urls = own_databases(name) if ON_POSTGRESQL else {}
    environment = os.environ | {
        "HEARTHSIDE_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "hearthside.config.settings_test",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    if urls:
        environment |= {"HEARTHSIDE_DATABASE_URL": urls["default"], "HEARTHSIDE_ANSWERS_URL": urls["answers"]}
    program = [sys.executable, "-m", "hearthside.surveys.tests.installation"]
    run = subprocess.run(program, env=environment, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    return Loot(folder, urls, json.loads(run.stdout))


def own_databases(stem: str) -> dict[str, str]:
    import psycopg

    urls = {}
    with psycopg.connect(os.environ["HEARTHSIDE_DATABASE_URL"], autocommit=True) as server:
        for alias, variable, name in [
            ("default", "HEARTHSIDE_DATABASE_URL", f"{stem}_work"),
            ("answers", "HEARTHSIDE_ANSWERS_URL", f"{stem}_answers"),
        ]:
            server.execute(f"CREATE DATABASE {name}")
            urls[alias] = re.sub(r"/(hearthside|answers)(\?|$)", rf"/{name}\2", os.environ[variable])
    return urls


def people(ticks: list) -> list[int]:
    """Whose answers these are: known to the test alone."""
    return [PERSON_OF[json.dumps(json.loads(one) if isinstance(one, str) else one, sort_keys=True)] for one in ticks]


def assert_no_better_than_guessing(loot, orders: list[list[int]]) -> None:
    """Each order of answers, forwards and backwards, is matched by rank with the order of offering and of answering.
    Guessing gives one right of 200 on average, with a standard deviation of one.
    """
    tries = [(order, known) for order in orders for known in (loot.arrival, list(range(PEOPLE)))]
    tries += [(order[::-1], known) for order, known in tries]
    tries = [one for place, one in enumerate(tries) if one not in tries[:place]]  # the same order twice is one try
    right = [sum(a == b for a, b in zip(order, known, strict=True)) for order, known in tries]
    assert sum(right) <= len(tries) + 3 * math.sqrt(len(tries)), right


def by_position(raw: bytes, ids: list[tuple[bytes, object]]) -> list:
    """What belongs to each id, in the order in which the ids lie in the bytes."""
    return [one for place, one in sorted((raw.find(key), one) for key, one in ids) if place >= 0]


def test_all_answers_were_opened_and_nothing_waits(loot):
    assert loot.told["stored"] == PEOPLE
    assert len(loot.read("answers", "SELECT ticked FROM answers_answer")) == PEOPLE


def test_no_digest_is_in_both_databases(loot):
    tickets = {digest for (digest,) in loot.read("default", "SELECT digest FROM surveys_surveyticket")}
    spent = {digest for (digest,) in loot.read("answers", "SELECT digest FROM answers_spentticket")}
    assert len(tickets) >= PEOPLE
    assert len(spent) >= PEOPLE
    assert not tickets & spent


def test_neither_a_seal_nor_an_order_helps_who_looks_before_the_answers_are_opened(loot):
    assert len({len(sealed) for _key, sealed in loot.waiting}) == 1
    assert len({sealed for _key, sealed in loot.waiting}) == PEOPLE


def test_fifty_browsers_with_the_same_code_make_one_answer(loot):
    assert loot.told["parallel"] == {"thanked": 1, "already": 49, "spent": 1, "waiting": 1}


def test_forty_phones_and_twelve_places_make_twelve_tickets(loot):
    room = loot.told["room"]
    assert (room["got"], room["different"], room["tickets"], room["left"]) == (12, 12, [12, 12], 0)
    assert len(room["same"]) == 1, "one page sent twenty times at once draws one ticket, and everyone is shown it"


@confirmed_by_a_second_installation
def test_tickets_lie_in_no_order_of_drawing(loot):
    """Given even the key of tickets and every code: after the weekly shuffle no order tells who drew when."""
    persons = {ticket_of(loot, code): person for person, code in enumerate(loot.codes)}
    order = "ORDER BY ctid" if ON_POSTGRESQL else ""
    for table, column in (("surveys_surveyticket", "digest"), ("surveys_drawnticket", "ticket")):
        found = [persons[digest] for (digest,) in loot.read("default", f"SELECT {column} FROM {table} {order}") if digest in persons]
        assert len(found) == (PEOPLE if column == "digest" else PEOPLE // 2)
        in_order = sorted(found)
        right = sum(a == b for a, b in zip(found, in_order, strict=True)) + sum(a == b for a, b in zip(found[::-1], in_order, strict=True))
        assert right <= 2 + 3 * math.sqrt(2)


def test_a_drawn_ticket_looks_like_every_other_one(loot):
    rows = loot.read("default", "SELECT digest, programme_id, kind, month, language, state FROM surveys_surveyticket")
    drawn = {ticket_of(loot, code) for code in loot.codes[1::2]}
    assert {row[1:] for row in rows if row[0] in drawn} == {row[1:] for row in rows if row[0] not in drawn}
    assert {len(row[0]) for row in rows} == {64}


def test_who_has_the_code_on_the_wall_and_every_key_still_makes_no_ticket(loot):
    """What the wall and the keys can make without a phone's own random word is nobody's ticket."""
    wall = loot.told["wall"]
    tickets = {digest for (digest,) in loot.read("default", "SELECT digest FROM surveys_surveyticket")}
    guesses = [wall, wall.replace("-", ""), *(drawn_with_keys(loot, wall, str(number)) for number in (*range(PEOPLE), ""))]
    assert not {ticket_of(loot, guess) for guess in guesses} & tickets
    assert drawn_with_keys(loot, wall, loot.told["words"][1]) == loot.codes[1].replace("-", ""), "with the word it is made again"


def ticket_of(loot, code: str) -> str:
    key = keys.read(loot.folder / "keys", "tickets")
    return hmac.new(key, code.replace("-", "").encode(), hashlib.sha256).hexdigest()


def drawn_with_keys(loot, wall: str, once: str) -> str:
    from hearthside.surveys.codes import RANDOM_SIGNS, SIGNS, _check_sign

    key = hmac.new(keys.read(loot.folder / "keys", "tickets"), b"hearthside drawn ticket", hashlib.sha256).digest()
    made = hmac.new(key, f"{wall.replace('-', '')} {once}".encode(), hashlib.sha256).digest()
    signs = "".join(SIGNS[byte % 32] for byte in made[:RANDOM_SIGNS])
    return signs + _check_sign(signs)


@only_on("sqlite")
@confirmed_by_a_second_installation
def test_no_order_in_the_stolen_files_follows_people(loot):
    answers = loot.copies("after")["answers.sqlite3"]
    rows = loot.read("answers", "SELECT id, ticked FROM answers_answer")
    persons = people([ticked for _id, ticked in rows])
    ids = [(key, person) for (key, _ticked), person in zip(rows, persons, strict=True)]
    assert_no_better_than_guessing(loot, [persons, [person for _key, person in sorted(ids)], by_position(answers, ids)])
    with pytest.raises(sqlite3.OperationalError):
        loot.read("answers", "SELECT rowid FROM answers_answer")


@only_on("sqlite")
@confirmed_by_a_second_installation
def test_used_codes_lie_in_no_order_that_follows_people(loot):
    """Given even the keys: who can make each person's mark still finds no order of arrival."""
    marks = spent_marks(loot)
    found = [marks[digest] for (digest,) in loot.read("answers", "SELECT digest FROM answers_spentticket") if digest in marks]
    raw = by_position(loot.copies("after")["answers.sqlite3"], [(digest.encode(), person) for digest, person in marks.items()])
    assert_no_better_than_guessing(loot, [found, raw])


def spent_marks(loot) -> dict[str, int]:
    """What only somebody with the keys and every code could compute."""
    from hearthside.surveys.codes import read_code

    key = hmac.new(keys.read(loot.folder / "keys", "tickets"), b"hearthside spent ticket", hashlib.sha256).digest()
    return {hmac.new(key, read_code(code).encode(), hashlib.sha256).hexdigest(): person for person, code in enumerate(loot.codes)}


@only_on("sqlite")
def test_neither_journal_nor_log_nor_free_bytes_hold_a_trace(loot):
    for when in ("before", "after"):
        files = loot.copies(when)
        assert not files.get("answers.sqlite3-journal")
        assert "answers.sqlite3-wal" not in files
        assert files["hearthside.sqlite3-wal"], "the attacker must have had a write-ahead log to read"
        for raw in files.values():
            assert_nothing_plain(raw, loot)
    for raw in loot.copies("after").values():
        for key, sealed in loot.waiting:
            assert bytes.fromhex(key) not in raw
            assert bytes.fromhex(sealed[200:264]) not in raw


@only_on("sqlite")
def test_the_write_ahead_log_of_the_main_database_does_not_change_when_people_answer(loot):
    """Between offering and opening, 200 people answered: the main files are the same bytes before and after."""
    assert loot.copies("before")["hearthside.sqlite3-wal"] == loot.copies("after")["hearthside.sqlite3-wal"]
    spent = [digest.encode() for (digest,) in loot.read("answers", "SELECT digest FROM answers_spentticket")]
    for name, raw in loot.copies("after").items():
        assert name == "answers.sqlite3" or not any(digest in raw for digest in spent)


def assert_nothing_plain(raw: bytes, loot) -> None:
    assert os.path.commonprefix([words_of(0), words_of(PEOPLE - 1)]).encode() not in raw
    assert b"once-of-person-" not in raw
    for code in [*loot.codes[::7], loot.told["wall"]]:
        assert code.encode() not in raw
        assert code.replace("-", "").encode() not in raw


@only_on("postgresql")
@confirmed_by_a_second_installation
def test_no_order_in_the_stolen_tables_follows_people(loot):
    rows = loot.read("answers", "SELECT id, ticked::text FROM answers_answer ORDER BY ctid")
    persons = people([ticked for _id, ticked in rows])
    ids = [(bytes(key), person) for (key, _ticked), person in zip(rows, persons, strict=True)]
    as_dumped = people([ticked for (ticked,) in loot.read("answers", "SELECT ticked::text FROM answers_answer")])
    log = write_ahead_log(loot)
    place = log.find(ids[0][0])
    in_log = by_position(log[max(0, place - 2**20) : place + 2**20], ids)
    assert len(in_log) == PEOPLE
    assert_no_better_than_guessing(loot, [persons, as_dumped, [person for _key, person in sorted(ids)], in_log])


@only_on("postgresql")
@pytest.mark.parametrize("table", ["answer", "spentticket", "comment", "tally"])
def test_all_rows_seem_to_have_been_written_at_once(loot, table):
    """All that was there at the flush has one xmin, used codes too; the one code sent after it stands apart."""
    found = loot.read("answers", f"SELECT xmin::text, count(*) FROM answers_{table} GROUP BY 1 ORDER BY 2 DESC")
    assert len(found) == (2 if table == "spentticket" else 1)
    assert found[0][1] >= (1 if table == "tally" else PEOPLE)


@only_on("postgresql")
@confirmed_by_a_second_installation
def test_used_codes_lie_in_no_order_that_follows_people_on_postgresql(loot):
    marks = spent_marks(loot)
    rows = loot.read("answers", "SELECT digest FROM answers_spentticket ORDER BY ctid")
    assert_no_better_than_guessing(loot, [[marks[digest] for (digest,) in rows if digest in marks]])


@only_on("postgresql")
def test_the_waiting_answers_were_never_in_the_write_ahead_log(loot):
    assert loot.read("answers", "SELECT relpersistence FROM pg_class WHERE relname = 'answers_waitinganswer'") == [("u",)]
    assert loot.read("answers", "SELECT count(*) FROM pg_class WHERE relname LIKE 'written_anew%'") == [(0,)]
    assert loot.read("answers", "SHOW track_commit_timestamp") == [("off",)]


@only_on("postgresql")
def test_the_data_folder_of_the_server_holds_no_trace(loot):
    loot.read("default", "SELECT pg_switch_wal()")
    for raw in server_files(loot):
        assert_nothing_plain(raw, loot)
        for key, sealed in loot.waiting[::7]:
            assert bytes.fromhex(key) not in raw
            assert bytes.fromhex(sealed[200:264]) not in raw


def server_files(loot):
    import psycopg

    with psycopg.connect(loot.urls["answers"], autocommit=True) as server:
        server.execute("CHECKPOINT")
        [(folder,)] = server.execute("SHOW data_directory").fetchall()
        numbers = [str(row[0]) for row in server.execute("SELECT oid FROM pg_database WHERE datname LIKE 'stolen%'")]
    places = [Path(folder) / "base" / number for number in numbers] + [Path(folder) / "pg_wal"]
    return [file.read_bytes() for place in places for file in place.iterdir() if file.is_file()]


def write_ahead_log(loot) -> bytes:
    [(folder,)] = loot.read("answers", "SHOW data_directory")
    return b"".join(file.read_bytes() for file in sorted((Path(folder) / "pg_wal").iterdir()) if file.is_file())
