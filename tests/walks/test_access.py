"""Every address is tried by everybody, and gives what the table in access.py promises."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import resolve, reverse

from tests.signed_in import client_of
from tests.walks.access import PAGES, WHO, WRITES
from tests.walks.registry import addresses
from tests.walks.things import Things

# Nobody is signed in there and no cookie is read, so there is no name in which a form could be sent.
WITHOUT_TOKEN = ("survey",)


@pytest.fixture
def things(cast):
    return Things(cast)


def ask(things: Things, who: str, name: str, arguments: dict[str, str], payload: dict | None = None, with_token: bool = True) -> str:
    """What one person gets at one address, in the words of the table. What they change is undone after them."""
    cache.clear()
    pks = {parameter: things.pk_of(thing) for parameter, thing in arguments.items()}
    address = reverse(name, kwargs={parameter: pk for parameter, pk in pks.items() if parameter != "given"})
    sent = None if payload is None else words(things, payload)
    client = client_of(None if who == "visitor" else getattr(things, who))
    client.raise_request_exception = False
    client.handler.enforce_csrf_checks = not with_token
    with transaction.atomic(), transaction.atomic(using="answers"):
        response = client.get(address) if sent is None else client.post(address, sent)
        for alias in ("default", "answers"):
            transaction.set_rollback(True, using=alias)
    return answer(response)


def words(things: Things, payload: dict) -> dict:
    """What is sent: a value that begins with @ is the key of a thing."""
    return {name: things.pk_of(value[1:]) if str(value).startswith("@") else value for name, value in payload.items()}


def answer(response) -> str:
    if response.status_code not in (301, 302, 303):
        return str(response.status_code)
    name = resolve(urlsplit(response["Location"]).path).url_name
    return "in" if name == "account_login" else f">{name}"


def columns(answers: str) -> dict[str, str]:
    found = answers.split()
    assert len(found) == len(WHO), f"There are {len(WHO)} people and {len(found)} answers: {answers}"
    return dict(zip(WHO, found, strict=True))


def broken(name: str, answers: str, ask_as: Callable[[str], str]) -> str:
    """What differs from the promise, in one sentence; empty when all is as it says."""
    expected = columns(answers)
    got = {who: ask_as(who) for who in WHO}
    wrong = [f"{who} gets {got[who]}, the table promises {expected[who]}" for who in WHO if got[who] != expected[who]]
    return f"{name}: {'; '.join(wrong)}" if wrong else ""


def test_every_address_has_a_row():
    missing = sorted(set(addresses()) - set(PAGES) - set(WRITES))
    assert not missing, (
        f"Nobody has said who may open {missing}. Add a row for each to PAGES in tests/walks/access.py (to WRITES, if it is "
        "only written to): its name, its arguments as things of things.py, and what each of the eight people gets."
    )


def test_every_row_has_an_address():
    gone = sorted((set(PAGES) | set(WRITES)) - set(addresses()))
    assert not gone, f"No urls.py has {gone} any more. Take the rows out of tests/walks/access.py."


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_for_whom_the_table_says(name, things):
    arguments, answers = PAGES[name]
    wrong = broken(name, answers, lambda who: ask(things, who, name, arguments))
    assert not wrong, wrong


@pytest.mark.parametrize("name", WRITES)
def test_a_form_is_taken_from_whom_the_table_says(name, things):
    arguments, payload, answers = WRITES[name]
    wrong = broken(name, answers, lambda who: ask(things, who, name, arguments, payload))
    assert not wrong, wrong


@pytest.mark.parametrize("name", [name for name in WRITES if name not in PAGES])
def test_an_address_that_is_only_written_to_is_no_page(name, things):
    """Opened, it changes nothing and shows nothing, so that no link or preview can act for somebody."""
    arguments, _payload, _answers = WRITES[name]
    got = {who: ask(things, who, name, arguments) for who in WHO}
    assert set(got.values()) <= {"in", "403", "404", "405"}, f"{name} opens as a page: {got}. Give it a row in PAGES."


@pytest.mark.parametrize("name", [name for name in PAGES if name not in WRITES])
def test_an_address_without_a_form_takes_nothing(name, things):
    """What is sent to it is answered as if it had been opened, or with 405, and nothing is done."""
    arguments, answers = PAGES[name]
    expected = columns(answers)
    got = {who: ask(things, who, name, arguments, {"sent": "something"}) for who in WHO}
    odd = {who: got[who] for who in WHO if got[who] not in (expected[who], "405")}
    assert not odd, f"{name} does something with what is sent to it: {odd}. Add a row for it to WRITES in tests/walks/access.py."


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in WRITES if name not in WITHOUT_TOKEN])
def test_a_form_without_its_token_is_taken_from_nobody(name, things):
    """So that a page elsewhere cannot send it in somebody's name."""
    arguments, payload, answers = WRITES[name]
    taken = next((who for who, answer in columns(answers).items() if who != "visitor" and answer not in ("403", "404")), "ben")
    assert ask(things, taken, name, arguments, payload, with_token=False) == "403"
